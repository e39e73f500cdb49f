"""The page of the sandbox says what its code says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from anamctl.sandbox.anam.failing import KNOWN
from anamctl.sandbox.anam.refusals import phrase
from anamctl.sandbox.anam.service import _ROUTES as ANAM_ROUTES
from anamctl.sandbox.bolna.saving import PATCHABLE
from anamctl.sandbox.scenario.anam import AnamScenario, CatalogueChanges, Changes, Latencies
from anamctl.sandbox.scenario.anam_faults import AnamFault, LiveFault, LiveKind, Moment
from anamctl.sandbox.scenario.bolna import BolnaScenario, Fault, Limits
from anamctl.sandbox.scenario.files import Scenario, load
from anamctl.sandbox.scenario.parts import Duration
from anamctl.sandbox.scenario.stt import AssemblyScenario, DeepgramScenario, SttLatencies, SttLimits, WhisperScenario
from anamctl.sandbox.scenario.stt_faults import Spoil, Step, SttFault, SttKind, SttMoment, Utterance
from anamctl.sandbox.stt.assemblyai.models import MODELS

PAGE = (Path(__file__).resolve().parents[3] / "docs/reference/sandbox.md").read_text(encoding="utf-8")
TABLES: dict[str, type[BaseModel]] = {
    "`anam`": AnamScenario,
    "`latencies`": Latencies,
    "`catalogue`": CatalogueChanges,
    "a list of `catalogue`": Changes,
    "an entry of `faults` of `anam`": AnamFault,
    "an entry of `live_faults`": LiveFault,
    "`bolna`": BolnaScenario,
    "`limits`": Limits,
    "an entry of `faults` of `bolna`": Fault,
    "`assemblyai`": AssemblyScenario,
    "`whisperlivekit`": WhisperScenario,
    "`deepgram`": DeepgramScenario,
    "`latencies` of speech-to-text": SttLatencies,
    "`limits` of speech-to-text": SttLimits,
    "an entry of `hears`": Utterance,
    "an entry of `script`": Step,
    "an entry of `spoil`": Spoil,
    "an entry of `faults` of speech-to-text": SttFault,
}
OWN_TABLES = ("answer", "fault", "at")
"""Fields whose words are described in tables of their own."""


def words(annotation: Any) -> list[str]:
    """List the words that a field takes."""
    found: list[str] = []
    for argument in get_args(annotation):
        found += [argument] if isinstance(argument, str) else words(argument)
    return found


def default(value: Any, *, is_duration: bool) -> str:
    if value in (None, (), {}) or isinstance(value, BaseModel):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if not is_duration:
        return f"`{value}`"
    for unit, size in (("h", 3600), ("m", 60), ("s", 1)):
        if value >= size and value % size == 0:
            return f"`{value / size:g}{unit}`"
    return f"`{value * 1000:g}ms`" if value else "`0`"


def table(title: str) -> str:
    """Give the table of a model as the page must have it."""
    lines = [f"| key of {title} | default | |", "|---|---|---|"]
    for name, field in TABLES[title].model_fields.items():
        assert field.description is not None, name
        choices = [] if name in OWN_TABLES else [f"`{word}`" for word in words(field.annotation)]
        said = " ".join([*field.description.split(), *([", ".join(choices)] if choices else [])])
        is_duration = field.metadata == list(get_args(Duration)[1:])
        value = field.get_default(call_default_factory=True, validated_data={})
        first = "required" if field.is_required() else default(value, is_duration=is_duration)
        lines.append(f"| `{name}` | {first} | {said} |")
    return "\n".join(lines) + "\n"


def two_columns(head: str) -> dict[str, str]:
    found = re.search(rf"^\| {head} \|[^\n]*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)
    assert found is not None
    return dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", found[1], re.MULTILINE))


@pytest.mark.parametrize("title", TABLES)
def test_every_key_of_a_scenario_is_described_in_the_words_of_the_code(title):
    assert table(title) in PAGE, f"the page should say:\n{table(title)}"


def test_the_known_errors_are_listed():
    said = two_columns("`answer`")

    assert said == {
        name: f"{one.status} | {'a page' if one.body == 'html' else f'`{one.message}`'}" for name, one in KNOWN.items()
    }
    assert all(phrase(one.status) for one in KNOWN.values())


def test_what_goes_wrong_in_sessions_and_when_is_listed():
    assert tuple(two_columns("`fault`")) == get_args(LiveKind)
    assert tuple(two_columns("`at`")) == get_args(Moment)
    assert tuple(two_columns("`fault` of speech-to-text")) == get_args(SttKind)
    assert tuple(two_columns("`at` of speech-to-text")) == get_args(SttMoment)


def test_the_models_of_speech_to_text_are_listed():
    assert set(two_columns("`speech_model`")) == set(MODELS)


def test_every_request_that_is_answered_is_listed():
    listed = set(re.findall(r"`(GET|POST) (/v1/[^`]+)`", PAGE))

    assert {(method, path.replace("{kind}", kind)) for method, path in listed for kind in ("voices",)} <= set(
        ANAM_ROUTES
    )
    for method, path in ANAM_ROUTES:
        general = re.sub(r"^/v1/(avatars|llms|personas|tools)(?=/|$)", "/v1/{kind}", path)
        general = re.sub(r"^/v1/voices(?=/|$)", "/v1/{kind}", general)
        assert (method, general) in listed


@pytest.mark.parametrize("name", ["anam", "bolna", "assemblyai", "whisperlivekit", "deepgram"])
def test_the_scenarios_of_the_page_can_be_loaded(tmp_path, name):
    block = re.search(rf"```yaml\n({name}:\n.*?)```", PAGE, re.DOTALL)
    assert block is not None
    path = tmp_path / "scenario.yaml"
    path.write_text(block[1].replace("{…}", "{}"), encoding="utf-8")
    scenario = load(str(path))

    said = getattr(scenario, name)
    assert said.faults
    # Whatever the scenario of Bolna says besides is what it would be anyway.
    assert scenario.bolna.model_copy(update={"faults": (), "agents": ()}) == Scenario().bolna


def test_the_fields_of_a_patch_are_listed():
    row = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", PAGE, re.MULTILINE))["PATCH /v2/agent/{id}"]

    assert set(re.findall(r"`([a-z_]+)`", row.partition(";")[0])) == {*PATCHABLE, "agent_prompts"}
