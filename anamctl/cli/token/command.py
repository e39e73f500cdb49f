"""``anamctl token``: the options of its commands."""

from __future__ import annotations

from typing import Annotated

import typer

from anamctl.cli.groups import InnerGroup
from anamctl.cli.options import DebugOption, JsonOption, ProfileOption, QuietOption, SandboxOption, VerboseOption

app = typer.Typer(
    cls=InnerGroup,
    name="token",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="""Make tokens of Anam and AssemblyAI, and look into them.

Examples:

\b
  anamctl token mint concierge --lang fr     print a token for French
  anamctl token mint --lang fr --sandbox     try it without an account
  anamctl token mint front-desk | anamctl token inspect
  anamctl token stt --expires 5m             for speech-to-text in a browser

Exit codes: 0 done, 1 the token has expired, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)


@app.callback(invoke_without_command=True)
def group(context: typer.Context) -> None:
    """Print the help when no command is named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(
    short_help="Print a session token for a persona.",
    help="""Print a session token for a persona, and nothing else.

A token is good for one hour and for exactly this persona in this language. Whoever has it can start a session.

Examples:

\b
  anamctl token mint concierge --lang fr
  anamctl token mint --lang hi             the only persona that speaks Hindi
  anamctl token mint --persona-id 3f6c4c2e-5c0a-4a51-9d0c-2b3a6f1e7d90
  anamctl token mint concierge --set voiceGenerationOptions.speed=1.2

Exit codes: 0 done, 2 usage, or a variable that is not set, 3 the service failed, 4 no key, or it was refused.""",
)
def mint(
    persona: Annotated[
        str,
        typer.Argument(metavar="[FILE|NAME]", help="A file, its stem in personas/, or the name of a persona."),
    ] = "",
    lang: Annotated[
        str, typer.Option("--lang", "-l", metavar="CODE", help="The language; alone, it also chooses the persona.")
    ] = "",
    persona_id: Annotated[
        str, typer.Option("--persona-id", metavar="ID", help="A persona that is saved in the account; no file.")
    ] = "",
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a field; may be repeated.")
    ] = None,
    document: Annotated[
        str, typer.Option("--document", metavar="N|NAME", help="Which document of a file with several.")
    ] = "",
    profile: ProfileOption = "",
    sandbox: SandboxOption = False,
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001  # read by the entry point before options are parsed
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.anam_service import AnamRequest
    from anamctl.cli.token.minting import MintRequest, mint

    request = MintRequest(persona, lang, persona_id, tuple(settings or ()), document, json=json)
    return mint(AnamRequest(profile, sandbox, quiet=quiet, verbose=verbose), request)


@app.command(
    short_help="Show what a token says about itself.",
    help="""Show what a session token says about itself, and how long it is still good. Nothing is asked of Anam.

The signature is not checked: only Anam can do that. The token itself is never printed.

Examples:

\b
  anamctl token mint concierge | anamctl token inspect
  anamctl token inspect - < token.txt

Exit codes: 0 done, 1 the token has expired, 2 usage, or it is no token.""",
)
def inspect(
    text: Annotated[
        str, typer.Argument(metavar="[TOKEN|-]", help="A token, or what `token mint --json` prints; - is stdin.")
    ] = "-",
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001  # the result is all that is said
    debug: DebugOption = False,  # noqa: ARG001  # read by the entry point before options are parsed
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.token.inspecting import inspect

    return inspect(text, json=json, quiet=quiet)


@app.command(
    short_help="Print a temporary token of AssemblyAI.",
    help="""Print a temporary token for streaming speech-to-text with AssemblyAI, and nothing else.

It is for clients that must not have the key: a web page, a phone. Whoever has it can open streams that are paid from
the account, until it expires.

Examples:

\b
  anamctl token stt
  anamctl token stt --expires 5m --max-session 10m
  anamctl token stt --region eu --json

Exit codes: 0 done, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)
def stt(
    expires: Annotated[
        str, typer.Option("--expires", metavar="TIME", help="Good for connecting within this time, at most 10m.")
    ] = "60s",
    max_session: Annotated[
        str, typer.Option("--max-session", metavar="TIME", help="Longest duration of a stream, 60s to 3h.")
    ] = "",
    region: Annotated[str, typer.Option("--region", metavar="us|eu", help="The region that keeps the sound.")] = "",
    url: Annotated[str, typer.Option("--url", metavar="URL", help="Another server of AssemblyAI's.")] = "",
    profile: ProfileOption = "",
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001  # read by the entry point before options are parsed
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.token.stt import SttTokenRequest, stt

    return stt(SttTokenRequest(expires, max_session, region, url, profile, json=json, quiet=quiet, verbose=verbose))
