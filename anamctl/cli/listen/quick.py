"""The short road to ``anamctl listen``: the options that need no parser, held against it by a test."""

from __future__ import annotations

from typing import Any

from anamctl.cli.listen.request import ListenRequest, SttRequest
from anamctl.cli.plain import Plain, read
from anamctl.stt.typed import TYPED

PLAIN = Plain(
    flags={
        "--mic": "mic",
        "--list-devices": "list_devices",
        "--allow-insecure": "allow_insecure",
        "--force": "force",
        "--sandbox": "sandbox",
        "--json": "json",
        "--quiet": "quiet",
        "-q": "quiet",
        "--verbose": "verbose",
        "-v": "verbose",
        **{typed.name: typed.name for typed in TYPED if typed.kind == "flag"},
    },
    negations={typed.negation: typed.name for typed in TYPED if typed.kind == "flag"},
    values={
        "--file": "files",
        "--device": "device",
        "--rate": "rate",
        "--pace": "pace",
        "--provider": "provider",
        "--model": "model",
        "-m": "model",
        "--url": "url",
        "--region": "region",
        **{typed.name: typed.name for typed in TYPED if typed.kind != "flag"},
        "--param": "params",
        "--expect": "expect",
        "-e": "expect",
        "--min-confidence": "min_confidence",
        "--min-share": "min_share",
        "--persona": "persona",
        "--lang": "lang",
        "-l": "lang",
        "--document": "document",
        "--save": "saves",
        "--report": "reports",
        "--suite": "suite",
        "--junit": "junit",
        "--for": "duration",
        "--max-length": "max_length",
        "--profile": "profile",
        "-p": "profile",
        "--scenario": "scenario",
        "--color": "color",
    },
    lists=frozenset(
        ("arguments", "files", "params", "saves", "reports", *(typed.name for typed in TYPED if typed.kind == "list"))
    ),
    choices={"color": ("auto", "always", "never")},
    argument="arguments",
)
_OF_SERVICE = frozenset(SttRequest._fields)


def parse(arguments: list[str]) -> tuple[SttRequest, ListenRequest] | None:
    """Read the arguments after ``listen``; None for whatever is not plain."""
    found = read(arguments, PLAIN)
    if found is None:
        return None
    fields: dict[str, Any] = {name: tuple(value) if name in PLAIN.lists else value for name, value in found.items()}
    typed = {name: fields.pop(name) for name in tuple(fields) if name.startswith("--")}
    service = {name: value for name, value in fields.items() if name in _OF_SERVICE}
    request = {name: value for name, value in fields.items() if name not in _OF_SERVICE}
    return SttRequest(typed=typed, **service), ListenRequest(**request)
