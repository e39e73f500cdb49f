"""Which persona is meant, and what is posted for it."""

from __future__ import annotations

import pytest

from anamctl.definitions.persona_choice import choose
from anamctl.errors import UsageError

DESK = """\
personaConfig:
  name: Ingrid
  voiceId: base
  languageCode: en
  systemPrompt: ${PROMPT}
  voiceGenerationOptions: {speed: 1.1}
languages:
  fr:
    voiceId: french
    systemPrompt: ${PROMPT_FR}
  de: {systemPrompt: Deutsch}
  es: "nothing"
sessionOptions: {region: eu}
"""
AGENT = "agent_config: {agent_name: Support, tasks: []}\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "personas"
    folder.mkdir()
    (folder / "desk.yaml").write_text(DESK)
    (folder / "bell.yaml").write_text("personaConfig: {name: Night bell, languageCode: en, avatarId: x}\n")
    (folder / "support.yaml").write_text(AGENT)


def refused(name, language, document=""):
    with pytest.raises(UsageError) as caught:
        choose(name, language, {}, document)
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize("name", ["desk", "Ingrid", "personas/desk.yaml", ""])
def test_a_file_a_stem_a_name_or_the_language_alone_lead_to_a_persona(name):
    found = choose(name, "fr", {"PROMPT_FR": "Réponds."})

    assert (found.path, found.name, found.language) == ("personas/desk.yaml", "Ingrid", "fr")
    assert found.body == {
        "personaConfig": {"name": "Ingrid", "voiceId": "french", "languageCode": "fr", "systemPrompt": "Réponds."},
        "sessionOptions": {"region": "eu"},
    }


def test_without_a_language_the_persona_runs_in_its_own():
    found = choose("desk", "", {"PROMPT": "Answer."})

    assert found.language == "en"
    assert found.body["personaConfig"]["voiceId"] == "base"


def test_capitals_of_a_language_do_not_count():
    assert choose("", "DE", {}).language == "de"


def test_several_that_speak_a_language_are_listed():
    assert refused("", "en") == (
        "2 personas in personas/ speak en; which one?",
        "name one: personas/bell.yaml (Night bell: en), personas/desk.yaml (Ingrid: en fr de es)",
    )


def test_none_that_speaks_a_language_lists_what_there_is():
    message, hint = refused("", "hi")

    assert message == "no persona in personas/ speaks hi."
    assert hint == "there are: personas/bell.yaml (Night bell: en), personas/desk.yaml (Ingrid: en fr de es)"


def test_without_name_and_language_the_only_persona_is_taken(tmp_path):
    assert refused("", "")[0] == "there are 2 personas in personas/; which one?"
    (tmp_path / "personas" / "desk.yaml").unlink()

    assert choose("", "", {}).name == "Night bell"


@pytest.mark.parametrize("name", ["", "desk"])
@pytest.mark.parametrize("wanted", ["french", "fr-FR", "fra"])
def test_a_language_in_other_words_is_corrected(name, wanted):
    assert refused(name, wanted)[1] == "did you mean fr?"


def test_a_language_that_the_persona_does_not_speak_is_refused():
    assert refused("bell", "hi") == (
        "personas/bell.yaml does not speak hi.",
        "it speaks en; `languages` in the file adds one.",
    )


@pytest.mark.parametrize(("language", "line", "name"), [("", 5, "PROMPT"), ("fr", 10, "PROMPT_FR")])
def test_a_variable_without_value_is_named_with_its_line(language, line, name):
    message, hint = refused("desk", language)

    assert message == f"personas/desk.yaml:{line} needs ${{{name}}}, which is not set."
    assert name in hint


def test_what_is_no_code_of_a_language_is_called_that():
    assert refused("", "xx")[0] == 'no persona in personas/ speaks "xx", which is no code of a language.'
    assert refused("bell", "xx")[0] == 'personas/bell.yaml does not speak "xx", which is no code of a language.'


def test_a_variable_of_another_language_may_stay_unknown():
    assert choose("desk", "de", {}).body["personaConfig"]["systemPrompt"] == "Deutsch"


def test_an_agent_is_no_persona():
    assert refused("support", "")[0] == "personas/support.yaml holds an agent of Bolna, not a persona."


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("personaConfig: {name: [}", "it cannot be read as it stands"),
        ("personaConfig: text", "personaConfig is no mapping"),
    ],
)
def test_a_broken_file_leads_to_validate(tmp_path, text, problem):
    (tmp_path / "broken.yaml").write_text(text)

    assert refused("broken.yaml", "") == (f"broken.yaml cannot be used: {problem}.", "anamctl validate broken.yaml")


def test_an_entry_that_is_no_mapping_is_refused():
    assert refused("desk", "es")[0] == "personas/desk.yaml cannot be used: languages.es is no mapping."


def test_a_file_that_cannot_be_read_is_not_forgotten_when_nothing_fits(tmp_path):
    (tmp_path / "personas" / "broken.yaml").write_text("personaConfig: {name: [}")

    assert refused("", "hi")[1].endswith("; personas/broken.yaml cannot be read")


def test_a_saved_persona_has_the_language_of_the_account(tmp_path):
    (tmp_path / "saved.yaml").write_text("personaConfig: {personaId: x}")

    assert choose("saved.yaml", "", {}).language is None
    assert "set on the account" in refused("saved.yaml", "fr")[0]


def test_a_persona_among_agents_of_a_file_is_taken(tmp_path):
    (tmp_path / "both.yaml").write_text(AGENT + "---\npersonaConfig: {name: One}\n")

    assert choose("both.yaml", "", {}).name == "One"


def test_of_several_personas_in_a_file_one_is_chosen_by_its_number(tmp_path):
    (tmp_path / "two.yaml").write_text("personaConfig: {name: One}\n---\npersonaConfig: {name: Two}\n")

    assert refused("two.yaml", "")[1] == "--document with one of: 1 (One), 2 (Two)"
    assert choose("two.yaml", "", {}, document="2").name == "Two"
    assert refused("", "", document="2")[0] == "--document needs to know the file."


def test_without_the_folder_somebody_has_to_name_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "personas")

    assert refused("", "fr")[0] == 'there is no folder "personas" here, and no persona was named.'
