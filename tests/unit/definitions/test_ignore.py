from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anamctl.definitions.ignore import PatternList, parse, read_patterns

if TYPE_CHECKING:
    from pathlib import Path


def left_out(lines: list[str], path: str) -> bool:
    return PatternList(lines).leaves_out(path)


@pytest.mark.parametrize(
    ("line", "path", "expected"),
    [
        ("a.yaml", "a.yaml", True),
        ("a.yaml", "deep/er/a.yaml", True),
        ("a.yaml", "ba.yaml", False),
        ("/a.yaml", "a.yaml", True),
        ("/a.yaml", "deep/a.yaml", False),
        ("deep/a.yaml", "deep/a.yaml", True),
        ("deep/a.yaml", "very/deep/a.yaml", False),
        ("*.yaml", "deep/a.yaml", True),
        ("*.yml", "a.yaml", False),
        ("a?.yaml", "ab.yaml", True),
        ("a?.yaml", "a/.yaml", False),
        ("drafts/", "drafts/a.yaml", True),
        ("drafts/", "x/drafts/y/a.yaml", True),
        ("a.yaml/", "a.yaml", False),
        ("/drafts/", "x/drafts/a.yaml", False),
        ("x/*/a.yaml", "x/y/a.yaml", True),
        ("x/*/a.yaml", "x/y/z/a.yaml", False),
        ("x/**/a.yaml", "x/a.yaml", True),
        ("x/**/a.yaml", "x/y/z/a.yaml", True),
        ("**/a.yaml", "a.yaml", True),
        ("**/x/a.yaml", "y/x/a.yaml", True),
        ("x/**", "x/y/a.yaml", True),
        ("x/**", "x.yaml", False),
        ("[ab].yaml", "b.yaml", True),
        ("[!ab].yaml", "b.yaml", False),
        ("[^ab].yaml", "c.yaml", True),
        ("[a-c].yaml", "b.yaml", True),
        ("[[:digit:]].yaml", "7.yaml", True),
        ("[]].yaml", "].yaml", True),
        ("[a.yaml", "[a.yaml", False),
        ("\\#a.yaml", "#a.yaml", True),
        ("#a.yaml", "#a.yaml", False),
        ("\\!a.yaml", "!a.yaml", True),
        ("a.yaml   ", "a.yaml", True),
        ("a.yaml\\ ", "a.yaml ", False),  # no name that is looked for ends in a space
        ("a.yaml\r", "a.yaml", True),
        ("", "a.yaml", False),
        ("a.yaml\\", "a.yaml", False),
        ("prénom*", "prénom.yaml", True),
    ],
)
def test_a_line_leaves_out_what_gitignore_says(line: str, path: str, expected: bool) -> None:
    assert left_out([line], path) is expected


def test_the_last_matching_line_wins() -> None:
    assert not left_out(["*.yaml", "!a.yaml"], "a.yaml")
    assert left_out(["*.yaml", "!a.yaml"], "b.yaml")
    assert left_out(["!a.yaml", "*.yaml"], "a.yaml")


def test_a_file_cannot_be_taken_in_again_when_its_folder_is_left_out() -> None:
    assert left_out(["drafts/", "!drafts/a.yaml"], "drafts/a.yaml")
    assert not left_out(["drafts/*", "!drafts/a.yaml"], "drafts/a.yaml")


def test_patterns_for_other_endings_are_not_asked_about_files() -> None:
    pattern = parse("*.pyc")

    assert pattern is not None
    assert not pattern.may_match_file


def test_a_file_with_a_byte_order_mark_and_any_bytes_is_read(tmp_path: Path) -> None:
    listed = tmp_path / ".gitignore"
    listed.write_bytes(b"\xef\xbb\xbfa.yaml\r\n\xff.yaml\n")

    patterns = read_patterns(str(listed))

    assert patterns is not None
    assert patterns.leaves_out("a.yaml")


def test_an_empty_or_missing_list_is_none(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("# nothing\n")

    assert read_patterns(str(tmp_path / ".gitignore")) is None
    assert read_patterns(str(tmp_path / "missing")) is None


# ---- git itself ------------------------------------------------------------------------------------------------------

PATHS = [
    f"{folder}{name}.{ending}"
    for folder in ("", "a/", "b/", "a/b/", "a/a/b/", "ab/", "b.yaml/")
    for name in ("a", "b", "ab", "-", "]", "a b")
    for ending in ("yaml", "json")
]

ODD = re.compile(r"[^/!]\*\*|^.+!\*\*|\*\*[^/]")
"""Stars that are no folders: git's answer depends on how it cuts the pattern up, its manual says they are one star."""

lines = st.lists(
    st.builds(
        "".join,
        st.lists(
            st.sampled_from(
                [
                    *("a", "b", "/", "*", "**", "?", ".yaml", ".json", ".y", "!", "\\", "-", " ", "#"),
                    *(
                        "[ab]",
                        "[!a]",
                        "[^b]",
                        "[a-b]",
                        "[]]",
                        "[]-a]",
                        "[b-",
                        "[[:alpha:]]",
                        "[\\]]",
                        "**/",
                        "/**",
                        "/**/",
                    ),
                ]
            ),
            max_size=6,
        ),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


def ask_git(repository: Path, patterns: list[str]) -> set[str]:
    (repository / ".gitignore").write_bytes("\n".join(patterns).encode())
    result = subprocess.run(
        ["git", "-c", "core.excludesFile=", "check-ignore", "-v", "-n", "-z", "--no-index", "--stdin"],
        cwd=repository,
        input="\0".join(PATHS).encode(),
        capture_output=True,
        check=False,
    )
    fields = result.stdout.decode().split("\0")
    found = zip(fields[2::4], fields[3::4], strict=True)
    return {path for pattern, path in found if pattern and not pattern.startswith("!")}


@settings(max_examples=120)
@given(patterns=lines.filter(lambda lines: not any(ODD.search(line) for line in lines)))
def test_git_leaves_out_the_same(repository: Path, patterns: list[str]) -> None:
    ours = PatternList(patterns)

    assert {path for path in PATHS if ours.leaves_out(path)} == ask_git(repository, patterns)
