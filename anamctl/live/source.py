"""The persona that a session runs with: its request for each language, also after its file was saved anew."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import languages_of, view
from anamctl.definitions.persona_choice import HARMLESS, chosen
from anamctl.definitions.reader import read_bytes
from anamctl.errors import UsageError
from anamctl.live.fields import CONFIG, with_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from anamctl.definitions.persona_choice import Choice
    from anamctl.live.fields import Setting

RESERVE = 5
"""Seconds by which the service may let a session live longer than we do, so that it is we who end it."""
_LONGEST = "maxSessionLengthSeconds"


class Source:
    """
    A persona and what was set beside it.

    Args:
        choice: the persona in the language of the start.
        settings: values that hold for every language.
        max_length: seconds that a session may last.
    """

    def __init__(self, choice: Choice, settings: Sequence[Setting], max_length: float) -> None:
        self._choice = choice
        self._settings = tuple(settings)
        self._max_length = max_length

    @property
    def choice(self) -> Choice:
        """The persona as it was read last."""
        return self._choice

    @property
    def codes(self) -> list[str]:
        """The languages that it speaks."""
        return languages_of(view(self._choice.document))

    @property
    def max_length(self) -> float:
        """Seconds after which the session ends: those asked for, or the fewer of the persona."""
        own = with_settings(self._choice.body, self._settings).get(CONFIG, {}).get(_LONGEST)
        is_number = isinstance(own, (int, float)) and not isinstance(own, bool) and 0 < own < math.inf
        return min(self._max_length, float(own)) if is_number else self._max_length

    def body(self) -> dict[str, Any]:
        """Give the request for the language of the start."""
        return self._bounded(with_settings(self._choice.body, self._settings))

    def layer(self, code: str) -> dict[str, Any] | None:
        """
        Give the request for another language; None when the persona has no layer for it.

        Raises:
            UsageError: the layer needs a variable that is not set.
        """
        if code not in self.codes:
            return None
        body = chosen(self._choice.file, self._choice.document, code).body
        settings = [one for one in self._settings if one.path != (CONFIG, "languageCode")]
        return self._bounded(with_settings(body, settings))

    def reload(self, data: bytes, environ: Mapping[str, str]) -> None:
        """
        Take what the file holds now.

        Raises:
            UsageError: it is no persona any more, or lacks something; what was known stays.
        """
        file = read_bytes(data, self._choice.path, environ)
        index = self._choice.document.index
        if any(issue.kind not in HARMLESS for issue in file.issues):
            raise UsageError(f"{file.path} cannot be read as it stands.")
        documents = [one for one in file.documents if one.index == index and one.kind is Kind.PERSONA]
        if not documents:
            raise UsageError(f"{file.path} does not hold the persona any more.")
        language = self._choice.language or ""
        if language not in languages_of(view(documents[0])):
            language = ""
        self._choice = chosen(file, documents[0], language)

    def _bounded(self, body: dict[str, Any]) -> dict[str, Any]:
        """Let the service end the session should this process die; a saved persona takes no field beside its id."""
        config = body.get(CONFIG)
        if isinstance(config, dict) and "personaId" not in config and _LONGEST not in config:
            config[_LONGEST] = math.ceil(self._max_length) + RESERVE
        return body
