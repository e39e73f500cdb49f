from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from anamctl.errors import ExitCode, SettingsError, UsageError
from anamctl.lint.baseline import load, split, write
from anamctl.lint.finding import Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def finding(text: str = "  speed: 11", **changes: Any) -> Finding:
    line: int = changes.get("line", 3)
    plain = Finding(
        "personas/a.yaml",
        line,
        5,
        line,
        9,
        "ANM201",
        "voice-speed",
        Severity.ERROR,
        "speed 11 é",
        "0.6 to 1.5",
        (),
        "/personaConfig/speed",
        None,
        ((line - 1, "above"), (line, text)),
    )
    return plain._replace(**changes)


def part(known: list[Finding], found: list[Finding], paths: list[str] | None = None) -> tuple[list[Finding], int, int]:
    """Write one list as a baseline, and part another by it: new ones, number of known and of gone ones."""
    write("base.json", known)
    result = split(load("base.json"), found, paths)
    return result.new, len(result.known), len(result.gone)


# ---- recognising -----------------------------------------------------------------------------------------------------


def test_a_finding_of_the_baseline_is_known() -> None:
    assert part([finding()], [finding()]) == ([], 1, 0)


def test_it_is_known_when_its_line_moves_or_is_indented_otherwise() -> None:
    moved = finding("      speed: 11  ", line=30, column=9, message="worded anew", severity=Severity.WARNING)

    assert part([finding()], [moved]) == ([], 1, 0)


@pytest.mark.parametrize(
    "other",
    [
        finding("  speed: 12"),
        finding(code="ANM202"),
        finding(pointer="/personaConfig/voice"),
        finding(path="personas/b.yaml"),
    ],
)
def test_another_text_code_pointer_or_file_is_new(other: Finding) -> None:
    assert part([finding()], [other]) == ([other], 0, 1)


def test_equal_findings_are_counted() -> None:
    one, two, three = finding(line=3), finding(line=4), finding(line=5)

    assert part([one, two], [one, two, three]) == ([three], 2, 0)
    assert part([one, two, three], [one]) == ([], 1, 2)


def test_a_finding_without_an_excerpt_is_recognised() -> None:
    assert part([finding(excerpt=())], [finding(excerpt=())]) == ([], 1, 0)


def test_paths_are_relative_to_the_folder_of_the_baseline(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("base.json", [finding()])
    (home / "personas").mkdir()
    monkeypatch.chdir(home / "personas")

    assert split(load("../base.json"), [finding(path="a.yaml")]).new == []
    assert split(load("../base.json"), [finding(path=str(home / "personas" / "a.yaml"))]).new == []
    assert json.loads((home / "base.json").read_text(encoding="utf-8"))["findings"][0]["path"] == "personas/a.yaml"


# ---- gone ------------------------------------------------------------------------------------------------------------


def test_what_is_gone_is_told(home: Path) -> None:
    write("base.json", [finding(code="ANM202"), finding()])
    gone = split(load("base.json"), [finding()]).gone

    assert [(known.path, known.code, known.pointer) for known in gone] == [
        ("personas/a.yaml", "ANM202", "/personaConfig/speed")
    ]


def test_a_file_that_was_not_checked_has_nothing_gone_unless_it_is_gone_itself(home: Path) -> None:
    (home / "personas").mkdir()
    (home / "personas" / "a.yaml").write_text("")
    known = [finding(), finding(path="personas/deleted.yaml")]

    assert part(known, [], ["personas/a.yaml"]) == ([], 0, 2)
    assert part(known, [], ["personas/b.yaml"]) == ([], 0, 1)
    assert part(known, []) == ([], 0, 2)


# ---- the file --------------------------------------------------------------------------------------------------------


def test_the_file_is_the_same_whatever_the_order_was(home: Path) -> None:
    found = [finding(), finding(code="ANM100"), finding(path="b.yaml"), finding(line=9)]
    write("base.json", found)
    first = (home / "base.json").read_bytes()
    write("base.json", found[::-1])

    assert (home / "base.json").read_bytes() == first
    lines = first.decode().splitlines()
    assert [json.loads(line.rstrip(","))["code"] for line in lines[3:-2]] == ["ANM201", "ANM100", "ANM201"]
    assert json.loads(lines[5].rstrip(","))["count"] == 2
    assert "é" in lines[3]


def test_it_keeps_no_text_of_a_file(home: Path) -> None:
    write("base.json", [finding("  apiKey: sk-secret-value")])

    assert "secret" not in (home / "base.json").read_text(encoding="utf-8")


def test_an_empty_baseline_is_one(home: Path) -> None:
    assert part([], [finding()]) == ([finding()], 0, 0)
    assert (home / "base.json").read_text() == '{\n  "version": 1,\n  "findings": []\n}\n'


def test_a_name_that_is_no_unicode_survives() -> None:
    assert part([finding(path="a\udcff.yaml")], [finding(path="a\udcff.yaml")]) == ([], 1, 0)


def test_an_edited_file_with_a_byte_order_mark_is_read(home: Path) -> None:
    write("base.json", [finding()])
    (home / "base.json").write_bytes(b"\xef\xbb\xbf" + (home / "base.json").read_bytes().replace(b"\n", b"\r\n"))

    assert split(load("base.json"), [finding()]).new == []


def test_entries_that_somebody_merged_are_added_up(home: Path) -> None:
    write("base.json", [finding()])
    content = json.loads((home / "base.json").read_text(encoding="utf-8"))
    content["findings"] *= 2
    (home / "base.json").write_text(json.dumps(content))

    assert split(load("base.json"), [finding(), finding()]).new == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<<<<<<< HEAD", "it is not JSON"),
        ("\xff", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", 'it is no baseline of version 1 with a list of "findings"'),
        ('{"version": 1}', 'it is no baseline of version 1 with a list of "findings"'),
        ('{"version": "1", "findings": []}', 'it is no baseline of version 1 with a list of "findings"'),
        ('{"version": 1, "findings": [3]}', "entry 1 is not a finding"),
        ('{"version": 1, "findings": [{"path": "a", "code": "b", "pointer": ""}]}', "entry 1 is not a finding"),
        (
            '{"version": 1, "findings": [{"path": "a", "code": "b", "pointer": "", "text": "", "count": 0}]}',
            "entry 1 is not a finding",
        ),
    ],
)
def test_a_damaged_file_is_told(home: Path, text: str, reason: str) -> None:
    (home / "base.json").write_bytes(text.encode("latin-1"))

    with pytest.raises(SettingsError) as caught:
        load("base.json")

    assert caught.value.message == f"The baseline base.json is damaged: {reason}."
    assert "--write-baseline" in caught.value.hint
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_file_of_a_later_version_is_told(home: Path) -> None:
    (home / "base.json").write_text('{"version": 2, "findings": {}}')

    with pytest.raises(SettingsError, match="has version 2"):
        load("base.json")


def test_a_missing_file_is_told() -> None:
    with pytest.raises(SettingsError) as caught:
        load("base.json")

    assert caught.value.message == "The baseline base.json does not exist."
    assert "--write-baseline" in caught.value.hint


def test_a_file_that_cannot_be_read_or_written_is_told(home: Path) -> None:
    os.mkdir("base.json")

    with pytest.raises(SettingsError, match="cannot be read"):
        load("base.json")
    with pytest.raises(UsageError, match="cannot be written"):
        write("base.json", [])
    with pytest.raises(UsageError, match="cannot be written"):
        write("missing/base.json", [])
    assert os.listdir(home) == ["base.json"]
