from __future__ import annotations

from anamctl.definitions.reader import read_bytes
from anamctl.lint.texts import Text, message_maps, texts


def document(text):
    [found] = read_bytes(text.encode(), "a.yaml", {}).documents
    return found


def test_the_texts_of_a_persona_come_base_first_with_their_language():
    found = texts(
        document(
            "personaConfig: {systemPrompt: Hello, languageCode: en, name: Lea, initialMessage: ''}\n"
            "languages: {fr: {initialMessage: Bonjour, systemPrompt: 12}, de: 1}\n"
        )
    )

    assert found == [
        Text(("personaConfig", "systemPrompt"), "Hello", "en", "prompt", ("personaConfig", "systemPrompt")),
        Text(("personaConfig", "name"), "Lea", "en", "name", ("personaConfig", "name")),
        Text(("languages", "fr", "initialMessage"), "Bonjour", "fr", "spoken", ("personaConfig", "initialMessage")),
    ]
    assert {type(text) for text in found} == {Text}


AGENT = """\
agent_config:
  agent_welcome_message: Hello
  tasks:
    - tools_config:
        api_tools:
          tools_params:
            book: {pre_call_message: {en: One moment, hi: ''}}
            look: {pre_call_message: Wait}
            odd: 12
        multilingual_config:
          active_language: hi
          languages:
            hi: {system_prompt: ठीक, handoff_message: हाँ, agent_name: राज}
      task_config:
        call_hangup_message: {en: Bye}
        check_user_online_message: Still there?
agent_prompts: {task_1: {system_prompt: आप}}
"""


def test_the_texts_of_an_agent_are_grouped_with_the_prompt_of_their_task():
    found = [(text.path[-2:], text.text, text.code, text.role) for text in texts(document(AGENT))]

    assert found == [
        (("agent_config", "agent_welcome_message"), "Hello", None, "spoken"),
        (("task_1", "system_prompt"), "आप", "hi", "prompt"),
        (("hi", "system_prompt"), "ठीक", "hi", "prompt"),
        (("hi", "handoff_message"), "हाँ", "hi", "spoken"),
        (("hi", "agent_name"), "राज", "hi", "name"),
        (("task_config", "check_user_online_message"), "Still there?", None, "spoken"),
        (("call_hangup_message", "en"), "Bye", "en", "spoken"),
        (("pre_call_message", "en"), "One moment", "en", "spoken"),
        (("look", "pre_call_message"), "Wait", None, "spoken"),
    ]
    groups = [text.group for text in texts(document(AGENT)) if text.role == "prompt"]
    assert groups == [("agent_prompts", "task_1", "system_prompt")] * 2


def test_messages_in_several_languages_are_listed_apart():
    assert [(path[-1], value) for path, value in message_maps(document(AGENT))] == [
        ("call_hangup_message", {"en": "Bye"}),
        ("pre_call_message", {"en": "One moment", "hi": ""}),
    ]


def test_they_are_worked_out_once():
    found = document("personaConfig: {systemPrompt: Hello}\n")

    assert texts(found) is texts(found)


def test_a_document_of_no_kind_has_none():
    assert texts(document("other: 1\n")) == []
