"""
Keeping what is heard in files, each as it happens: whatever was shown is in the file already when a process dies.

One module a format; the suffix of a file chooses. A final is written once. One that is corrected afterwards takes the
place of the one before as long as that is among the last few.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from anamctl.errors import AnamctlError, ServiceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from anamctl.audio.blocks import Block
    from anamctl.listening.events import Event
    from anamctl.listening.summary import Summary

SUFFIXES = ("txt", "jsonl", "srt", "vtt", "wav")


class SaveError(ServiceError):
    """A file could not be written any more: the disk is full, or gone."""

    code = "save"


class Saver(Protocol):
    """One file."""

    @property
    def path(self) -> str:
        """The file, as it was asked for."""

    def see(self, event: Event) -> None:
        """
        Keep what there is to keep of an event.

        Raises:
            OSError: it cannot be written.
        """

    def sound(self, block: Block, rate: int) -> None:
        """
        Keep sound.

        Raises:
            OSError: it cannot be written.
        """

    def settle(self, *, was_heard: bool) -> bool:
        """
        Say, before the end, what it means when there was nothing to keep; give whether the file is kept.

        Args:
            was_heard: somebody listened to the end, so that there was nothing is a result, too.

        Raises:
            OSError: it cannot be written.
        """

    def finish(self, summary: Summary) -> None:
        """
        Keep what is said in the end.

        Raises:
            OSError: it cannot be written.
        """

    def close(self) -> None:
        """
        Let go of the file, and remove what is not kept. More than once is no mistake.

        Raises:
            OSError: what was left cannot be written.
        """


class Savers:
    """
    Keeps what happens in several files.

    Args:
        savers: the files.
        tell: is told once of each that cannot be written any more; the others go on.
    """

    def __init__(self, savers: Iterable[Saver], tell: Callable[[str], None] | None = None) -> None:
        self._savers = list(savers)
        self._tell = tell
        self._failed: dict[str, list[str]] = {}
        """Files that failed, by why."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Files that hold all that was to be kept."""
        return tuple(saver.path for saver in self._savers)

    @property
    def error(self) -> AnamctlError | None:
        """What is to be said of the files that failed; None when none did."""
        if not self._failed:
            return None
        told = [f"{' and '.join(paths)} could not be written to the end: {why}" for why, paths in self._failed.items()]
        what = "it holds" if sum(map(len, self._failed.values())) == 1 else "they hold"
        return SaveError("; ".join(told) + ".", hint=f"what {what} is whole up to there.")

    def see(self, event: Event) -> None:
        """Keep what there is to keep of an event."""
        for saver in tuple(self._savers):
            self._try(saver, lambda saver=saver: saver.see(event))  # type: ignore[misc]

    def sound(self, block: Block, rate: int) -> None:
        """Keep sound."""
        for saver in tuple(self._savers):
            self._try(saver, lambda saver=saver: saver.sound(block, rate))  # type: ignore[misc]

    def settle(self, *, was_heard: bool) -> None:
        """
        Leave what exists where nothing can take its place, unless nothing is what was said.

        Args:
            was_heard: somebody listened to the end.
        """
        for saver in tuple(self._savers):
            self._try(saver, lambda saver=saver: self._settle(saver, was_heard=was_heard))  # type: ignore[misc]

    def _settle(self, saver: Saver, *, was_heard: bool) -> None:
        if not saver.settle(was_heard=was_heard):
            saver.close()
            self._savers.remove(saver)

    def finish(self, summary: Summary) -> None:
        """Keep what is said in the end."""
        for saver in tuple(self._savers):
            self._try(saver, lambda saver=saver: saver.finish(summary))  # type: ignore[misc]

    def close(self) -> None:
        """Let go of all files."""
        for saver in tuple(self._savers):
            self._try(saver, saver.close)

    def _try(self, saver: Saver, do: Callable[[], None]) -> None:
        try:
            do()
        except OSError as error:
            self._savers.remove(saver)
            with suppress(OSError):
                saver.close()
            why = error.strerror or str(error)
            self._failed.setdefault(why, []).append(saver.path)
            if self._tell is not None:
                self._tell(f"{saver.path} is not written any more: {why}")


def open_savers(paths: Sequence[str], *, replace: bool = False, tell: Callable[[str], None] | None = None) -> Savers:
    """
    Open files to keep what is heard in.

    Args:
        paths: of the files; the suffix of each says what is kept: txt, jsonl, srt, vtt or wav.
        replace: files that exist are replaced, each as soon as there is something to keep.
        tell: is told when a file cannot be written any more.

    Raises:
        UsageError: a suffix is none of these, a file is named twice, exists, or cannot be made.
    """
    check(paths)
    opened: list[Saver] = []
    try:
        for path in paths:
            opened.append(_open(path, replace=replace))  # noqa: PERF401  # those before are closed when one fails
    except BaseException:
        for saver in opened:
            with suppress(OSError):
                saver.close()
        raise
    return Savers(opened, tell)


def check(paths: Sequence[str]) -> None:
    """
    Make sure that files can be asked for, before anything is opened.

    Raises:
        UsageError: they cannot.
    """
    for path in paths:
        if path == "-":
            raise UsageError("--save takes a file, not -.", hint="stdout has the finals anyway; --json has all of it.")
        if suffix(path) not in SUFFIXES:
            listed = ", ".join(SUFFIXES[:-1])
            raise UsageError(
                f"{path} has no suffix that says what to keep.", hint=f"use {listed} or {SUFFIXES[-1]}: heard.srt"
            )
    check_apart([("--save", path) for path in paths])


def check_apart(written: Sequence[tuple[str, str]], heard: Sequence[str] = ()) -> None:
    """
    Make sure that no file is written over what is heard, or over another one, also where links lead to it.

    Args:
        written: options that write a file, each with the file.
        heard: files that are heard; "-" is stdin.

    Raises:
        UsageError: one is.
    """
    before: list[tuple[str, str]] = []
    for option, path in written:
        for one in heard:
            if _is_same(path, one):
                which = "stdin" if one == "-" else one if os.path.normpath(one) != os.path.normpath(path) else "it"
                what = "the file that is heard" if which == "it" else f"the same file as {which}, which is heard"
                raise UsageError(f"{option} {path} is {what}.", hint="name another file: sound is not written over.")
        for other, one in before:
            if _is_same(path, one):
                told = f"{option} names {path} twice" if option == other else f"{option} {path} is the file of {other}"
                raise UsageError(f"{told}.", hint="name each file once.")
        before.append((option, path))


def _is_same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, 0 if other == "-" else other)
    except (OSError, ValueError):
        return os.path.realpath(path) == os.path.realpath(other)


def suffix(path: str) -> str:
    """Give the suffix of a file in lower case, without the dot."""
    return os.path.splitext(path)[1][1:].lower()


def _open(path: str, *, replace: bool) -> Saver:
    kind = suffix(path)
    if kind == "txt":
        from anamctl.listening.saving.txt import TextSaver

        return TextSaver(path, replace=replace)
    if kind == "jsonl":
        from anamctl.listening.saving.jsonl import JsonSaver

        return JsonSaver(path, replace=replace)
    if kind == "srt":
        from anamctl.listening.saving.srt import SubRipSaver

        return SubRipSaver(path, replace=replace)
    if kind == "vtt":
        from anamctl.listening.saving.vtt import WebVttSaver

        return WebVttSaver(path, replace=replace)
    from anamctl.listening.saving.wav import SoundSaver

    return SoundSaver(path, replace=replace)
