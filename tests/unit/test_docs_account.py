"""The pages of the commands that ask Anam's account agree with the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer

from anamctl.anam.failures import Asked, failure
from anamctl.anam.voices import fit_of
from anamctl.anam.words import Said
from anamctl.cli.app import GROUPS, app
from anamctl.lint.rules import online_codes

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reference"
LISTS = ("voices", "avatars", "llms", "personas")


def page(name):
    return (DOCS / name).read_text(encoding="utf-8")


def options(name):
    command: object = typer.main.get_command(app)
    for part in name.split():
        command = command.get_command(None, part)  # type: ignore[attr-defined]
    return {
        option
        for parameter in command.params  # type: ignore[attr-defined]
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }


def named(text):
    return set(re.findall(r"--[a-z][a-z-]*", text))


def test_the_page_of_tokens_names_their_options_and_no_others():
    known = set().union(*(options(f"token {name}") for name in GROUPS["token"]))
    common = {"--quiet", "--verbose", "--debug"}

    assert named(page("token.md")) - {"--online"} == known - common


def test_the_page_of_lists_names_their_options_and_no_others():
    known = set().union(*map(options, LISTS))

    assert named(page("catalogue.md")) == known - {"--quiet", "--verbose"}


@pytest.mark.parametrize("name", LISTS)
def test_a_command_takes_the_options_that_its_line_on_the_page_names(name):
    line = re.search(rf"^anamctl {name} .*$", page("catalogue.md"), re.MULTILINE)

    assert line is not None
    assert named(line[0]) == options(name) & {"--lang", "--search", "--provider"}


def test_the_page_of_validate_names_its_options_and_the_rules_that_ask():
    text = page("validate.md")
    section = text.partition("## Online")[2].partition("## Cache")[0]

    assert options("validate") - {"--quiet", "--verbose"} <= named(text)
    assert set(re.findall(r"ANM\d{3}(?=\])", section)) == online_codes() | {"ANM219"}


def test_errors_end_with_the_code_that_the_page_says():
    said = re.findall(r"^\| ([^|]+) \| [^|]+ \| (\d) \|$", page("token.md"), re.MULTILINE)
    codes = {int(status): int(code) for row, code in said for status in re.findall(r"\d{3}", row)}

    assert codes.keys() == {400, 401, 402, 403, 404, 429, 503}
    assert all(failure(status, Said(), Asked()).exit_code == code for status, code in codes.items())


def test_weights_of_reasons_are_those_of_the_page():
    weights = [int(weight) for weight in re.findall(r"^\| [^|]+ \| (\d) \|$", page("catalogue.md"), re.MULTILINE)]
    voices = (
        {"country": "FR"},
        {"country": "CA"},
        {"country": "IT"},
        {"description": "French"},
        {"providerModelId": "s1"},
    )

    assert [fit_of(voice, "fr").score for voice in voices] == weights


def test_json_keys_are_on_the_page(monkeypatch, capsys):
    from anamctl.cli.token.inspecting import inspect

    inspect("a.e30.c", json=True, quiet=True)
    keys = json.loads(capsys.readouterr().out)["data"].keys()
    row = re.search(r"^\| `token inspect` \| (.+) \|$", page("json.md"), re.MULTILINE)

    assert row is not None
    assert set(re.findall(r"`(\w+)`", row[1])) == set(keys)
