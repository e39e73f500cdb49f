"""
What earlier runs found, by the content of files, so that an unchanged file is not read again.

There is one cache file for each way of running (`fingerprint`). Files without findings, nearly all of them, are kept
as sixteen bytes each; findings are JSON. No `marshal` or `pickle`: a folder that came with a repository must not be
able to do more than give wrong findings. A file that is damaged, foreign or older is ignored and written anew.

Runs at the same time need no lock: a file is replaced whole, and whoever writes takes over what others wrote meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl import __version__
from anamctl.lint.finding import Edit, Finding, Fix, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    class _Hash:
        def digest(self) -> bytes: ...
        def hexdigest(self) -> str: ...

    blake2b: Callable[..., _Hash]
else:
    try:
        from _blake2 import blake2b  # `hashlib` would load OpenSSL: two milliseconds
    except ImportError:
        from hashlib import blake2b

KEEP_DAYS = 30
"""Days after which an entry that no run asked for is dropped."""
MAX_ENTRIES = 50_000
"""More than these are not kept; those that were not asked for the longest go first."""

_MAGIC = b"anamctl cache 1\n"
_SUFFIX = ".cache"
_DIGEST = 16
_RECORD = _DIGEST + 2
_LARGEST = 64 * 1024 * 1024
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder is anamctl's cache. It may be deleted at any time; see https://bford.info/cachedir/.\n"
)
# Findings of these rules point at secrets, which have no business in another file.
_NEVER_KEPT = "SEC"


class _Known(NamedTuple):
    """The findings of one file as JSON has them, and the day on which they were last asked for."""

    day: int
    findings: list[Any]


class _Entries(NamedTuple):
    """The content of a cache file."""

    clean: dict[bytes, int]
    """Digest of a file without findings to the day on which it was last asked for."""
    faulty: bytes
    """JSON of the others, which is only read when a file is not among the clean ones."""


def _nothing() -> _Entries:
    return _Entries({}, b"")


def fingerprint(*parts: object) -> str:
    """
    Name a way of running: version, interpreter, rules, and whatever else results depend on.

    Args:
        parts: values whose `repr` says all there is to them, such as the selection of rules.
    """
    running = (__version__, sys.implementation.cache_tag, sys.hexversion, _sources(), _libraries(), parts)
    return blake2b(repr(running).encode(errors="surrogatepass"), digest_size=_DIGEST).hexdigest()


def _sources() -> list[tuple[str, int, int]]:
    """List sizes and times of our own files: for whoever changes a rule, the version stays the same."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    found = []
    pending = [os.path.join(package, part) for part in ("bolna", "definitions", "languages", "lint")]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.is_dir():
                        if entry.name != "__pycache__":
                            pending.append(entry.path)
                    else:
                        status = entry.stat()
                        found.append((entry.name, status.st_size, status.st_mtime_ns))
        except OSError:  # not installed as files; then nobody changes them either
            continue
    return sorted(found)


def _libraries() -> list[tuple[str, int] | None]:
    """Say where the libraries lie that findings depend on, and since when; the second one need not be installed."""
    from importlib.machinery import PathFinder

    found: list[tuple[str, int] | None] = []
    for name in ("yaml", "py3langid"):
        spec = PathFinder.find_spec(name)
        try:
            found.append((spec.origin, os.stat(spec.origin).st_mtime_ns) if spec and spec.origin else None)
        except OSError:
            found.append(None)
    return found


