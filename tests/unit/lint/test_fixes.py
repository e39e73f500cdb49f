from __future__ import annotations

import os
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions.reader import read_bytes
from anamctl.errors import UsageError
from anamctl.lint.engine import Plan, run
from anamctl.lint.finding import Edit, Finding, Fix, Severity
from anamctl.lint.fixes import MAX_ROUNDS, FixedFile, apply_fixes, diff, fix_data, fix_file

if TYPE_CHECKING:
    from collections.abc import Callable

posix_only = pytest.mark.skipif(os.name == "nt", reason="links and modes are POSIX's")


def finding(*edits: Edit, safe: bool = True, code: str = "YML008", severity: Severity = Severity.WARNING) -> Finding:
    fix = Fix("fix it", edits, safe) if edits else None
    return Finding("a.yaml", 1, 1, 1, 2, code, "name", severity, "message", "", (), "", fix, ())


def replacing(*pairs: tuple[str, str], severity: Severity = Severity.WARNING) -> Callable[[bytes, str], list[Finding]]:
    """Make a linter that finds some words and wants others."""

    def lint(data: bytes, path: str) -> list[Finding]:
        text = data.decode().removeprefix("\ufeff")
        return [
            finding(Edit(match.start(), match.end(), new), code=old, severity=severity)
            for old, new in pairs
            for match in re.finditer(re.escape(old), text)
        ]

    return lint


def real(data: bytes, path: str) -> list[Finding]:
    return run(read_bytes(data, path), Plan(lambda code: code.startswith("YML")))


# ---- one round -------------------------------------------------------------------------------------------------------


def test_edits_are_applied_by_span() -> None:
    fixed = apply_fixes("a: no\nb: on\n", [finding(Edit(9, 11, '"on"')), finding(Edit(3, 5, '"no"'))])

    assert fixed.text == 'a: "no"\nb: "on"\n'
    assert len(fixed.applied) == 2
    assert fixed.skipped == []


def test_a_fix_with_several_edits_is_applied_whole() -> None:
    assert apply_fixes("abcdef", [finding(Edit(0, 1, ""), Edit(3, 3, "X"), Edit(5, 6, "Y"))]).text == "bcXdeY"


@pytest.mark.parametrize(
    ("second", "applied"),
    [
        (Edit(2, 5, "X"), False),
        (Edit(4, 4, "X"), False),
        (Edit(3, 4, "X"), False),
        (Edit(6, 8, "X"), True),
        (Edit(6, 6, "X"), True),
        (Edit(1, 3, "X"), True),
        (Edit(3, 3, "X"), False),
    ],
)
def test_of_fixes_that_touch_one_waits(second: Edit, applied: bool) -> None:
    first = Edit(3, 6, "-")
    fixed = apply_fixes("0123456789", [finding(first), finding(second)])

    assert len(fixed.applied) == (2 if applied else 1)
    assert len(fixed.skipped) == (0 if applied else 1)


def test_the_first_in_the_text_wins() -> None:
    late, early = finding(Edit(2, 5, "late")), finding(Edit(1, 3, "early"))
    fixed = apply_fixes("012345", [late, early])

    assert fixed.text == "0early345"
    assert fixed.skipped == [late]


def test_a_fix_that_touches_with_one_edit_is_left_out_whole() -> None:
    fixed = apply_fixes("012345", [finding(Edit(0, 2, "-")), finding(Edit(1, 1, "x"), Edit(4, 5, "x"))])

    assert fixed.text == "-2345"


def test_the_same_change_for_two_reasons_is_made_once() -> None:
    fixed = apply_fixes("012", [finding(Edit(1, 1, "x")), finding(Edit(1, 1, "x"), code="YML009")])

    assert fixed.text == "0x12"
    assert len(fixed.applied) == 2


