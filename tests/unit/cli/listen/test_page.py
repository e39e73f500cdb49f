"""The page about listening says what the command does."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
import typer

from anamctl.cli.listen import command as listen
from anamctl.cli.listen.service import URL_VARIABLES
from anamctl.errors import ExitCode
from anamctl.listening import records, suite_file
from anamctl.listening.events import Event
from anamctl.listening.saving import SUFFIXES
from anamctl.listening.verdict import MIN_CONFIDENCE, MIN_SHARE
from anamctl.report.listen_suite import result_record
from anamctl.stt.providers import NAMES, about
from anamctl.stt.typed import GROUPS, TYPED
from tests.unit.listening.test_suite_file import sound
from tests.unit.view.heard import summary_of
from tests.unit.view.listen.test_suite import GOOD

ROOT = Path(__file__).resolve().parents[4]
PAGE = (ROOT / "docs/reference/listen.md").read_text(encoding="utf-8")
COLUMNS = ("assemblyai", "deepgram", "whisperlivekit")
VALUES = {
    "Mapping[str, object]": {"a": 1},
    "TurnKey": (1, 0),
    "str": "x",
    "float": 1.0,
    "int": 1,
    "bool": True,
    "EndedBy": "you",
}


def section(title):
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rows(text):
    """Give the rows of all tables of a text: the first cell to the others."""
    lines = [line.strip("|").replace("\\|", "/").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {line[0].strip(): " ".join(line[1:]) for line in lines}


def named(text):
    """Give the names between backticks, without what stands in brackets."""
    return re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", text))


def test_every_option_is_there_and_no_other():
    command = typer.main.get_command(listen.app)
    known = {
        option
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--")
    }
    tables = " ".join(line for line in PAGE.splitlines() if line.startswith("|"))

    assert set(re.findall(r"(?<!server's )`(--[a-z][a-z-]*)", tables)) == known
    assert set(re.findall(r"--[a-z][a-z-]+", PAGE)) <= known | {"--min-confidence"}


def test_every_event_is_there():
    table = rows(section("Output"))

    assert {name.strip("`") for name in table if re.fullmatch(r"`[a-z]+`", name)} == {*records.NAMES, "summary", "type"}


@pytest.mark.parametrize("kind", Event.__args__, ids=lambda kind: kind.__name__)
def test_every_field_of_an_event_is_there(kind):
    from anamctl.stt.heard import TurnKey

    given = {
        field.name: TurnKey(1, 0) if field.name == "key" else VALUES.get(str(field.type).partition(" |")[0], "x")
        for field in dataclasses.fields(kind)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    written = records.record(kind(**given))

    assert named(rows(section("Output"))[f"`{written['type']}`"]) == [
        key for key in written if key not in ("type", "t")
    ]


def test_every_field_of_the_summary_is_there():
    assert named(rows(section("Output"))["`summary`"]) == [
        key for key in records.summary_record(summary_of()) if key not in ("type", "t")
    ]


def test_every_field_of_a_clip_is_there():
    told = re.search(r"type `result` for each clip \(([^)]+)\)", section("`--suite`"))

    assert told is not None
    assert re.findall(r"`(\w+)`", told[1]) == list(result_record(GOOD[0]))


def test_the_keys_of_a_suite_are_those_that_are_read():
    known = set(suite_file._Suite.model_fields)

    assert {name for key in rows(section("`--suite`")) for name in re.findall(r"`(\w+)`", key)} == known


def test_the_suite_of_the_page_is_one(tmp_path):
    block = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert block is not None
    (tmp_path / "calls").mkdir()
    for name in ("fr-1.wav", "de-01.wav"):
        sound(tmp_path / "calls" / name)
    (tmp_path / "clips.yaml").write_text(block[1], encoding="utf-8")
    suite = suite_file.load_suite(str(tmp_path / "clips.yaml"), {})

    assert [target.label for target in suite.targets] == [
        "assemblyai",
        "assemblyai/universal-3-5-pro",
        "deepgram, patient",
    ]


def test_what_typed_options_are_called_by_each_service_is_there():
    tables = [block.splitlines() for block in section("How it hears").split("\n\n") if block.startswith("| ")]
    expected = {group: [typed_row(typed) for typed in TYPED if typed.group == group] for group in GROUPS}

    assert {table[0].split(" | ")[0].strip("| "): table[2:] for table in tables[:-1]} == expected
    assert {table[0].partition(" | | ")[2] for table in tables[:-1]} == {
        "`assemblyai` | `deepgram` | `whisperlivekit` |"
    }


def typed_row(typed):
    """Give the row of an option: what is written, what for, and its name for each service."""
    written = f"`{typed.name}`, `{typed.negation}`" if typed.kind == "flag" else f"`{typed.name} {typed.metavar}`"
    what_for = typed.help.rstrip(".")
    names = [f"`{typed.names[name]}`" if name in typed.names else "–" for name in COLUMNS]
    return f"| {' | '.join([written, what_for[0].lower() + what_for[1:], *names])} |"


def test_variables_suffixes_limits_and_services_are_there():
    for name in NAMES:
        assert f"`{name}`" in PAGE
        assert f"`{about(name).key_variable}`" in PAGE
        assert f"`{URL_VARIABLES[name]}`" in PAGE
    for suffix in SUFFIXES:
        assert f"`.{suffix}`" in PAGE
    assert str(MIN_CONFIDENCE) in rows(section("What is expected"))["`--min-confidence N`"]
    assert str(MIN_SHARE) in rows(section("What is expected"))["`--min-share N`"]


@pytest.mark.parametrize("page", ["reference/listen.md", "how-to/listen-in-ci.md"])
def test_the_exit_codes_are_those_of_the_command(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8").partition("## Exit codes")[2]

    assert [int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)] == [
        code for code in ExitCode if code != ExitCode.BUG
    ]
