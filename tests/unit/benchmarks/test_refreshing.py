from __future__ import annotations

import sys

from benchmarks.refreshing import ratio, refreshes


def steps(turns):
    """Count the lines that drawing runs; time would depend on what else the machine does."""
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return trace

    def drawn(times):
        nonlocal count
        count = 0
        before = sys.gettrace()
        sys.settrace(trace)
        try:
            refreshes(turns, times=times)
        finally:
            sys.settrace(before)
        return count

    return drawn(60) - drawn(20)


def test_drawing_after_many_turns_does_as_much_as_after_few():
    assert 0 < steps(300) <= steps(10) * 1.2


def test_a_refresh_is_measured_in_seconds_and_as_a_ratio():
    few, many, growth = ratio(1, 2, times=20, rounds=1)

    assert 0 < few < 1
    assert growth == many / few
