from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from anamctl.definitions.discover import discover, read_file
from anamctl.definitions.issue import ReadIssue
from anamctl.errors import UsageError

posix_only = pytest.mark.skipif(os.name == "nt", reason="links, pipes and permissions are POSIX's")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*paths: str, text: str = "personaConfig: {}\n") -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")


def names(*found: str) -> list[str]:
    return [os.path.join(*path.split("/")) for path in found]


# ---- folders ---------------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_yaml_and_json_files_sorted() -> None:
    make("p/b.yml", "p/a.yaml", "p/deep/c.json", "p/README.md", "p/d.yaml.bak", "p/E.YAML")

    assert discover(["p"]) == names("p/E.YAML", "p/a.yaml", "p/b.yml", "p/deep/c.json")


def test_without_paths_the_folder_personas_is_searched() -> None:
    make("personas/a.yaml", "other/b.yaml")

    assert discover([]) == names("personas/a.yaml")


@pytest.mark.parametrize("here", [".", "./"])
def test_files_of_the_working_directory_have_no_dot_before_them(here: str) -> None:
    make("a.yaml", "p/b.yaml")

    assert discover([here]) == names("a.yaml", "p/b.yaml")


def test_an_absolute_folder_gives_absolute_files(home: Path) -> None:
    make("p/a.yaml")

    assert discover([str(home / "p")]) == [str(home / "p" / "a.yaml")]


@pytest.mark.parametrize("folder", [".git", ".venv", "node_modules", ".anamctl_cache"])
def test_folders_that_hold_no_definitions_are_skipped(folder: str) -> None:
    make(f"{folder}/a.yaml", f"p/{folder}/b.yaml", "p/c.yaml")

    assert discover(["."]) == names("p/c.yaml")


def test_a_skipped_folder_is_searched_when_it_is_named() -> None:
    make("node_modules/x/a.yaml")

    assert discover(["node_modules/x"]) == names("node_modules/x/a.yaml")


def test_a_folder_called_like_a_file_is_walked() -> None:
    make("p/x.yaml/a.yaml")

    assert discover(["p"]) == names("p/x.yaml/a.yaml")


@posix_only
def test_links_in_a_circle_end() -> None:
    make("p/a.yaml", "p/q/b.yaml")
    Path("p/q/up").symlink_to("..")
    Path("p/self").symlink_to("self")
    Path("p/loop.yaml").symlink_to("loop.yaml")

    assert discover(["p"]) == ["p/a.yaml", "p/loop.yaml", "p/q/b.yaml"]


@posix_only
def test_a_linked_folder_is_followed_but_the_real_one_names_the_files() -> None:
    make("p/m/a.yaml", "outside/b.yaml")
    for letter in "abcdefghijklnopqrst":
        Path(f"p/{letter}").symlink_to("m")
    for letter in "zyx":
        Path(f"p/{letter}").symlink_to("../outside")

    assert discover(["p"]) == ["p/m/a.yaml", "p/x/b.yaml"]


@posix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_told_and_not_passed_over() -> None:
    make("p/a.yaml", "p/closed/b.yaml")
    os.chmod("p/closed", 0)
    try:
        assert discover(["p"]) == ["p/a.yaml", "p/closed"]
        assert read_file("p/closed") == ReadIssue("unreadable", 0, 0, {"reason": "permission denied"})
    finally:
        os.chmod("p/closed", 0o755)


def test_a_folder_that_cannot_be_listed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    make("p/a.yaml", "p/closed/b.yaml")
    real = os.scandir

    def scandir(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)

    assert discover(["p"]) == names("p/a.yaml", "p/closed")


# ---- files -----------------------------------------------------------------------------------------------------------


def test_a_named_file_is_taken_whatever_its_ending() -> None:
    make("persona.txt")

    assert discover(["persona.txt"]) == ["persona.txt"]


def test_no_file_is_given_twice() -> None:
    make("p/a.yaml", "p/b.yaml")

    assert discover(["p/b.yaml", "p", "./p/b.yaml", "p/"]) == names("p/a.yaml", "p/b.yaml")


def test_no_file_is_given_twice_under_different_names(home: Path) -> None:
    make("p/a.yaml")

    assert discover(["p", str(home / "p" / "a.yaml"), "p/../p/a.yaml"]) == names("p/a.yaml")


@posix_only
def test_a_link_that_leads_nowhere_is_taken() -> None:
    Path("gone.yaml").symlink_to("nothing")

    assert discover(["gone.yaml"]) == ["gone.yaml"]


