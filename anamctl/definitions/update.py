"""
Changing a file so that a document of it says something else, and leaving everything else in it as it stands.

What changes is edited by span, so comments, order, quotes and placeholders of all other values stay. The result is read
again; where edits do not lead to what was asked for (a value that is shared in a way that no edit can undo), the
document is written anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.definitions import emit
from anamctl.definitions.equality import alike
from anamctl.definitions.reader import read_bytes
from anamctl.definitions.update_changes import CannotEditError, apply
from anamctl.definitions.update_edits import Editor
from anamctl.definitions.update_spans import content_end, line_end

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.definitions.document import Document, SourceFile


class Updated(NamedTuple):
    """The text of a file after a change."""

    text: str
    """Without byte order mark."""
    is_rewritten: bool
    """The document was written anew: comments inside it are lost."""


def update(file: SourceFile, document: Document, target: Any, environ: Mapping[str, str]) -> Updated:  # noqa: ANN401
    """
    Give the text of a file in which a document has other data.

    Args:
        file: the file.
        document: the document of it that changes.
        target: what it is to say.
        environ: values for ``${NAME}``; those that already give the right value stay.

    Raises:
        ValueError: no text of this kind of file says that.
    """
    text = file.source.text
    if alike(document.data, target):
        return Updated(text, is_rewritten=False)
    is_json = file.path.endswith((".json", ".JSON"))
    try:
        edited = apply(text, Editor(text, document.root, is_json=is_json).edits(document.data, target))
    except CannotEditError:
        edited = ""
    if edited and _says(edited, file.path, document.index, target, environ):
        return Updated(edited, is_rewritten=False)
    start, end = document.root.start_mark.index, content_end(text, document.root)
    if is_json:
        rewritten = text[:start] + emit.as_json(target) + text[end:]
    else:
        # A comment behind the last value would become a part of a text that stands there now.
        rest = text[line_end(text, end) :]
        rewritten = text[:start] + emit.document(target).removesuffix("\n") + (rest or "\n")
    if not _says(rewritten, file.path, document.index, target, environ):
        raise ValueError("no text of this file says that")
    return Updated(rewritten, is_rewritten=True)


def _says(text: str, path: str, index: int, target: Any, environ: Mapping[str, str]) -> bool:  # noqa: ANN401
    file = read_bytes(text.encode(errors="replace"), path, environ)
    found = [document for document in file.documents if document.index == index]
    harmful = any(issue.kind in ("syntax", "duplicate", "alias", "limit") for issue in file.issues)
    return bool(found) and not harmful and alike(found[0].data, target)
