"""Values that nobody says the service makes so, and the refusal of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.bolna import agents, layering, origins
from anamctl.bolna.plain import is_sure
from anamctl.errors import GuessError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN = 3


class Guess(NamedTuple):
    """One value of a leg that is ours alone: a guess, or a code that travels because nothing is known about it."""

    task: int
    code: str
    path: origins.Path
    origin: origins.Origin

    @property
    def value(self) -> str:
        """The value itself."""
        return self.origin.resolved.value if self.origin.resolved is not None else ""

    @property
    def text(self) -> str:
        """The value in words: ``synthesizer.provider_config.language of "od" is "od"``."""
        return f'{".".join(self.path)} of "{self.code}" is "{self.value}"'


def find_guesses(document: Mapping[str, Any], codes: frozenset[str] | None = None) -> list[Guess]:
    """List the guesses in the legs of an agent, of some languages or of all; none where the languages are dropped."""
    found: list[Guess] = []
    for site in agents.sites(agents.editable(document)):
        multilingual = layering.part_of(site.tools, "multilingual_config")
        if multilingual is None or multilingual.get("enabled") is not True:
            continue
        for code, explained in origins.explain(site.tools, multilingual).items():
            if codes is None or code in codes:
                found += [
                    Guess(site.task, code, path, origin)
                    for path, origin in explained.items()
                    if origin.resolved is not None and not is_sure(origin.resolved)
                ]
    return found


def refuse_guesses(document: Mapping[str, Any], codes: frozenset[str] | None = None) -> None:
    """
    Accept only legs of which every value is known.

    Raises:
        GuessError: there are guesses; it names them.
    """
    found = find_guesses(document, codes)
    if not found:
        return
    named = "; ".join(guess.text for guess in found[:_SHOWN])
    more = f", and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    count = "1 value is a guess" if len(found) == 1 else f"{len(found)} values are guesses"
    raise GuessError(
        f"{count}: {named}{more}.",
        hint="write the provider's own form of the language, choose another provider, or leave out --strict.",
    )
