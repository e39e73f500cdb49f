"""
Every agent that stands anywhere in the repository goes to a Bolna and back, and nothing of it is lost.

The examples are the definitions in `personas/`, the worked examples of the documentation, the files that the linter is
tested with, the tools of the golden corpus, and what `anamctl init` writes; parts get the rest around them.
"""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from anamctl.bolna.agents import sites
from anamctl.bolna.client import Access, BolnaClient
from anamctl.bolna.comparing import difference
from anamctl.bolna.failures import RefusedError
from anamctl.bolna.tables import SYNTHESIZERS, TRANSCRIBERS
from anamctl.definitions.document import Kind
from anamctl.definitions.reader import read_bytes
from anamctl.definitions.starter import agent as starter
from anamctl.sandbox.bolna.saving import as_saved
from anamctl.secret import Secret
from anamctl.sync import pulling
from anamctl.sync.definition import open_definition
from anamctl.sync.lockfile import LockFile
from anamctl.sync.pushing import Push, Wishes
from scripts.generate_bolna import stt_tools, tts_tools
from tests.unit.sandbox.servers import KEY, agent, bolna

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("personas", "tests/acceptance/valid", "tests/unit/bolna/explained")
URL = "https://api.bolna.ai"
UNKNOWN = {"deep": [1, 2.5, None, True, "text\nof two lines", "no", "${X} $$", {"": "Ж"}]}


def whole(document: dict[str, Any]) -> dict[str, Any]:
    """Put around a part what an agent needs."""
    if "agent_config" in document:
        body = agent()
        body["agent_config"] = {**body["agent_config"], **document["agent_config"]}
        return {**body, **document, "agent_config": body["agent_config"]}
    if "tools_config" in document:
        return agent(**document["tools_config"])
    return agent(document["multilingual_config"])


def examples() -> dict[str, dict[str, Any]]:
    found = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix not in (".yaml", ".yml", ".json"):
                continue
            for document in read_bytes(path.read_bytes(), str(path), {}).documents:
                if document.kind is Kind.AGENT and all(isinstance(part, dict) for part in document.data.values()):
                    name = f"{path.parent.name}-{path.stem}-{document.index}"
                    found[name] = whole(json.loads(json.dumps(document.data, default=str)))
    found |= {f"stt-{provider}": agent(**stt_tools(provider)) for provider in TRANSCRIBERS}
    found |= {f"tts-{provider}": agent(**tts_tools(provider)) for provider in SYNTHESIZERS}
    (written,) = read_bytes(
        starter("x", {"hi": "Hindi", "ta": "Tamil", "te": "Telugu"}).encode(), "x.yaml", {}
    ).documents
    return {**found, "init": whole(written.data)}


EXAMPLES = examples()


@pytest.fixture(scope="module", params=[("written", "yaml"), ("expanded", "json")], ids=" ".join)
def way(request):
    """What the service answers (what was written, or more than that), and what kind of file it is pulled into."""
    return request.param


@pytest.fixture(scope="module")
def server(way):
    with bolna(answers=way[0], limits={"agent": 1_000_000, "other": 1_000_000, "window": "1m"}) as found:
        yield found


def never(seconds: float) -> None:
    raise AssertionError(seconds)


@pytest.fixture(scope="module")
def client(server):
    with BolnaClient(Access(server.url, Secret(KEY)), sleep=never) as client:
        yield client


def pull(client, id_, path):
    """Pull into a file that is new, and give its bytes."""
    held = client.read(id_)
    pulled = pulling.new_file(held, str(path))
    pulling.write(pulled, held, id_, LockFile(str(path), "default", URL), "")
    return path.read_bytes()


def push(server, client, path):
    """Make a new agent of a file. What Bolna would refuse is put there all the same: it may be from before."""
    definition = open_definition(str(path), "", {})
    one = Push(client, definition, LockFile(str(path), "default", URL))
    try:
        outcome = one.execute(one.plan(Wishes(new=True)))
    except RefusedError:
        return server.add(as_saved(definition.data))
    assert outcome.made.lost == []
    assert outcome.made.added == []
    return outcome.id


def injected(body: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Put a field that nobody knows into every object that is not a map with keys of its own."""
    # Through text, because a copy of objects that languages share would share them, too.
    changed: dict[str, Any] = json.loads(json.dumps(body))
    names: list[str] = []

    def inject(value: Any, key: str) -> None:
        if isinstance(value, list):
            for item in value:
                inject(item, "")
        elif isinstance(value, dict):
            for name, inner in list(value.items()):
                inject(inner, name)
            if key not in ("languages", "agent_prompts", "body"):
                names.append(f"x_injected_{len(names)}")
                value[names[-1]] = deepcopy(UNKNOWN)

    inject(changed, "body")
    return changed, names


def test_there_are_examples_of_every_source():
    names = " ".join(EXAMPLES)

    for part in ("helpline", "support", "documentation", "vectors", "BOL301", "stt-soniox", "tts-sarvam", "init"):
        assert part in names
    assert len(EXAMPLES) > 100
    assert sum(len(list(sites(body))) for body in EXAMPLES.values()) >= len(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_pull_push_pull_is_a_fixed_point_and_unknown_fields_survive(way, server, client, tmp_path, name):
    suffix = way[1]
    body, names = injected(EXAMPLES[name])
    body["agent_config"].setdefault("agent_type", "other")  # Bolna would fill it in
    body = as_saved(body)
    there = server.add(body)
    first = pull(client, there, tmp_path / f"a.{suffix}")
    assert difference(body, open_definition(str(tmp_path / f"a.{suffix}"), "", {}).data) == []

    back = push(server, client, tmp_path / f"a.{suffix}")
    held = server.store.get(back).body
    assert difference(body, held) == []
    assert pull(client, back, tmp_path / f"b.{suffix}") == first
    for unknown in names:
        if f'"{unknown}"' in json.dumps(body):
            assert f'"{unknown}": {json.dumps(UNKNOWN)}' in json.dumps(held)

    into = pulling.into_file(client.read(back), open_definition(str(tmp_path / f"a.{suffix}"), "", {}), {})
    assert not into.is_changed
