"""What a typed line means: text for the persona, or a command that begins with a slash (pure)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from anamctl.errors import UsageError
from anamctl.live.fields import CONFIG, live_paths, parse_setting
from anamctl.live.screen import INTERRUPTED, QUIT

if TYPE_CHECKING:
    from collections.abc import Iterable


class Say(NamedTuple):
    """Say something to the persona."""

    text: str


class Context(NamedTuple):
    """Tell the persona something that it does not answer."""

    text: str


class Language(NamedTuple):
    """Change the language that the persona hears."""

    code: str


class Change(NamedTuple):
    """Change fields; the data of an update."""

    data: dict[str, Any]


class Interrupt(NamedTuple):
    """Let the persona stop speaking."""


class Quit(NamedTuple):
    """End the session."""

    is_interrupt: bool = False


class Help(NamedTuple):
    """List the commands."""


Command: TypeAlias = Say | Context | Language | Change | Interrupt | Quit | Help

HELP = (
    "/lang CODE            change the language that the persona hears",
    "/set PATH=VALUE ...   change options: /set voiceGenerationOptions.speed=1.1",
    "/interrupt            let the persona stop speaking",
    "/context TEXT         tell the persona something that it does not answer",
    "/quit                 end the session (also Ctrl-D)",
    "//TEXT                say something that begins with a slash",
)
NAMES = ("/lang", "/set", "/interrupt", "/context", "/quit", "/help")


def parse(line: str) -> Command | None:
    """
    Read a line; None when there is nothing in it.

    Raises:
        UsageError: it begins with a slash, and is no command.
    """
    line = line.strip()
    if line == INTERRUPTED:
        return Quit(is_interrupt=True)
    if not line.startswith("/"):
        return Say(line) if line else None
    if line.startswith("//"):
        return Say(line[1:])
    name, _, rest = line.partition(" ")
    rest = rest.strip()
    if name in ("/lang", "/set", "/context") and not rest:
        raise UsageError(f"{name} needs more.", hint=next(text for text in HELP if text.startswith(name)))
    if name == "/lang":
        return Language(rest)
    if name == "/context":
        return Context(rest)
    if name == "/set":
        return Change(update_of(_assignments(rest)))
    plain: dict[str, Command] = {
        "/interrupt": Interrupt(),
        QUIT: Quit(),
        "/exit": Quit(),
        "/help": Help(),
        "/?": Help(),
    }
    if name in plain:
        return plain[name]
    from anamctl.lint.nearest import nearest

    close = nearest(name[1:], [one[1:] for one in NAMES])
    raise UsageError(f"no command {name}.", hint=f"did you mean /{close}?" if close else "/help lists them.")


def update_of(texts: Iterable[str]) -> dict[str, Any]:
    """
    Give the data of an update from several ``path=value``.

    Raises:
        UsageError: one is none, or there is no such field.
    """
    from anamctl.live.fields import with_settings

    settings = [parse_setting(text) for text in texts]
    data = with_settings({CONFIG: {}}, [one for one in settings if one.path[0] == CONFIG])
    beside = with_settings({}, [one for one in settings if one.path[0] != CONFIG])
    update: dict[str, Any] = data[CONFIG]
    return {**update, **beside}


def completions(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """
    Give what may follow a command, for the line that is typed.

    Args:
        codes: languages of the persona.
    """
    words: dict[str, tuple[str, ...]] = dict.fromkeys(NAMES, ())
    words["/lang"] = tuple(codes)
    words["/set"] = tuple(f"{path}=" for path in live_paths())
    return words


_NEXT = re.compile(r"\s+(?=[A-Za-z][\w.]*=)")


def _assignments(text: str) -> list[str]:
    """Take ``a.b=1 c.d="two words"`` apart: each begins with a path."""
    return _NEXT.split(text)
