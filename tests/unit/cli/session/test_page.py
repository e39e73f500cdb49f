"""The page about sessions says what the commands do."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
import typer

from anamctl.anam import events
from anamctl.anam.events import NAMES
from anamctl.cli.session import command as session
from anamctl.errors import ExitCode
from anamctl.live import commands
from anamctl.live.fields import LIVE_OPTIONS, option_fields
from anamctl.live.records import record, summary_record
from anamctl.live.summary import Tally

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "reference" / "session.md").read_text(encoding="utf-8")
EVENTS = {events.Message: {"role": "user", "id": "x", "text": "x", "final": True}}
VALUES = {"str": "x", "float": 1.0, "bool": True, "int": 1, "float | None": None}


def section(title):
    """Give what stands below a heading, up to the next of its level."""
    level = title.index(" ")
    return re.split(rf"\n#{{1,{level}}} ", PAGE.partition(f"\n{title}\n")[2])[0]


def table(text):
    """Give the rows of the first table: its first cells to the others."""
    rows = [line.strip("|").split(" | ") for line in text.replace("\\|", "/").splitlines() if line.startswith("|")]
    return {row[0].strip(): " ".join(row[1:]) for row in rows[2:]}


def example(kind):
    """Make an event with some value in every field."""
    given = {}
    for field in dataclasses.fields(kind):
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            given[field.name] = VALUES.get(str(field.type), "x")
    return kind(**{**given, "changes": ()}) if "changes" in given else kind(**given)


@pytest.mark.parametrize("kind", NAMES, ids=NAMES.get)
def test_every_event_is_there_with_its_fields(kind):
    text = table(section("## Output"))[f"`{NAMES[kind]}`"]
    named = re.findall(r"`([A-Za-z_]+)`", re.sub(r"\([^)]*\)", "", text))

    assert named == [key for key in record(example(kind)) if key not in ("type", "t")]


def test_no_event_is_there_that_is_none():
    assert set(table(section("## Output"))) == {f"`{name}`" for name in (*NAMES.values(), "summary")}


def test_the_summary_is_there_with_its_fields():
    text = table(section("## Output"))["`summary`"]
    named = re.findall(r"`([A-Za-z_]+)`", re.sub(r"\([^)]*\)", "", text))

    assert named == [key for key in summary_record(Tally().summary(0)) if key not in ("type", "t")]


@pytest.mark.parametrize("name", ["start", "update"])
def test_every_option_is_there(name):
    command = typer.main.get_command(session.app).commands[name]  # type: ignore[attr-defined]
    text = section(f"## `{name}`" if name == "start" else f"### `{name}`")
    own = {option for row in table(text) for option in re.findall(r"--[a-z][a-z-]+", row)}
    shared = {"--json", "--quiet", "--verbose", "--debug", "--no-use-speaker-boost", "--help"}
    known = {option for one in command.params if not one.hidden for option in (*one.opts, *one.secondary_opts)}
    known = {option for option in known if option.startswith("--")}

    assert known - own <= shared
    assert own <= known


def test_every_field_of_an_update_is_an_option():
    command = typer.main.get_command(session.app).commands["update"]  # type: ignore[attr-defined]
    known = {option for one in command.params for option in one.opts}

    for option in LIVE_OPTIONS:
        for field in option_fields(option):
            assert "--" + re.sub(r"([A-Z])", lambda found: "-" + found[1].lower(), field) in known


def test_every_typed_command_is_there():
    named = {row.strip("`").split()[0] for row in table(section("### Commands"))}

    assert named == {*commands.NAMES, "//TEXT"}


def test_every_exit_code_is_there():
    named = {int(code) for code in table(section("## Exit codes"))}

    assert named == {int(code) for code in ExitCode} - {ExitCode.BUG}


def test_devices_are_listed_without_a_session(anamctl, monkeypatch):
    monkeypatch.setattr("anamctl.audio.probe.look", lambda rates: ())
    found = anamctl("session", "start", "--list-devices")

    assert (found.code, found.out, "there are no sound devices" in found.err) == (0, "", True)
