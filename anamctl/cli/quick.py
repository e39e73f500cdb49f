"""
The short road to ``anamctl validate``: the options that need no parser.

Loading the option parser takes longer than linting two hundred files, and CI calls this command with the same few
options every time. What is plain is read here. Everything else (help, a misspelt option, a value that is missing or is
no number) gives None, and the real parser says what is wrong. A test holds both against each other.
"""

from __future__ import annotations

from typing import Any

from anamctl.cli.plain import left_empty
from anamctl.cli.request import FORMATS, Request, codes, complete, report_pair
from anamctl.errors import UsageError

FLAGS: dict[str, tuple[str, bool]] = {
    "--strict": ("strict", True),
    "--no-strict": ("strict", False),
    "--fix": ("fix", True),
    "--unsafe-fixes": ("unsafe_fixes", True),
    "--diff": ("diff", True),
    "--write-baseline": ("write_baseline", True),
    "--no-cache": ("cache", False),
    "--online": ("online", True),
    "--sandbox": ("sandbox", True),
    "--refresh": ("refresh", True),
    "--statistics": ("statistics", True),
    "--exit-zero": ("exit_zero", True),
    "--quiet": ("quiet", True),
    "-q": ("quiet", True),
    "--verbose": ("verbose", True),
    "-v": ("verbose", True),
}
VALUES: dict[str, str] = {
    "--format": "format",
    "-f": "format",
    "--output": "output",
    "-o": "output",
    "--baseline": "baseline",
    "--stdin-name": "stdin_name",
    "--jobs": "jobs",
    "-j": "jobs",
    "--profile": "profile",
    "-p": "profile",
    "--color": "color",
    "--select": "select",
    "--ignore": "ignore",
    "--report": "reports",
}
_REPEATABLE = ("select", "ignore", "reports")
_CHOICES = {"format": FORMATS, "color": ("auto", "always", "never")}


def parse(arguments: list[str]) -> Request | None:
    """Read the arguments after ``validate``; None for whatever is not plain."""
    if left_empty(arguments):
        return None
    values: dict[str, Any] = {"paths": []}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-") or argument == "-":
            values["paths"].append(argument)
        elif argument in FLAGS:
            field, value = FLAGS[argument]
            values[field] = value
        else:
            name, separator, text = argument.partition("=")
            if name not in VALUES or (separator and not name.startswith("--")):
                return None
            if not separator:
                text = next(rest, "-")
            if text.startswith("-") or not _keep(values, VALUES[name], text):
                return None
    return _request(values)


def _keep(values: dict[str, Any], field: str, text: str) -> bool:
    """Keep the value of an option; False when it is none that this module is sure about."""
    if field in _REPEATABLE:
        values.setdefault(field, []).append(text)
    elif field == "jobs":
        if not (text.isascii() and text.isdecimal()):
            return False
        values[field] = int(text)
    elif text not in _CHOICES.get(field, (text,)):
        return False
    else:
        values[field] = text
    return True


def _request(values: dict[str, Any]) -> Request | None:
    values["paths"] = tuple(values["paths"])
    for field in ("select", "ignore"):
        values[field] = codes(values.get(field))
    try:
        values["reports"] = tuple(report_pair(text) for text in values.get("reports", ()))
    except UsageError:
        return None
    return complete(Request(**values))
