"""``anamctl token mint``, without the option parser."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.cli.anam_service import opened
from anamctl.errors import ExitCode, UsageError
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.anam.token import Token
    from anamctl.cli.anam_service import AnamRequest, OpenedAnam


class MintRequest(NamedTuple):
    """For which persona."""

    persona: str = ""
    lang: str = ""
    persona_id: str = ""
    settings: tuple[str, ...] = ()
    """Each ``path=value``."""
    document: str = ""
    json: bool = False


class _Subject(NamedTuple):
    """What is posted, and what to call it."""

    body: Mapping[str, Any]
    name: str
    file: str | None
    language: str | None


def mint(service: AnamRequest, request: MintRequest) -> int:
    """Print a token."""
    import asyncio

    subject = _subject(request)
    with opened(service) as found:
        token = asyncio.run(_mint(found, subject.body))
    left = None if token.expires_at is None else token.expires_at - time.time()
    if request.json:
        from anamctl.anam.token import iso
        from anamctl.report.envelope import success

        data = {
            "token": token.secret.reveal(),
            "expires": None if token.expires_at is None else iso(token.expires_at),
            "expiresIn": None if left is None else round(left),
            "persona": subject.name,
            "file": subject.file,
            "language": subject.language,
        }
        sys.stdout.write(success("token mint", data))
        return ExitCode.OK
    sys.stdout.write(token.secret.reveal() + "\n")
    sys.stdout.flush()
    if not service.quiet:
        from anamctl.anam.token import remaining

        language = f" in {subject.language}" if subject.language else ""
        good = "" if left is None else f", good for {remaining(left)}"
        sys.stderr.write(visible(f"a token of {found.shown} for {subject.name}{language}{good}") + "\n")
    return ExitCode.OK


async def _mint(found: OpenedAnam, body: Mapping[str, Any]) -> Token:
    async with found.client() as client:
        return await client.mint(body)


def _subject(request: MintRequest) -> _Subject:
    """
    Find what is posted.

    Raises:
        UsageError: it is not clear which persona is meant, or it lacks something.
    """
    from anamctl.live.fields import parse_setting, with_settings

    settings = [parse_setting(text) for text in request.settings]
    if request.persona_id:
        body = _saved(request)
        return _Subject(with_settings(body, settings), f"persona {request.persona_id}", None, None)
    from anamctl.definitions.persona_choice import choose

    choice = choose(request.persona, request.lang, os.environ, request.document)
    body = with_settings(choice.body, settings)
    language = body["personaConfig"].get("languageCode")
    return _Subject(body, choice.name, choice.path, language if isinstance(language, str) else None)


def _saved(request: MintRequest) -> dict[str, Any]:
    from anamctl.anam.catalogue import is_id

    if request.persona or request.document:
        raise UsageError("--persona-id and a file exclude each other.", hint="name the one that is meant.")
    if request.lang:
        raise UsageError("--persona-id takes no --lang.", hint="the language of a saved persona is set on the account.")
    if not is_id(request.persona_id):
        raise UsageError("--persona-id is no UUID.", hint="`anamctl personas` lists those of the account.")
    return {"personaConfig": {"personaId": request.persona_id}}
