"""Whether a prompt tells the model which language to answer in."""

from __future__ import annotations

# fmt: off
_WORD_FOR_LANGUAGE = (
    "language", "langue", "sprache", "idioma", "lingua", "língua", "språk", "sprog", " taal", "kieli", "kielellä",
    "język", "jazyk", "nyelv", "limba", " dilin", " dilde", "bahasa", "lugha", "язык", "мовою", "мова", "език", "јазик",
    "језик", "jezik", "γλώσσα", "لغة", "زبان", "שפה", "भाषा", "ভাষা", "மொழி", "భాష", "ಭಾಷೆ", "ഭാഷ", "ભાષા", "ਭਾਸ਼ਾ",
    "ଭାଷା", "ภาษา", "言語", "语言", "語言", "언어", "ngôn ngữ", " wika", "te reo", "iaith", "kalba", "valoda", "keeles",
)
# fmt: on
_SHORTEST = 4


def says_language(text: str, code: str) -> bool:
    """
    Tell whether a text names a language, by its English or native name, or speaks of languages at all.

    Names of languages begin alike in many tongues (français, francés, Französisch), so their beginning is enough.
    """
    from anamctl.languages.iso639 import language_of
    from anamctl.languages.names import fold

    folded = f" {fold(text)}"
    found = language_of(code)
    for name in (found.english, found.native) if found else ():
        start = fold(name).partition(" (")[0]
        if start and start[: max(_SHORTEST, len(start) - 3)] in folded:
            return True
    return any(word[: word.startswith(" ")] + fold(word) in folded for word in _WORD_FOR_LANGUAGE)
