"""
Write what is generated from the tables of Bolna: the golden legs of every provider, and the page of facts and guesses.

    python scripts/generate_bolna.py            write the files
    python scripts/generate_bolna.py --check    only say whether they are fresh
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.bolna.layering import Leg
    from anamctl.bolna.rows import ProviderRow
    from anamctl.bolna.tables import Kind

GOLDEN = ROOT / "tests" / "golden" / "bolna"
PAGE = ROOT / "docs" / "reference" / "bolna-languages.md"

VOICES: dict[str, dict[str, Any]] = {
    "polly": {"voice": "Kajal", "engine": "neural"},
    "elevenlabs": {"voice": "Rachel", "voice_id": "21m00Tcm4TlvDq8ikWAM", "model": "eleven_turbo_v2_5", "speed": 1.1},
    "openai": {"voice": "alloy", "model": "gpt-4o-mini-tts"},
    "deepgram": {"voice": "Asteria", "voice_id": "asteria", "model": "aura-2-asteria-en"},
    "azuretts": {"voice": "Swara", "model": "neural", "speed": 1.0},
    "cartesia": {"voice": "Asha", "voice_id": "3b554273", "model": "sonic-3"},
    "smallest": {"voice": "Aravind", "voice_id": "aravind", "model": "lightning-v3.1"},
    "sarvam": {"voice": "Anushka", "voice_id": "anushka", "model": "bulbul:v2", "speed": 1.1},
    "rime": {"voice": "Luna", "voice_id": "luna", "model": "mistv2"},
    "pixa": {"voice": "Neha", "voice_id": "neha", "model": "luna-tts"},
    "maya": {"voice": "Ananya", "voice_id": "Ananya", "model": "maya-1"},
    "kalpa": {"voice": "Arjun", "model": "kalpa-tts-1"},
    "gemini": {"voice": "Kore", "voice_id": "Kore", "model": "gemini-2.5-flash-preview-tts"},
    "soniox": {"voice": "Adrian", "voice_id": "Adrian", "model": "tts-rt-v2"},
    "custom": {"voice": "house", "model": "house-1"},
}
"""A voice of each synthesizer; names and ids are samples."""

WITHOUT_LANGUAGE = {"elevenlabs", "openai", "deepgram", "kalpa", "custom"}
"""Synthesizers whose own configuration has no language."""

MODELS: dict[str, str] = {
    "deepgram": "nova-3",
    "azure": "latest",
    "sarvam": "saaras:v4",
    "assembly": "universal-3-pro",
    "google": "latest_long",
    "pixa": "pixa-1",
    "gladia": "solaria-1",
    "elevenlabs": "scribe_v2_realtime",
    "smallest": "pulse",
    "openai": "gpt-4o-transcribe",
    "soniox": "stt-rt-v5",
    "gemini": "gemini-2.5-flash-native-audio",
    "bolna": "hindi-1",
}
"""A model of each transcriber."""


def stt_tools(provider: str) -> dict[str, Any]:
    """Give an agent that hears all languages with one provider, by rule T2."""
    entry = {"synthesizer": {"provider": "elevenlabs", "provider_config": {}}}
    return _tools(
        {"provider": provider, "model": MODELS[provider], "language": "en", "endpointing": 250},
        {"provider": "elevenlabs", "provider_config": VOICES["elevenlabs"]},
        dict.fromkeys(_keys(), entry),
    )


def tts_tools(provider: str) -> dict[str, Any]:
    """Give an agent that speaks all languages with one provider, by rule S1; it writes what Bolna does not fill in."""
    from anamctl.bolna import tables

    def spoken(code: str) -> str:
        return tables.resolve_tts(provider, VOICES[provider].get("model"), code).value

    is_written = provider in tables.REQUIRED_LANGUAGE or provider == "maya"
    entries = {
        code: {
            "synthesizer": {"provider": provider, "provider_config": {"language": spoken(code)} if is_written else {}}
        }
        for code in _keys()
    }
    config = VOICES[provider] if provider in WITHOUT_LANGUAGE else {**VOICES[provider], "language": spoken("en")}
    base: dict[str, Any] = {"provider": provider, "buffer_size": 60, "provider_config": config}
    return _tools({"provider": "deepgram", "model": "nova-3", "language": "en"}, base, entries)


def _tools(transcriber: dict[str, Any], synthesizer: dict[str, Any], entries: dict[str, Any]) -> dict[str, Any]:
    multilingual = {"enabled": True, "active_language": "en", "languages": entries}
    return {"transcriber": transcriber, "synthesizer": synthesizer, "multilingual_config": multilingual}


def _keys() -> tuple[str, ...]:
    from anamctl.bolna import tables

    return tables.KEYS


def golden(kind: Kind, provider: str) -> str:
    """Give the golden file of a provider: its base, and the leg of each language as a running call reads it."""
    from anamctl.bolna import layering
    from anamctl.bolna.expanded import expand

    part = "transcriber" if kind == "stt" else "synthesizer"
    tools = stt_tools(provider) if kind == "stt" else tts_tools(provider)
    pool = expand({"tools_config": tools})["tools_config"][part]["multilingual"]
    legs = layering.legs(tools, tools["multilingual_config"])
    lines = [
        "{",
        f'  "base": {_inline(tools[part])},',
        '  "legs": {',
        ",\n".join(f'    "{code}": {_inline(pool[code])}' for code in pool),
        "  },",
        '  "language is": {',
        ",\n".join(f'    "{code}": "{_certainty(legs[code], kind)}"' for code in pool),
        "  }",
        "}",
    ]
    return "\n".join(lines) + "\n"


def _inline(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _certainty(leg: Leg, kind: Kind) -> str:
    resolved = leg.heard if kind == "stt" else leg.spoken
    return resolved.confidence if resolved is not None else "left alone"


# ---- the page --------------------------------------------------------------------------------------------------------

_HEAD = """# What is known of languages on Bolna, and what is a guess

