from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from anamctl.errors import ExitCode, SettingsError
from anamctl.settings import COMMAND_LINE, LintSettings, load_lint_settings

CODES = ("ANM201", "ANM202", "ANM210", "LNG101", "LNG104", "TXT405")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "repo"
    home.mkdir()
    monkeypatch.chdir(home)
    return home


def load(text: str | None = None, name: str = "anamctl.toml") -> LintSettings:
    if text is not None:
        Path(name).write_text(text, encoding="utf-8")
    return load_lint_settings(os.getcwd(), lambda: CODES)


def failure(text: str, name: str = "anamctl.toml") -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load(text, name)
    assert caught.value.exit_code is ExitCode.USAGE
    return caught.value


ALL = """
select = ["ANM", "LNG1"]
ignore = ["ANM202"]
exclude = ["drafts/", "*.gen.yaml"]
strict = true
max-file-size = 1000

[severity]
LNG104 = "error"
ANM21 = "info"

[per-file-ignores]
"personas/old/**" = ["ANM", "LNG101"]
"""


def test_every_key_is_read(home: Path) -> None:
    settings = load(ALL)

    assert settings == LintSettings(
        select=("ANM", "LNG1"),
        ignore=("ANM202",),
        severities=(("LNG104", "error"), ("ANM21", "info")),
        per_file_ignores=(("personas/old/**", ("ANM", "LNG101")),),
        exclude=("drafts/", "*.gen.yaml"),
        strict=True,
        max_file_size=1000,
        file="anamctl.toml",
        folder=str(home),
        origin=settings.origin,
    )
    keys = ["exclude", "ignore", "max-file-size", "per-file-ignores", "select", "severity", "strict"]
    assert dict(settings.origin) == dict.fromkeys(keys, "anamctl.toml")


def test_without_a_file_everything_has_its_default() -> None:
    assert load_lint_settings(os.getcwd()) == LintSettings()


def test_a_value_that_is_not_given_has_no_origin() -> None:
    assert dict(load("strict = true").origin) == {"strict": "anamctl.toml"}


# ---- where from ------------------------------------------------------------------------------------------------------


