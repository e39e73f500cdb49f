"""The short road to ``anamctl session start``: the options that need no parser, held against it by a test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.cli.plain import Plain, read
from anamctl.cli.session.request import StartRequest

if TYPE_CHECKING:
    from anamctl.cli.anam_service import AnamRequest

PLAIN = Plain(
    flags={
        "--mic": "mic",
        "--speaker": "speaker",
        "--detach": "detach",
        "-d": "detach",
        "--watch": "watch",
        "-w": "watch",
        "--sandbox": "sandbox",
        "--json": "json",
        "--quiet": "quiet",
        "-q": "quiet",
        "--verbose": "verbose",
        "-v": "verbose",
        "--background": "background",
    },
    values={
        "--lang": "lang",
        "-l": "lang",
        "--document": "document",
        "--say": "says",
        "--context": "contexts",
        "--set": "settings",
        "--audio": "audio",
        "--record": "record",
        "--device": "device",
        "--max-length": "max_length",
        "--for": "duration",
        "--expect-reply-lang": "reply_lang",
        "--expect-heard": "heard",
        "--profile": "profile",
        "-p": "profile",
        "--scenario": "scenario",
        "--color": "color",
    },
    lists=frozenset(("says", "contexts", "settings", "heard")),
    choices={"color": ("auto", "always", "never")},
    argument="persona",
)
_OF_SERVICE = ("profile", "sandbox", "scenario", "quiet", "verbose")


def parse(arguments: list[str]) -> tuple[AnamRequest, StartRequest] | None:
    """Read the arguments after ``session start``; None for whatever is not plain."""
    found = read(arguments, PLAIN)
    if found is None:
        return None
    from anamctl.cli.anam_service import AnamRequest

    service = {name: found.pop(name) for name in _OF_SERVICE if name in found}
    fields: dict[str, Any] = {name: tuple(value) if name in PLAIN.lists else value for name, value in found.items()}
    return AnamRequest(**service), StartRequest(**fields)
