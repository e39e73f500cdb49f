"""
The how-to pages do what they say.

Blocks of YAML that begin with a comment holding a path are written there, or put in place of what was there; the lines
of a block after ``# ...`` belong before the line ``agent_prompts:``. Blocks of a console are run, and must print what
stands in them.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.unit.cli.conftest import anamctl

__all__ = ["anamctl"]

FOLDER = Path(__file__).resolve().parents[2] / "docs"
PAGES = ("how-to/from-one-language-to-five-on-bolna.md", "tutorial/first-french-persona.md")
ID = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
BLOCK = re.compile(r"^```(yaml|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def write(tmp_path, text):
    head, _, rest = text.partition("\n")
    path = tmp_path / head.removeprefix("# ").partition(",")[0]
    path.parent.mkdir(exist_ok=True)
    if "then" not in head:
        path.write_text(rest, encoding="utf-8")
        return
    before, marker, after = path.read_text(encoding="utf-8").partition("agent_prompts:")
    path.write_text(before + rest + marker + after, encoding="utf-8")


def commands(text):
    """Each command of a console with what it prints."""
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]
    return [(line, rest) for line, _, rest in (part.partition("\n") for part in parts)]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_does_what_it_says(anamctl, tmp_path, monkeypatch, name):
    monkeypatch.setenv("ANAMCTL_RUNTIME_DIR", str(tmp_path / "runtime"))  # no session of anybody else is there
    page = (FOLDER / name).read_text(encoding="utf-8")
    ran = 0

    for kind, text in BLOCK.findall(page):
        if kind == "yaml":
            write(tmp_path, text)
            continue
        for line, expected in commands(text):
            program, *arguments = shlex.split(line)
            if program == "sed":
                edit(tmp_path, arguments)
                continue
            result = anamctl(*arguments)
            assert program == "anamctl"
            assert lines(result.out + result.err) == lines(expected), line
            ran += 1

    assert ran >= 5


def lines(text):
    """
    The lines of a text, without what differs from run to run.

    They are sorted, because what comes on stdout and what comes on stderr have no order between them.
    """
    text = re.sub(r"\b\d+\.\d\d s", "0.05 s", text)
    text = re.sub(r"\b\d+ (ms|s billed)", r"0 \1", text)
    sessions = {
        found[0]
        for line in text.splitlines()
        if "session" in line or "ended" in line or len(line) == 36
        for found in ID.finditer(line)
    }
    for one in sessions:
        text = text.replace(one, "ID")
    return sorted(line.rstrip() for line in text.splitlines() if line.strip())


def edit(tmp_path, arguments):
    """Do what `sed -i s/one/two/ FILE` does."""
    option, command, name = arguments
    assert option == "-i"
    _, old, new, _ = command.split("/")
    path = tmp_path / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
