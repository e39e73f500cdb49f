from __future__ import annotations

import subprocess
import sys

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.txt import detection
from tests.unit.lint.rules.txt.sample_prompts import PROMPTS

CODE = "TXT405"

ENGLISH = "You are the concierge of a hotel and help the guests with taxis."


class Classifier:
    """Says that everything is English, and counts how often it is asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, text):
        self.asked.append(text)
        return [("en", 0.0), ("fr", -1000.0), ("hi", -1000.0), ("de", -1000.0)]


@pytest.fixture(autouse=True)
def classifier(monkeypatch):
    found = Classifier()
    monkeypatch.setattr(detection, "classifier", lambda: found)
    return found


def entry(persona, text, code="fr"):
    below = f"languages:\n  {code}:\n    systemPrompt: {text}\n"
    return persona("languageCode: en", "systemPrompt: You are a concierge and you help.", below=below)


def test_english_under_french_is_advised(lint, persona, classifier):
    found = lint.one(entry(persona, ENGLISH))

    assert (found.line, found.column, found.severity) == (9, 5, Severity.INFO)
    assert found.message == 'the prompt for "fr" (French, français) is in "en" (English)'
    assert found.label == "nothing in it says which language to answer in"
    assert len(classifier.asked) == 1


def test_the_language_of_the_persona_itself_is_looked_at(lint, persona):
    assert lint.places(persona("languageCode: de", f"systemPrompt: {ENGLISH}")) == [(6, 3)]


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH + " Always answer in French.",
        ENGLISH + " Speak the language of the guest.",
        "You are a concierge.",
        "{a} {b} `some code here` https://a.example/x/y you are",
        PROMPTS["fr"][1],
    ],
)
def test_nobody_is_asked_without_need(lint, persona, classifier, text):
    assert not lint(entry(persona, f'"{text}"'))
    assert classifier.asked == []


def test_a_copy_of_the_base_prompt_has_another_rule(lint, persona):
    assert not lint(entry(persona, "You are a concierge and you help."))


def test_a_prompt_in_another_script_has_another_rule(lint, persona):
    assert not lint(entry(persona, ENGLISH, code="hi"))


def test_without_the_extra_the_rule_is_silent(lint, persona, monkeypatch):
    monkeypatch.setattr(detection, "classifier", lambda: None)

    assert not lint(entry(persona, ENGLISH))


def test_a_language_that_runs_with_the_base_prompt_is_told_by_its_words(lint, persona, classifier):
    text = persona("languageCode: en", f"systemPrompt: {ENGLISH}", below="languages:\n  fr: {name: Léa}\n")
    found = lint.one(text)

    assert (found.line, found.column, found.severity) == (8, 3, Severity.INFO)
    assert found.message == '"fr" (French, français) runs with the prompt of personaConfig, which is in "en" (English)'
    assert classifier.asked == []
    assert not lint(text.replace("taxis.", "taxis. Answer in French."))


def test_a_base_prompt_without_signs_is_classified(lint, persona, classifier):
    prompt = "Concierge hotel guests taxis restaurants breakfast"
    text = persona("languageCode: en", f"systemPrompt: {prompt}", below="languages:\n  fr: {name: Léa}\n")

    assert lint.places(text) == [(8, 3)]
    assert classifier.asked == [prompt, prompt]  # for English, where it is right, and for French


def test_a_close_language_may_run_with_the_base_prompt(lint, persona):
    base = "Du sidder i receptionen hos en tandlæge, og du er altid venlig på telefonen."

    assert not lint(persona("languageCode: da", f"systemPrompt: {base}", below='languages:\n  "no": {name: Kari}\n'))


def test_the_languages_of_an_agent_are_looked_at(lint, agent):
    assert lint.places(agent({"fr": (f"system_prompt: {ENGLISH}",), "en": ()})) == [(8, 7)]


def test_files_in_order_never_load_the_model(project_root):
    script = (
        "import sys; from anamctl.lint.runner import Linter, Selection\n"
        "linter = Linter(Selection(('TXT',)), {})\n"
        "for path in sys.argv[1:]: linter.lint_path(path)\n"
        "sys.exit('py3langid' in sys.modules or 'numpy' in sys.modules)"
    )
    paths = sorted(map(str, (project_root / "personas").glob("*.yaml")))

    assert paths
    assert subprocess.run([sys.executable, "-c", script, *paths], check=False, cwd=project_root).returncode == 0


@pytest.mark.parametrize("head", [("languageCode: en",), ()])
def test_the_language_of_the_base_may_run_with_its_prompt(lint, persona, head):
    prompt = "Concierge hotel guests taxis restaurants breakfast"

    assert not lint(persona(*head, f"systemPrompt: {prompt}", below="languages:\n  en: {name: Lea}\n"))
