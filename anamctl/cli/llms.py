"""``anamctl llms``: the options."""

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
    help="""List the language models of the account, Anam's own included.

Examples:

\b
  anamctl llms
  anamctl llms --provider openai --refresh

Exit codes: 0 done, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)
def llms(
    search: SearchOption = "",
    provider: Annotated[
        str, typer.Option("--provider", metavar="NAME", help="Only of this format; a beginning will do.")
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

    request = ListRequest("llms", search=search, provider=provider, refresh=refresh, json=json, color=color.value)
    return list_items(AnamRequest(profile, sandbox, quiet=quiet, verbose=verbose), request)
