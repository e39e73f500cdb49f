"""The request that starts a session in a language."""

from __future__ import annotations

import copy

from anamctl.definitions.persona_body import body_of, codes_of, config_of
from anamctl.definitions.reader import read_bytes

PERSONA = """\
sessionOptions: {videoQuality: auto}
personaConfig: {voiceId: one, languageCode: en, voiceGenerationOptions: {speed: 1.1}}
languages: {fr: {voiceId: two}, de: {}}
clientLabel: desk
"""


def document_of(text=PERSONA):
    return read_bytes(text.encode(), "p.yaml").documents[0]


def test_the_own_language_comes_before_those_of_the_entries():
    assert codes_of(document_of()) == ["en", "fr", "de"]
    assert codes_of(document_of("personaConfig: {personaId: x}")) == [None]


def test_a_request_holds_the_effective_configuration_and_what_stands_beside_it():
    found = body_of(document_of(), "fr")

    assert found == {
        "clientLabel": "desk",
        "personaConfig": {"voiceId": "two", "languageCode": "fr"},
        "sessionOptions": {"videoQuality": "auto"},
    }
    assert list(found) == ["clientLabel", "personaConfig", "sessionOptions"]


def test_what_the_file_does_not_say_is_not_sent():
    assert body_of(document_of("personaConfig: {personaId: x}"), None) == {"personaConfig": {"personaId": "x"}}


def test_the_document_is_never_shared():
    document = document_of()
    before = copy.deepcopy(document.data)

    for code in ("en", "fr", None):
        config = config_of(document, code)
        config.setdefault("voiceGenerationOptions", {})["speed"] = 9
    body_of(document, "de")["sessionOptions"]["videoQuality"] = "high"

    assert document.data == before