class Cache:
    """The results of one way of running. Open it with `Cache.open`."""

    def __init__(self, path: str, header: bytes, today: int) -> None:
        self._path = path
        self._header = header
        self._today = today
        self._seen = _identity(path)
        self._clean, self._faulty_json = self._load() if self._seen else _nothing()
        self._faulty: dict[bytes, _Known] | None = None
        self._changed = False

    @classmethod
    def open(cls, folder: str, fingerprint: str, today: int | None = None) -> Cache:
        """
        Open the cache for a way of running; what cannot be read counts as empty.

        Args:
            folder: where caches lie; made by `save` when it is missing.
            fingerprint: the way of running.
            today: the day, counted from 1970.
        """
        day = int(time.time() // 86_400) if today is None else today
        header = _MAGIC + fingerprint.encode() + b"\n"
        return cls(os.path.join(folder, fingerprint + _SUFFIX), header, day)

    @staticmethod
    def digest(data: bytes, path: str) -> bytes:
        """Give the key of a file: its content, and whether its name makes it JSON."""
        kind = b"json" if path.endswith((".json", ".JSON")) else b"yaml"
        return blake2b(data, digest_size=_DIGEST, person=kind).digest()

    def get(self, digest: bytes, path: str) -> list[Finding] | None:
        """Give the findings of a file, under the path that it has now; None when they are not known."""
        day = self._clean.get(digest)
        if day is not None:
            if day != self._today:
                self._clean[digest] = self._today
                self._changed = True
            return []
        if not self._faulty_json and not self._faulty:
            return None
        faulty = self._read_faulty()
        known = faulty.get(digest)
        if known is None:
            return None
        findings = _unpack(known.findings, path)
        if findings is None:
            del faulty[digest]
            return None
        if known.day != self._today:
            faulty[digest] = _Known(self._today, known.findings)
            self._changed = True
        return findings

    def put(self, digest: bytes, findings: list[Finding]) -> None:
        """Keep the findings of a file."""
        if not findings:
            self._clean[digest] = self._today
        elif any(finding.code.startswith(_NEVER_KEPT) for finding in findings):
            return
        else:
            self._read_faulty()[digest] = _Known(self._today, [_pack(finding) for finding in findings])
        self._changed = True

    def save(self) -> None:
        """Write what is new; when that is not possible, the next run is slower and nothing else."""
        if not self._changed:
            return
        with contextlib.suppress(OSError):
            self._write()
            self._changed = False

    # ---- the file ----------------------------------------------------------------------------------------------------

    def _load(self) -> _Entries:
        try:
            with open(self._path, "rb") as file:
                data = file.read()
        except OSError:
            return _nothing()
        start = len(self._header) + _DIGEST
        payload = data[start:]
        checksum = data[len(self._header) : start]
        if not data.startswith(self._header) or checksum != blake2b(payload, digest_size=_DIGEST).digest():
            return _nothing()
        end = 4 + _RECORD * int.from_bytes(payload[:4])
        if end > len(payload):
            return _nothing()
        read = int.from_bytes
        clean = {
            payload[index : index + _DIGEST]: read(payload[index + _DIGEST : index + _RECORD])
            for index in range(4, end, _RECORD)
        }
        return _Entries(clean, payload[end:])

    def _read_faulty(self) -> dict[bytes, _Known]:
        if self._faulty is None:
            self._faulty = _parse_faulty(self._faulty_json)
            self._faulty_json = b""
        return self._faulty

    def _write(self) -> None:
        clean, faulty = self._clean, self._read_faulty()
        if self._seen is None:
            make_folder(os.path.dirname(self._path))
        elif _identity(self._path) != self._seen:
            theirs = self._load()
            clean = theirs.clean | clean
            faulty = _parse_faulty(theirs.faulty) | faulty
        clean, faulty = self._recent(clean), self._recent_faulty(faulty, MAX_ENTRIES - len(clean))
        parts = [len(clean).to_bytes(4)]
        parts += [digest + day.to_bytes(2) for digest, day in clean.items()]
        if faulty:
            import json

            table = {digest.hex(): known for digest, known in faulty.items()}
            parts.append(json.dumps(table, separators=(",", ":")).encode())
        payload = b"".join(parts)
        from anamctl.lint.atomic import replace_file

        replace_file(self._path, self._header + blake2b(payload, digest_size=_DIGEST).digest() + payload)
        self._seen = _identity(self._path)

    def _recent(self, clean: dict[bytes, int]) -> dict[bytes, int]:
        oldest = self._today - KEEP_DAYS
        kept = {digest: day for digest, day in clean.items() if oldest <= day <= self._today}
        if len(kept) > MAX_ENTRIES:
            kept = dict(sorted(kept.items(), key=lambda item: -item[1])[:MAX_ENTRIES])
        return kept

    def _recent_faulty(self, faulty: dict[bytes, _Known], room: int) -> dict[bytes, _Known]:
        oldest = self._today - KEEP_DAYS
        kept = {digest: known for digest, known in faulty.items() if oldest <= known.day <= self._today}
        if len(kept) > room:
            kept = dict(sorted(kept.items(), key=lambda item: -item[1].day)[: max(0, room)])
        return kept


def _identity(path: str) -> tuple[int, int, int] | None:
    """Tell whether a file is still the one that was read; None when there is none that could be."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def make_folder(folder: str) -> None:
    """Make the folder, tell git and backups to pass over it, and drop what earlier versions left."""
    os.makedirs(folder, exist_ok=True)
    for name, text in ((".gitignore", "*\n"), ("CACHEDIR.TAG", _TAG)):
        with contextlib.suppress(FileExistsError), open(os.path.join(folder, name), "x", encoding="utf-8") as file:
            file.write(text)
    oldest = time.time() - KEEP_DAYS * 86_400
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((_SUFFIX, ".tmp")) and entry.stat(follow_symlinks=False).st_mtime < oldest:
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


# ---- findings --------------------------------------------------------------------------------------------------------

_SEVERITIES = {severity.value: severity for severity in Severity}


def _pack(finding: Finding) -> list[Any]:
    """Make a finding a list without its path; the order is that of the fields."""
    values: list[Any] = list(finding[1:])
    values[6] = finding.severity.value
    return values


def _unpack(values: list[Any], path: str) -> list[Finding] | None:
    """Make findings again; None when these are none."""
    try:
        return [_finding(path, *value) for value in values]
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def _finding(  # noqa: PLR0913, PLR0917  # the fields of a finding
    path: str,
    line: int,
    column: int,
    end_line: int,
    end_column: int,
    code: str,
    name: str,
    severity: str,
    message: str,
    label: str,
    notes: list[str],
    pointer: str,
    fix: list[Any] | None,
    excerpt: list[Any],
) -> Finding:
    """
    Make a finding of what JSON gives.

    Joining and adding raise on values of a wrong type, which is quicker than asking each for its type.
    """
    "".join((code, name, message, label, pointer, *notes))
    sum((line, column, end_line, end_column))
    return Finding(
        path,
        line,
        column,
        end_line,
        end_column,
        code,
        name,
        _SEVERITIES[severity],
        message,
        label,
        tuple(notes),
        pointer,
        None if fix is None else _fix(*fix),
        tuple([(number + 0, text + "") for number, text in excerpt]),
    )


def _fix(title: str, edits: list[Any], safe: bool) -> Fix:  # noqa: FBT001  # the fields of a fix
    return Fix(title + "", tuple([Edit(start + 0, end + 0, text + "") for start, end, text in edits]), bool(safe))


def _parse_faulty(data: bytes) -> dict[bytes, _Known]:
    if not data:
        return {}
    import json

    try:
        table = json.loads(data)
        return {bytes.fromhex(digest): _Known(day + 0, list(found)) for digest, (day, found) in table.items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return {}
