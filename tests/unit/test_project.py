"""The files around the package agree with each other and with the package."""

from __future__ import annotations

import re
import tomllib
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from hatchling.builders.wheel import WheelBuilder

import anamctl

ROOT = Path(__file__).resolve().parents[2]
NOT_IN_CI = {"bench", "clean", "format", "generate", "help", "lock", "schemas", "setup", "soak"}
"""Targets that measure or write files."""


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def make_commands(text: str) -> list[str]:
    """Targets of the `make …` command lines in a text, in order."""
    lines = re.findall(r"^[ \t>$-]*(?:run:? +)?make +([a-z -]+?)(?: +[A-Z]+=.*| +#.*| \|\| .*)?$", text, re.MULTILINE)
    return [target for line in lines for target in line.split()]


def recipe(target: str) -> list[str]:
    """Commands of a target of the Makefile, without the path of their environment."""
    block = re.search(rf"^{target}:.*\n((?:\t.*\n)*)", read("Makefile"), re.MULTILINE)
    assert block is not None, target
    return [re.sub(r"^@?(\$\(\w+\)/bin/)?", "", line.strip()) for line in block[1].splitlines()]


@pytest.fixture(scope="module")
def pyproject() -> dict:
    return tomllib.loads(read("pyproject.toml"))


@pytest.fixture(scope="module")
def targets() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))


# --- one version ----------------------------------------------------------------------------------


def test_the_installed_version_is_that_of_the_package():
    assert version("anamctl") == anamctl.__version__


def test_the_changelog_begins_with_what_is_to_come_or_with_this_version():
    first = re.search(r"^## \[(.+?)\]", read("CHANGELOG.md"), re.MULTILINE)

    assert first is not None
    assert first[1] in {"Unreleased", anamctl.__version__}


# --- the same commands everywhere -----------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", ".ci/run", ".github/workflows/ci.yml"])
def test_every_make_command_that_is_named_exists(name, targets):
    named = make_commands(read(name))

    assert named
    assert set(named) <= targets


def test_ci_runs_what_the_readme_tells_a_newcomer_to_run():
    called = set(make_commands(read(".ci/run")))
    if called >= {"lint", "test"}:
        called.add("check")  # is these two, see below

    assert set(make_commands(read("README.md"))) - NOT_IN_CI <= called


def test_the_readme_names_demo_and_test():
    assert {"demo", "test"} <= set(make_commands(read("README.md")))


def test_check_is_lint_and_test():
    assert re.search(r"^check: lint test( |$)", read("Makefile"), re.MULTILINE)


def test_the_tests_come_last_in_ci():
    last = [line for line in read(".ci/run").splitlines() if line.strip()][-1]

    assert last.split(" || ")[0] == "run make test"


def test_the_steps_without_make_are_those_of_make():
    workflow = read(".github/workflows/ci.yml")

    for command in [*recipe("lint"), "python -m pytest --cov"]:
        assert re.search(rf"^ +{re.escape(command)}$", workflow, re.MULTILINE), command


def test_every_python_that_we_name_is_tested(pyproject):
    workflow = yaml.safe_load(read(".github/workflows/ci.yml"))
    tested = workflow["jobs"]["tests"]["strategy"]["matrix"]["python"]
    prefix = "Programming Language :: Python :: 3."
    named = [line.removeprefix(prefix) for line in pyproject["project"]["classifiers"] if line.startswith(prefix)]

    assert [f"3.{minor}" for minor in named] == tested
    assert pyproject["project"]["requires-python"] == f">={tested[0]}"


# --- pinned dependencies --------------------------------------------------------------------------


PINNED = ("requirements/dev.txt", "requirements/schemas.txt")


def requirements(name: str = "requirements/dev.txt") -> list[str]:
    """Blocks of a pinned file: a requirement with its hashes."""
    lines = [line for line in read(name).splitlines() if not line.lstrip().startswith("#")]
    return re.split(r"\n(?=\S)", "\n".join(lines))


@pytest.mark.parametrize("name", PINNED)
def test_the_pinned_file_names_no_host_and_no_place_on_a_machine(name):
    text = read(name)

    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)
    assert not re.search(r"(^|[\s=])[/~]\w", text)


