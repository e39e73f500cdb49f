from __future__ import annotations

import asyncio
import os

from anamctl.live.watching import saves

LOOK = 0.01


def watched(path, *steps):
    """Give what is told while something happens to a file, one step after the other."""

    async def main():
        told = []
        happened = asyncio.Event()

        async def watch():
            async for data in saves(str(path), LOOK):
                told.append(data)
                happened.set()

        task = asyncio.create_task(watch())
        await asyncio.sleep(LOOK)
        for step, is_told in steps:
            step()
            if is_told:
                async with asyncio.timeout(2):
                    await happened.wait()
                happened.clear()
            else:
                await asyncio.sleep(LOOK * 8)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return told

    return asyncio.run(main())


def test_every_save_is_told_once(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("one")

    steps = [(lambda: path.write_text("two!"), True), (lambda: None, False), (lambda: path.write_text("three"), True)]
    assert watched(path, *steps) == [b"two!", b"three"]


def test_a_save_without_a_change_is_not_told(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("one")

    assert watched(path, (lambda: os.utime(path, (1, 1)), False), (lambda: path.write_text("one"), False)) == []


def test_an_editor_that_renames_another_file_is_followed(tmp_path):
    path, other = tmp_path / "a.yaml", tmp_path / "a.tmp"
    path.write_text("one")

    def save(text):
        def step():
            other.write_text(text)
            os.replace(other, path)

        return step

    assert watched(path, (save("two"), True), (save("six"), True)) == [b"two", b"six"]


def test_a_file_that_is_gone_for_a_while_is_waited_for(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("one")

    assert watched(path, (path.unlink, False), (lambda: path.write_text("two"), True)) == [b"two"]


def test_a_file_that_comes_later_is_told(tmp_path):
    path = tmp_path / "a.yaml"

    assert watched(path, (lambda: path.write_text("one"), True)) == [b"one"]
