"""
Finding the secrets of a file.

Nearly every file has none, so the whole text gets a glance first. A key that a machine made is long and has no hyphens,
spaces or other marks in it: 32 letters and digits in a row are found by one search after a translation. Others are
looked for in files where a credential is at home: agents, personas with tools, and those with keys we do not know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from anamctl.definitions.document import Kind
from anamctl.definitions.shape import issues_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document, SourceFile
    from anamctl.definitions.nodes import Path
    from anamctl.lint.rules.sec.secret_shapes import Secret

_RUN = b"x" * 32
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_TABLE = bytes(ord("x") if code in _ALPHABET else ord(" ") for code in range(256))
# The commonest beginnings; a pattern that starts with one letter jumps from one to the next.
_SHORT = (re.compile(rb"k(?<=sk)[-_]"), re.compile(rb"AKIA"), re.compile(rb"Bearer "))


def secrets(file: SourceFile) -> list[Secret]:
    """List the secrets of a file in the order of its text; worked out once."""
    known: list[Secret] | None = file.facts.get("secrets")
    if known is None:
        known = file.facts["secrets"] = _find(file)
    return known


def _find(file: SourceFile) -> list[Secret]:
    suspects = [document for document in file.documents if _is_suspect(document)]
    has_long = _RUN in file.data.translate(_TABLE)
    if not suspects and not has_long and not _has_short(file.data):
        return []
    from anamctl.lint.rules.sec.secret_shapes import in_text

    found = list(in_text(file.source.text, has_long=has_long))
    for document in suspects:
        found += _under_names(document)
    return _without_overlaps(found) if found else found


def _has_short(data: bytes) -> bool:
    """Look for the beginnings of credentials that are shorter than 32 characters."""
    # A search by pattern jumps to the rare capital, which `in` does not.
    first, second, third = _SHORT
    return bool(first.search(data) or second.search(data) or third.search(data))


def _is_suspect(document: Document) -> bool:
    """Tell whether a document has places where a credential could stand."""
    if document.kind is not Kind.PERSONA:
        return True
    config = document.data["personaConfig"]
    if config.__class__ is dict and "tools" in config:
        return True
    # A number out of its range is no place for one, and by far the most frequent finding.
    return any(issue.kind != "range" for issue in issues_of(document))


def _under_names(document: Document) -> Iterator[Secret]:
    from anamctl.lint.rules.sec.secret_shapes import Secret, may_be_secret, names_secret

    for path, key, value in _texts((), document.data, set()):
        if names_secret(key) and may_be_secret(key, value):
            span = document.value_span(path)
            if "${" in document.source.text[span.start : span.end]:
                continue  # the value came from the environment
            yield Secret(span.start, span.end, f'value of "{key}"')


def _texts(path: Path, value: Any, seen: set[int]) -> Iterator[tuple[Path, str, str]]:  # noqa: ANN401
    """List the texts below a value with their keys; what aliases repeat comes once."""
    if id(value) in seen:
        return
    seen.add(id(value))
    pairs = value.items() if value.__class__ is dict else enumerate(value)
    for key, item in pairs:
        kind = item.__class__
        if kind is dict or kind is list:
            yield from _texts((*path, key), item, seen)
        elif kind is str and key.__class__ is str:
            yield (*path, key), key, item


def _without_overlaps(found: list[Secret]) -> list[Secret]:
    """Keep one of several that cover the same place: the first in the text, of these the longest."""
    kept: list[Secret] = []
    for secret in sorted(found, key=lambda secret: (secret.start, -secret.end)):
        if not kept or secret.start >= kept[-1].end:
            kept.append(secret)
    return kept
