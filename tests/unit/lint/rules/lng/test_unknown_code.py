from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "LNG101"


def test_the_code_of_a_country_as_a_key_reads_as_on_the_screen(lint, persona):
    text = persona(below="languages:\n  jp:\n    voiceId: de23e340-1416-4dd8-977d-065a7ca11697\n")
    found = lint.one(text)

    assert (found.line, found.column, found.end_column) == (6, 3, 5)
    assert found.severity is Severity.ERROR
    assert found.message == 'unknown language code "jp"'
    assert found.label == 'not an ISO 639-1 code; did you mean "ja" (Japanese, 日本語)?'
    assert found.fix is not None
    assert (found.fix.title, found.fix.safe) == ("rename the key to ja", True)
    assert lint.fixed(text) == text.replace("  jp:", "  ja:")


def test_a_value_is_fixed_inside_its_quotes(lint, persona):
    text = persona("languageCode: 'cn' # China")

    assert lint.one(text).fix.title == "write zh"
    assert lint.fixed(text) == persona("languageCode: 'zh' # China")


def test_a_json_file_stays_json(lint):
    text = '{"personaConfig": {"languageCode": "jp"}, "languages": {"jp": {}}}'

    assert lint.fixed(text, "a.json") == text.replace('"jp"', '"ja"')


def test_a_code_that_nobody_knows_gets_no_suggestion_and_no_fix(lint, persona):
    found = lint.one(persona("languageCode: qx"))

    assert (found.label, found.fix) == ("not an ISO 639-1 code", None)


@pytest.mark.parametrize("code", ["ke", "ph"])
def test_a_country_of_several_languages_is_only_guessed(lint, persona, code):
    assert lint.one(persona(f"languageCode: {code}")).fix.safe is False


def test_a_key_is_not_renamed_to_one_that_is_there(lint, persona):
    found = lint.one(persona(below="languages:\n  ja: {}\n  jp: {}\n"))

    assert found.fix is None
    assert found.notes == ('another entry is for "ja" already',)


def test_of_two_keys_for_one_language_only_the_first_is_renamed(lint, persona):
    first, second = lint(persona(below="languages:\n  us: {}\n  gb: {}\n"))

    assert first.fix.title == "rename the key to en"
    assert second.fix is None


def test_key_and_language_code_of_an_entry_are_fixed_together(lint, persona):
    text = persona(below="languages:\n  jp: {languageCode: jp}\n")

    assert lint.fixed(text) == text.replace("jp", "ja")


def test_a_code_from_the_environment_is_not_overwritten(lint, persona):
    found = lint.one(persona("languageCode: ${LANG_CODE:-jp}"))

    assert found.message == 'unknown language code "jp"'
    assert found.fix is None


def test_an_unset_variable_is_no_code(lint, persona):
    assert not lint(persona("languageCode: ${LANG_CODE}"))


def test_an_agent_renames_active_language_along_with_its_key(lint, agent):
    text = agent({"jp": (), "en": ()}, head=("enabled: true", "active_language: jp"))
    found = lint.one(text)

    assert (found.line, found.column, found.severity) == (5, 5, Severity.ERROR)
    assert lint.fixed(text) == text.replace("jp", "ja")


def test_what_bolna_drops_anyway_is_a_warning_that_says_so(lint, agent):
    found = lint.one(agent({"qx": (), "en": ()}, head=("enabled: false",)))

    assert found.severity is Severity.WARNING
    assert "drops" in found.notes[0]


@pytest.mark.parametrize(
    "line",
    [
        "transcriber: {language: jp}",
        "transcriber: {language: jp-JP}",
        "transcriber: {language: hi, language_hints: [jp]}",
    ],
)
def test_what_an_agent_listens_for_is_looked_at(lint, agent, line):
    assert lint.places(agent({"hi": (line,), "en": ()})) == [(8, 7 + line.index("jp"))]


def test_what_an_agent_speaks_is_looked_at(lint):
    text = "tools_config:\n  synthesizer: {provider: cartesia, provider_config: {language: jp}}\n"

    assert lint.places(text) == [(2, 65)]


def test_rime_and_maya_write_languages_in_their_own_way(lint):
    assert not lint("tools_config:\n  synthesizer: {provider: rime, provider_config: {language: jp}}\n")


def test_keys_of_messages_are_looked_at(lint):
    text = "agent_config:\n  tasks:\n    - task_config:\n        call_hangup_message: {en: Bye, jp: さようなら}\n"

    assert lint.places(text) == [(4, 40)]


@pytest.mark.parametrize("code", ["en", "no", "aa", "se", "iw", "FR", "fra", "multi"])
def test_other_codes_are_not_its_business(lint, persona, code):
    assert not lint(persona(f"languageCode: {code}"))


@pytest.mark.parametrize("value", ["12", "true", "null", "[jp]"])
def test_what_is_no_text_is_left_to_others(lint, persona, value):
    assert not lint(persona(f"languageCode: {value}"))


@pytest.mark.parametrize("language", ["multi", "unknown", "multi-hi", "en-US", "zh-Hant-TW", "yue", "od-IN", "de"])
def test_what_transcribers_take_is_not_reported(lint, agent, language):
    assert not lint(agent({"hi": (f"transcriber: {{language: {language}}}",), "en": ()}))


def test_a_file_of_nothing_but_wrong_codes_ends(lint, persona):
    keys = [f"{a}{b}{c}" for a in "qwx" for b in "abcdefghijklmnopqrstuvwxyz" for c in "qwxyzjkvbnmhg"]
    text = persona(below="languages:\n" + "".join(f"  {key}: {{}}\n" for key in keys))

    assert len(keys) > 1000
    assert not lint(text)
    assert len(type(lint)("LNG102")(text)) == 500