def test_unsafe_fixes_are_applied_when_they_are_wanted() -> None:
    findings = [finding(Edit(0, 1, "x"), safe=False), finding()]

    assert apply_fixes("012", findings).text == "012"
    assert apply_fixes("012", findings, unsafe=True).text == "x12"


@pytest.mark.parametrize(
    "edits", [(Edit(2, 9, ""),), (Edit(-1, 1, ""),), (Edit(2, 1, ""),), (Edit(0, 2, ""), Edit(1, 3, ""))]
)
def test_a_fix_that_makes_no_sense_is_left_out(edits: tuple[Edit, ...]) -> None:
    fixed = apply_fixes("0123", [finding(*edits)])

    assert fixed.text == "0123"
    assert fixed.applied == fixed.skipped == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\n", "a\nx\ny\nb\n"),
        ("a\r\nb\r\n", "a\r\nx\r\ny\r\nb\r\n"),
        ("a\rb\r", "a\rx\ry\rb\r"),
        ("ab", "x\ny\nab"),
    ],
)
def test_new_lines_end_like_the_others(before: str, after: str) -> None:
    place = before.index("b") if before != "ab" else 0

    assert apply_fixes(before, [finding(Edit(place, place, "x\ny\n"))]).text == after


spans = st.tuples(st.integers(0, 40), st.integers(0, 6), st.text("xy\n", max_size=3))


@given(text=st.text("ab\n", min_size=30, max_size=40), spans=st.lists(spans, max_size=12))
def test_nothing_changes_but_the_spans(text: str, spans: list[tuple[int, int, str]]) -> None:
    findings = [finding(Edit(start, start + length, new)) for start, length, new in spans]
    fixed = apply_fixes(text, findings)

    edits = sorted({edit for found in fixed.applied if found.fix for edit in found.fix.edits})
    inverse = text
    for edit in reversed(edits):
        inverse = inverse[: edit.start] + edit.text + inverse[edit.end :]
    assert fixed.text == inverse
    assert all(one.end <= other.start for one, other in pairwise(edits))
    assert len(fixed.applied) + len(fixed.skipped) == sum(start + length <= len(text) for start, length, _ in spans)


def test_ten_thousand_fixes_take_no_longer_than_they_must() -> None:
    # Comparing each with each would take minutes.
    text = "no " * 10_000

    fixed = apply_fixes(text, [finding(Edit(3 * n, 3 * n + 2, "yes")) for n in range(10_000)])

    assert fixed.text == "yes " * 10_000


# ---- whole files -----------------------------------------------------------------------------------------------------


def test_a_file_is_fixed_round_after_round() -> None:
    fixed = fix_data(b"one four\n", "a.yaml", replacing(("one", "two"), ("two", "three"), ("four", "five")))

    assert fixed.after == b"three five\n"
    assert [found.code for found in fixed.applied] == ["one", "four", "two"]
    assert fixed.findings == []
    assert fixed.is_changed


def test_what_cannot_be_fixed_is_left() -> None:
    left = finding(code="ANM201")
    fixed = fix_data(b"a: 1\n", "a.yaml", lambda data, path: [left])

    assert fixed == FixedFile(b"a: 1\n", b"a: 1\n", [], [left])
    assert not fixed.is_changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"personaConfig:\n  name: no # why\n", b'personaConfig:\n  name: "no" # why\n'),
        (b"\xef\xbb\xbfpersonaConfig:\r\n  name: no\r\n", b'\xef\xbb\xbfpersonaConfig:\r\n  name: "no"\r\n'),
        ("personaConfig: {é: no, b: 'ü'}".encode(), "personaConfig: {é: \"no\", b: 'ü'}".encode()),
    ],
)
def test_byte_order_mark_line_ends_comments_and_quotes_stay(before: bytes, after: bytes) -> None:
    fixed = fix_data(before, "a.yaml", real)

    assert fixed.after == after
    assert "YML008" not in [found.code for found in fixed.findings]


