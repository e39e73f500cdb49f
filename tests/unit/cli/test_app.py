from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from typing import Any

import pytest
import typer

import anamctl as package
from anamctl.cli.app import COMMANDS, GROUPS, app
from anamctl.errors import ExitCode
from anamctl.lint.rules import all_codes

INNER = [f"{group} {name}" for group, names in GROUPS.items() for name in names]
NAMES = sorted([*(name for name in COMMANDS if name not in GROUPS), *INNER])
"""Commands that do something; those of a group with its name."""


def command_called(name: str) -> Any:
    """Give the command as the framework has it."""
    command: Any = typer.main.get_command(app)
    for part in name.split():
        command = command.get_command(None, part)
    return command


# ---- version and help ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("--version",), ("-V",), ("--version", "-V")])
def test_version(anamctl, arguments):
    assert anamctl(*arguments) == (0, f"anamctl {package.__version__}\n", "")


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",)])
def test_help_lists_every_command_with_its_line(anamctl, arguments):
    code, out, err = anamctl(*arguments)

    assert (code, err) == (0, "")
    words = " ".join(out.split())
    assert all(f" {name} {line}" in words for name, line in COMMANDS.items())


def test_help_lists_every_exit_code(anamctl):
    out = " ".join(anamctl("--help").out.split())
    listed = {int(number) for number in re.findall(r"\b(\d+) \w", out.partition("Exit codes: ")[2])}

    assert listed == {int(code) for code in ExitCode}


@pytest.mark.parametrize("name", NAMES)
def test_help_of_a_command_has_an_example_and_its_exit_codes(anamctl, name):
    code, out, err = anamctl(*name.split(), "--help")
    command = command_called(name)

    assert (code, err) == (0, "")
    assert re.search(rf"^  Examples?:\n\n    (?:.+\| )?anamctl {name}\b", out, re.MULTILINE)
    assert re.search(r"^  Exit codes: 0 .*\b2 ", out, re.MULTILINE)
    assert COMMANDS.get(name, "").rstrip(".") in " ".join(out.split())
    for parameter in command.params:
        assert parameter.help, parameter.name


@pytest.mark.parametrize("name", ["", *GROUPS, *NAMES])
def test_help_fits_into_eighty_columns(anamctl, name, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    out = anamctl(*name.split(), "--help").out

    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("name", NAMES)
def test_examples_name_options_that_exist(anamctl, name):
    command = command_called(name)
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    examples = anamctl(*name.split(), "--help").out.partition("Arguments:")[0].partition("Options:")[0]

    assert set(re.findall(r" (--?[a-z][a-z-]*)", examples)) - known == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_command_takes_the_options_that_all_share(name):
    command = command_called(name)
    known = {option for parameter in command.params for option in parameter.opts}

    assert {"--quiet", "-q", "--verbose", "-v", "--debug"} <= known


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("option", [(), ("--help",)])
def test_help_of_a_group_lists_its_commands_in_full(anamctl, name, option):
    code, out, err = anamctl(name, *option)

    assert (code, err) == (0, "")
    assert re.search(rf"^  Examples:\n\n    anamctl {name} ", out, re.MULTILINE)
    for inner in GROUPS[name]:
        assert re.search(rf"^  {inner} +\S.*\w\.$", out, re.MULTILINE), inner


def test_an_unknown_command_of_a_group_suggests_the_nearest(anamctl):
    assert anamctl("agent", "psuh").err == (
        'anamctl: no command "agent psuh".\nhint: did you mean `anamctl agent push`?\n'
    )
    assert anamctl("agent", "xyzzy").err.endswith("hint: commands are list, pull, diff, push, delete.\n")


# ---- usage errors ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "meant"),
    [("validat", "validate"), ("valdiate", "validate"), ("Rule", "rule"), ("langauges", "languages"), ("int", "init")],
)
def test_an_unknown_command_suggests_the_nearest(anamctl, given, meant):
    assert anamctl(given) == (2, "", f'anamctl: no command "{given}".\nhint: did you mean `anamctl {meant}`?\n')


def test_an_unknown_command_that_is_near_to_none_lists_them(anamctl):
    assert anamctl("xyzzy", "--json=1").err == (
        f'anamctl: no command "xyzzy".\nhint: commands are {", ".join(COMMANDS)}.\n'
    )


def test_a_file_in_the_place_of_a_command_is_to_be_validated(anamctl, personas):
    assert anamctl("personas/good.yaml").err == (
        'anamctl: no command "personas/good.yaml".\nhint: did you mean `anamctl validate personas/good.yaml`?\n'
    )


def test_a_command_is_told_by_its_visible_characters(anamctl):
    assert anamctl("\x1b[2J").err.splitlines()[0] == 'anamctl: no command "<U+001B>[2J".'


