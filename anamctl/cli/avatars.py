"""``anamctl avatars``: the options."""

from __future__ import annotations

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
    help="""List the avatars of the account.

Examples:

\b
  anamctl avatars
  anamctl avatars --search desk --json

Exit codes: 0 done, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)
def avatars(
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

    request = ListRequest("avatars", search=search, refresh=refresh, json=json, color=color.value)
    return list_items(AnamRequest(profile, sandbox, quiet=quiet, verbose=verbose), request)
