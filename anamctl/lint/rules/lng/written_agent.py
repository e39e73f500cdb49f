"""The language codes of an agent: keys of its languages, what its parts listen for and speak, keys of its messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from anamctl.definitions.agent import view
from anamctl.languages.iso639 import FOREIGN_SPELLINGS, is_iso639, language, language_of, retired_codes
from anamctl.languages.suggestions import NOT_LANGUAGES
from anamctl.lint.rules.lng.written import Written, add, listed, rule_for_no_code
from anamctl.lint.texts import message_maps

if TYPE_CHECKING:
    from anamctl.definitions.agent import Tools
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.rules.lng.written import Suspects

PLAIN_ONLY = ("elevenlabs", "openai", "smallest")
"""Transcribers that are sent the language as it is written and know no locales (their vendors' documentation)."""
# Tuples: a file may hold a list where a provider belongs, and a set cannot be asked for one.
OWN_CODES = ("rime", "maya")
"""Synthesizers that write languages in their own way: three letters, ``or`` for Odia."""

_LOCALE = re.compile(r"([A-Za-z]{2,3})[-_][A-Za-z0-9][-_A-Za-z0-9]*")


def of_agent(document: Document) -> Suspects:
    """Sort the codes of an agent document by the rule that reports them."""
    found: Suspects = {}
    agent = view(document)
    for tools in agent.tools:
        if tools.has_base:
            _hearing(found, tools.transcriber, (*tools.path, "transcriber"))
            _speaking(found, tools.synthesizer, (*tools.path, "synthesizer"))
        if tools.multilingual is not None:
            _languages(found, tools)
    own = {code for tools in agent.tools for code in tools.languages}
    for path, messages in message_maps(document):
        for code in messages:
            if code not in listed("bolna") and code not in own and (is_plain_odia(code) or not is_iso639(code)):
                _add(found, rule_for_key(code), Written((*path, code), "key", code, "bolna"))
    return found


def _languages(found: Suspects, tools: Tools) -> None:
    multilingual = tools.multilingual or {}
    is_dropped = not tools.is_enabled
    active: Path = (*tools.multilingual_path, "active_language")
    for code, entry in tools.languages.items():
        path = (*tools.languages_path, code)
        if code not in listed("bolna") and not _is_doubled(code, tools.languages):
            along = (active,) if multilingual.get("active_language") == code else ()
            written = Written(path, "key", code, "bolna", along=along, is_dropped=is_dropped)
            _add(found, rule_for_key(code), written)
        if isinstance(entry, dict):
            provider = tools.transcriber.get("provider")
            _hearing(found, entry.get("transcriber"), (*path, "transcriber"), provider, code, is_dropped=is_dropped)
            _speaking(found, entry.get("synthesizer"), (*path, "synthesizer"), code, is_dropped=is_dropped)


def _hearing(
    found: Suspects,
    transcriber: Any,  # noqa: ANN401  # what a file holds is anything
    path: Path,
    provider: object = None,
    key: str | None = None,
    *,
    is_dropped: bool = False,
) -> None:
    if not isinstance(transcriber, dict):
        return
    is_plain = transcriber.get("provider", provider) in PLAIN_ONLY
    _value(found, transcriber.get("language"), (*path, "language"), key, is_plain=is_plain, is_dropped=is_dropped)
    hints = transcriber.get("language_hints")
    for index, hint in enumerate(hints if isinstance(hints, list) else ()):
        _value(found, hint, (*path, "language_hints", index), is_plain=is_plain, is_dropped=is_dropped)


def _speaking(
    found: Suspects,
    synthesizer: Any,  # noqa: ANN401  # what a file holds is anything
    path: Path,
    key: str | None = None,
    *,
    is_dropped: bool = False,
) -> None:
    config = synthesizer.get("provider_config") if isinstance(synthesizer, dict) else None
    if isinstance(config, dict) and synthesizer.get("provider") not in OWN_CODES:
        path = (*path, "provider_config", "language")
        _value(found, config.get("language"), path, key, is_voice=True, is_dropped=is_dropped)


def _value(
    found: Suspects,
    value: Any,  # noqa: ANN401  # what a file holds is anything
    path: Path,
    key: str | None = None,
    *,
    is_plain: bool = False,
    is_voice: bool = False,
    is_dropped: bool = False,
) -> None:
    """Judge what stands as a `language`: a code or a locale, and of the language of its entry."""
    if not isinstance(value, str) or "${" in value:
        return
    rule = None if value in listed("bolna") else _rule_for_value(value, is_plain=is_plain, is_voice=is_voice)
    if rule is not None:
        _add(found, rule, Written(path, "value", value, "bolna", is_dropped=is_dropped))
    elif key is not None and _differ(value, key):
        _add(found, "LNG106", Written(path, "value", value, "bolna", key=key, is_dropped=is_dropped))


def _rule_for_value(code: str, *, is_plain: bool, is_voice: bool) -> str | None:
    if is_iso639(code):
        return "LNG105" if is_plain_odia(code) and not is_voice else None
    if code in NOT_LANGUAGES or code.startswith("multi-") or language(code) is not None:
        return None
    match = _LOCALE.fullmatch(code)
    if match is None:
        return rule_for_no_code(code)
    primary = match[1].lower()
    if primary in retired_codes():
        return "LNG103"
    if not is_iso639(primary) and primary not in FOREIGN_SPELLINGS and language(primary) is None:
        return "LNG101"
    return "LNG105" if is_plain else None


def rule_for_key(code: str) -> str:
    """Name the rule that reports a key which Bolna does not document."""
    if is_iso639(code):
        return "LNG105"
    match = _LOCALE.fullmatch(code)
    primary = match[1].lower() if match else ""
    if is_iso639(primary) or primary in FOREIGN_SPELLINGS:
        return "LNG105"
    return rule_for_no_code(primary if primary in retired_codes() else code)


def _is_doubled(code: str, languages: dict[str, Any]) -> bool:
    """Tell whether a locale stands beside the plain code of its language: then LNG110 says what is wrong."""
    match = _LOCALE.fullmatch(code)
    return match is not None and match[1].lower() in languages


def is_plain_odia(code: str) -> bool:
    """Tell whether this is the code of ISO 639 for Odia, which Bolna calls ``od``."""
    return code == "or"


def _differ(value: str, key: str) -> bool:
    """Tell whether two codes stand for two languages; a word for detection differs from none."""
    one, other = language_of(value), language_of(key)
    return one is not None and other is not None and one != other


def _add(found: Suspects, rule: str, written: Written) -> None:
    if "${" not in written.code:
        add(found, rule, written)
