"""The whole of `anamctl validate`, as a user calls it."""

from __future__ import annotations

import json
import re
import sys
from xml.etree import ElementTree as ET

import pytest

from anamctl.cli.request import FORMATS
from tests.unit.cli.samples import DOUBTFUL, PERSONA, WRONG


def concise(result) -> list[str]:
    """Lines of a concise report without the summary."""
    return result.out.replace("\\", "/").splitlines()[:-1]


def codes_in(result) -> set[str]:
    return {re.findall(r"\b([A-Z]{3}\d{3}) ", line)[0] for line in concise(result)}


# ---- what is checked -------------------------------------------------------------------------------------------------


def test_without_paths_it_checks_personas(anamctl, personas):
    code, out, err = anamctl("validate")

    assert (code, err) == (1, "")
    assert re.search(r"^personas.wrong\.yaml:6:17  error  LNG101  ", out, re.MULTILINE)
    assert re.search(
        r"^1 error, 1 warning in 2 of 3 files · \d+\.\d\d s · \d can be fixed with --fix$", out, re.MULTILINE
    )


def test_a_clean_run_is_one_line(anamctl, personas):
    code, out, _ = anamctl("validate", "personas/good.yaml")

    assert code == 0
    assert re.fullmatch(r"1 file, no findings · \d+\.\d\d s\n", out)


@pytest.mark.parametrize(
    "paths", [("personas",), ("./personas",), ("personas/*.yaml",), ("personas/wrong.yaml", "personas/doubtful.yaml")]
)
def test_files_folders_and_globs(anamctl, personas, paths):
    assert codes_in(anamctl("validate", "-f", "concise", *paths)) == {"LNG101", "YML008"}


@pytest.mark.parametrize("paths", [(), ("nowhere",), ("no/*.yaml",)])
def test_what_is_not_there_is_a_usage_error_with_a_hint(anamctl, paths):
    code, out, err = anamctl("validate", *paths)

    assert (code, out) == (2, "")
    assert re.fullmatch(r"anamctl: .+\nhint: .+\n", err)


def test_stdin_is_a_file_with_a_name(anamctl):
    code, out, _ = anamctl("validate", "-", "-f", "concise", "--stdin-name", "personas/x.yaml", stdin=WRONG.encode())

    assert code == 1
    assert out.startswith("personas/x.yaml:6:17: error LNG101 ")


def test_stdin_without_a_name_is_called_stdin(anamctl):
    assert anamctl("validate", "-", "-f", "concise", stdin=WRONG.encode()).out.startswith("<stdin>:6:17: ")


def test_stdin_is_json_when_its_name_says_so(anamctl):
    text = '{"personaConfig": {"personaId": "6bfbe25a-979d-40f3-a92b-5394170af54b",}}'
    result = anamctl("validate", "-", "-f", "concise", "--stdin-name", "x.json", stdin=text.encode())

    assert re.match(r"x\.json:1:\d+: error YML", result.out)


def test_stdin_is_not_mixed_with_files(anamctl, personas):
    code, out, err = anamctl("validate", "-", "personas")

    assert (code, out) == (2, "")
    assert err.startswith('anamctl: "-" (stdin) cannot be mixed with other paths.\nhint: ')


@pytest.mark.parametrize("data", [b"", b"\xff", b"\x00", b"[" * 9999, b"a: *b", b"- 1", b"a: [", b"&a [*a]"])
def test_hostile_input_is_a_finding(anamctl, data):
    code, out, err = anamctl("validate", "-", "-f", "concise", stdin=data)

    assert (code, err) == (1, "")
    assert re.match(r"<stdin>:1:\d+: error YML\d{3} ", out)


