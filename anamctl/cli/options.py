"""Options that many commands share, defined once."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Color(StrEnum):
    """When to use colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


ColorOption = Annotated[
    Color, typer.Option("--color", help="Use colours; NO_COLOR and FORCE_COLOR are honoured by auto.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but the result.")]
VerboseOption = Annotated[bool, typer.Option("--verbose", "-v", help="Say what is done.")]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
ProfileOption = Annotated[
    str, typer.Option("--profile", "-p", metavar="NAME", help="Address and key of [profile.NAME] in anamctl.toml.")
]
SandboxOption = Annotated[bool, typer.Option("--sandbox", help="Use a service of our own on this machine.")]
SandboxStateOption = Annotated[
    str, typer.Option("--sandbox-state", metavar="FILE", help="Where the sandbox keeps what it holds.")
]
SearchOption = Annotated[
    str, typer.Option("--search", "-s", metavar="TEXT", help="Only what holds these words, in any of its texts.")
]
RefreshOption = Annotated[bool, typer.Option("--refresh", help="Ask again; lists are kept for a day.")]
