"""ANM205: values of the wrong type."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import wrong_type
from tests.unit.lint.rules.anm.samples import INLINE, ask, one

VOICE_OPTIONS = INLINE + "  voiceGenerationOptions:\n    speed: "


@pytest.mark.parametrize(
    ("source", "message", "fixed", "is_safe"),
    [
        ('"1.1"', 'speed is the text "1.1"', "1.1", True),
        ("'1'", 'speed is the text "1"', "1", True),
        ("1,1", 'speed is the text "1,1"', "1.1", False),
        ("fast", 'speed is the text "fast"', None, None),
        ("'1e3'", 'speed is the text "1e3"', None, None),
        ("true", "speed is true", None, None),
        ("[1]", "speed is a list", None, None),
        ("{a: 1}", "speed is a mapping", None, None),
    ],
)
def test_a_number_must_be_one(source, message, fixed, is_safe):
    found = one(wrong_type, f"{VOICE_OPTIONS}{source} # comment\n")

    assert found.message == message
    assert found.label == "expected a number"
    assert found.severity is Severity.ERROR
    assert found.fixed == (None if fixed is None else f"{VOICE_OPTIONS}{fixed} # comment\n")
    assert found.fix is None or found.fix.safe is is_safe


def test_the_value_is_pointed_at():
    found = one(wrong_type, VOICE_OPTIONS + '"1.1"\n')

    assert (found.place, found.text) == ("6:12", '"1.1"')
    assert found.pointer == "/personaConfig/voiceGenerationOptions/speed"


@pytest.mark.parametrize(
    ("source", "fixed", "is_safe"),
    [
        ("yes", "true", True),
        ("Off", "false", True),
        ('"true"', "true", True),
        ("'False'", "false", True),
        ("1", "true", False),
        ("0", "false", False),
        ("2", None, None),
        ("maybe", None, None),
        ("0.5", None, None),
    ],
)
def test_a_boolean_must_be_one(source, fixed, is_safe):
    found = one(wrong_type, INLINE + f"  skipGreeting: {source}\n")

    assert found.label == "expected true or false"
    assert found.fixed == (None if fixed is None else INLINE + f"  skipGreeting: {fixed}\n")
    assert found.fix is None or found.fix.safe is is_safe


@pytest.mark.parametrize(
    ("source", "message"),
    [("007", "name is the number 7"), ("1.50", "name is the number 1.5"), ("true", "name is true")],
)
def test_a_text_gets_quotes_around_what_was_written(source, message):
    found = one(wrong_type, INLINE + f"  name: {source}\n")

    assert found.message == message
    assert found.label == "expected text"
    assert found.fixed == INLINE + f'  name: "{source}"\n'


def test_the_choices_of_a_field_are_listed():
    found = one(wrong_type, INLINE + "  avatarModel: 4\n")

    assert found.label == "expected text, one of: cara-3, cara-4, cara-4-latest"


def test_an_empty_value_is_pointed_at_by_its_key():
    found = one(wrong_type, INLINE + "  systemPrompt:\n")

    assert (found.place, found.text) == ("5:3", "systemPrompt")
    assert found.message == "systemPrompt is empty"
    assert found.label == "expected text; leave the key out when there is nothing to say"
    assert found.fix is None
    assert found.severity is Severity.ERROR


def test_an_empty_first_message_is_fine():
    assert not ask(wrong_type, INLINE + "  initialMessage: null\n")


@pytest.mark.parametrize("nothing", ["", " # nothing yet", " ~", " null"])
def test_an_empty_entry_of_languages_is_only_a_warning_with_a_fix(nothing):
    text = INLINE + f"languages:\n  fr:{nothing}\n  de: {{}}\n"
    found = one(wrong_type, text)

    assert (found.place, found.text) == ("6:3", "fr")
    assert found.message == "languages.fr is empty"
    assert found.severity is Severity.WARNING
    comment = " # nothing yet" if "#" in nothing else ""
    assert found.fixed == INLINE + f"languages:\n  fr: {{}}{comment}\n  de: {{}}\n"


def test_an_empty_option_object_is_an_error_with_a_fix():
    found = one(wrong_type, INLINE + "  voiceDetectionOptions:\n")

    assert found.severity is Severity.ERROR
    assert found.fixed == INLINE + "  voiceDetectionOptions: {}\n"


def test_an_empty_persona_is_not_filled_with_nothing():
    found = one(wrong_type, "personaConfig:\n")

    assert found.message == "personaConfig is empty"
    assert found.fix is None


def test_a_null_of_json_becomes_a_mapping():
    found = one(wrong_type, '{"personaConfig": {"directorNotes": null}}', suffix="json")

    assert found.fixed == '{"personaConfig": {"directorNotes": {}}}'


def test_a_single_id_becomes_a_list_when_asked():
    tool = "3b0c6f0e-52d3-4f0a-9d38-9a9c1f6f4c11"
    found = one(wrong_type, INLINE + f"  toolIds: {tool}\n")

    assert found.label == "expected a list"
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == INLINE + f"  toolIds: [{tool}]\n"

    found = one(wrong_type, f'{{"personaConfig": {{"toolIds": "{tool}"}}}}', suffix="json")
    assert found.fixed == f'{{"personaConfig": {{"toolIds": ["{tool}"]}}}}'
    assert one(wrong_type, INLINE + "  tools: open_menu\n").fix is None


def test_a_size_may_be_written_as_a_float_without_fraction():
    text = INLINE + "sessionOptions: {videoWidth: 1152.0, videoHeight: 768.5}\n"
    found = one(wrong_type, text)

    assert found.message == "videoHeight is the number 768.5"
    assert found.label == "expected a whole number"


def test_a_quoted_size_loses_its_quotes_but_only_a_whole_one():
    found = one(wrong_type, INLINE + 'sessionOptions: {videoWidth: "1152", videoHeight: 768}\n')
    assert found.fixed == INLINE + "sessionOptions: {videoWidth: 1152, videoHeight: 768}\n"

    found = one(wrong_type, INLINE + 'sessionOptions: {videoWidth: "1152.5", videoHeight: 768}\n')
    assert found.fix is None


def test_what_is_only_inferred_is_a_warning():
    found = one(wrong_type, INLINE + "  tools: [{type: server, name: a, method: 1}]\n")

    assert found.message == "tools[0].method is the number 1"
    assert found.severity is Severity.WARNING


def test_tokens_are_not_repeated():
    text = INLINE + "sessionOptions: {egress: {mode: daily, daily: {roomUrl: u, token: 12345}}}\n"
    found = one(wrong_type, text)

    assert found.message == "token is no text"


def test_a_tagged_or_anchored_value_is_not_rewritten():
    assert one(wrong_type, INLINE + "  skipGreeting: &a yes\n").fix is None
    assert one(wrong_type, INLINE + "  voiceDetectionOptions: &a\n").fix is None


def test_right_types_pass():
    text = (
        INLINE + "  name: Jo\n  skipGreeting: true\n  voiceGenerationOptions: {speed: 1, volume: 1.5}\n  toolIds: []\n"
    )
    assert not ask(wrong_type, text)


def test_variables_without_value_pass():
    assert not ask(wrong_type, INLINE + "  name: ${NAME}\n")


def test_an_empty_item_of_a_list_is_not_filled_with_nothing():
    assert one(wrong_type, INLINE + "  tools: [null]\n").fix is None
