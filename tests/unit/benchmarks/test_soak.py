"""A session that is changed again and again: a short one for real, and what is made of the figures of a long one."""

from __future__ import annotations

import pytest

from benchmarks import soak
from benchmarks.soak import Result, Sample

MOST_KIB = 256
"""What a session may gather in minutes of changes: histories that are bounded, caches that fill."""


def test_minutes_of_changes_leave_nothing_behind(monkeypatch):
    monkeypatch.setenv("ANAMCTL_RUNTIME_DIR", "")
    result = soak.soak(150, 0.02, traces=True, every=0.1)
    later = result.samples[len(result.samples) * 2 // 3 :]
    tasks = [sample.tasks for sample in later]
    heap = [sample.heap_kib or 0 for sample in later]

    assert result.applied == 150
    assert (result.left, result.complaints, result.exit_code) == ([], [], 0)
    half = len(tasks) // 2
    assert min(tasks[half:]) <= min(tasks[:half]) + 2  # some come and go with every change
    assert 0 < heap[-1] < heap[0] + MOST_KIB


def samples(*memory, tasks=(9,)):
    return [Sample(float(t), mib, tasks[t % len(tasks)], None) for t, mib in enumerate(memory)]


def result(**more):
    found = Result(samples(50, *[60.0] * 39), 800, 800, [], [], 0)
    return found._replace(**more)


def test_what_is_as_it_must_be_is_no_problem(capsys, monkeypatch):
    def soaked(count, pause, **_):
        assert (count, pause) == (200, 3.0)
        return result()

    monkeypatch.setattr(soak, "soak", soaked)

    assert soak.main([]) == 0
    assert "PROBLEM" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ({"samples": samples(*[60.0] * 30, *[65.1] * 10)}, "memory moved by +0.0 to +5.1 MiB"),
        ({"samples": samples(*[60.0] * 30, 54.9, *[60.0] * 9)}, "memory moved by -5.1"),
        ({"samples": [one._replace(tasks=9 + (one.t > 20)) for one in samples(*[60.0] * 40)]}, "10 tasks in the end"),
        ({"applied": 799}, "799 of 800 changes"),
        ({"left": ["anam-audio"]}, "tasks were left: anam-audio"),
        ({"complaints": ["asyncio: Task was destroyed"]}, "asyncio: Task was destroyed"),
        ({"exit_code": 70}, "the session ended with exit code 70"),
    ],
)
def test_what_is_not_as_it_must_be_is_a_problem(capsys, monkeypatch, more, word):
    monkeypatch.setattr(soak, "soak", lambda *_, **__: result(**more))

    assert soak.main(["--quiet"]) == 1
    assert f"PROBLEM: {word}" in capsys.readouterr().out


def test_what_is_loaded_at_first_does_not_count():
    assert result().drift == (0.0, 0.0)