@pytest.mark.parametrize(("name", "fewest"), list(zip(PINNED, (40, 2), strict=True)))
def test_every_dependency_is_pinned_with_hashes(name, fewest):
    blocks = requirements(name)

    assert len(blocks) >= fewest
    for block in blocks:
        assert re.match(r"[a-z0-9.-]+==[^ ]+", block), block
        assert "--hash=sha256:" in block, block


def test_every_direct_dependency_is_among_the_pinned_ones(pyproject):
    pinned = {block.partition("==")[0] for block in requirements()}
    project = pyproject["project"]
    wanted = [*project["dependencies"], *pyproject["dependency-groups"]["dev"]]
    wanted += project["optional-dependencies"]["langid"]
    names = {re.split(r"[<>=\[ ]", line, maxsplit=1)[0].lower() for line in wanted}

    assert names - pinned == set()


def test_the_packages_that_hold_schemas_are_pinned(pyproject):
    pinned = {block.partition("==")[0] for block in requirements("requirements/schemas.txt")}

    assert {line.partition(">=")[0] for line in pyproject["dependency-groups"]["schemas"]} == pinned


@pytest.mark.parametrize("name", PINNED)
def test_every_pinned_file_is_installed_with_and_without_make(name):
    for place in ("Makefile", ".github/workflows/ci.yml"):
        assert re.search(rf"install --require-hashes (--no-deps )?-r {re.escape(name)}$", read(place), re.MULTILINE)


def test_pre_commit_uses_the_pinned_ruff():
    config = yaml.safe_load(read(".pre-commit-config.yaml"))
    revision = next(repo["rev"] for repo in config["repos"] if "ruff" in repo["repo"])

    assert f"ruff=={revision.removeprefix('v')} " in read("requirements/dev.txt")


# --- what others use from this repository ---------------------------------------------------------


def hooks() -> list[dict]:
    return yaml.safe_load(read(".pre-commit-hooks.yaml"))


def test_a_hook_is_called_anamctl_validate():
    assert "anamctl-validate" in {hook["id"] for hook in hooks()}


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_a_hook_runs_our_command_on_personas_only(hook, pyproject):
    files = re.compile(hook["files"])

    assert hook["language"] == "python"
    assert hook["entry"].split()[0] in pyproject["project"]["scripts"]
    assert all(files.search(path) for path in ("personas/a.yaml", "bots/personas/de/b.yml", "personas/c.json"))
    assert not any(files.search(path) for path in ("a.yaml", "my-personas/a.yaml", "personas/notes.md"))


def test_the_action_uses_every_input_and_sets_every_output_that_it_declares():
    text = read("action.yml")
    action = yaml.safe_load(text)

    assert action["runs"]["using"] == "composite"
    for name in action["inputs"]:
        assert f"${{{{ inputs.{name} }}}}" in text
    for name in action["outputs"]:
        assert f"{name}=$" in text


def test_scripts_of_the_action_take_no_input_as_code():
    steps = yaml.safe_load(read("action.yml"))["runs"]["steps"]

    assert not any("${{" in step.get("run", "") for step in steps)


@pytest.mark.parametrize("path", sorted((ROOT / "personas").iterdir()), ids=lambda path: path.name)
def test_an_example_names_the_schema_that_an_editor_needs(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)

    assert schema is not None
    assert (path.parent / schema[1]).is_file()


# --- the package ----------------------------------------------------------------------------------


def test_the_wheel_holds_every_file_of_the_package(tmp_path):
    builder = WheelBuilder(str(ROOT))
    wheel = next(iter(builder.build(directory=str(tmp_path), versions=["standard"])))
    files = [path for path in (ROOT / "anamctl").rglob("*") if path.is_file() and path.suffix != ".pyc"]

    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert {path.relative_to(ROOT).as_posix() for path in files} - names == set()
    assert "anamctl/py.typed" in names
    assert any(name.endswith("share/anamctl/schemas/persona.schema.json") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/", "personas/")) for name in names)


def test_every_package_has_its_place_in_the_layers(pyproject):
    contract = next(one for one in pyproject["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    placed = set(re.findall(r"\w+", " ".join(contract["layers"])))
    packages = {path.parent.name for path in (ROOT / "anamctl").glob("*/__init__.py")}

    assert packages - placed == set()
