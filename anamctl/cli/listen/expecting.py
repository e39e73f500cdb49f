"""What is expected of the speech: from an option, or from the file of a persona."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from anamctl.cli.listen import request as requests

if TYPE_CHECKING:
    from anamctl.cli.listen.request import ListenRequest
    from anamctl.listening.verdict import Wish

_LISTED = 6


class Expected(NamedTuple):
    """What is expected of the speech."""

    wish: Wish | None = None
    keyterms: tuple[str, ...] = ()
    """Words of the persona to listen for."""
    notes: tuple[str, ...] = ()
    """What is to be said about the words."""


def expectation(request: ListenRequest) -> Expected:
    """
    Say what is expected, from an option or from the file of a persona.

    Raises:
        UsageError: there is no such language, or no such persona.
    """
    if request.expect:
        return Expected(requests.wish(request, request.expect))
    if not request.persona:
        return Expected()
    from anamctl.listening.persona import read_persona

    found = read_persona(request.persona, request.lang, os.environ, request.document)
    terms = found.key_terms
    listed = ", ".join(terms[:_LISTED]) + (f" and {len(terms) - _LISTED} more" if len(terms) > _LISTED else "")
    notes = (f"listening for {listed}",) if terms else ()
    return Expected(requests.wish(request, found.language), terms, notes)
