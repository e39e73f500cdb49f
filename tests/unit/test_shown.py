from __future__ import annotations

from anamctl.shown import Shown


class Paper:
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

    assert paper.stops == 1
    assert shown.screen is None
    assert len(gone) == 1