# ---- exit codes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "options", "code"),
    [
        ("good", (), 0),
        ("good", ("--strict",), 0),
        ("doubtful", (), 0),
        ("doubtful", ("--strict",), 1),
        ("doubtful", ("--strict", "--no-strict"), 0),
        ("wrong", (), 1),
        ("wrong", ("--exit-zero",), 0),
        ("doubtful", ("--strict", "--exit-zero"), 0),
        ("wrong", ("--ignore", "LNG"), 0),
        ("wrong", ("--select", "YML"), 0),
        ("wrong", ("-q",), 1),
        ("wrong", ("-f", "json"), 1),
        ("wrong", ("-o", "x"), 1),
    ],
)
def test_exit_code(anamctl, personas, file, options, code):
    assert anamctl("validate", f"personas/{file}.yaml", *options).code == code


@pytest.mark.parametrize("options", [("--exit-zero", "--select", "XYZ"), ("--exit-zero", "nowhere")])
def test_exit_zero_forgives_no_wrong_call(anamctl, personas, options):
    assert anamctl("validate", *options).code == 2


# ---- which rules -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--select", "LNG"), {"LNG101"}),
        (("--select", "lng101,YML"), {"LNG101", "YML008"}),
        (("--select", "LNG", "--select", "YML008"), {"LNG101", "YML008"}),
        (("--ignore", "LNG"), {"YML008"}),
        (("--ignore", "LNG,YML"), set()),
        (("--select", "LNG101", "--ignore", "LNG"), {"LNG101"}),
        (("--select", "LNG", "--ignore", "LNG101"), set()),
    ],
)
def test_rules_are_chosen(anamctl, personas, options, codes):
    assert codes_in(anamctl("validate", "-f", "concise", *options)) == codes


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_rule_that_does_not_exist_is_a_usage_error(anamctl, personas, option):
    assert anamctl("validate", option, "LNG,XYZ1") == (
        2,
        "",
        f'anamctl: {option}: no rule begins with "XYZ1".\nhint: `anamctl rule` lists all rules.\n',
    )


# ---- reports ---------------------------------------------------------------------------------------------------------