def test_bytes_that_are_no_text_stay() -> None:
    data = b"personaConfig: {name: no, x: \xff}\n"

    assert fix_data(data, "a.yaml", real).after == data


@pytest.mark.parametrize("harm", ['"', "{", "a: 1\na: ", "\x07", "*x "])
def test_a_fix_that_makes_a_file_unreadable_is_dropped_and_others_are_not(harm: str) -> None:
    lint = replacing(("one", harm), ("two", "2"), ("three", "3"))
    fixed = fix_data(b"personaConfig:\n  x: two\n  y: three\n  one: z\n", "a.yaml", lint)

    assert fixed.after == b"personaConfig:\n  x: 2\n  y: 3\n  one: z\n"
    assert [found.code for found in fixed.applied] == ["two", "three"]


def test_a_fix_that_gives_a_key_twice_is_dropped() -> None:
    lint = replacing(("jp", "ja"), ("jpn", "ja"))
    fixed = fix_data(b"personaConfig: {}\nlanguages:\n  jp: {}\n  fr: {}\n  ja: {}\n", "a.yaml", lint)

    assert not fixed.is_changed


def test_of_two_fixes_that_only_harm_together_one_is_applied() -> None:
    lint = replacing(("iw", "he"), ("jw", "he"))
    fixed = fix_data(b"personaConfig: {}\nlanguages:\n  iw: {}\n  jw: {}\n", "a.yaml", lint)

    assert fixed.after == b"personaConfig: {}\nlanguages:\n  he: {}\n  jw: {}\n"


def test_a_fix_that_brings_more_errors_is_dropped() -> None:
    errors = replacing(("bad", "worse"), severity=Severity.ERROR)

    def lint(data: bytes, path: str) -> list[Finding]:
        return replacing(("one", "bad"), ("two", "2"))(data, path) + errors(data, path)[:1]

    fixed = fix_data(b"personaConfig: {one: two}\n", "a.yaml", lint)

    assert fixed.after == b"personaConfig: {one: 2}\n"


def test_a_fix_that_changes_nothing_ends() -> None:
    fixed = fix_data(b"a: 1\n", "a.yaml", replacing(("a", "a")))

    assert not fixed.is_changed
    assert fixed.applied == []


def test_searching_for_harmful_fixes_has_a_bound() -> None:
    read = []

    def lint(data: bytes, path: str) -> list[Finding]:
        read.append(data)
        return replacing(("x", "{"), ("end", "END"))(data, path)

    fixed = fix_data(b"personaConfig:\n" + b"  - x\n" * 2000 + b"  - end\n", "a.yaml", lint)

    assert len(read) < 500
    assert not fixed.is_changed or fixed.after.endswith(b"END\n")


def test_fixes_that_undo_each_other_end_at_the_same_text() -> None:
    lint = replacing(("ping", "pong"), ("pong", "ping"))
    first = fix_data(b"a: ping\n", "a.yaml", lint)

    assert first.after == fix_data(first.after, "a.yaml", lint).after
    assert first.after == fix_data(b"a: pong\n", "a.yaml", lint).after


def test_fixes_that_never_end_are_stopped() -> None:
    fixed = fix_data(b"a: 1\n", "a.yaml", replacing((" ", " 1")))

    assert fixed.after == b"a: " + b"1" * MAX_ROUNDS + b"1\n"


def test_a_fix_that_is_no_text_is_dropped() -> None:
    assert not fix_data(b"a: 1\n", "a.yaml", replacing(("1", "\ud800"))).is_changed


def test_json_stays_json() -> None:
    lint = replacing(("jp", "ja"), ('"b"', "b"))
    fixed = fix_data(b'{"personaConfig": {"languageCode": "jp", "x": "b"}}', "a.json", lint)

    assert fixed.after == b'{"personaConfig": {"languageCode": "ja", "x": "b"}}'