# ---- .gitignore ------------------------------------------------------------------------------------------------------


def test_gitignore_files_are_honoured_at_every_level() -> None:
    make("p/a.yaml", "p/b.gen.yaml", "p/q/c.yaml", "p/q/d.gen.yaml", "p/q/e.yaml", "p/drafts/f.yaml")
    make("p/.gitignore", text="*.gen.yaml\ndrafts/\n")
    make("p/q/.gitignore", text="!d.gen.yaml\n/e.yaml\n")

    assert discover(["p"]) == names("p/a.yaml", "p/q/c.yaml", "p/q/d.gen.yaml")


def test_those_above_count_up_to_the_top_of_the_repository() -> None:
    make(".gitignore", text="a.yaml\n")
    make("repo/.gitignore", text="/sub/p/b.yaml\n")
    make("repo/.git/HEAD", "repo/sub/p/a.yaml", "repo/sub/p/b.yaml", "repo/sub/p/c.yaml")

    assert discover(["repo/sub/p"]) == names("repo/sub/p/a.yaml", "repo/sub/p/c.yaml")


def test_outside_a_repository_those_above_do_not_count() -> None:
    make(".gitignore", text="a.yaml\n")
    make("p/a.yaml")

    assert discover(["p"]) == names("p/a.yaml")


def test_an_ignored_file_or_folder_is_taken_when_it_is_named() -> None:
    make(".git/HEAD", "build/a.yaml", "build/b.gen.yaml")
    make(".gitignore", text="build/\n")
    make("build/.gitignore", text="*.gen.yaml\n")

    assert discover(["build"]) == names("build/a.yaml")
    assert discover(["build/b.gen.yaml"]) == names("build/b.gen.yaml")


# ---- exclude ---------------------------------------------------------------------------------------------------------


def test_excluded_files_are_left_out_unless_they_are_named() -> None:
    make("p/a.yaml", "p/b.yaml", "p/old/c.yaml", "q/b.yaml")

    assert discover(["p", "q"], ["old/", "/p/b.yaml"]) == names("p/a.yaml", "q/b.yaml")
    assert discover(["p/b.yaml"], ["b.yaml"]) == names("p/b.yaml")


def test_exclude_patterns_are_relative_to_their_folder_and_silent_outside_it(home: Path) -> None:
    make("sub/p/a.yaml", "sub/p/b.yaml", "other/a.yaml")

    assert discover(["."], ["a.yaml"], str(home / "sub")) == names("other/a.yaml", "sub/p/b.yaml")
    assert discover(["."], ["/p/"], str(home / "sub")) == names("other/a.yaml")


# ---- patterns --------------------------------------------------------------------------------------------------------


def test_a_pattern_that_the_shell_left_alone_is_expanded() -> None:
    make("p/a.yaml", "p/b.yaml", "p/c.yml", "p/q/d.yaml")

    assert discover(["p/*.yaml"]) == names("p/a.yaml", "p/b.yaml")
    assert discover(["**/*.yaml"]) == names("p/a.yaml", "p/b.yaml", "p/q/d.yaml")
    assert discover(["p/[c]*"]) == names("p/c.yml")


def test_a_pattern_without_an_ending_takes_definitions_and_folders() -> None:
    make("p/a.yaml", "p/README.md", "p/q/d.yaml", "node_modules/x.yaml")

    assert discover(["p/*"]) == names("p/a.yaml", "p/q/d.yaml")
    assert discover(["**"]) == names("p/a.yaml", "p/q/d.yaml")


def test_a_file_with_stars_in_its_name_is_that_file() -> None:
    make("p/[a].yaml", "p/a.yaml")

    assert discover(["p/[a].yaml"]) == names("p/[a].yaml")


def test_exclude_also_counts_for_what_a_pattern_matches() -> None:
    make("p/a.yaml", "p/b.yaml")

    assert discover(["p/*.yaml"], ["b.yaml"]) == names("p/a.yaml")


# ---- nothing found ---------------------------------------------------------------------------------------------------


