"""Keeping secrets out of what is shown: by the shapes that the linter knows, by their keys, and by their variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from anamctl.lint.rules.sec.secret_shapes import in_text, may_be_secret, names_secret

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.definitions.document import SourceFile

MASK = "•••"
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)")
_SHORTEST = 4
"""Characters from which the value of a variable is worth hiding; a shorter one would mask parts of words."""


class Masker:
    """
    Hides the secrets of one file.

    Args:
        file: what is shown.
        environ: where ``${NAME}`` came from. A variable whose name is that of a secret is hidden wherever it turns up.
    """

    def __init__(self, file: SourceFile, environ: Mapping[str, str]) -> None:
        text = file.source.text
        names = {name for name in _VARIABLE.findall(text) if names_secret(name)} if "${" in text else set()
        self._values = [value for name in names if len(value := environ.get(name, "")) >= _SHORTEST]
        # Nearly every file has nothing to hide; then no value has to be looked at.
        self._is_needed = (
            "${" in text
            or next(in_text(text, has_long=True), None) is not None
            or any(_has_secret_key(document.data) for document in file.documents)
        )

    def text(self, text: str, key: str = "") -> str:
        """Give a text without secrets; `key` is what it is called."""
        if not self._is_needed:
            return text
        if key and names_secret(key) and may_be_secret(key, text):
            return MASK
        for value in self._values:
            text = text.replace(value, MASK)
        return _without(text, sorted((secret.start, secret.end) for secret in in_text(text, has_long=True)))

    def data(self, value: Any, key: str = "") -> Any:  # noqa: ANN401  # any plain data
        """Give data without secrets."""
        if isinstance(value, dict):
            return {name: self.data(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.data(inner, key) for inner in value]
        return self.text(value, key) if isinstance(value, str) else value


def masked(value: Any, key: str = "") -> Any:  # noqa: ANN401  # any plain data
    """Give data that a service answered without secrets; `key` is what it is called."""
    if isinstance(value, dict):
        return {name: masked(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [masked(inner, key) for inner in value]
    if not isinstance(value, str):
        return value
    if key and names_secret(key) and may_be_secret(key, value):
        return MASK
    return _without(value, sorted((secret.start, secret.end) for secret in in_text(value, has_long=True)))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Put a mask in place of each stretch; stretches that overlap get one together."""
    parts = []
    done = 0
    for start, end in spans:
        if start >= done:
            parts += [text[done:start], MASK]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def _has_secret_key(value: Any) -> bool:  # noqa: ANN401
    if isinstance(value, dict):
        return any(
            (isinstance(inner, str) and names_secret(name)) or _has_secret_key(inner) for name, inner in value.items()
        )
    return isinstance(value, list) and any(map(_has_secret_key, value))
