"""What was asked of ``anamctl show``: every option as one value, and the short road to it without the option parser."""

from __future__ import annotations

from typing import Any, NamedTuple

from anamctl.cli.plain import left_empty
from anamctl.errors import UsageError

FORMATS = ("text", "yaml", "json")
VIEWS = ("sent", "runtime")
_COLORS = ("auto", "always", "never")


class ShowRequest(NamedTuple):
    """Every option of the command."""

    name: str
    """A file, the stem of one in ``personas/``, or the name of a persona or an agent."""
    lang: str = ""
    """Empty: all languages."""
    view: str = ""
    """``sent`` or ``runtime``; empty: what says most about the kind of definition."""
    explain: bool = False
    diff: tuple[str, ...] = ()
    """Two languages, or nothing."""
    providers: bool = False
    format: str = "text"
    json: bool = False
    """The envelope that all commands share, instead of a format."""
    strict: bool = False
    document: str = ""
    color: str = "auto"
    quiet: bool = False


def checked(request: ShowRequest) -> ShowRequest:
    """
    Give the request back when its options go together.

    Raises:
        UsageError: they do not.
    """
    if request.diff and request.lang:
        raise UsageError("--diff names its languages itself; leave out --lang.", hint="--diff en hi")
    if request.providers and (request.diff or request.explain or request.view):
        raise UsageError("--providers stands alone, or with --lang.", hint="leave out --diff, --explain and --as.")
    if request.json and request.format != "text":
        raise UsageError("--json and --format exclude each other.", hint="--format json prints the bare data.")
    if request.explain and request.format != "text":
        hint = "--explain --json gives both in one document."
        raise UsageError(f"--explain has no place in --format {request.format}.", hint=hint)
    return request


_FLAGS = {
    "--explain": "explain",
    "--providers": "providers",
    "--json": "json",
    "--strict": "strict",
    "--quiet": "quiet",
    "-q": "quiet",
}
_VALUES = {
    "--lang": "lang",
    "-l": "lang",
    "--as": "view",
    "--format": "format",
    "-f": "format",
    "--document": "document",
    "--color": "color",
}
_CHOICES = {"view": VIEWS, "format": FORMATS, "color": _COLORS}


def parse(arguments: list[str]) -> ShowRequest | None:
    """Read the arguments after ``show``; None for whatever is not plain, which the real parser then explains."""
    if left_empty(arguments):
        return None
    values: dict[str, Any] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-") or argument == "-":
            if "name" in values:
                return None
            values["name"] = argument
        elif argument in _FLAGS:
            values[_FLAGS[argument]] = True
        elif argument == "--diff":
            values["diff"] = tuple(next(rest, "-") for _ in range(2))
            if any(code.startswith("-") for code in values["diff"]):
                return None
        else:
            name, separator, text = argument.partition("=")
            if name not in _VALUES or (separator and not name.startswith("--")):
                return None
            if not separator:
                text = next(rest, "-")
            field = _VALUES[name]
            if text.startswith("-") or text not in _CHOICES.get(field, (text,)):
                return None
            values[field] = text
    return ShowRequest(**values) if "name" in values else None
