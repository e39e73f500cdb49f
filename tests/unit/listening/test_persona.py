"""What the file of a persona says to somebody who listens."""

from __future__ import annotations

import pytest

from anamctl.errors import UsageError
from anamctl.listening.persona import LONGEST, MOST, Persona, key_terms, read_persona

FILE = """
personaConfig:
  name: Camille
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: ${NOT_SET_ANYWHERE}
  languageCode: en
  systemPrompt: |
    You are Camille, the concierge of the Hotel Aurore in Lyon. Answer in English.
    Menu: https://hotel-aurore.example/Menu
languages:
  fr:
    initialMessage: Bonsoir, ici l'Hôtel Aurore.
    systemPrompt: Vous êtes Camille, de l'Hôtel Aurore à Lyon.
"""


@pytest.fixture
def persona(tmp_path):
    path = tmp_path / "concierge.yaml"
    path.write_text(FILE, encoding="utf-8")
    return str(path)


def test_the_language_and_the_names_are_those_of_the_file(persona):
    assert read_persona(persona, "fr", {}) == Persona(persona, "Camille", "fr", ("Camille", "Hôtel Aurore", "Lyon"))
    assert read_persona(persona, "", {}) == Persona(persona, "Camille", "en", ("Camille", "Hotel Aurore", "Lyon"))


def test_a_language_that_it_does_not_speak_is_refused(persona):
    with pytest.raises(UsageError, match="does not speak es"):
        read_persona(persona, "es", {})


def test_a_persona_without_a_language_cannot_be_expected(tmp_path):
    path = tmp_path / "saved.yaml"
    path.write_text("personaConfig: {personaId: 30fa96d0-26c4-4e55-94a0-517025942e18}\n")
    with pytest.raises(UsageError, match="does not say which language it speaks"):
        read_persona(str(path), "", {})


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Ask for the Blue Room. The room is on Main Street, near Rue d'Alsace.",
            "en",
            ("Blue Room", "Main Street", "Rue d'Alsace"),
        ),
        ("Say hello. Then wait.\n- Offer tea\n* Bring it", "en", ()),
        ("Speak French or Deutsch, never Klingon.", "en", ("Klingon",)),
        ("Fragen Sie nach dem Namen und der Uhrzeit im Hotel Sonne.", "de", ()),
        ("Sagen Sie „Haus Sonne“ und «Café Mozart».", "de", ("Haus Sonne", "Café Mozart")),
        ('Say "Good morning, how may I help you today?" or "Aurore Club".', "en", ("Aurore Club",)),
        ("「オーロラ」ホテルへようこそ。", "ja", ("オーロラ",)),
        ("Écoutez l'Opéra et d'Artagnan.", "fr", ("Opéra", "Artagnan")),
        ("Write to Info@Hotel.example or see https://Hotel.example/Menu now.", "en", ()),
        ("Merci I go. A B c", "en", ()),
        ("(Paul) then Paul and PAUL", "en", ("Paul",)),
        ("", "en", ()),
    ],
)
def test_names_are_words_with_a_capital_letter_inside_sentences_and_short_quotations(text, language, expected):
    assert key_terms("", [text], language) == expected


def test_there_are_no_more_and_no_longer_ones_than_services_take():
    many = " ".join(f"and Name{number}" for number in range(200))
    found = key_terms("Camille", [many, f"the {'X' * (LONGEST + 1)}"], "en")
    assert len(found) == MOST
    assert found[:2] == ("Camille", "Name0")
    assert max(map(len, found)) <= LONGEST