def check_report(name: str, text: str) -> None:
    """Look whether a text is a report of a format and holds both findings."""
    if name in ("text", "concise", "github"):
        assert text.count("LNG101") == text.count("YML008") == 1
        assert text.count("::error file=personas") == (name == "github")
    elif name == "junit":
        names = [case.get("name") for case in ET.fromstring(text).iter("testcase")]
        assert [str(one)[:6] for one in names] == ["YML008", "no fin", "LNG101"]
    else:
        document = json.loads(text)
        findings = {"json": lambda: document["findings"], "sarif": lambda: document["runs"][0]["results"]}
        found = findings.get(name, lambda: document)()
        keys = {"json": "code", "sarif": "ruleId", "gitlab": "check_name"}
        assert [one[keys[name]] for one in found] == ["YML008", "LNG101"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_stdout(anamctl, personas, name):
    code, out, err = anamctl("validate", "--format", name)

    assert (code, err) == (1, "")
    check_report(name, out)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_a_file(anamctl, personas, tmp_path, name):
    code, out, err = anamctl("validate", "--format", name, "--output", "report.txt", "--color", "always")

    assert (code, out, err) == (1, "", "")
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "\x1b" not in text
    check_report(name, text)


def test_several_reports_in_one_run(anamctl, personas, tmp_path):
    pairs = [f"{name}={name}.out" for name in FORMATS]
    code, out, err = anamctl("validate", *(word for pair in pairs for word in ("--report", pair)))

    assert (code, err) == (1, "")
    check_report("text", out)
    for name in FORMATS:
        check_report(name, (tmp_path / f"{name}.out").read_text(encoding="utf-8"))


def test_a_report_that_cannot_be_written_is_a_usage_error(anamctl, personas):
    code, _, err = anamctl("validate", "--report", "json=no/a.json")

    assert code == 2
    assert err.startswith("anamctl: cannot write no/a.json: ")


def test_github_is_chosen_on_github_actions(anamctl, personas, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    check_report("github", anamctl("validate").out)
    check_report("text", anamctl("validate", "--format", "text").out)


@pytest.mark.parametrize("value", ["", "false", "1"])
def test_github_is_chosen_nowhere_else(anamctl, personas, monkeypatch, value):
    monkeypatch.setenv("GITHUB_ACTIONS", value)

    check_report("text", anamctl("validate").out)


def test_json_names_no_other_keys_than_the_documented_ones(anamctl, personas):
    document = json.loads(anamctl("validate", "-f", "json").out)

    assert sorted(document) == ["findings", "summary", "version"]
    assert sorted(document["findings"][0]) == sorted(
        ["code", "name", "severity", "message", "path", "line", "column", "endLine", "endColumn", "pointer", "fix"]
    )
    assert document["summary"] | {"seconds": 0} == {"files": 3, "errors": 1, "warnings": 1, "infos": 0, "seconds": 0}


def test_findings_stand_in_the_order_of_files_and_lines(anamctl, personas):
    (personas / "wrong.yaml").write_text(WRONG.replace("name: Concierge", "name: no"))
    found = concise(anamctl("validate", "-f", "concise"))

    assert [line.partition(": ")[0] for line in found] == [
        "personas/doubtful.yaml:2:9",
        "personas/wrong.yaml:2:9",
        "personas/wrong.yaml:6:17",
    ]


def test_quiet_says_nothing_about_a_clean_run(anamctl, personas):
    assert anamctl("validate", "-q", "personas/good.yaml") == (0, "", "")
    assert "LNG101" in anamctl("validate", "-q").out


def test_verbose_says_on_stderr_what_the_run_goes_by(anamctl, personas, tmp_path):
    (tmp_path / "anamctl.toml").write_text("strict = true\n")
    _, out, err = anamctl("validate", "-v", "--no-cache", "personas/good.yaml")

    assert out.startswith("1 file, no findings")
    assert "settings: anamctl.toml" in err.replace(str(tmp_path), "").replace("/", "").replace("\\", "")
    assert "cache: off" in err


@pytest.mark.parametrize("name", ["text", "concise"])
def test_statistics_follow_the_report(anamctl, personas, name):
    out = anamctl("validate", "--statistics", "-f", name).out

    assert re.search(r"\n      1  LNG101  [a-z-]+\n      1  YML008  [a-z-]+\n\Z", out)


def test_statistics_do_not_spoil_a_format_for_programs(anamctl, personas):
    json.loads(anamctl("validate", "--statistics", "-f", "json").out)


# ---- the terminal ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "options", "is_coloured"),
    [
        ({}, (), False),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
        ({"FORCE_COLOR": "1"}, ("-f", "json"), False),
        ({"FORCE_COLOR": "1"}, ("-f", "concise"), True),
        ({}, ("-f", "github", "--color", "always"), False),
    ],
)
def test_colours(anamctl, personas, monkeypatch, environ, options, is_coloured):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    assert ("\x1b[" in anamctl("validate", *options).out) == is_coloured


def test_columns_narrow_the_report(anamctl, personas, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    out = anamctl("validate", "personas/wrong.yaml").out

    assert max(len(line) for line in out.splitlines() if "│" in line) <= 40


# ---- fixes -----------------------------------------------------------------------------------------------------------


def test_fix_changes_the_file_and_says_so(anamctl, personas):
    code, out, _ = anamctl("validate", "--fix", "personas/doubtful.yaml")

    assert code == 0
    assert (personas / "doubtful.yaml").read_text() == PERSONA.replace("name: Concierge", 'name: "no"')
    assert re.match(r"1 file, no findings · 1 fixed · ", out)
    assert anamctl("validate", "--fix", "personas/doubtful.yaml").out.startswith("1 file, no findings · 0")


def test_diff_shows_and_writes_nothing(anamctl, personas):
    code, out, err = anamctl("validate", "--fix", "--diff", "personas/doubtful.yaml")

    assert code == 1
    assert '-  name: no\n+  name: "no"\n' in out
    assert "1 would be fixed" in err
    assert (personas / "doubtful.yaml").read_text() == DOUBTFUL


def test_a_fixed_stdin_is_the_result(anamctl):
    code, out, err = anamctl("validate", "-", "--fix", stdin=DOUBTFUL.encode())

    assert code == 0
    assert out == PERSONA.replace("name: Concierge", 'name: "no"')
    assert "1 fixed" in err


# ---- baseline --------------------------------------------------------------------------------------------------------


def test_a_baseline_holds_what_is_known(anamctl, personas):
    code, _, err = anamctl("validate", "--baseline", "known.json", "--write-baseline")
    assert (code, err) == (0, "wrote 2 findings to known.json\n")

    code, out, _ = anamctl("validate", "--baseline", "known.json")
    assert code == 0
    assert re.match(r"3 files, no findings · 2 in the baseline · ", out)

    (personas / "new.yaml").write_text(WRONG)
    (personas / "doubtful.yaml").write_text(PERSONA)
    code, out, _ = anamctl("validate", "--baseline", "known.json")
    assert code == 1
    assert "1 error in 1 of 4 files · 1 in the baseline · 1 of the baseline gone" in out


def test_a_baseline_needs_a_file(anamctl, personas):
    assert anamctl("validate", "--write-baseline") == (
        2,
        "",
        "anamctl: --write-baseline needs to know where.\nhint: add --baseline FILE.\n",
    )


def test_a_baseline_that_is_not_there_is_a_usage_error(anamctl, personas):
    code, _, err = anamctl("validate", "--baseline", "nowhere.json")

    assert code == 2
    assert re.fullmatch(r"anamctl: .*nowhere\.json.*\nhint: .+\n", err)


# ---- settings and cache ----------------------------------------------------------------------------------------------


def test_settings_of_the_project_are_heeded_and_options_win(anamctl, personas, tmp_path):
    (tmp_path / "anamctl.toml").write_text('ignore = ["LNG"]\nstrict = true\n')

    assert anamctl("validate", "personas/wrong.yaml").code == 0
    assert anamctl("validate", "personas/doubtful.yaml").code == 1
    assert anamctl("validate", "personas/doubtful.yaml", "--no-strict").code == 0
    assert anamctl("validate", "personas/wrong.yaml", "--select", "LNG").code == 1


def test_a_wrong_setting_is_an_error_that_names_the_file(anamctl, personas, tmp_path):
    (tmp_path / "anamctl.toml").write_text('ignroe = ["LNG"]\n')
    code, out, err = anamctl("validate")

    assert (code, out) == (2, "")
    assert "anamctl.toml" in err
    assert "ignroe" in err


def test_a_second_run_says_the_same_from_the_cache(anamctl, personas, tmp_path, monkeypatch):
    first = anamctl("validate", "-f", "concise")
    assert (tmp_path / ".anamctl_cache").is_dir()

    def fail(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr("anamctl.lint.runner.Linter.lint_bytes", fail)
    second = anamctl("validate", "-f", "concise")

    assert concise(second) == concise(first) != []


def test_without_the_cache_nothing_is_written(anamctl, personas, tmp_path):
    anamctl("validate", "--no-cache")

    assert {path.name for path in tmp_path.iterdir()} == {"personas"}


def test_several_processes_find_the_same(anamctl, personas):
    one = anamctl("validate", "--no-cache", "-f", "concise", "-j", "1")
    two = anamctl("validate", "--no-cache", "-f", "concise", "-j", "2")

    assert concise(two) == concise(one) != []


# ---- the slow parser -------------------------------------------------------------------------------------------------


def test_the_missing_c_parser_is_said_once(anamctl, personas, monkeypatch):
    anamctl("validate", "--no-cache")
    monkeypatch.setattr(sys.modules["anamctl.definitions.parsers"], "HAS_C_PARSER", False)
    _, out, err = anamctl("validate", "--no-cache")

    assert err.count("libyaml") == 1
    assert "libyaml" not in out
