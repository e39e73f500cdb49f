"""
Which files to check, and their bytes.

Written with `os.scandir` and strings: two thousand files are found in a few milliseconds.
"""

from __future__ import annotations

import errno
import os
import stat
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from anamctl.definitions.ignore import SUFFIXES, PatternList, read_patterns
from anamctl.definitions.issue import ReadIssue

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_FOLDER = "personas"
SKIPPED_FOLDERS = frozenset((".git", ".venv", "node_modules", ".anamctl_cache"))
"""Folders that a walk never enters, unless one is named itself."""
SIZE_LIMIT = 5 * 1024 * 1024
"""Bytes of a file that are read, when nothing else is asked for."""

_MAGIC = frozenset("*?[")
# O_NONBLOCK: opening a named pipe would wait for a writer. O_BINARY: Windows would translate line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


class _Level(NamedTuple):
    """Patterns, and how much of an absolute path lies above their folder."""

    patterns: PatternList
    cut: int


def discover(paths: Sequence[str], exclude: Sequence[str] = (), exclude_folder: str = "") -> list[str]:
    """
    List the files that some paths stand for, sorted and each only once.

    A file is taken as it was named, even when it is ignored. A folder is walked for YAML and JSON files, what
    `.gitignore` files say is honoured. A pattern that the shell left alone is expanded.

    Args:
        paths: files, folders and patterns; the folder ``personas`` when there are none.
        exclude: patterns, written as in a `.gitignore`, of what a walk leaves out besides.
        exclude_folder: the folder that these patterns are relative to; the working directory when left out.

    Raises:
        UsageError: a path does not exist, or nothing was found.
    """
    walk = _Walk(exclude, exclude_folder)
    for path in paths or (DEFAULT_FOLDER,):
        path = _tidy(path)  # noqa: PLW2901  # the untidied one is never wanted again
        try:
            mode = os.stat(path).st_mode
        except (OSError, ValueError):
            _take_unseen(walk, path, is_default=not paths)
            continue
        if stat.S_ISDIR(mode):
            walk.folder(path)
        else:
            walk.found.append(path)
    if not walk.found:
        from anamctl.definitions.not_found import nothing_in

        raise nothing_in(paths or (DEFAULT_FOLDER,), walk.left_out)
    return _unique(walk.found, several=len(paths) > 1)


def read_file(path: str, limit: int = SIZE_LIMIT) -> bytes | ReadIssue:
    """Read a file once; give an issue when it cannot be read, is no file, or is larger than the limit (in bytes)."""
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        return _unreadable(_reason(error))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return _unreadable(_what(status.st_mode))
        size = status.st_size
        if size > limit:
            return ReadIssue("too-large", 0, 0, {"size": size, "limit": limit})
        data = os.read(descriptor, size + 1)
        if len(data) != size or not size:
            data = _read_rest(descriptor, data, limit)
        if len(data) > limit:
            return ReadIssue("too-large", 0, 0, {"size": len(data), "limit": limit})
    except OSError as error:
        return _unreadable(_reason(error))
    finally:
        os.close(descriptor)
    return data


def _read_rest(descriptor: int, data: bytes, limit: int) -> bytes:
    """Read on: the file is growing, or it is one of those whose size the system does not know."""
    parts = [data]
    total = len(data)
    while total <= limit and (part := os.read(descriptor, limit + 1 - total)):
        parts.append(part)
        total += len(part)
    return b"".join(parts)


def _unreadable(reason: str) -> ReadIssue:
    return ReadIssue("unreadable", 0, 0, {"reason": reason})


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return "its name is not one that the system knows"
    if error.errno == errno.ELOOP:
        return "the link leads to itself"
    if error.errno == errno.ENOENT:
        return "no such file, or a link to one"
    # On Windows, opening a folder is "permission denied" like everything else.
    return (error.strerror or "the system refuses to open it").lower()