def test_the_nearest_file_upward_counts(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load('ignore = ["ANM201"]')
    (home / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(home / "a" / "b")
    above = load()
    near = load('ignore = ["LNG101"]', "../anamctl.toml")

    assert (above.ignore, above.folder, above.file) == (("ANM201",), str(home), str(home / "anamctl.toml"))
    assert (near.ignore, near.folder) == (("LNG101",), str(home / "a"))


def test_a_table_of_pyproject_counts() -> None:
    settings = load('[tool.anamctl]\nignore = ["ANM201"]\n', "pyproject.toml")

    assert settings.ignore == ("ANM201",)
    assert settings.origin["ignore"] == "pyproject.toml, [tool.anamctl]"


def test_a_pyproject_without_our_table_is_passed_over(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load("strict = true")
    (home / "a").mkdir()
    monkeypatch.chdir(home / "a")

    for text in ("[project]\nname = 'x'\n", "[project]\nname = 'anamctl-x'\n", "not TOML at all"):
        assert load(text, "pyproject.toml").strict


def test_anamctl_toml_wins_over_pyproject_beside_it() -> None:
    Path("pyproject.toml").write_text("[tool.anamctl]\nstrict = false\n", encoding="utf-8")

    assert load("strict = true").strict


def test_a_byte_order_mark_is_no_part_of_it() -> None:
    assert load("\ufeffstrict = true").strict


def test_toml_is_only_imported_when_there_is_a_file() -> None:
    code = "import sys; from anamctl.settings import *; load_lint_settings('.'); print('tomllib' in sys.modules)"
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}

    def imported() -> str:
        command = [sys.executable, "-S", "-c", code]
        return subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout.strip()

    Path("pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert imported() == "False"
    Path("anamctl.toml").write_text("strict = true\n", encoding="utf-8")
    assert imported() == "True"


# ---- severities ------------------------------------------------------------------------------------------------------


def test_a_severity_of_off_ignores_the_rule() -> None:
    settings = load('ignore = ["TXT"]\n[severity]\nANM2 = "off"\nLNG104 = "info"')

    assert settings.ignore == ("TXT", "ANM201", "ANM202", "ANM210")
    assert settings.severities == (("LNG104", "info"),)


def test_a_longer_code_stays_on_when_a_shorter_one_is_off() -> None:
    settings = load('[severity]\nANM2 = "off"\nANM201 = "info"')

    assert settings.ignore == ("ANM202", "ANM210")
    assert settings.severities == (("ANM201", "info"),)


# ---- the command line ------------------------------------------------------------------------------------------------


def test_select_on_the_command_line_replaces_and_brings_back() -> None:
    settings = load('select = ["LNG"]\nignore = ["ANM201", "ANM202"]').with_command_line(select=["ANM201", "TXT"])

    assert settings.select == ("ANM201", "TXT")
    assert settings.ignore == ("ANM202",)
    assert settings.origin["select"] == COMMAND_LINE
    assert settings.origin["ignore"] == "anamctl.toml"


def test_ignore_on_the_command_line_adds_and_takes_away() -> None:
    settings = load('select = ["ANM201", "LNG"]\nignore = ["TXT"]').with_command_line(ignore=["ANM2", "LNG101"])

    assert settings.select == ("ANM201", "LNG")
    assert settings.ignore == ("TXT", "ANM2", "LNG101", "ANM201")
    assert settings.origin["ignore"] == f"anamctl.toml and {COMMAND_LINE}"


def test_ignore_on_the_command_line_adds_to_what_is_off() -> None:
    settings = load('[severity]\nANM201 = "off"').with_command_line(ignore=["LNG"])

    assert settings.ignore == ("ANM201", "LNG")
    assert settings.origin["ignore"] == COMMAND_LINE


@pytest.mark.parametrize(("option", "expected"), [(None, True), (True, True), (False, False)])
def test_strict_on_the_command_line_wins(option: bool | None, expected: bool) -> None:
    assert load("strict = true").with_command_line(strict=option).strict is expected


# ---- what is wrong ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('ignor = ["ANM"]', 'anamctl.toml: unknown key "ignor".', 'did you mean "ignore"?'),
        ("max_file_size = 3", 'anamctl.toml: unknown key "max_file_size".', 'did you mean "max-file-size"?'),
        (
            "[zzz]",
            'anamctl.toml: unknown key "zzz".',
            "known keys are select, ignore, per-file-ignores, exclude, severity, strict, max-file-size, profile.",
        ),
        (
            'ignore = "ANM"',
            'anamctl.toml: "ignore" must be a list of texts, but is the text "ANM".',
            'write it like this: ignore = ["…"]',
        ),
        (
            "exclude = [1]",
            'anamctl.toml: "exclude" must be a list of texts, but holds the number 1.',
            'write it like this: exclude = ["…"]',
        ),
        (
            'strict = "yes"',
            'anamctl.toml: "strict" must be true or false, but is the text "yes".',
            "write it like this: strict = true",
        ),
        (
            "max-file-size = true",
            'anamctl.toml: "max-file-size" must be a number of bytes, but is true.',
            "write it like this: max-file-size = 5242880",
        ),
        (
            "max-file-size = 0",
            'anamctl.toml: "max-file-size" must be a number of bytes, but is the number 0.',
            "write it like this: max-file-size = 5242880",
        ),
        (
            'severity = ["error"]',
            'anamctl.toml: "severity" must be a table, but is a list.',
            "write it like this: [severity]",
        ),
        (
            "severity = 2026-11-21",
            'anamctl.toml: "severity" must be a table, but is a date or time.',
            "write it like this: [severity]",
        ),
        (
            '[severity]\nANM201 = "warn"',
            'anamctl.toml: "severity.ANM201" is the text "warn", which is no severity.',
            'did you mean "warning"?',
        ),
        (
            "[severity]\nANM201 = false",
            'anamctl.toml: "severity.ANM201" is false, which is no severity.',
            "write one of error, warning, info, off.",
        ),
        (
            '[severity]\nANM999 = "off"',
            'anamctl.toml: "severity" names "ANM999", but no rule begins with that.',
            "`anamctl rule` lists all rules.",
        ),
        (
            'select = ["ANM20", "anm201"]',
            'anamctl.toml: "select" names "anm201", but no rule begins with that.',
            'did you mean "ANM201"?',
        ),
        (
            'ignore = [""]',
            'anamctl.toml: "ignore" names "", but no rule begins with that.',
            "`anamctl rule` lists all rules.",
        ),
        (
            '[per-file-ignores]\n"a/*" = ["LNG1O1"]',
            'anamctl.toml: "per-file-ignores.a/*" names "LNG1O1", but no rule begins with that.',
            'did you mean "LNG101"?',
        ),
        (
            '[per-file-ignores]\n"a/*" = "LNG101"',
            'anamctl.toml: "per-file-ignores.a/*" must be a list of texts, but is the text "LNG101".',
            'write it like this: "a/*" = ["…"]',
        ),
    ],
)
def test_what_is_no_setting_is_told_with_file_key_and_nearest(text: str, message: str, hint: str) -> None:
    error = failure(text)

    assert error.message == message
    assert error.hint == hint


def test_errors_in_pyproject_name_the_table() -> None:
    error = failure("[tool.anamctl]\nignor = []\n", "pyproject.toml")

    assert error.message == 'pyproject.toml, [tool.anamctl]: unknown key "ignor".'


def test_our_part_of_pyproject_must_be_a_table() -> None:
    error = failure("[tool]\nanamctl = 3\n", "pyproject.toml")

    assert error.message == "pyproject.toml: tool.anamctl must be a table, not the number 3."


def test_broken_toml_is_told_with_its_line() -> None:
    error = failure("strict = \n")

    assert error.message.startswith("anamctl.toml is not TOML: ")
    assert "line 1" in error.message


def test_bytes_that_are_no_text_are_told() -> None:
    Path("anamctl.toml").write_bytes(b"exclude = ['\xff']")

    with pytest.raises(SettingsError, match=r"anamctl\.toml is not UTF-8"):
        load()


def test_a_file_that_cannot_be_read_is_told() -> None:
    Path("anamctl.toml").mkdir()

    with pytest.raises(SettingsError, match=r"anamctl\.toml cannot be read"):
        load()
