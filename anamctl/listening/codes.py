"""Codes of languages as services write them, and when two of them mean the same."""

from __future__ import annotations

from anamctl.languages.iso639 import language_of

_MACRO = {"nb": "no", "nn": "no", "cmn": "zh", "fil": "tl", "arb": "ar", "swh": "sw", "prs": "fa", "pes": "fa"}
"""Languages that go by the code of a larger one with services that do not tell them apart."""


def base(code: str) -> str:
    """Give the language of a code without region, script and old spellings: fr of fr-CA, jv of jw; else as it is."""
    found = language_of(code)
    if found is not None:
        return found.code
    primary = code.strip().replace("_", "-").partition("-")[0].lower()
    return primary or code


def is_same(one: str, other: str) -> bool:
    """Tell whether two codes mean the same language, as far as a service can tell: fr and fr-CA, nb and no."""
    first, second = base(one), base(other)
    return first == second or _MACRO.get(first) == second or _MACRO.get(second) == first


def titled(code: str) -> str:
    """Give the English name of a language, or its code where it has none here."""
    found = language_of(code) or language_of(_MACRO.get(base(code), ""))
    return found.english if found else code
