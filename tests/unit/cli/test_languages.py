from __future__ import annotations

import json

import pytest

from anamctl.cli.languages import _complete_code, _complete_service
from anamctl.languages.iso639 import iso639_codes, languages
from anamctl.languages.supported import codes, services
from tests.unit.report.samples import SGR


def test_every_language_is_listed_with_its_script_and_its_support(anamctl):
    code, out, err = anamctl("languages")
    lines = out.splitlines()

    assert (code, err) == (0, "")
    assert iso639_codes() <= {line.split()[0] for line in lines if line.strip()}
    assert any(line.split()[:4] == ["fr", "French", "français", "Latn"] for line in lines)
    assert f" {len(languages())} languages · ✓ documented" in " ".join(out.split())


def test_direction_is_shown(anamctl):
    lines = anamctl("languages", "--service", "anam").out.splitlines()
    shown = {line.split()[0]: line for line in lines if line.strip()}

    assert "Arab ←" in shown["ar"]
    assert "←" not in shown["fr"]


@pytest.mark.parametrize("service", ["anam", "bolna"])
def test_a_service_has_a_mark_for_what_it_lists(anamctl, service):
    data = json.loads(anamctl("languages", "--service", service, "--json").out)["data"]
    listed = {cell["code"] for row in data for cell in row["services"].values()}

    assert set(codes(service)) <= listed


@pytest.mark.parametrize("wanted", ["fr", "FR", "fr-FR", "fra", "French", "français"])
def test_a_language_is_found_by_code_and_by_name(anamctl, wanted):
    code, out, _ = anamctl("languages", wanted)

    assert code == 0
    assert out.splitlines()[:2] == ["fr  French  français", "script Latn, left to right · ISO 639-2 fra"]


def test_one_language_names_every_service_and_the_source(anamctl, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    out = anamctl("languages", "hi").out

    assert all(service.title in out for service in services())
    assert "documented: " in out


def test_json_of_one_language(anamctl):
    document = json.loads(anamctl("languages", "ar", "--json").out)
    (row,) = document["data"]

    assert (document["version"], document["command"], document["ok"]) == (1, "languages", True)
    assert list(row) == ["code", "english", "native", "scripts", "direction", "services"]
    assert (row["code"], row["native"], row["scripts"], row["direction"]) == ("ar", "العربية", ["Arab"], "rtl")
    assert list(row["services"]["anam"]) == ["code", "confidence", "source", "note"]


@pytest.mark.parametrize(
    ("arguments", "first", "hint"),
    [
        (("jp",), 'no language "jp".', 'did you mean "ja"?'),
        (("qqqq",), 'no language "qqqq".', "`anamctl languages` lists all."),
        (("--service", "nobody"), 'no service "nobody".', "one of: "),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(anamctl, arguments, first, hint):
    code, out, err = anamctl("languages", *arguments)

    assert (code, out) == (2, "")
    assert err.startswith(f"anamctl: {first}\nhint: ")
    assert hint in err


def test_colour_is_asked_for_and_changes_nothing_else(anamctl):
    plain = anamctl("languages", "fr").out
    coloured = anamctl("languages", "fr", "--color", "always").out

    assert "\x1b" not in plain
    assert "\x1b" in coloured
    assert SGR.sub("", coloured) == plain


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_no_line_is_wider_than_the_terminal(anamctl, columns, monkeypatch):
    from anamctl.report.width import columns as width_of

    monkeypatch.setenv("COLUMNS", columns)
    out = anamctl("languages").out

    assert max(width_of(line.rstrip()) for line in out.splitlines()[:-3]) <= int(columns)


def test_codes_and_services_are_completed():
    assert _complete_code("f") == ["fa", "ff", "fi", "fj", "fo", "fr", "fy"]
    assert _complete_service("assemblyai/u3") == ["assemblyai/u3-rt-pro"]
