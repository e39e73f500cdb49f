"""Bytes of a file to its documents: decoding, parsing within bounds, building. Nothing raises on what a file holds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.composer import ComposerError
from yaml.nodes import ScalarNode
from yaml.reader import ReaderError

from anamctl.definitions.build import Builder, build_plain
from anamctl.definitions.document import AGENT_KEYS, Document, Kind, SourceFile
from anamctl.definitions.issue import ReadIssue
from anamctl.definitions.nodes import DEPTH_LIMIT, TooDeepError, span_of
from anamctl.definitions.parsers import make_parser
from anamctl.definitions.text import BOM, SourceText

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yaml.nodes import Node

_MARKS = (b"&", b"!")
_BEFORE_MARK = b":?,[{-\r\n\xbf\x85\xa8\xa9"
# Anchors and tags begin with these, where a value may begin; also behind a byte order mark or a line break of YAML 1.1.
_SPLITTING = ("\x85", "\u2028", "\u2029")
# Line breaks for YAML 1.1, ordinary characters for YAML 1.2 and JSON.
_DEEP_START = re.compile(rb"[ \t?:-]{300}")
_DEEP_LINE = re.compile(rb"\n[ \t?:-]{300}")
_DEEP_OLD_LINE = re.compile(rb"\r[ \t?:-]{300}")
# Each begins with one certain byte, so that the search jumps from line to line.
_BOMS = re.compile(rb"(?:\xef\xbb\xbf)+")
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_Parser = make_parser()


def read_bytes(data: bytes, path: str, environ: Mapping[str, str] | None = None) -> SourceFile:
    """
    Read one file.

    Args:
        data: what the file holds.
        path: how messages name it; a name ending in ``.json`` is read as JSON.
        environ: values for ``${NAME}``; nothing is set when left out.
    """
    has_bom = data.startswith(BOM)
    if has_bom:
        data = data[len(BOM) :]
        if data.startswith(BOM):
            return _twice_marked(data, path, environ)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _undecodable(data, error, path, has_bom=has_bom)
    file = SourceFile(path, SourceText(text, has_bom=has_bom), data)
    if path.endswith((".json", ".JSON")):
        _read_json(file, text, environ or {})
    else:
        _read_yaml(file, data, text, environ or {})
    if not file.documents and not file.issues:
        file.issues.append(ReadIssue("empty", 0, 0, {}))
    return file


def _twice_marked(data: bytes, path: str, environ: Mapping[str, str] | None) -> SourceFile:
    """Read a file with several byte order marks; the parser swallows them, so they must not count as text."""
    marks = _BOMS.match(data)
    file = read_bytes(data[marks.end() :] if marks else data, path, environ)
    if not any(issue.kind == "control" for issue in file.issues):
        file.issues.insert(0, ReadIssue("control", 0, 0, {"character": "\ufeff"}))
    return file


def _undecodable(data: bytes, error: UnicodeDecodeError, path: str, *, has_bom: bool) -> SourceFile:
    guess = ""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
        guess = "UTF-16"
    elif not has_bom:
        guess = "Windows-1252 or Latin-1"
    index = len(data[: error.start].decode())
    file = SourceFile(path, SourceText(data.decode(errors="replace"), has_bom=has_bom), data)
    detail = {"byte": data[error.start], "guess": guess}
    file.issues.append(ReadIssue("encoding", index, index + 1, detail))
    return file


def _read_yaml(file: SourceFile, data: bytes, text: str, environ: Mapping[str, str]) -> None:
    if _may_be_deep(data) and _is_deep(file, data):
        return
    careful = _needs_care(data)
    swapped: dict[int, int] | None = None
    if not text.isascii() and _splits(data):
        table = _stand_ins(text)
        if len(table) < len(_SPLITTING) and _is_deep(file, data):
            return
        swapped = {code: character for character, code in table.items()}
        text = text.translate(table)
        data = text.encode()
    try:
        _read_documents(file, data, environ if careful else None, swapped)
    except yaml.YAMLError as error:
        _not_yaml(file, error)
    except TooDeepError as error:
        _too_deep(file, error.index)
    except UnicodeDecodeError:
        _bad_tag_escape(file)
    except RecursionError:
        # Only PyYAML's own composer gets here; it gives up before the builder could count.
        if not _is_deep(file, data):
            raise


def _needs_care(data: bytes) -> bool:
    """
    Tell whether a text may have aliases, merges, tags or placeholders.

    A false alarm costs the few microseconds of the careful builder, nothing else.
    """
    if b"$" in data and (b"${" in data or b"$$" in data):
        return True
    if b"<" in data and b"<<" in data:
        return True
    for mark in _MARKS:
        if mark in data:
            for before in data.split(mark)[:-1]:
                last = before.rstrip(b" \t")[-1:]
                if not last or last in _BEFORE_MARK:
                    return True
    return False


def _read_documents(
    file: SourceFile, data: bytes, environ: Mapping[str, str] | None, swapped: dict[int, int] | None
) -> None:
    """Compose and build one document after the other, on the careful road when there is an environment."""
    parser = _Parser(data)
    issues = file.issues
    index = 0
    try:
        while parser.check_node():
            root = parser.get_node()
            if swapped:
                _swap_back(root, swapped)
            built = build_plain(root, issues) if environ is None else Builder(issues, environ).build(root)
            _add_document(file, root, built, index)
            index += 1
    finally:
        parser.dispose()


def _read_json(file: SourceFile, text: str, environ: Mapping[str, str]) -> None:
    from anamctl.definitions.jsontext import JsonSyntaxError, compose_json

    try:
        root = compose_json(text, depth_limit=DEPTH_LIMIT)
    except JsonSyntaxError as error:
        detail = {"problem": error.problem, "context": "", "language": "JSON"}
        file.issues.append(ReadIssue("syntax", error.index, error.index + 1, detail))
        return
    except TooDeepError as error:
        _too_deep(file, error.index)
        return
    if root is not None:
        built = Builder(file.issues, environ, json=True).build(root)
        _add_document(file, root, built, 0)


def _add_document(file: SourceFile, root: Node, built: Any, index: int) -> None:  # noqa: ANN401
    """Keep a document that is a mapping of a known kind; say why another one is left out."""
    document = Document(file.source, index, root, built)
    if document.kind is not Kind.UNKNOWN:
        file.documents.append(document)
        if document.kind is Kind.PERSONA and not built.keys().isdisjoint(AGENT_KEYS):
            keys = tuple(key for key in AGENT_KEYS if key in built)
            file.issues.append(ReadIssue("mixed", *document.key_span(keys[:1]), {"document": document, "keys": keys}))
        return
    span = span_of(root)
    if built is None:
        file.issues.append(ReadIssue("empty", *span, {}))
    elif not isinstance(built, dict):
        file.issues.append(ReadIssue("toplevel", *span, {"found": built}))
    else:
        file.documents.append(document)
        file.issues.append(ReadIssue("kind", *document.place(()), {"document": document}))


# ---- bounds ----------------------------------------------------------------------------------------------------------


def _may_be_deep(data: bytes) -> bool:
    """
    Tell whether a text could nest deeper than the limit, in a few microseconds.

    Composing recurses in C and ends the process at some depth, so nothing deep may reach it. A level costs an opening
    bracket, or a column of indentation or of ``-`` and ``?``. What passes here nests a few hundred levels at most.
    """
    if data.count(b"[") + data.count(b"{") >= DEPTH_LIMIT:
        return True
    if _DEEP_LINE.search(data) or _DEEP_START.match(data):
        return True
    return b"\r" in data and _DEEP_OLD_LINE.search(data) is not None


def _is_deep(file: SourceFile, data: bytes) -> bool:
    """Measure the depth on the events of the parser, which does not recurse; a syntax error is left for later."""
    depth = 0
    parser = None
    try:
        parser = _Parser(data)
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth += 1
                if depth > DEPTH_LIMIT and event.start_mark is not None:
                    _too_deep(file, event.start_mark.index)
                    return True
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
    except yaml.YAMLError as error:
        # Composing would meet the same error, but only after recursing through what comes before it.
        _not_yaml(file, error)
        return True
    finally:
        if parser is not None:
            parser.dispose()
    return False


def _too_deep(file: SourceFile, index: int) -> None:
    file.issues.append(ReadIssue("limit", index, index + 1, {"problem": "depth", "limit": DEPTH_LIMIT}))


# ---- characters that only YAML 1.1 takes for line breaks -------------------------------------------------------------

_STAND_INS = range(0xF0000, 0xF0100)
# Private-use characters: nobody writes them, and those that a text does hold are not taken.


def _splits(data: bytes) -> bool:
    # Looking for one byte is twenty times as fast as looking for two or three.
    return (b"\xe2" in data and (b"\xe2\x80\xa8" in data or b"\xe2\x80\xa9" in data)) or (
        b"\xc2" in data and b"\xc2\x85" in data
    )


def _stand_ins(text: str) -> dict[int, int]:
    """Choose a stand-in for each splitting character that occurs nowhere in the text."""
    free = (code for code in _STAND_INS if chr(code) not in text)
    return {ord(character): code for character, code in zip(_SPLITTING, free, strict=False)}


def _swap_back(root: Node, table: dict[int, int]) -> None:
    seen: set[int] = set()
    rest = [root]
    while rest:
        node = rest.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.__class__ is ScalarNode:
            node.value = node.value.translate(table)
            continue
        for item in node.value:
            rest.extend(item if item.__class__ is tuple else (item,))


# ---- errors of the parser --------------------------------------------------------------------------------------------


def _not_yaml(file: SourceFile, error: yaml.YAMLError) -> None:
    text = file.source.text
    if isinstance(error, ReaderError):
        match = _CONTROL.search(text)
        index = match.start() if match else 0
        detail: dict[str, Any] = {"character": match.group() if match else ""}
        file.issues.append(ReadIssue("control", index, index + 1, detail))
        return
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = mark.index if mark is not None else 0
    problem = str(getattr(error, "problem", None) or error)
    if isinstance(error, ComposerError):
        _bad_alias(file, text, index, problem)
        return
    context_mark = getattr(error, "context_mark", None)
    detail = {
        "problem": problem,
        "context": str(getattr(error, "context", None) or ""),
        "context_index": context_mark.index if context_mark is not None else None,
        "language": "YAML",
    }
    file.issues.append(ReadIssue("syntax", index, index + 1, detail))


_ANCHOR_NAME = re.compile(r"(?:![^\s]*\s+)?[&*]([^\s\[\]{},]+)")
# A tag may stand before the anchor.


def _bad_alias(file: SourceFile, text: str, index: int, problem: str) -> None:
    match = _ANCHOR_NAME.match(text, index)
    name, index, end = (match.group(1), match.start(1) - 1, match.end()) if match else ("", index, index + 1)
    kind = "undefined" if "undefined" in problem else "redefined"
    file.issues.append(ReadIssue("alias", index, end, {"problem": kind, "name": name}))


_TAG = re.compile(r"!\S*%\S*")


def _bad_tag_escape(file: SourceFile) -> None:
    """Point to the tag whose percent escapes are no UTF-8; libyaml lets some pass, and PyYAML falls over them."""
    from urllib.parse import unquote_to_bytes

    for match in _TAG.finditer(file.source.text):
        try:
            unquote_to_bytes(match.group()).decode()
        except UnicodeDecodeError:
            file.issues.append(ReadIssue("tag", match.start(), match.end(), {"tag": match.group()}))
            return
    file.issues.append(ReadIssue("tag", 0, 1, {"tag": "!"}))
