"""``anamctl voices``, ``avatars``, ``llms`` and ``personas``, without the option parser."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.anam.catalogue import KINDS, Kind, name_of
from anamctl.cli import anam_catalogue
from anamctl.cli.anam_service import opened
from anamctl.cli.terminal import is_terminal, uses_color, width
from anamctl.errors import ExitCode, UsageError
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from anamctl.anam.voices import Ranked
    from anamctl.cli.anam_catalogue import Held
    from anamctl.cli.anam_service import AnamRequest

Item = dict[str, Any]


class ListRequest(NamedTuple):
    """What is wanted of a list."""

    plural: str
    """``voices``, ``avatars``, ``llms`` or ``personas``; also the name of the command."""
    lang: str = ""
    search: str = ""
    provider: str = ""
    refresh: bool = False
    json: bool = False
    color: str = "auto"


def list_items(service: AnamRequest, request: ListRequest) -> int:
    """Print what the account holds of a kind."""
    kind = next(kind for kind in KINDS if kind.plural == request.plural)
    lang = _language(request.lang)
    with opened(service) as found:
        held = anam_catalogue.held(found, [kind], refresh=request.refresh)[kind.plural]
    items = _searched(_of_provider(held.items, request.provider), request.search)
    ranked: list[Ranked] = []
    if lang and kind.plural == "voices":
        from anamctl.anam.voices import rank

        ranked = rank(items, lang)
        items = [dict(one.voice) for one in ranked]
    elif lang:
        items = [item for item in items if item.get("languageCode") == lang]
    if request.json:
        _write_json(request, held, items, ranked)
        return ExitCode.OK
    likely = [one for one in ranked if one.fit.is_likely]
    shown = [dict(one.voice) for one in likely or ranked] if ranked else items
    if shown:
        reasons = [", ".join(one.fit.reasons) for one in likely or ranked]
        _write_table(request, shown, reasons)
    if not service.quiet:
        sys.stderr.write(visible(_about(request, kind, held, len(shown), len(ranked) - len(shown))) + "\n")
    return ExitCode.OK


# ---- what is wanted --------------------------------------------------------------------------------------------------


def _language(text: str) -> str:
    """
    Give the code of a language.

    Raises:
        UsageError: it is none.
    """
    if not text:
        return ""
    from anamctl.languages.iso639 import is_iso639
    from anamctl.languages.suggestions import suggest

    code = text.strip().lower()
    if is_iso639(code):
        return code
    guess = suggest(text)
    hint = (
        f"did you mean {guess.code}?" if guess is not None else "codes have two letters; `anamctl languages` has all."
    )
    raise UsageError(f'"{text}" is no code of a language.', hint=hint)


def _of_provider(items: list[Item], wanted: str) -> list[Item]:
    """
    Keep what is of a provider, which may be shortened: ``eleven``.

    Raises:
        UsageError: nothing is of such a provider.
    """
    if not wanted:
        return items
    key = "llmFormat" if any("llmFormat" in item for item in items) else "provider"
    known = sorted({item[key] for item in items if isinstance(item.get(key), str)})
    folded = _plain(wanted)
    fitting = [name for name in known if _plain(name) == folded] or [n for n in known if _plain(n).startswith(folded)]
    if not fitting:
        raise UsageError(f'nothing is of a provider "{wanted}".', hint=f"providers are {', '.join(known) or 'none'}.")
    return [item for item in items if item.get(key) in fitting]


def _plain(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")


def _searched(items: list[Item], wanted: str) -> list[Item]:
    """Keep what holds all words of a text, in any of its own texts; accents and capitals make no difference."""
    from anamctl.languages.names import fold

    words = fold(wanted).split()
    return [item for item in items if _has_words(fold(" ".join(_texts(item))), words)] if words else items


def _has_words(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _texts(value: Any) -> list[str]:  # noqa: ANN401  # JSON
    if isinstance(value, str):
        return [] if value.startswith(("http://", "https://")) else [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    return [text for inner in value for text in _texts(inner)] if isinstance(value, list) else []


# ---- what is written -------------------------------------------------------------------------------------------------


def _write_json(request: ListRequest, held: Held, items: list[Item], ranked: list[Ranked]) -> None:
    from anamctl.anam.token import iso
    from anamctl.report.envelope import success

    data: dict[str, Any] = {"askedAt": iso(held.asked_at), "total": len(held.items), request.plural: items}
    if request.lang and request.plural == "voices":
        data["ranking"] = [
            {
                "id": one.voice.get("id"),
                "score": one.fit.score,
                "likely": one.fit.is_likely,
                "reasons": list(one.fit.reasons),
            }
            for one in ranked
        ]
    sys.stdout.write(success(request.plural, data))


def _write_table(request: ListRequest, items: Sequence[Item], reasons: Sequence[str]) -> None:
    from anamctl.view.catalogue import Column, show_items

    columns = list(_columns(request.plural))
    rows = [[_cell(item, read) for _, _, read in columns] for item in items]
    if reasons:
        columns[-1] = ("why", 24, name_of)
        for row, reason in zip(rows, reasons, strict=True):
            row[-1] = visible(reason)
    heads = [Column(title, least, "bold" if title == "name" else "") for title, least, _ in columns]
    limit = width() if is_terminal() or os.environ.get("COLUMNS") else None
    show_items(heads, rows, color=uses_color(request.color), width=limit)


def _cell(item: Mapping[str, Any], read: Callable[[Mapping[str, Any]], object]) -> str:
    value = read(item)
    if isinstance(value, list):
        value = ", ".join(one for one in value if isinstance(one, str))
    if isinstance(value, bool):
        value = "yes" if value else ""
    return visible(" ".join(value.split())) if isinstance(value, str) else ""


def _key(name: str) -> Callable[[Mapping[str, Any]], object]:
    return lambda item: item.get(name)


def _inner(name: str) -> Callable[[Mapping[str, Any]], object]:
    def read(item: Mapping[str, Any]) -> object:
        inner = item.get(name)
        return name_of(inner) if isinstance(inner, dict) else inner

    return read


def _gender(item: Mapping[str, Any]) -> object:
    value = item.get("gender")
    return value.lower() if isinstance(value, str) else None


def _columns(plural: str) -> Sequence[tuple[str, int, Callable[[Mapping[str, Any]], object]]]:
    """Title, least width, and what to read, of each column."""
    name = ("name", 10, name_of)
    id_ = ("id", 36, _key("id"))
    return {
        "voices": (
            name,
            id_,
            ("accent", 6, _key("country")),
            ("gender", 6, _gender),
            ("provider", 10, _key("provider")),
            ("model", 10, _key("providerModelId")),
            ("tags", 12, _key("displayTags")),
        ),
        "avatars": (
            name,
            id_,
            ("models", 8, _key("availableVersions")),
            ("style", 6, _key("renderStyle")),
            ("tags", 12, _key("displayTags")),
        ),
        "llms": (
            name,
            id_,
            ("format", 8, _key("llmFormat")),
            ("model", 10, _key("modelName")),
            ("default", 7, _key("isDefault")),
            ("description", 16, _key("description")),
        ),
        "personas": (
            name,
            id_,
            ("language", 8, _key("languageCode")),
            ("voice", 8, _inner("voice")),
            ("avatar", 8, _inner("avatar")),
            ("description", 16, _key("description")),
        ),
    }[plural]


def _about(request: ListRequest, kind: Kind, held: Held, shown: int, left: int) -> str:
    """Say how many there are, how old the list is, and what else there is."""
    total = len(held.items)
    count = f"{shown} of {total}" if shown != total else f"{total}"
    text = f"{count} {kind.plural if kind.plural != 'llms' else 'language models'}"
    if request.lang and kind.plural == "voices":
        text += f" for {request.lang}, a guess: Anam says of no voice which languages it speaks"
        if left > 0:
            text += f"; {left} more have a model that speaks many (--json has them)"
    if held.is_kept:
        from anamctl.anam.token import remaining

        text += f"; asked {remaining(anam_catalogue.now() - held.asked_at)} ago, --refresh asks again"
    return text
