"""``anamctl voices``: the options."""

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
    help="""List the voices of the account.

Anam says of no voice which languages it speaks: what --lang gives is a guess, with its reasons.

Examples:

\b
  anamctl voices --lang fr                   the best guesses first
  anamctl voices --search warm --provider eleven
  anamctl voices --lang hi --sandbox         try it without an account

Exit codes: 0 done, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)
def voices(
    lang: Annotated[
        str, typer.Option("--lang", "-l", metavar="CODE", help="Only voices that probably speak it, the best first.")
    ] = "",
    search: SearchOption = "",
    provider: Annotated[
        str, typer.Option("--provider", metavar="NAME", help="Only of this provider; a beginning will do.")
    ] = "",
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

    request = ListRequest("voices", lang, search, provider, refresh=refresh, json=json, color=color.value)
    return list_items(AnamRequest(profile, sandbox, quiet=quiet, verbose=verbose), request)
