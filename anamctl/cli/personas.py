"""``anamctl personas``: the options."""

from __future__ import annotations

from typing import Annotated

import typer

from anamctl.cli.options import (
    Color,
    ColorOption,
    DebugOption,
    JsonOption,
    ProfileOption,
    QuietOption,
    RefreshOption,
    SandboxOption,
    SearchOption,
    VerboseOption,
)

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    epilog=None,
    help="""List the personas that are saved in the account.

Personas in files need not be saved there; `anamctl show` has those.

Examples:

\b
  anamctl personas --lang fr
  anamctl personas --profile staging --json

Exit codes: 0 done, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)
def personas(
    lang: Annotated[str, typer.Option("--lang", "-l", metavar="CODE", help="Only those that hear this language.")] = "",
    search: SearchOption = "",
    refresh: RefreshOption = False,
    profile: ProfileOption = "",
    sandbox: SandboxOption = False,
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001  # read by the entry point before options are parsed
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.anam_service import AnamRequest
    from anamctl.cli.catalogue_listing import ListRequest, list_items

    request = ListRequest("personas", lang, search, refresh=refresh, json=json, color=color.value)
    return list_items(AnamRequest(profile, sandbox, quiet=quiet, verbose=verbose), request)
