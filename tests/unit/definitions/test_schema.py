from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from anamctl.definitions.models.base import LANGUAGE_PATTERN, UUID_PATTERN
from anamctl.definitions.placeholders import expand
from anamctl.definitions.schema import KINDS, build_schema, schema_text
from anamctl.definitions.shape import check_agent, check_persona
from anamctl.definitions.shape_data import MODELS

ROOT = Path(__file__).parents[3]
AVATAR = "30fa96d0-26c4-4e55-94a0-517025942e18"


@pytest.fixture(scope="module")
def validators():
    return {kind: Draft202012Validator(build_schema(kind)) for kind in KINDS}


@pytest.fixture(scope="module")
def generator():
    spec = importlib.util.spec_from_file_location("generate_schemas", ROOT / "scripts" / "generate_schemas.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def persona(**config):
    return {"personaConfig": config}


def agent(provider, **config):
    tools = {"synthesizer": {"provider": provider, "provider_config": config}}
    return {"tools_config": tools}


def documents():
    for path in sorted((ROOT / "personas").glob("*.yaml")):
        for index, data in enumerate(yaml.safe_load_all(path.read_text(encoding="utf-8"))):
            yield pytest.param(data, id=f"{path.stem}-{index}")


def test_everything_generated_is_fresh(generator):
    stale = [path.name for path, text in generator.generate().items() if path.read_text(encoding="utf-8") != text]

    assert stale == [], "run: python scripts/generate_schemas.py"


def test_check_says_what_is_stale_and_writes_nothing(generator, tmp_path, monkeypatch, capsys):
    target = tmp_path / "a.json"
    monkeypatch.setattr(generator, "ROOT", tmp_path)
    monkeypatch.setattr(generator, "generate", lambda: {target: "{}\n"})

    assert generator.main(["--check"]) == 1
    assert not target.exists()
    assert generator.main([]) == 0
    assert target.read_bytes() == b"{}\n"
    assert generator.main(["--check"]) == 0
    assert capsys.readouterr().out == "stale a.json\nwrote a.json\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_valid_schema_with_an_id_and_a_title(kind):
    schema = build_schema(kind)

    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:anamctl:schema:{kind}"
    assert schema["title"]
    assert json.loads(schema_text(kind)) == schema


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described_for_the_editor(kind):
    schema = build_schema(kind)
    models = {"file": schema, **schema["$defs"]}
    silent = [
        f"{name}.{key}"
        for name, model in models.items()
        for key, field in model.get("properties", {}).items()
        if not field.get("description")
    ]

    assert silent == []
    assert [name for name, model in models.items() if not model.get("description")] == []


@pytest.mark.parametrize("data", list(documents()))
def test_the_example_personas_are_valid(validators, data):
    kind = "persona" if "personaConfig" in data else "agent"

    assert [error.message for error in validators[kind].iter_errors(data)] == []


@pytest.mark.parametrize("data", list(documents()))
def test_the_example_personas_have_no_shape_issue(data):
    check = check_persona if "personaConfig" in data else check_agent

    assert check(expanded(data)) == []


def expanded(data):
    if isinstance(data, dict):
        return {key: expanded(value) for key, value in data.items()}
    if isinstance(data, list):
        return [expanded(value) for value in data]
    return expand(data, {}).value if isinstance(data, str) else data


@pytest.mark.parametrize(
    "data",
    [
        persona(voiceId="${VOICE}"),
        persona(voiceId="${VOICE:-" + AVATAR + "}"),
        persona(llmId="CUSTOMER_CLIENT_V1"),
        persona(languageCode="${LANG}"),
        persona(avatarModel="${MODEL}"),
        persona(directorNotes={"customStylePrompt": "${STYLE} " + "x" * 3000}),
        persona(skipGreetings=True),
        persona(maxSessionLengthSeconds=1),
        {"personaConfig": {}, "languages": {"fr": {}, "hi": {"voiceId": AVATAR}}},
    ],
)
def test_a_valid_persona_is_accepted(validators, data):
    assert [error.message for error in validators["persona"].iter_errors(data)] == []


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, []),
        (persona(voiceId="abc"), ["personaConfig", "voiceId"]),
        (persona(voiceId=AVATAR[:-1]), ["personaConfig", "voiceId"]),
        (persona(llmId="GPT"), ["personaConfig", "llmId"]),
        (persona(languageCode="French"), ["personaConfig", "languageCode"]),
        (persona(avatarModel="cara-9"), ["personaConfig", "avatarModel"]),
        (persona(maxSessionLengthSeconds=0), ["personaConfig", "maxSessionLengthSeconds"]),
        (persona(voiceGenerationOptions={"speed": 2.1}), ["personaConfig", "voiceGenerationOptions", "speed"]),
        (persona(voiceGenerationOptions={"sped": 1}), ["personaConfig", "voiceGenerationOptions"]),
        (
            persona(directorNotes={"customStylePrompt": "x" * 2001}),
            ["personaConfig", "directorNotes", "customStylePrompt"],
        ),
        ({"personaConfig": {}, "languages": {"french": {}}}, ["languages"]),
        ({"personaConfig": {}, "languages": {"fr": {"skipGreeting": 1}}}, ["languages", "fr", "skipGreeting"]),
    ],
)
def test_a_broken_persona_is_refused_where_it_is_broken(validators, data, path):
    errors = list(validators["persona"].iter_errors(data))

    assert [list(error.absolute_path) for error in errors] == [path]


@pytest.mark.parametrize(
    "data",
    [
        agent("sarvam", model="bulbul:v2", speed=3),
        agent("sarvam", model="bulbul:v3", speed=2),
        agent("${PROVIDER}", speed=100),
        agent("elevenlabs", speed=None, whatever=1),
        agent("sarvam", speed="1.1"),
        {"multilingual_config": {"enabled": False, "languages": {}}},
        {"agent_config": {}},
    ],
)
def test_a_valid_agent_is_accepted(validators, data):
    assert [error.message for error in validators["agent"].iter_errors(data)] == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"agent_prompts": {}},
        agent("sarvam", model="bulbul:v3", speed=2.5),
        agent("elevenlabs", speed=2),
        agent("nobody"),
        agent("maya", voice="arjun"),
        {"tools_config": {"transcriber": {"provider": "sarvam"}}},
        {"multilingual_config": {"enabled": True, "languages": {}}},
        {"multilingual_config": {"enabled": "yes"}},
    ],
)
def test_a_broken_agent_is_refused(validators, data):
    assert not validators["agent"].is_valid(data)


def test_check_jsonschema_agrees(tmp_path):
    good = tmp_path / "good.yaml"
    bad = tmp_path / "bad.yaml"
    good.write_text("personaConfig: {voiceId: '${V}', voiceGenerationOptions: {speed: 2}}\n", encoding="utf-8")
    bad.write_text("personaConfig: {voiceGenerationOptions: {speed: 2.1}}\n", encoding="utf-8")

    def check(path):
        command = [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--schemafile",
            ROOT / "schemas" / "persona.schema.json",
            path,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert check(good).returncode == 0
    refused = check(bad)
    assert refused.returncode == 1
    assert "2.1 is greater than the maximum of 2" in refused.stdout


def test_the_table_names_only_models_that_it_holds():
    text = json.dumps(MODELS)

    assert set(re.findall(r'"model": "(\w+)"', text)) <= set(MODELS)


def test_patterns_mean_the_same_to_every_engine():
    for pattern in (UUID_PATTERN, LANGUAGE_PATTERN):
        assert "\\d" not in pattern
        assert "\\w" not in pattern
        assert pattern.startswith("^")
        assert pattern.endswith("$")
