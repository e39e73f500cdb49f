from __future__ import annotations

import re
from functools import cache
from itertools import permutations
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions import starter
from anamctl.definitions.document import Kind
from anamctl.definitions.reader import read_bytes
from anamctl.definitions.starter_prompts import PROMPTS, prompt
from anamctl.languages.iso639 import iso639_codes, language
from anamctl.languages.supported import codes
from anamctl.lint.finding import Severity
from anamctl.lint.runner import Linter, Selection

ISO = tuple(sorted(iso639_codes()))
BOLNA = tuple(sorted(codes("bolna")))
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
PLACEHOLDER = re.compile(r"\$\{(\w+):-([^}]*)\}")


def names_of(listed) -> dict[str, str]:
    """English names by code; Bolna writes Odia ``od``."""
    found = {code: language("or" if code == "od" else code) for code in listed}
    return {code: one.english for code, one in found.items() if one}


def ours(text: str, environ: dict[str, str] | None = None) -> Any:
    file = read_bytes(text.encode(), "a.yaml", environ or {})

    assert not file.issues
    assert len(file.documents) == 1
    return file.documents[0].data


def theirs(text: str) -> Any:
    """Read as PyYAML does, by YAML 1.1, and put the defaults in the place of the variables."""

    def expand(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: expand(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [expand(inner) for inner in value]
        return PLACEHOLDER.sub(r"\2", value) if isinstance(value, str) else value

    return expand(yaml.safe_load(text))


@cache
def linter() -> Linter:
    return Linter(Selection(), {})


def findings(text: str) -> set[tuple[Severity, str]]:
    return {(one.severity, one.code) for one in linter().lint_bytes(text.encode(), "a.yaml")}


def intended_persona(name: str, names: dict[str, str]) -> dict[str, Any]:
    first, *others = names
    data: dict[str, Any] = {
        "personaConfig": {
            "name": name,
            "avatarId": starter.AVATAR,
            "voiceId": starter.VOICE,
            "llmId": starter.LLM,
            "languageCode": first,
            "systemPrompt": prompt(first, names[first]),
            "maxSessionLengthSeconds": 180,
        }
    }
    if others:
        data["languages"] = {
            code: {"voiceId": starter.OTHER_VOICE} | ({"systemPrompt": PROMPTS[code]} if code in PROMPTS else {})
            for code in others
        }
    return data


# ---- personas --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ISO)
def test_a_persona_in_one_language_means_what_it_shall(code):
    text = starter.persona("Concierge", names_of([code]))

    assert ours(text) == theirs(text) == intended_persona("Concierge", names_of([code]))


@given(NAMES, st.lists(st.sampled_from(ISO), min_size=1, max_size=6, unique=True))
def test_a_persona_in_any_languages_means_what_it_shall(name, listed):
    text = starter.persona(name, names_of(listed))

    assert ours(text) == intended_persona(name, names_of(listed))
    if "${" not in name and "$$" not in name:
        assert theirs(text) == intended_persona(name, names_of(listed))


def test_each_language_takes_its_voice_from_its_own_variable():
    text = starter.persona("Concierge", names_of(["en", "fr", "de"]))
    voices = {code: entry["voiceId"] for code, entry in ours(text, {"ANAM_VOICE_FR": "fr-voice"})["languages"].items()}

    assert voices == {"fr": "fr-voice", "de": starter.OTHER_VOICE}


@pytest.mark.parametrize("code", ISO)
def test_a_persona_validates_without_errors_and_warns_only_of_what_anam_does_not_list(code):
    other = "fr" if code == "en" else "en"
    expected = set() if code in codes("anam") else {(Severity.WARNING, "LNG104")}

    for listed in ([code], [code, other], [other, code]):
        found = findings(starter.persona("Concierge", names_of(listed)))

        assert {one for one in found if one[0] is not Severity.INFO} == expected


def test_a_persona_in_every_language_that_anam_lists_is_clean():
    listed = sorted(codes("anam"), key=lambda code: (code != "en", code))

    assert findings(starter.persona("Concierge", names_of(listed))) == set()


@given(st.lists(st.sampled_from(sorted(codes("anam"))), min_size=1, max_size=5, unique=True))
def test_a_persona_in_languages_that_anam_lists_is_clean(listed):
    assert findings(starter.persona("Concierge", names_of(listed))) == set()


# ---- agents ----------------------------------------------------------------------------------------------------------


def intended_agent(name: str, names: dict[str, str]) -> dict[str, Any]:
    first = next(iter(names))

    def text(code: str) -> str:
        return prompt("or" if code == "od" else code, names[code])

    languages = {
        code: ({} if code == first else {"transcriber": {"language": code}}) | {"system_prompt": text(code)}
        for code in names
    }
    return {
        "agent_name": name,
        "active_language": first,
        "transcriber": first,
        "languages": languages,
        "task_1": text(first),
    }


def told(data: dict[str, Any]) -> dict[str, Any]:
    """Pick out of an agent what depends on the call."""
    (task,) = data["agent_config"]["tasks"]
    multilingual = task["tools_config"]["multilingual_config"]
    languages = {
        code: ({"transcriber": {"language": entry["transcriber"]["language"]}} if "transcriber" in entry else {})
        | {"system_prompt": entry["system_prompt"]}
        for code, entry in multilingual["languages"].items()
    }
    assert multilingual["enabled"] is True
    assert all("provider" in entry["synthesizer"] for entry in multilingual["languages"].values())
    return {
        "agent_name": data["agent_config"]["agent_name"],
        "active_language": multilingual["active_language"],
        "transcriber": task["tools_config"]["transcriber"]["language"],
        "languages": languages,
        "task_1": data["agent_prompts"]["task_1"]["system_prompt"],
    }


@given(NAMES, st.lists(st.sampled_from(BOLNA), min_size=2, max_size=6, unique=True))
def test_an_agent_in_any_languages_means_what_it_shall(name, listed):
    text = starter.agent(name, names_of(listed))

    assert told(ours(text)) == intended_agent(name, names_of(listed))
    if "${" not in name and "$$" not in name:
        assert theirs(text) == ours(text)


@pytest.mark.parametrize(
    ("code", "transcriber", "model", "synthesizer"),
    [
        ("en", "deepgram", "nova-3", "elevenlabs"),
        ("es", "deepgram", "nova-2", "elevenlabs"),
        ("hi", "sarvam", "saaras:v3", "sarvam"),
        ("od", "sarvam", "saaras:v3", "sarvam"),
    ],
)
def test_a_language_is_heard_and_spoken_by_who_can(code, transcriber, model, synthesizer):
    (task,) = ours(starter.agent("x", names_of(["fr", code])))["agent_config"]["tasks"]
    entry = task["tools_config"]["multilingual_config"]["languages"][code]

    assert (entry["transcriber"]["provider"], entry["transcriber"]["model"]) == (transcriber, model)
    assert entry["synthesizer"]["provider"] == synthesizer


@pytest.mark.parametrize("pair", list(permutations(BOLNA, 2)), ids="-".join)
def test_an_agent_validates_without_errors_and_warns_only_of_what_bolna_does_not_hear(pair):
    found = findings(starter.agent("Helpline", names_of(pair)))
    expected = {(Severity.WARNING, "LNG111")} if "as" in pair else set()

    assert {one for one in found if one[0] is not Severity.INFO} == expected


def test_an_agent_in_every_language_of_bolna_has_no_errors():
    assert Severity.ERROR not in {severity for severity, _ in findings(starter.agent("Helpline", names_of(BOLNA)))}


# ---- both ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("write", "kind"), [(starter.persona, Kind.PERSONA), (starter.agent, Kind.AGENT)])
def test_a_file_begins_with_what_it_is_and_how_to_check_it(write, kind):
    text = write("Concierge", names_of(["en", "hi"]))
    first, second, *_ = text.splitlines()

    assert first.startswith(
        f"# Concierge: {'an Anam persona' if kind is Kind.PERSONA else 'a Bolna agent'} in English,"
    )
    assert "`anamctl validate`" in second
    assert read_bytes(text.encode(), "a.yaml").documents[0].kind is kind
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize(
    "name",
    ["no", "10:00", "<<", "=", "~", "null", "0755", "1e3", "- x", "a: b", "a #b", "'", '"', "\\", "x\n", "\ufeff"],
)
def test_a_name_that_yaml_could_misread_stays_a_name(name):
    text = starter.persona(name, names_of(["en"]))

    assert ours(text)["personaConfig"]["name"] == theirs(text)["personaConfig"]["name"] == name


@pytest.mark.parametrize("name", ["${HOME}", "$$", "a$${b", "${"])
def test_a_name_is_never_taken_from_the_environment(name):
    text = starter.persona(name, names_of(["en"]))

    assert ours(text, {"HOME": "elsewhere"})["personaConfig"]["name"] == name


@pytest.mark.parametrize("name", ["a\nevil: true", "a\rb", "a\u2028b", "a\x85b"])
def test_a_name_cannot_leave_the_comment(name):
    assert set(ours(starter.persona(name, names_of(["en"])))) == {"personaConfig"}


def test_every_prompt_belongs_to_a_language_and_no_two_are_alike():
    assert set(PROMPTS) <= set(ISO)
    assert set(codes("anam")) <= set(PROMPTS)
    assert len(set(PROMPTS.values())) == len(PROMPTS)


def test_a_language_without_a_prompt_is_asked_for_in_english():
    assert prompt("eo", "Esperanto").endswith("always answer in Esperanto.")