documents = st.recursive(
    st.sampled_from(["no", "on", "0755", "10:00", "a", "1", "1.5", '"no"', "'x'", "~", "2026-11-21", "é"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(st.sampled_from(["no", "y", "a", "b", "012"]), inner), max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
        ),
    ),
    max_leaves=8,
)


@given(value=documents, end=st.sampled_from(["\n", "\r\n", " # no\n", ""]))
def test_fixing_twice_changes_nothing(value: str, end: str) -> None:
    data = f"personaConfig: {value}{end}".encode()
    once = fix_data(data, "a.yaml", real, unsafe=True)
    twice = fix_data(once.after, "a.yaml", real, unsafe=True)

    assert twice.after == once.after
    assert twice.applied == []
    assert twice.findings == once.findings == real(once.after, "a.yaml")


# ---- files on disk ---------------------------------------------------------------------------------------------------


def test_a_file_is_fixed_in_place(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"personaConfig: {name: no}\n")
    fixed = fix_file(str(path), real)

    assert fixed is not None
    assert path.read_bytes() == fixed.after == b'personaConfig: {name: "no"}\n'


def test_nothing_is_written_when_that_is_not_wanted_or_not_needed(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"personaConfig: {name: no}\n")
    os.utime(path, (1, 1))
    only_looked = fix_file(str(path), real, write=False)
    path.write_bytes(b"personaConfig: {name: a}\n")
    os.utime(path, (1, 1))
    fix_file(str(path), real)

    assert only_looked is not None
    assert only_looked.is_changed
    assert path.stat().st_mtime == 1


@posix_only
def test_a_link_stays_a_link_and_the_mode_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"personaConfig: {name: no}\n")
    path.chmod(0o640)
    (tmp_path / "link.yaml").symlink_to("a.yaml")

    fix_file(str(tmp_path / "link.yaml"), real)

    assert (tmp_path / "link.yaml").is_symlink()
    assert path.read_bytes() == b'personaConfig: {name: "no"}\n'
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_bytes(b"personaConfig: {name: no}\n")

    assert fix_file(str(tmp_path / "missing.yaml"), real) is None
    assert fix_file(str(tmp_path / "large.yaml"), real, limit=10) is None


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"personaConfig: {name: no}\n")
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(UsageError, match=r"a\.yaml cannot be fixed: it is read-only\."):
        fix_file(str(path), real)


# ---- differences -----------------------------------------------------------------------------------------------------


def test_a_difference_is_a_unified_diff() -> None:
    before = "a: no\nb: 1\u2028x\n".encode()

    assert diff("p/a.yaml", before, before.replace(b"no", b'"no"')) == (
        '--- a/p/a.yaml\n+++ b/p/a.yaml\n@@ -1,2 +1,2 @@\n-a: no\n+a: "no"\n b: 1\u2028x\n'
    )


def test_no_difference_is_empty() -> None:
    assert diff("a.yaml", b"a: 1\n", b"a: 1\n") == ""


def test_an_absolute_path_stays_one() -> None:
    assert diff("/p/a.yaml", b"a\n", b"b\n").startswith("--- /p/a.yaml\n+++ /p/a.yaml\n")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a: no\nb: 1\n", b'a: "no"\nb: 1\n'),
        (b"a: no", b'a: "no"'),
        (b"a: 1\nb: no", b"a: 1\n"),
        (b"\xef\xbb\xbfa: no\r\nb: 1\r\n", b'\xef\xbb\xbfa: "no"\r\nb: 1\r\n'),
    ],
)
def test_git_can_apply_it(tmp_path: Path, before: bytes, after: bytes) -> None:
    (tmp_path / "a.yaml").write_bytes(before)
    (tmp_path / "patch").write_bytes(diff("a.yaml", before, after).encode())

    subprocess.run(["git", "apply", "patch"], cwd=tmp_path, check=True)

    assert Path(tmp_path / "a.yaml").read_bytes() == after
