"""Which persona is meant, and in which language: by file, by name, or by the language alone among ``personas/``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.definitions.choose import Found, find, name_of, open_file, pick
from anamctl.definitions.discover import DEFAULT_FOLDER, discover
from anamctl.definitions.document import Kind
from anamctl.definitions.persona import languages_of, view
from anamctl.definitions.persona_body import body_of
from anamctl.definitions.unset import needs_variable, unset_values
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from anamctl.definitions.document import Document, SourceFile
    from anamctl.definitions.nodes import Path
    from anamctl.definitions.placeholders import Unset

HARMLESS = frozenset({"ambiguous", "unset"})
"""Issues of reading after which the data still is what the file says."""
_LISTED = 8


class Choice(NamedTuple):
    """A persona, the language it is to speak, and what is posted for that."""

    file: SourceFile
    document: Document
    language: str | None
    """None when the persona names none: that of the account counts."""
    body: dict[str, Any]
    """``personaConfig``, and ``sessionOptions`` and ``clientLabel`` when there are any; all variables have values."""

    @property
    def path(self) -> str:
        """The file."""
        return self.file.path

    @property
    def name(self) -> str:
        """What the persona is called; the file when it has no name."""
        return name_of(self.document) or self.path


class Meant(NamedTuple):
    """A persona, and one of its languages; what it says need not be whole."""

    file: SourceFile
    document: Document
    language: str | None
    """None when the persona names none."""


def choose(name: str, language: str, environ: Mapping[str, str], document: str = "") -> Choice:
    """
    Find the persona and the language that are meant, and give what is posted for them.

    Args:
        name: a file, its stem in ``personas/``, or the name of a persona; empty: the only one that speaks the language,
            or the only one there is.
        language: its code; empty: the persona's own.
        environ: values for ``${NAME}``.
        document: number or name of a document, for a file with several.

    Raises:
        UsageError: there is no such persona, or several; it does not speak the language; a variable has no value.
    """
    found = _find(name, language, environ, document)
    return chosen(found.file, _persona(found, document), language)


def meant(name: str, language: str, environ: Mapping[str, str], document: str = "") -> Meant:
    """
    Find the persona and the language that are meant; variables need no value for that.

    Args:
        name: as in `choose`.
        language: as in `choose`.
        environ: values for ``${NAME}``.
        document: as in `choose`.

    Raises:
        UsageError: there is no such persona, or several; it does not speak the language.
    """
    found = _find(name, language, environ, document)
    persona = _persona(found, document)
    return Meant(found.file, persona, _language(found.file, persona, language))


def chosen(file: SourceFile, document: Document, language: str) -> Choice:
    """
    Give what is posted for a language of a persona that has been read.

    Raises:
        UsageError: it does not speak the language, is not whole, or a variable has no value.
    """
    if not isinstance(document.data.get("personaConfig"), dict):
        raise _unusable(file, "personaConfig is no mapping")
    code = _language(file, document, language)
    entries = document.data.get("languages")
    if code is not None and isinstance(entries, dict) and not isinstance(entries.get(code, {}), dict):
        raise _unusable(file, f"languages.{code} is no mapping")
    body = body_of(document, code)
    for path, value in unset_values(body):
        raise needs_variable(file.path, document, _written(document, path, code, value), value)
    return Choice(file, document, code, body)


# ---- the persona -----------------------------------------------------------------------------------------------------


def _find(name: str, language: str, environ: Mapping[str, str], document: str) -> Found:
    if name:
        return find(name, environ)
    if document:
        raise UsageError("--document needs to know the file.", hint="name the file before it.")
    return _only(language, environ)


def _persona(found: Found, wanted: str) -> Document:
    file = found.file
    if any(issue.kind not in HARMLESS for issue in file.issues):
        raise _unusable(file, "it cannot be read as it stands")
    personas = [document for document in file.documents if document.kind is Kind.PERSONA]
    document = personas[0] if not wanted and found.document is None and len(personas) == 1 else pick(found, wanted)
    if document.kind is not Kind.PERSONA:
        raise UsageError(
            f"{file.path} holds an agent of Bolna, not a persona.", hint="`anamctl agent` takes agents; name a persona."
        )
    return document


def _unusable(file: SourceFile, problem: str) -> UsageError:
    return UsageError(f"{file.path} cannot be used: {problem}.", hint=f"anamctl validate {file.path}")


def _only(language: str, environ: Mapping[str, str]) -> Found:
    """Give the only persona that speaks a language; the only one at all when no language is named."""
    if not os.path.isdir(DEFAULT_FOLDER):
        raise UsageError(
            f'there is no folder "{DEFAULT_FOLDER}" here, and no persona was named.',
            hint="name a file: personas/concierge.yaml; `anamctl init NAME` writes one.",
        )
    files = [open_file(path, environ) for path in discover([DEFAULT_FOLDER])]
    broken = [file.path for file in files if any(issue.kind not in HARMLESS for issue in file.issues)]
    personas = [
        Found(file, document)
        for file in files
        if file.path not in broken
        for document in file.documents
        if document.kind is Kind.PERSONA
    ]
    fitting = [one for one in personas if not language or _match(_codes(one), language) is not None]
    if len(fitting) == 1:
        return fitting[0]
    unread = f"; {', '.join(broken)} cannot be read" if broken else ""
    if fitting:
        count = f"{len(fitting)} personas in {DEFAULT_FOLDER}/"
        problem = f"{count} speak {language}; which one?" if language else f"there are {count}; which one?"
        raise UsageError(problem, hint=f"name one: {_listed(fitting)}{unread}")
    if not personas:
        raise UsageError(f"there is no persona in {DEFAULT_FOLDER}/.", hint=f"`anamctl init NAME` writes one{unread}")
    hint = _guess(language, {code for one in personas for code in _codes(one)}) or f"there are: {_listed(personas)}"
    raise UsageError(f"no persona in {DEFAULT_FOLDER}/ speaks {_said(language)}.", hint=f"{hint}{unread}")


def _codes(found: Found) -> list[str]:
    return languages_of(view(found.document)) if found.document is not None else []


def _listed(personas: list[Found]) -> str:
    shown = []
    for one in personas[:_LISTED]:
        label = name_of(one.document) if one.document is not None else ""
        about = ": ".join(part for part in (label, " ".join(_codes(one))) if part)
        shown.append(f"{one.file.path} ({about})" if about else one.file.path)
    more = f", and {len(personas) - _LISTED} more" if len(personas) > _LISTED else ""
    return ", ".join(shown) + more


# ---- the language ----------------------------------------------------------------------------------------------------


def _language(file: SourceFile, document: Document, wanted: str) -> str | None:
    persona = view(document)
    if not wanted:
        return persona.base.code or None
    codes = languages_of(persona)
    code = _match(codes, wanted)
    if code is not None:
        return code
    if persona.is_saved and not codes:
        raise UsageError(
            f"{file.path} is a saved persona; its language is set on the account.", hint="leave --lang out."
        )
    raise UsageError(f"{file.path} does not speak {_said(wanted)}.", hint=_speaks(codes, wanted))


def _match(codes: Iterable[str], wanted: str) -> str | None:
    folded = wanted.strip().casefold()
    return next((code for code in codes if code.casefold() == folded), None)


def _speaks(codes: list[str], wanted: str) -> str:
    if not codes:
        return "it names no language; leave --lang out, or add languageCode to personaConfig."
    return _guess(wanted, codes) or f"it speaks {' '.join(codes)}; `languages` in the file adds one."


def _said(wanted: str) -> str:
    from anamctl.languages.iso639 import is_iso639

    return wanted if is_iso639(wanted.strip().lower()) else f'"{wanted}", which is no code of a language'


def _guess(wanted: str, codes: Collection[str]) -> str:
    from anamctl.languages.suggestions import suggest

    guess = suggest(wanted)
    return f"did you mean {guess.code}?" if guess is not None and guess.code in codes else ""


def _written(document: Document, path: Path, code: str | None, value: Unset) -> Path:
    """Where a value of the body stands in the file."""
    for place in _places(path, code):
        here: Any = document.data
        for step in place:
            try:
                here = here[step]
            except (KeyError, IndexError, TypeError):
                here = None
                break
        if here == value:
            return place
    return path


def _places(path: Path, code: str | None) -> Iterator[Path]:
    if code is not None and path[0] == "personaConfig":
        yield ("languages", code, *path[1:])
    yield path