def _what(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "it is a folder"
    if stat.S_ISFIFO(mode):
        return "it is a named pipe"
    return "it is a device, not a file"


# ---- walking ---------------------------------------------------------------------------------------------------------


class _Walk:
    """Collects files folder by folder; real folders first, linked ones after all of them."""

    def __init__(self, exclude: Sequence[str], exclude_folder: str) -> None:
        self.found: list[str] = []
        self.left_out = 0
        self._exclude: tuple[_Level, ...] = ()
        self._exclude_top = ""
        if exclude:
            top = _with_slash(os.path.abspath(exclude_folder or "."))
            self._exclude_top = top.replace(os.sep, "/")
            self._exclude = (_Level(PatternList(list(exclude)), len(top)),)
        self._seen: set[tuple[int, int]] = set()
        self._linked: list[tuple[str, str, tuple[_Level, ...]]] = []

    def folder(self, path: str) -> None:
        """Add what lies in a folder and below it."""
        absolute = os.path.abspath(path)
        # Files of the working directory are named without "./", as people do.
        self._enter("" if path == "." else path, absolute, _levels_above(absolute))
        while self._linked:
            # Of several links to one folder the same one has to name its files in every run.
            self._linked.sort(key=itemgetter(0), reverse=True)
            self._enter(*self._linked.pop())

    def excludes(self, path: str) -> bool:
        """Tell whether the settings leave a file out."""
        if not self._exclude:
            return False
        patterns, cut = self._exclude[0]
        absolute = os.path.abspath(path).replace(os.sep, "/")
        return absolute.startswith(self._exclude_top) and patterns.leaves_out(absolute[cut:])

    def _enter(self, path: str, absolute: str, levels: tuple[_Level, ...]) -> None:
        pending = [(path, absolute, levels)]
        while pending:
            path, absolute, levels = pending.pop()
            try:
                status = os.stat(absolute)
                # A link in a circle leads to a folder that was here before. Without numbers nothing can be told.
                identity = (status.st_dev, status.st_ino)
                if identity in self._seen:
                    continue
                self._seen.add(identity)
                with os.scandir(path or ".") as entries:
                    listed = list(entries)
            except OSError:
                # Like a file that cannot be read: what lies in there is unknown, and saying nothing would pass it.
                self.found.append(path)
                continue
            pending += self._look_through(listed, path, absolute, levels)

    def _look_through(
        self, listed: list[os.DirEntry[str]], path: str, absolute: str, levels: tuple[_Level, ...]
    ) -> list[tuple[str, str, tuple[_Level, ...]]]:
        """Add the files of a folder, and give the folders in it."""
        prefix = os.path.join(path, "") if path else ""
        above = _with_slash(absolute)
        own = read_patterns(above + ".gitignore") if any(entry.name == ".gitignore" for entry in listed) else None
        if own is not None:
            levels = (_Level(own, len(above)), *levels)
        folders = []
        for entry in listed:
            name = entry.name
            is_folder = _is_folder(entry)
            if not is_folder and not name.endswith(SUFFIXES):
                continue
            if is_folder and name in SKIPPED_FOLDERS:
                continue
            if (levels or self._exclude) and self._is_left_out(above + name, name, levels, is_folder=is_folder):
                self.left_out += not is_folder
            elif not is_folder:
                self.found.append(prefix + name)
            elif entry.is_symlink():
                self._linked.append((prefix + name, above + name, levels))
            else:
                folders.append((prefix + name, above + name, levels))
        return folders

    def _is_left_out(self, absolute: str, name: str, levels: tuple[_Level, ...], *, is_folder: bool) -> bool:
        """Ask the settings, then the nearest `.gitignore` that mentions the path."""
        slashed = absolute.replace(os.sep, "/") if os.sep != "/" else absolute
        for patterns, cut in self._exclude:
            if slashed.startswith(self._exclude_top) and patterns.says(slashed[cut:], name, is_folder=is_folder):
                return True
        for patterns, cut in levels:
            answer = patterns.says(slashed[cut:], name, is_folder=is_folder)
            if answer is not None:
                return answer
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _levels_above(folder: str) -> tuple[_Level, ...]:
    """Read the `.gitignore` files above a folder, up to the top of its repository, the nearest first."""
    above: list[str] = []
    current = folder
    while not os.path.exists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return ()
        above.append(parent)
        current = parent
    levels = []
    for parent in above:
        patterns = read_patterns(os.path.join(parent, ".gitignore"))
        if patterns is None:
            continue
        cut = len(_with_slash(parent))
        # Whoever names an ignored folder wants to look into it, so this list has nothing to say there.
        if not patterns.leaves_out(folder[cut:].replace(os.sep, "/"), is_folder=True):
            levels.append(_Level(patterns, cut))
    return tuple(levels)


def _with_slash(folder: str) -> str:
    return folder if folder.endswith(os.sep) else folder + os.sep


# ---- names -----------------------------------------------------------------------------------------------------------


def _tidy(path: str) -> str:
    """Drop a leading ``./`` and trailing slashes."""
    if path[:1] == "." and path[1:2] in ("/", os.sep):
        path = path[2:].lstrip("/" + os.sep) or "."
    shorter = path.rstrip("/" + os.sep)
    return shorter if shorter and not shorter.endswith(":") else path


def _unique(found: list[str], *, several: bool) -> list[str]:
    if several and any(".." in path or os.path.isabs(path) for path in found):
        named: dict[str, str] = {}
        for path in found:
            named.setdefault(os.path.normcase(os.path.abspath(path)), path)
        return sorted(named.values())
    return sorted(set(found))


def _take_unseen(walk: _Walk, path: str, *, is_default: bool) -> None:
    """Expand a pattern; a link that leads nowhere is taken, because reading it explains it."""
    if os.path.lexists(path):
        walk.found.append(path)
        return
    if not _MAGIC.isdisjoint(path) and not is_default:
        _expand(walk, path)
        return
    from anamctl.definitions.not_found import no_default, no_such_path

    raise no_default(DEFAULT_FOLDER) if is_default else no_such_path(path)


def _expand(walk: _Walk, pattern: str) -> None:
    from glob import glob  # only for patterns that the shell left alone

    recursive = "**" in pattern
    takes_any = pattern.endswith("*")
    found = False
    for path in glob(pattern, recursive=True):
        found = True
        if os.path.isdir(path):
            if not recursive:
                walk.folder(_tidy(path))
        elif takes_any and not path.endswith(SUFFIXES):
            continue
        elif not SKIPPED_FOLDERS.isdisjoint(path.split(os.sep)) or walk.excludes(path):
            walk.left_out += 1
        else:
            walk.found.append(_tidy(path))
    if not found:
        from anamctl.definitions.not_found import no_match

        raise no_match(pattern)
