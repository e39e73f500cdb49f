"""
What the file of a persona says to somebody who listens to its callers: their language, and words to listen for.

The words are a guess: the persona's name, names in its prompt and greeting (words with a capital letter inside
sentences), and short quotations. Services that know of no such words ignore them.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from anamctl.definitions.choose import name_of
from anamctl.definitions.persona_body import config_of
from anamctl.definitions.persona_choice import meant
from anamctl.definitions.placeholders import Unset
from anamctl.errors import UsageError
from anamctl.listening.codes import base

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST = 100
"""Terms that services take."""
LONGEST = 50
"""Characters of a term that services take."""
_WORDS = 4
"""Of a quotation that may be a name."""
_NOUNS = frozenset({"de", "lb"})
"""Languages in which every noun has a capital letter, so that it tells nothing."""
_URL = re.compile(r"\b(?:https?://|www\.)\S+|\S+@\S+")
_PAIRS = (('"', '"'), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("‹", "›"), ("「", "」"), ("『", "』"))
_QUOTED = re.compile("|".join(f"{first}([^{first}{last}\n]{{2,{LONGEST}}}){last}" for first, last in _PAIRS))
_QUOTES = tuple({mark for pair in _PAIRS for mark in pair})
_NAME = re.compile(r"[^\W\d_][\w'’-]*(?:[ \u00a0][^\W\d_][\w'’-]*)*")
_BEFORE = re.compile(r"[^\s\"“”„«»‹›「」『』(\[*_]")
_STOPS = frozenset(".!?…:;。！？•–—-*#>|¿¡")
_APOSTROPHE = re.compile(r"\A[dlmnstcj][’']", re.IGNORECASE)


class Persona(NamedTuple):
    """A persona as a listener sees it."""

    path: str
    name: str
    """Empty when it has none."""
    language: str
    """Code of the language that its callers are expected to speak."""
    key_terms: tuple[str, ...]
    """Words to listen for, the surest first."""


def read_persona(name: str, language: str, environ: Mapping[str, str], document: str = "") -> Persona:
    """
    Find a persona, and say what to listen for.

    Args:
        name: a file, its stem in ``personas/``, or the name of a persona.
        language: one of its languages; empty: its own.
        environ: values for ``${NAME}``.
        document: number or name of a document, for a file with several.

    Raises:
        UsageError: there is no such persona, it does not speak the language, or it names none.
    """
    found = meant(name, language, environ, document)
    code = found.language or language
    if not code:
        raise UsageError(
            f"{found.file.path} does not say which language it speaks.",
            hint="name it: --lang fr; or --expect fr alone.",
        )
    config = config_of(found.document, found.language)
    texts = [config.get(key) for key in ("initialMessage", "systemPrompt")]
    own = name_of(found.document)
    own = "" if isinstance(own, Unset) else own
    terms = key_terms(own, [text for text in texts if isinstance(text, str) and not isinstance(text, Unset)], code)
    return Persona(found.file.path, own, code, terms)


def key_terms(name: str, texts: list[str], language: str) -> tuple[str, ...]:
    """
    Guess which words of a persona are names.

    Args:
        name: of the persona.
        texts: what it says and is told, in the language.
        language: its code.
    """
    found: dict[str, str] = {}
    for term in (name, *(term for text in texts for term in _names(_URL.sub(" ", text), base(language)))):
        tidy = " ".join(term.split()).strip(".,;:!?'’- ")
        if 2 <= len(tidy) <= LONGEST and tidy.casefold() not in _languages():
            found.setdefault(tidy.casefold(), tidy)
    return tuple(found.values())[:MOST]


def _names(text: str, language: str) -> Iterator[str]:
    quoted: list[str] = []

    def take(match: re.Match[str]) -> str:
        inside = match[match.lastindex or 0]
        if len(inside.split()) > _WORDS or inside[-1] in ".!?":
            return match.group()
        quoted.append(inside)
        return ","

    text = _QUOTED.sub(take, text)
    yield from quoted
    if language in _NOUNS:
        return
    for match in _NAME.finditer(text):
        run: list[str] = []
        at = match.start()
        for word in re.split("[ \u00a0]", match.group()):
            bare = _APOSTROPHE.sub("", word)
            if bare[:1].isupper() and not _begins(text, at):
                run.append(bare if not run else word)
            else:
                yield " ".join(run)
                run = []
            at += len(word) + 1
        yield " ".join(run)


def _begins(text: str, at: int) -> bool:
    """Tell whether a sentence, a line or a quotation begins with the word that stands there."""
    before = text[max(0, at - 40) : at]
    if before[-1:] in _QUOTES:
        return True
    for character in reversed(before):
        if character == "\n":
            return True
        if _BEFORE.match(character):
            is_mark = unicodedata.category(character) in ("Po", "Pd", "So") and character not in ",'’&/"
            return character in _STOPS or is_mark
    return at <= 40


def _languages() -> frozenset[str]:
    """Names of languages: a prompt that says in which one to answer means no name by them."""
    from anamctl.languages.iso639 import languages

    return frozenset(name.casefold() for one in languages() for name in (one.english, one.native) if name)
