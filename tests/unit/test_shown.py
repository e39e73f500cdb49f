from __future__ import annotations

import errno
from typing import Any

import pytest

from anamctl.shown import Shown


class Paper:
    shown: Any

    def __init__(self, *, breaks=False):
        self.lines = []
        self.breaks = breaks
        self.stops = 0

    def write(self, line):
        if self.breaks:
            raise BrokenPipeError("nobody reads")
        self.lines.append((line, self.shown.is_showing))

    def stop_reading(self):
        self.stops += 1
        if self.breaks:
            raise OSError("no terminal")


def on(paper):
    gone = []
    paper.shown = Shown(paper, lambda: gone.append(paper.shown.lost))
    return paper.shown, gone


def test_it_is_known_that_something_is_being_written():
    paper = Paper()
    shown, gone = on(paper)

    shown.show(lambda screen: screen.write("a"))

    assert paper.lines == [("a", True)]
    assert not shown.is_showing
    assert not gone


def test_a_screen_that_is_lost_is_told_once_and_not_written_to_again():
    paper = Paper(breaks=True)
    shown, gone = on(paper)

    shown.show(lambda screen: screen.write("a"))
    paper.breaks = False
    shown.show(lambda screen: screen.write("b"))
    shown.stop_reading()

    assert paper.lines == []
    assert paper.stops == 1
    assert not shown.is_showing
    assert [type(error) for error in gone] == [BrokenPipeError]
    assert shown.lost is gone[0]


def test_one_that_others_know_is_lost_reads_no_more():
    paper = Paper()
    shown, gone = on(paper)

    shown.lose(OSError("closed"))

    shown.lose(OSError("closed, too"))

    assert paper.stops == 1
    assert shown.screen is None
    assert len(gone) == 1


@pytest.mark.parametrize(
    ("error", "reason", "failure", "hint"),
    [
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), "nobody reads what is written", None, ""),
        (OSError(errno.EIO, "Input/output error"), "nobody reads what is written", None, ""),
        (OSError(errno.EDQUOT, "over"), "the result cannot be written", "cannot write the result: over.", "full?"),
        (OSError(errno.EFBIG, "long"), "the result cannot be written", "cannot write the result: long.", "ulimit"),
        (OSError(errno.EBADF, "bad"), "the result cannot be written", "cannot write the result: bad.", "closed"),
        (
            OSError(errno.EAGAIN, "again"),
            "nobody reads what is written",
            "cannot write the result: the pipe is full, and nobody reads it.",
            "> FILE",
        ),
        (OSError("odd"), "the result cannot be written", "cannot write the result: odd.", "full?"),
    ],
)
def test_the_first_error_says_what_it_means_that_it_is_lost(error, reason, failure, hint):
    shown, _ = on(Paper())
    shown.lose(error)
    shown.lose(OSError(errno.ENOSPC, "later"))

    assert shown.lost is error
    assert shown.reason == reason
    assert (shown.failure and shown.failure.message) == failure
    assert hint in (shown.failure.hint if shown.failure else "")
    assert shown.is_terminal_gone == (error.errno == errno.EIO)
