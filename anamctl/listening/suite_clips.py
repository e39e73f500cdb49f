"""The clips of a suite: found by path or pattern, and opened before any service is paid for hearing one."""

from __future__ import annotations

import glob
import os
from typing import TYPE_CHECKING, NamedTuple

from anamctl.audio.decoding import Decoder
from anamctl.audio.failures import SoundFileError
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SUFFIXES = (".wav", ".wave")
_LISTED = 3


class Entry(NamedTuple):
    """What the file of a suite says of one clip, or of several that a pattern finds."""

    where: str
    """File and line, for people."""
    path: str
    language: str
    text: str = ""


class Clip(NamedTuple):
    """A clip."""

    path: str
    """As the file names it, or as its pattern found it; for people."""
    file: str
    """Where it is."""
    language: str
    """The code of what is spoken."""
    text: str = ""
    """What is said; empty when nobody wrote it down."""
    seconds: float = 0.0
    """How long it is."""


def find_clips(entries: Sequence[Entry], folder: str) -> tuple[Clip, ...]:
    """
    Find the clips, and open each to see that it is sound.

    A file that is named itself is left out of what patterns find.

    Args:
        entries: what the file says.
        folder: which its paths count from; empty for the current one.

    Raises:
        UsageError: one is not there, is there twice, or is no sound.
    """
    named = {_place(folder, entry.path) for entry in entries if not _is_pattern(folder, entry.path)}
    found: dict[str, tuple[Entry, Clip]] = {}
    for entry in entries:
        for clip in _of(entry, folder, named):
            place = _place(folder, clip.path)
            if place in found:
                other = found[place][0].where.rpartition(":")[2]
                raise UsageError(
                    f"{entry.where}: {clip.path} is in the suite twice, first in line {other}.",
                    hint="each clip counts once.",
                )
            found[place] = entry, clip
    return _opened(found.values(), folder)


def _of(entry: Entry, folder: str, named: set[str]) -> list[Clip]:
    if _is_pattern(folder, entry.path):
        names = sorted(glob.glob(entry.path, root_dir=folder or None, recursive=True))
        names = [name for name in names if os.path.isfile(os.path.join(folder, name))]
        if not names:
            raise UsageError(
                f"{entry.where}: no file is like {entry.path}.", hint="patterns count from the folder of the suite."
            )
        names = [name for name in names if _place(folder, name) not in named]
    else:
        names, full = [entry.path], os.path.join(folder, entry.path)
        if os.path.isdir(full):
            raise UsageError(
                f"{entry.where}: {entry.path} is a folder.", hint=f"write {os.path.join(entry.path, '*.wav')}"
            )
        if not os.path.isfile(full):
            raise UsageError(
                f"{entry.where}: there is no file {entry.path}.", hint="paths count from the folder of the suite."
            )
    return [Clip(name, os.path.join(folder, name), entry.language, entry.text) for name in names]


def _opened(found: Iterable[tuple[Entry, Clip]], folder: str) -> tuple[Clip, ...]:
    """Open each, and give it with its length."""
    clips: list[Clip] = []
    wrong: list[tuple[Clip, UsageError]] = []
    for entry, clip in found:
        try:
            decoder = Decoder.open(clip.file)
        except SoundFileError as error:
            wrong.append((clip, _no_sound(entry, clip, folder, error)))
        else:
            decoder.close()
            clips.append(clip._replace(seconds=decoder.seconds or 0.0))
    if wrong:
        first, others = wrong[0][1], [clip.path for clip, _ in wrong[1:]]
        listed = ", ".join(others[:_LISTED]) + (f" and {len(others) - _LISTED} more" if len(others) > _LISTED else "")
        also = f" Nor can these be heard: {listed}." if others else ""
        raise UsageError(f"{first.message}{also}", hint=first.hint)
    return tuple(clips)


def _no_sound(entry: Entry, clip: Clip, folder: str, error: SoundFileError) -> UsageError:
    if not _is_pattern(folder, entry.path) or clip.path.lower().endswith(_SUFFIXES):
        return UsageError(f"{entry.where}: {error.message}", hint=error.hint)
    better = f"{entry.path}.wav" if entry.path.endswith("*") else "a pattern that ends with .wav"
    return UsageError(f"{entry.where}: {entry.path} finds {clip.path}, too, which is no WAV.", hint=f"write {better}")


def _is_pattern(folder: str, path: str) -> bool:
    return glob.has_magic(path) and not os.path.exists(os.path.join(folder, path))


def _place(folder: str, path: str) -> str:
    return os.path.normpath(os.path.join(folder, path))
