"""What C libraries write to descriptor 2 stays out of the view; what Python writes gets through."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from anamctl.audio.quiet import quiet


def ran(script):
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=False, timeout=30
    )
    return done.returncode, done.stdout, done.stderr


def test_descriptor_2_is_caught_and_stderr_is_not():
    script = """
import os, sys
from anamctl.audio.quiet import quiet
with quiet() as outer:
    os.write(2, b"it failed\\n")
    with quiet() as inner:
        os.write(2, b"ALSA lib\\nhalf a li")
    os.write(2, b"ne")
    print("drawn é", file=sys.stderr)
    assert inner is outer
os.write(2, b"after\\n")
print("later", file=sys.stderr)
print(outer.lines)
"""
    assert ran(script) == (0, "('it failed', 'ALSA lib', 'half a line')\n", "drawn é\nafter\nlater\n")


def test_noise_without_end_costs_no_memory_and_blocks_nobody():
    script = """
import os
from anamctl.audio.quiet import quiet
with quiet() as noise:
    for number in range(3000):
        os.write(2, b"x" * 500 + b" %d\\n" % number)
    os.write(2, b"y" * 100_000)
print(len(noise.lines), noise.lines[-2][-4:], len(noise.lines[-1]))
"""
    assert ran(script) == (0, "200 2999 1000\n", "")


def test_an_error_inside_leaves_everything_as_it_was():
    before = os.fstat(2)
    stream = sys.stderr
    with pytest.raises(ZeroDivisionError), quiet():
        _ = 1 / 0
    after = os.fstat(2)

    assert (before.st_dev, before.st_ino) == (after.st_dev, after.st_ino)
    assert sys.stderr is stream


def test_without_a_descriptor_2_there_is_nothing_to_do():
    script = """
import os
os.close(2)
from anamctl.audio.quiet import quiet
with quiet() as noise:
    pass
print(noise.lines)
"""
    assert ran(script) == (0, "()\n", "")
