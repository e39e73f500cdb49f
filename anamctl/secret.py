"""A text that must not be shown: a key or a token. It prints as dots, wherever it ends up."""

from __future__ import annotations

from typing import NoReturn

HIDDEN = "•••"


class Secret:
    """
    Holds a secret.

    Args:
        value: the secret itself.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Give the secret itself, for the one place that sends it."""
        return self._value

    def masked(self, text: str) -> str:
        """Give a text without this secret in it."""
        return text.replace(self._value, HIDDEN) if self._value else text

    def __repr__(self) -> str:
        return f"Secret({HIDDEN})"

    def __str__(self) -> str:
        return HIDDEN

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written to files")
