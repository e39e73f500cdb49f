"""
Which language a reply is in, and how sure that is: by its letters, then by the small words of languages.

A reply is short. So the result is one of three: it is the language, it is another one, or nobody can tell.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from anamctl.languages.iso639 import language_of, languages
from anamctl.languages.scripts import dominant_script, fits
from anamctl.lint.rules.txt.typical_words import are_close, signs, words
from anamctl.live.spoken_words import SPOKEN

MAJORITY = 0.6
"""Share of the recognised words from which a language is taken to be the one."""
_FEWEST_LETTERS = 12
_PUNCTUATION = str.maketrans(dict.fromkeys('.,;:!?¡¿…«»"“”„()[]{}*_-–—\n\t\r', " "))
_APOSTROPHES = str.maketrans({"'": " ", "’": " "})


class Verdict(NamedTuple):
    """What a text says about its language."""

    is_expected: bool | None = None
    """None when nobody can tell."""
    code: str = ""
    """The language that it most probably is in; empty when that is not known."""
    share: float = 0.0
    """How sure that is, from 0 to 1."""
    why: str = ""
    """In a few words: ``letters``, ``3 of its words``."""


def judge(text: str, expected: str) -> Verdict:
    """
    Tell whether a text is in a language.

    Languages too close to be told apart by a few words (Danish and Norwegian) count as one, unless the words of the
    other are clearly more.

    Args:
        text: what was said.
        expected: code of the language.
    """
    script = dominant_script(text)
    if not fits(expected, text):
        return Verdict(is_expected=False, code=_by_script(text), share=1.0, why="its letters")
    if script is None and sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return Verdict(why="too few words")
    if signs(expected) is None:
        # The script is that of few languages. Its letters are all there is to go by.
        return _by_letters(expected, script)
    if not words(expected) and expected not in SPOKEN:
        return Verdict(why="none of its words is known")
    return _by_words(text, expected, script)


def _by_letters(expected: str, script: str | None) -> Verdict:
    if script is None:
        return Verdict(why="too few words")
    own = getattr(language_of(expected), "script", "")
    if script == "Hani" and own in ("Jpan", "Kore"):
        return Verdict(why="nothing but Chinese characters")
    return Verdict(is_expected=True, code=expected, share=0.9, why="its letters")


def _by_words(text: str, expected: str, script: str | None) -> Verdict:
    said = text.lower().translate(_PUNCTUATION).split()
    plain = f" {' '.join(said)} "
    tokens = frozenset([*said, *plain.translate(_APOSTROPHES).split()])
    found = {code: count for code in _rivals(script, expected) if (count := _count(code, tokens, text))}
    if not found:
        return Verdict(why="no word that tells")
    own = found.get(expected, 0)
    # Of a close language some words are expected; so many more of them than of its own make it that one.
    others = {
        code: count
        for code, count in found.items()
        if not are_close(code, expected) or (count >= own + 2 and count >= own * 1.5)
    }
    best = max(others, key=lambda code: others[code], default="")
    rival = others.get(best, 0)
    mine = max((count for code, count in found.items() if code not in others), default=0)
    if are_close(best, expected):
        mine = own
    if mine > rival and mine / (mine + rival) >= MAJORITY:
        return Verdict(is_expected=True, code=expected, share=_sure(mine, rival), why=_words(mine))
    if rival > mine and rival / (mine + rival) >= MAJORITY:
        return Verdict(is_expected=False, code=best, share=_sure(rival, mine), why=_words(rival))
    return Verdict(code=best, why="words of several languages")


def _sure(count: int, against: int) -> float:
    """Say how sure so many words make: one alone is little, and words of another language speak against it."""
    return round(count / (count + against + 0.5), 2)


def _words(count: int) -> str:
    return f"{count} of its words" if count > 1 else "one of its words"


def _count(code: str, tokens: frozenset[str], text: str) -> int:
    """Count the different small words, and letters of its own, of a language that a text has."""
    known, letters = _vocabulary(code)
    return len(known & tokens) + sum(1 for letter in letters if letter in text)


@cache
def _vocabulary(code: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Give the words of a language, and the letters that others of its script have not."""
    found = words(code)
    small = {one.strip() for one in found if one.startswith(" ")}
    return frozenset(small | set(SPOKEN.get(code, "").split())), tuple(one for one in found if not one.startswith(" "))


@cache
def _rivals(script: str | None, expected: str) -> tuple[str, ...]:
    """List the languages that share a script."""
    wanted = script or getattr(language_of(expected), "script", "Latn")
    return tuple(one.code for one in languages() if one.script == wanted or one.code == expected)


def _by_script(text: str) -> str:
    """Give the language that a script speaks for, where it is that of one only."""
    script = dominant_script(text)
    speakers = [one.code for one in languages() if one.script == script]
    return speakers[0] if len(speakers) == 1 else ""
