"""
What a start may load. A new import on this road is paid by every run of everybody, so it has to be allowed here first.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from anamctl.cli.request import FORMATS
from tests.unit.cli.samples import DOUBTFUL, WRONG

ROOT = Path(__file__).resolve().parents[2]
PROBE = """
import sys
before = set(sys.modules)
from anamctl.__main__ import run
code = 0
try:
    run()
except SystemExit as stopped:
    code = stopped.code or 0
sys.stdout = sys.stderr
print(code, *sorted(set(sys.modules) - before))
"""


def names(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEAVY = names("aiortc asyncio httpx numpy py3langid pydantic pydantic_core rich sounddevice websockets yamllint")
"""What these commands must never load, whatever they are asked for."""
PARSER = names("_yaml yaml")
OPTIONS = names("annotated_doc click colorama shellingham typer typing_extensions")
"""The option parser and what it needs, in the releases that we support."""
SLOW = names(
    "argparse concurrent ctypes dataclasses email http importlib.metadata inspect logging multiprocessing pathlib"
    " pickle shutil socket ssl subprocess tempfile unittest urllib.request"
)
"""Modules of Python itself that the short road does without."""


class Loaded:
    """What one call loaded."""

    def __init__(self, modules: list[str]) -> None:
        self.modules = frozenset(modules)
        self.tops = frozenset(
            name.partition(".")[0] for name in modules if "cython" not in name
        )  # PyYAML is built with it
        self.foreign = self.tops - sys.stdlib_module_names - {"anamctl"}
        self.ours = frozenset(name for name in modules if name.partition(".")[0] == "anamctl")


def load(*arguments: str, cwd: Path, code: int = 0) -> Loaded:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments], cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=True
    )
    ended, *modules = done.stderr.splitlines()[-1].split()
    assert int(ended) == code, done.stderr
    return Loaded(modules)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project with the examples, which are in order, beside files that are not."""
    shutil.copytree(ROOT / "personas", tmp_path / "personas")
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "wrong.yaml").write_text(WRONG)
    (tmp_path / "wrong" / "doubtful.yaml").write_text(DOUBTFUL)
    return tmp_path


def test_the_version_needs_nothing(tmp_path):
    loaded = load("--version", cwd=tmp_path)

    assert loaded.ours == {"anamctl", "anamctl.__main__"}
    assert loaded.foreign == frozenset()
    assert loaded.modules & (HEAVY | SLOW | {"re", "typing", "json", "enum"}) == frozenset()


def test_help_needs_the_option_parser_and_no_command(tmp_path):
    loaded = load("--help", cwd=tmp_path)

    assert loaded.foreign <= OPTIONS
    assert loaded.modules & HEAVY == frozenset()
    assert {name for name in loaded.ours if name.count(".") > 1} <= {
        "anamctl.cli.app",
        "anamctl.cli.guard",
        "anamctl.cli.plain",
        "anamctl.cli.streams",
        "anamctl.cli.terminal",
    }


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("personas",),
        ("personas/concierge.yaml",),
        ("personas/*.yaml", "--strict"),
        ("--no-cache", "-q"),
        ("--select", "LNG,ANM", "--ignore", "TXT"),
        ("--fix",),
        ("--diff",),
        *(("--format", name) for name in FORMATS),
    ],
    ids=" ".join,
)
def test_validate_needs_only_the_yaml_parser(project, arguments):
    loaded = load("validate", *arguments, cwd=project)

    assert loaded.foreign <= PARSER
    assert loaded.modules & (HEAVY | SLOW) == frozenset()


@pytest.mark.parametrize("name", FORMATS)
def test_findings_need_nothing_more(project, name):
    loaded = load("validate", "wrong", "--format", name, cwd=project, code=1)

    assert loaded.foreign <= PARSER
    assert loaded.modules & (HEAVY | SLOW) == frozenset()


def test_settings_and_a_gitignore_need_nothing_foreign(project):
    (project / "anamctl.toml").write_text('ignore = ["TXT"]\n')
    (project / ".gitignore").write_text("*.tmp\nbuild/\n")
    loaded = load("validate", cwd=project)

    assert loaded.foreign <= PARSER
    assert loaded.modules & (HEAVY | SLOW - {"pathlib"}) == frozenset()


def test_a_second_run_from_the_cache_reads_no_file_anew(project):
    load("validate", "wrong", cwd=project, code=1)
    loaded = load("validate", "wrong", cwd=project, code=1)

    assert loaded.foreign == frozenset()
    assert loaded.modules & (HEAVY | SLOW) == frozenset()


def test_rules_for_agents_are_not_loaded_for_personas(project):
    loaded = load("validate", "--no-cache", "personas/concierge.yaml", cwd=project)

    assert "anamctl.lint.rules.anm" in loaded.ours
    assert not any(name.startswith("anamctl.lint.rules.bol.") for name in loaded.ours)


@pytest.mark.parametrize(
    "arguments",
    [("validate", "--debug"), ("validate", "--help"), ("rule",), ("languages", "fr", "--json"), ("init", "x")],
)
def test_the_other_roads_need_the_option_parser_and_nothing_heavy(project, arguments):
    loaded = load(*arguments, cwd=project)

    assert loaded.foreign <= PARSER | OPTIONS
    assert loaded.modules & HEAVY == frozenset()


def test_tables_are_what_rich_is_for(project):
    loaded = load("languages", "fr", cwd=project)

    assert "rich" in loaded.foreign
    assert loaded.modules & (HEAVY - {"rich"}) == frozenset()
