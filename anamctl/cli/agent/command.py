"""``anamctl agent``: the options of its commands."""

from __future__ import annotations

from typing import Annotated

import typer

from anamctl.cli.agent.service import ServiceRequest
from anamctl.cli.groups import InnerGroup
from anamctl.cli.options import (
    Color,
    ColorOption,
    DebugOption,
    JsonOption,
    ProfileOption,
    QuietOption,
    SandboxOption,
    SandboxStateOption,
    VerboseOption,
)

app = typer.Typer(
    cls=InnerGroup,
    name="agent",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="""Keep Bolna agents and files in step.

Examples:

\b
  anamctl agent push support               create or replace, after asking
  anamctl agent diff support               what Bolna holds against the file
  anamctl agent pull support               take over what others changed
  anamctl agent pull ID personas/new.yaml  make a file of an agent
  anamctl agent list --sandbox             try it without an account

Exit codes: 0 done, 1 findings, differences, or changed by others, 2 usage, 3 the service failed, 4 no key, or it was
refused.""",
)

IdOption = Annotated[str, typer.Option("--id", metavar="ID", help="The agent; else the lock file says which one.")]
DocumentOption = Annotated[
    str, typer.Option("--document", metavar="N|NAME", help="Which document of a file with several.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
FileArgument = Annotated[
    str, typer.Argument(metavar="FILE|NAME", help="A file, its stem in personas/, or the name of an agent.")
]


@app.callback(invoke_without_command=True)
def group(context: typer.Context) -> None:
    """Print the help when no command is named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(
    "list",
    short_help="List the agents of the account.",
    help="""List the agents of the account.

Examples:

\b
  anamctl agent list
  anamctl agent list --profile staging --json

Exit codes: 0 done, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)
def list_(
    profile: ProfileOption = "",
    sandbox: SandboxOption = False,
    sandbox_state: SandboxStateOption = "",
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001  # read by the entry point before options are parsed
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.agent.listing import list_agents

    return list_agents(ServiceRequest(profile, sandbox, sandbox_state, quiet, verbose), json=json, color=color.value)


@app.command(
    short_help="Write an agent to stdout, or into a file.",
    help="""Write an agent to stdout, or into a file, of which everything stays that still says the same.

Examples:

\b
  anamctl agent pull 5b8c…e1                     print it as YAML
  anamctl agent pull 5b8c…e1 personas/new.yaml   make a file, or update it
  anamctl agent pull support                     the agent of the lock file

Exit codes: 0 done, 1 the file has changes that would be lost, 2 usage, 3 the service failed, 4 no key, or it was
refused.""",
)
def pull(
    id_: Annotated[str, typer.Argument(metavar="ID|FILE", help="An agent, or a file whose agent the lock file knows.")],
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="Where to; stdout when left out.")] = "",
    document: DocumentOption = "",
    dry_run: DryRunOption = False,
    force: Annotated[bool, typer.Option("--force", help="Take back changes of the file.")] = False,
    profile: ProfileOption = "",
    sandbox: SandboxOption = False,
    sandbox_state: SandboxStateOption = "",
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.agent import pulling

    request = pulling.PullRequest(id_, file, document, dry_run, force, json, color.value)
    return pulling.pull(ServiceRequest(profile, sandbox, sandbox_state, quiet, verbose), request)


@app.command(
    short_help="Compare a file with what Bolna holds.",
    help="""Show what is different: from what the service holds to what the file says.

Examples:

\b
  anamctl agent diff support
  anamctl agent diff personas/support.yaml --id 5b8c…e1 --json

Exit codes: 0 the same, 1 different, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)
def diff(
    name: FileArgument,
    id_: IdOption = "",
    document: DocumentOption = "",
    profile: ProfileOption = "",
    sandbox: SandboxOption = False,
    sandbox_state: SandboxStateOption = "",
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.agent import listing

    request = listing.DiffRequest(name, id_, document, json, color.value)
    return listing.diff(ServiceRequest(profile, sandbox, sandbox_state, quiet, verbose), request)


@app.command(
    short_help="Create the agent of a file, or replace it.",
    help="""Create the agent of a file, or replace it, and say what the service made of it.

The file is checked first, as by `anamctl validate`. The id is kept in anamctl.lock beside the file.

Examples:

\b
  anamctl agent push support --dry-run
  anamctl agent push support
  anamctl agent push personas/support.yaml --id 5b8c…e1 --yes

Exit codes: 0 done, 1 findings, changes of others, or lost fields, 2 usage, 3 the service failed, 4 no key, or it was
refused.""",
)
def push(
    name: FileArgument,
    id_: IdOption = "",
    document: DocumentOption = "",
    dry_run: DryRunOption = False,
    yes: YesOption = False,
    force: Annotated[bool, typer.Option("--force", help="Replace what somebody else has changed.")] = False,
    new: Annotated[bool, typer.Option("--new", help="Make another agent, whatever the lock file says.")] = False,
    profile: ProfileOption = "",
    sandbox: SandboxOption = False,
    sandbox_state: SandboxStateOption = "",
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.agent import pushing

    request = pushing.PushRequest(name, id_, document, dry_run, yes, force, new, json, color.value)
    return pushing.push(ServiceRequest(profile, sandbox, sandbox_state, quiet, verbose), request)


@app.command(
    short_help="Delete an agent.",
    help="""Delete an agent, and forget it in the lock file. The definition stays.

Examples:

\b
  anamctl agent delete 5b8c…e1
  anamctl agent delete support --yes

Exit codes: 0 done, 1 the answer was no, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)
def delete(
    id_: Annotated[str, typer.Argument(metavar="ID|FILE", help="An agent, or a file whose agent the lock file knows.")],
    yes: YesOption = False,
    profile: ProfileOption = "",
    sandbox: SandboxOption = False,
    sandbox_state: SandboxStateOption = "",
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.agent import listing

    return listing.delete(ServiceRequest(profile, sandbox, sandbox_state, quiet, verbose), id_, yes=yes, json=json)
