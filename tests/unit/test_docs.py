"""The reference pages agree with the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typer

from anamctl.bolna.client import DEFAULT_URL
from anamctl.bolna.failures import UnreachableError, failure
from anamctl.cli.app import COMMANDS, GROUPS, app
from anamctl.sync.lockfile import Entry, LockFile

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def rows(text: str) -> dict[str, str]:
    """Give the rows of the tables of two columns of a page, by what stands in the first between backticks."""
    found = re.findall(r"^\| `([^`]+)`[^|]* \| (.+) \|$", text, re.MULTILINE)
    return dict(found)


# ---- links -----------------------------------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page(name)):
        path, _, anchor = target.partition("#")
        file = (DOCS / name).parent / path if path else DOCS / name

        assert file.exists(), target
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file.read_text(encoding="utf-8")), target


def test_every_reference_page_is_in_the_table_of_contents():
    listed = set(re.findall(r"\((reference/[^)#]+)\)", page("README.md")))

    assert listed == {name for name in PAGES if name.startswith("reference/")}


# ---- commands --------------------------------------------------------------------------------------------------------


def options(name: str) -> set[str]:
    command: object = typer.main.get_command(app)
    for part in name.split():
        command = command.get_command(None, part)  # type: ignore[attr-defined]
    return {
        option
        for parameter in command.params  # type: ignore[attr-defined]
        for option in parameter.opts
        if option.startswith("--") and option != "--help"
    }


def help_of(name: str) -> str:
    command: object = typer.main.get_command(app)
    for part in name.split():
        command = command.get_command(None, part)  # type: ignore[attr-defined]
    text = command.help  # type: ignore[attr-defined]
    assert isinstance(text, str)
    return text


def test_the_page_of_the_agent_commands_names_their_options_and_no_others():
    known = set().union(*(options(f"agent {name}") for name in GROUPS["agent"]))

    assert set(re.findall(r"--[a-z][a-z-]*", page("reference/agent.md"))) == known


def test_the_page_of_the_sandbox_names_its_options_and_no_others():
    named = set(re.findall(r"(?<!anamctl agent … )--[a-z][a-z-]*", page("reference/sandbox.md")))

    assert named == options("sandbox") - {"--debug"}


def test_every_command_of_a_page_is_there():
    """Commands stand in blocks, with a prompt or without, and between backticks."""
    pattern = re.compile(r"(?:^(?:\$ )?|`|\$\()anamctl ([a-z]+)(?: ([a-z]+))?", re.MULTILINE)

    for name in PAGES:
        shown = re.findall(r"^```(?:console|)\n.*?^```|`[^`\n]+`", page(name), re.MULTILINE | re.DOTALL)
        for command, inner in pattern.findall("\n".join(shown)):
            assert command in COMMANDS, (name, command)
            assert inner == "" or command not in GROUPS or inner in GROUPS[command], (name, command, inner)


def test_the_exit_codes_of_the_agent_commands_are_those_of_their_help():
    described = re.search(r"^Exit codes: (.+?)\. \[All\]", page("reference/agent.md"), re.MULTILINE)
    assert described is not None
    codes = {int(code) for code in re.findall(r"\b\d\b", described[1])}

    assert codes == {0, 1, 2, 3, 4}
    for name in GROUPS["agent"]:
        told = re.search(r"Exit codes: (.+)", help_of(f"agent {name}"), re.DOTALL)
        assert told is not None
        assert {int(code) for code in re.findall(r"\b\d\b", told[1])} <= codes


def test_the_errors_of_the_agent_commands_end_with_the_code_that_the_page_says():
    table = page("reference/agent.md").partition("## Errors")[2]
    said = {first: int(code) for first, code in re.findall(r"^\| ([^|]+) \| .+ \| (\d) \|$", table, re.MULTILINE)}
    named = {int(status): code for row, code in said.items() for status in re.findall(r"\d{3}", row)}

    assert named.keys() == {400, 401, 403, 404, 409, 422, 429}
    for status, code in {**named, 500: said["5xx"], 503: said["5xx"]}.items():
        assert failure(status, "application/json", b"{}", key_source="").exit_code == code, status
    assert said["no connection"] == UnreachableError.exit_code


# ---- the lock file ---------------------------------------------------------------------------------------------------


def test_the_lock_file_of_the_page_is_one_and_its_keys_are_described(tmp_path):
    block = re.search(r"```json\n(.*?)```", page("reference/agent.md"), re.DOTALL)
    assert block is not None
    (tmp_path / "anamctl.lock").write_text(block[1], encoding="utf-8")
    lock = LockFile(str(tmp_path / "support.yaml"), "default", DEFAULT_URL)
    table = page("reference/agent.md").partition("## `anamctl.lock`")[2].partition("## Errors")[0]
    described = {
        key for row in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE) for key in re.findall(r"`(\w+)`", row)
    }

    assert lock.find("").id == json.loads(block[1])["agents"][0]["id"]
    assert described == set(Entry.__dataclass_fields__)


# ---- the environment -------------------------------------------------------------------------------------------------


def test_every_variable_that_is_read_is_listed():
    pattern = re.compile(
        r"environ(?:\.get\(|\[)[\"']([A-Z_]+)[\"']|\"([A-Z]+_API_(?:URL|KEY|TOKEN)|ANAMCTL_[A-Z]+_(?:URL|TOKEN))\""
    )
    sources = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "anamctl").rglob("*.py"))]
    read = {first or second for text in sources for first, second in pattern.findall(text)}
    listed = set(rows(page("reference/environment.md")))
    only_named = {"ANAM_API_KEY", "ANAM_API_URL", "ASSEMBLYAI_API_KEY"}  # in hints, so far

    assert listed <= read
    assert read - listed <= only_named
