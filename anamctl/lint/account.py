"""What an account holds, as far as rules need it: they ask about ids only when a run has it at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path

FACT = "account"
"""Under this name an `Account` is among the facts of a document."""


class Item(NamedTuple):
    """One thing of the account."""

    name: str = ""
    country: str = ""
    """Of a voice: the country of its accent (ISO 3166-1); empty when it is not known."""
    words: str = ""
    """Everything that is written about it."""
    is_multilingual: bool = False
    """Of a voice: whether its model speaks many languages."""
    models: tuple[str, ...] = ()
    """Of an avatar: its versions."""


class Listed(NamedTuple):
    """All things of one kind."""

    name: str
    """For messages: ``voice`` ..."""
    shown: str
    """... and ``a voice``."""
    command: str
    """Lists them: ``anamctl voices``; empty when none does."""
    items: Mapping[str, Item]
    """By lower-case id."""


class Account(NamedTuple):
    """What the account holds."""

    kinds: Mapping[str, Listed]
    """By the key under which personas name things of the kind: ``voiceId``."""


def account_of(document: Document) -> Account | None:
    """Give the account of the run; None when it has none."""
    found: Account | None = document.facts.get(FACT)
    return found


def named(data: Mapping[str, Any], path: Path, key: str) -> Iterator[tuple[Path, str]]:
    """Give the texts under a key of a layer of a persona, with their places."""
    value = data.get(key)
    if isinstance(value, list):
        yield from (((*path, key, index), one) for index, one in enumerate(value) if isinstance(one, str))
    elif isinstance(value, str):
        yield (*path, key), value