@pytest.mark.parametrize(
    ("arguments", "about"),
    [
        (("--nope",), "--nope"),
        (("validate", "--nope"), "--nope"),
        (("validate", "--format", "xml"), "xml"),
        (("validate", "--jobs", "many"), "many"),
        (("validate", "--report", "xml=a"), "xml=a"),
        (("rule", "a", "b"), "b"),
        (("schema",), ""),
        (("schema", "robot"), "robot"),
        (("init",), ""),
    ],
)
def test_a_usage_error_is_two_lines_and_a_code(anamctl, arguments, about):
    code, out, err = anamctl(*arguments)
    first, second = err.splitlines()

    assert (code, out) == (2, "")
    assert first.startswith("anamctl: ")
    assert first.endswith(".")
    assert about in first
    assert second.startswith("hint: ")


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (("rule", "XYZ1", "--json"), "rule"),
        (("languages", "--nope", "--json"), "languages"),
        (("x", "--json"), ""),
        (("agent", "diff", "--json"), "agent diff"),
        (("agent", "x", "--json"), "agent"),
    ],
)
def test_with_json_a_failure_is_an_envelope(anamctl, arguments, name):
    code, out, err = anamctl(*arguments)
    document = json.loads(out)

    assert (code, err) == (2, "")
    assert (document["command"], document["ok"], document["data"]) == (name, False, None)
    assert [sorted(error) for error in document["errors"]] == [["code", "hint", "message"]]


def test_what_follows_two_dashes_is_no_option(anamctl):
    assert anamctl("rule", "--", "--json").err.startswith('anamctl: no rule "--json".')


# ---- bugs ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch):
    """Let every look at the rules fail."""

    def fail() -> None:
        raise ValueError("why")

    monkeypatch.setattr("anamctl.lint.rules.all_rules", fail)


@pytest.mark.usefixtures("broken")
def test_a_bug_is_seventy_and_says_so(anamctl):
    code, out, err = anamctl("rule")

    assert (code, out) == (70, "")
    assert err.splitlines() == [
        "anamctl: This is a bug in anamctl (ValueError).",
        "hint: run the same command with --debug and report it.",
    ]


@pytest.mark.usefixtures("broken")
def test_debug_shows_where(anamctl):
    code, _, err = anamctl("rule", "--debug")

    assert code == 70
    assert "Traceback" in err
    assert "ValueError: why" in err


# ---- completion ------------------------------------------------------------------------------------------------------


def complete(words: str, shell: str = "bash", **environ: str) -> list[str]:
    """Ask for completions as the script of a shell does."""
    asked = {"_ANAMCTL_COMPLETE": f"complete_{shell}", "PATH": "", "SYSTEMROOT": "", **environ}
    if shell == "bash":
        asked |= {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
    else:
        asked |= {"_TYPER_COMPLETE_ARGS": words}
    command = [sys.executable, "-m", "anamctl"]
    return subprocess.run(command, env=asked, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize(("shell", "sign"), [("bash", "complete "), ("zsh", "#compdef anamctl"), ("fish", "complete ")])
def test_the_completion_script_of_a_shell(shell, sign):
    environ = {"_ANAMCTL_COMPLETE": f"source_{shell}", "PATH": "", "SYSTEMROOT": ""}
    command = [sys.executable, "-m", "anamctl"]
    script = subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout

    assert sign in script
    assert f"_ANAMCTL_COMPLETE=complete_{shell}" in script
    if shutil.which(shell):
        subprocess.run([shutil.which(shell), "-n"], input=script, text=True, check=True)


def test_commands_are_completed():
    assert complete("anamctl va") == ["validate"]


def test_codes_of_rules_are_completed_in_any_case():
    expected = [code for code in all_codes() if code.startswith("LNG")]

    assert complete("anamctl rule LNG") == expected
    assert complete("anamctl rule lng") == [code.lower() for code in expected]
    assert complete("anamctl rule ") == list(all_codes())


def test_codes_of_rules_are_completed_in_other_shells():
    expected = {code for code in all_codes() if code.startswith("LNG10")}

    assert {re.sub(r"\W", "", line.split("((")[-1]) for line in complete("anamctl rule LNG10", "zsh")} == expected
    assert set(complete("anamctl rule LNG10", "fish", _TYPER_COMPLETE_FISH_ACTION="get-args")) == expected


def test_options_are_completed():
    assert "--strict" in complete("anamctl validate --st")


def test_languages_and_services_are_completed():
    assert complete("anamctl languages f") == ["fa", "ff", "fi", "fj", "fo", "fr", "fy"]
    assert "sarvam/stt" in complete("anamctl languages --service sarvam")


# ---- empty values ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("session", "start", "--lang", "", "--sandbox"), "--lang"),
        (("session", "start", "--sandbox", "--expect-reply-lang="), "--expect-reply-lang"),
        (("show", "concierge", "-l", ""), "-l"),
        (("validate", "--select", ""), "--select"),
        (("voices", "--profile="), "--profile"),
    ],
)
def test_an_empty_value_is_no_value(arguments, option):
    """As from a variable of the shell that is not set."""
    done = subprocess.run(
        [sys.executable, "-m", "anamctl", *arguments], capture_output=True, text=True, check=False, timeout=30
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert f"anamctl: nothing but an empty text stands after {option}." in done.stderr


def test_a_setting_may_be_empty_and_so_may_what_follows_two_dashes(anamctl):
    assert "empty text" not in anamctl("token", "mint", "--set", "systemPrompt=").err
    assert "empty text" not in anamctl("validate", "--", "-x", "").err
