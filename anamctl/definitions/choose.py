"""Which document somebody means: by file, by name, and by number where a file holds several."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from anamctl.definitions.discover import DEFAULT_FOLDER, discover, read_file
from anamctl.definitions.document import Document, Kind, SourceFile
from anamctl.definitions.ignore import SUFFIXES
from anamctl.definitions.issue import ReadIssue
from anamctl.definitions.reader import read_bytes
from anamctl.definitions.text import SourceText
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STDIN = "-"
_LISTED = 8


class Found(NamedTuple):
    """A file, and the document in it that a name has singled out."""

    file: SourceFile
    document: Document | None = None


def open_file(path: str, environ: Mapping[str, str]) -> SourceFile:
    """Read a file; what keeps it from being read is one of its issues."""
    data = read_file(path)
    if isinstance(data, ReadIssue):
        file = SourceFile(path, SourceText(""))
        file.issues.append(data)
        return file
    return read_bytes(data, path, environ)


def find(name: str, environ: Mapping[str, str]) -> Found:
    """
    Find what somebody calls by a path, by the stem of a file in ``personas/``, or by the name of a persona or an agent.

    Raises:
        UsageError: there is no such thing, or several.
    """
    if os.path.isfile(name):
        return Found(open_file(name, environ))
    if os.path.isdir(name):
        raise UsageError(f"{name} is a folder; one file is shown at a time.", hint=_hint(_files(name), ""))
    if _is_path(name) or not os.path.isdir(DEFAULT_FOLDER):
        from anamctl.definitions.not_found import no_such_path

        raise no_such_path(name)
    return _find_name(name, environ)


def pick(found: Found, wanted: str) -> Document:
    """
    Give the document of a file that is meant.

    Args:
        found: what `find` gave.
        wanted: number (from 1) or name of the document; empty when there is only one, or the name was one already.

    Raises:
        UsageError: nobody said which of several, or there is no such document.
    """
    documents = [document for document in found.file.documents if document.kind is not Kind.UNKNOWN]
    if not wanted:
        if found.document is not None:
            return found.document
        if len(documents) == 1:
            return documents[0]
        problem = f"{found.file.path} holds {len(documents)} documents; which one?"
    else:
        if wanted.isdecimal() and 1 <= int(wanted) <= len(documents):
            return documents[int(wanted) - 1]
        named = [document for document in documents if _fold(name_of(document)) == _fold(wanted)]
        if len(named) == 1:
            return named[0]
        problem = f'{found.file.path} has {"several documents" if named else "no document"} "{wanted}".'
    choices = ", ".join(f"{number} ({name_of(one) or one.kind.value})" for number, one in enumerate(documents, 1))
    raise UsageError(problem, hint=f"--document with one of: {choices}")


def name_of(document: Document) -> str:
    """What a persona or an agent is called in its file; empty when it has no name."""
    data = document.data
    owner, key = ("personaConfig", "name") if document.kind is Kind.PERSONA else ("agent_config", "agent_name")
    inner = data.get(owner)
    for found in (inner.get(key) if isinstance(inner, dict) else None, data.get("clientLabel")):
        if isinstance(found, str) and found.strip():
            return found
    return ""


def _is_path(name: str) -> bool:
    return "/" in name or os.sep in name or name.endswith(SUFFIXES) or name in ("", ".", "..")


def _find_name(name: str, environ: Mapping[str, str]) -> Found:
    paths = list(_files(DEFAULT_FOLDER))
    by_stem = [path for path in paths if _fold(_stem(path)) == _fold(name)]
    if len(by_stem) == 1:
        return Found(open_file(by_stem[0], environ))
    if by_stem:
        raise UsageError(f'{len(by_stem)} files are called "{name}".', hint=f"name one: {', '.join(by_stem)}")
    files = [open_file(path, environ) for path in paths]
    named = [(file, one) for file in files for one in file.documents if name_of(one)]
    matches = [Found(file, one) for file, one in named if _fold(name_of(one)) == _fold(name)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        places = ", ".join(f"{match.file.path} (document {_number(match)})" for match in matches)
        raise UsageError(f'{len(matches)} documents are called "{name}".', hint=f"name the file: {places}")
    names = [*(_stem(path) for path in paths), *(name_of(one) for _, one in named)]
    raise UsageError(f'no persona or agent is called "{name}".', hint=_hint(names, name))


def _number(match: Found) -> int:
    return match.document.index + 1 if match.document is not None else 1


def _files(folder: str) -> Iterator[str]:
    yield from discover([folder])


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def _fold(name: str) -> str:
    """Let case, spaces, hyphens and underscores make no difference."""
    return re.sub(r"[\s_-]+", "-", name.strip().casefold())


def _hint(known: Iterator[str] | list[str], wanted: str) -> str:
    from difflib import get_close_matches

    names = list(dict.fromkeys(known))
    folded = {_fold(name): name for name in names}
    close = get_close_matches(_fold(wanted), folded, 1) if wanted else []
    if close:
        return f'did you mean "{folded[close[0]]}"?'
    more = f", and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"one of: {', '.join(names[:_LISTED])}{more}"