def failure(*paths: str, exclude: tuple[str, ...] = ()) -> UsageError:
    with pytest.raises(UsageError) as caught:
        discover(paths, exclude)
    return caught.value


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("personas/concierg.yaml", 'did you mean "personas/concierge.yaml"?'),
        ("persona/concierge.yaml", 'did you mean "personas/concierge.yaml"?'),
        ("persona/support.yaml", 'did you mean "personas"?'),
        ("personas/unlike.txt", '"personas" exists, but nothing of that name lies in it.'),
        ("zzz", "paths are relative to the folder in which anamctl is started."),
        ("personas/concierge.yaml/x", '"personas/concierge.yaml" exists, but nothing of that name lies in it.'),
    ],
)
def test_a_path_that_does_not_exist_is_told_with_the_nearest_one(path: str, hint: str) -> None:
    make("personas/concierge.yaml")

    error = failure(path)

    assert error.message == f'"{path}" does not exist.'
    assert error.hint == hint


def test_a_pattern_that_matches_nothing_is_told() -> None:
    make("p/a.yaml")

    assert failure("p/*.yml").message == 'Nothing matches "p/*.yml".'


def test_a_missing_default_folder_asks_for_a_path() -> None:
    error = failure()

    assert error.message == 'There is no folder "personas" here, and no path was given.'
    assert "anamctl validate" in error.hint


def test_a_folder_without_definitions_is_told() -> None:
    make("p/README.md")

    error = failure("p")

    assert error.message == 'No persona or agent file was found in "p".'
    assert "*.yaml" in error.hint


def test_a_folder_whose_files_are_all_left_out_says_so() -> None:
    make("p/a.yaml", "p/b.yaml")
    make("p/.gitignore", text="a.yaml\n")

    assert failure("p", exclude=("b.yaml",)).hint.startswith("2 files are left out by .gitignore")


def test_an_empty_path_does_not_exist() -> None:
    assert failure("").message == '"" does not exist.'


# ---- reading ---------------------------------------------------------------------------------------------------------


def test_bytes_come_as_they_are(home: Path) -> None:
    Path("a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\n\x00\xff")

    assert read_file("a.yaml") == b"\xef\xbb\xbfa: 1\r\n\x00\xff"
    assert read_file(str(home / "a.yaml"), 11) == b"\xef\xbb\xbfa: 1\r\n\x00\xff"


def test_an_empty_file_is_empty_bytes() -> None:
    Path("a.yaml").write_bytes(b"")

    assert read_file("a.yaml") == b""


def test_a_file_over_the_limit_is_not_read() -> None:
    Path("a.yaml").write_bytes(b"x" * 101)

    assert read_file("a.yaml", 100) == ReadIssue("too-large", 0, 0, {"size": 101, "limit": 100})
    assert read_file("a.yaml", 101) == b"x" * 101


def test_a_missing_file_is_unreadable() -> None:
    issue = read_file("gone.yaml")

    assert issue == ReadIssue("unreadable", 0, 0, {"reason": "no such file, or a link to one"})


def test_a_name_that_the_system_does_not_know_is_unreadable() -> None:
    assert isinstance(read_file("a\0.yaml"), ReadIssue)


def test_a_file_that_breaks_off_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    make("a.yaml")

    def read(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", read)

    assert read_file("a.yaml") == ReadIssue("unreadable", 0, 0, {"reason": "input/output error"})


@posix_only
def test_folders_pipes_devices_and_circles_are_unreadable_at_once() -> None:
    os.makedirs("d.yaml")
    os.mkfifo("pipe.yaml")
    Path("loop.yaml").symlink_to("loop.yaml")

    reasons = {
        path: issue.detail["reason"]
        for path in ("d.yaml", "pipe.yaml", "/dev/null", "loop.yaml")
        if isinstance(issue := read_file(path), ReadIssue)
    }

    assert reasons == {
        "d.yaml": "it is a folder",
        "pipe.yaml": "it is a named pipe",
        "/dev/null": "it is a device, not a file",
        "loop.yaml": "the link leads to itself",
    }


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="a file without a size: Linux only")
def test_a_file_whose_size_the_system_does_not_know_is_read_up_to_the_limit() -> None:
    whole = read_file("/proc/self/limits")

    assert isinstance(whole, bytes)
    assert whole.startswith(b"Limit")
    assert read_file("/proc/self/limits", 10) == ReadIssue("too-large", 0, 0, {"size": 11, "limit": 10})


def test_finding_files_imports_neither_yaml_nor_pathlib() -> None:
    make("p/a.yaml")
    make("p/.gitignore", text="*.log\n")
    code = (
        "import sys; from anamctl.definitions.discover import discover, read_file; "
        "read_file(discover(['p'])[0]); "
        "print([m for m in ('yaml', 'pathlib', 'pathspec', 'glob', 'difflib') if m in sys.modules])"
    )
    root = str(Path(__file__).parents[3])
    result = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.strip() == "[]"