<!-- Written by scripts/generate_bolna.py from the tables in anamctl/bolna; do not edit. -->

Bolna makes what a call runs with from what an agent's author wrote. That step is not public.
`anamctl` does it from these rules and tables; each row says who says so.

| word | meaning |
|---|---|
| documented | Bolna's documentation says so |
| seen | the code of a published package does so |
| inferred | nobody says so, but it is the only sensible reading, or a decision of ours that is easy to undo |
| **guess** | the service may do otherwise; `anamctl show` marks it, `--strict` refuses it |
| **unknown** | nothing is known, the code travels as it was written; marked and refused like a guess |
"""


def page() -> str:
    """Give the page of facts and guesses."""
    parts = [_HEAD, *_rules(), *_providers(), *_codes(), *_locales()]
    return "\n".join(parts)


def _table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(header) + " |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", r"\|") or "–" for cell in row) + " |"
    yield ""


def _rules() -> Iterator[str]:
    from anamctl.bolna.reasons import REASONS

    yield "## Rules\n"
    yield "`anamctl show --explain` names them by these letters.\n"
    yield from _table(
        ("rule", "what it says", "known how"),
        ((f"`{code}`", reason.text, reason.confidence) for code, reason in REASONS.items()),
    )


_FORMS = {
    "table": "its own form, see below",
    "same": "the code as it is",
    "locale": "a locale, see below",
    "none": "no language at all",
}


def _providers() -> Iterator[str]:
    from anamctl.bolna import rows

    titles = {
        "stt": "## What a transcriber makes of a code\n",
        "tts": "## What a synthesizer makes of a code\n\n"
        "Filled in: Bolna writes the language (S3). By the author: the language must stand in the file.\n",
    }
    for kind, title in titles.items():
        yield title
        yield from _table(
            ("provider", "models", "is sent", *(("language",) if kind == "tts" else ()), "known how", "source", "note"),
            (
                (
                    f"`{row.provider}`",
                    "all" if row.model == "*" else f"`{row.model}`",
                    _FORMS[row.rule],
                    *((_filled(row),) if kind == "tts" else ()),
                    _word(row.confidence),
                    row.source,
                    row.note,
                )
                for row in rows.providers()
                if row.kind == kind
            ),
        )


def _filled(row: ProviderRow) -> str:
    if row.fill == "yes":
        return "filled in"
    return "by the author" if row.required == "yes" else "left alone"


def _codes() -> Iterator[str]:
    from anamctl.bolna import rows

    yield "## Codes that change on their way\n"
    yield from _table(
        ("provider", "for", "code", "becomes", "known how", "source", "note"),
        (
            (
                f"`{row.provider}`",
                "hearing" if row.kind == "stt" else "speaking",
                f"`{row.code}`",
                f"`{row.value}`",
                _word(row.confidence),
                row.source,
                row.note,
            )
            for row in rows.codes().values()
        ),
    )


def _locales() -> Iterator[str]:
    from anamctl.bolna import rows

    yield "## Locales\n"
    yield "For providers that want a locale. One that the author wrote always wins.\n"
    yield from _table(
        ("code", "provider", "locale", "known how", "note"),
        (
            (
                f"`{row.code}`",
                "any" if row.provider == "*" else f"`{row.provider}`",
                f"`{row.locale}`",
                _word(row.confidence),
                row.note,
            )
            for row in rows.locales().values()
        ),
    )


def _word(confidence: str) -> str:
    return f"**{confidence}**" if confidence in {"guess", "unknown"} else confidence


# ---- writing ---------------------------------------------------------------------------------------------------------


def files() -> dict[Path, str]:
    """Give the text of every generated file."""
    from anamctl.bolna import tables

    made = {GOLDEN / "stt" / f"{name}.json": golden("stt", name) for name in tables.TRANSCRIBERS}
    made |= {GOLDEN / "tts" / f"{name}.json": golden("tts", name) for name in tables.SYNTHESIZERS}
    made[PAGE] = page()
    return made


def main(arguments: list[str]) -> int:
    """Write or check the files."""
    stale = []
    for path, text in files().items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    for path in stale:
        print(f"{'stale' if '--check' in arguments else 'wrote'} {path.relative_to(ROOT)}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
