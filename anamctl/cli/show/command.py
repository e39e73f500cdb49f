"""``anamctl show``: the options."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from anamctl.cli.options import Color, ColorOption, DebugOption, JsonOption, QuietOption, VerboseOption
from anamctl.cli.show.request import FORMATS, VIEWS, ShowRequest
from anamctl.cli.show.showing import execute

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

Format = Enum("Format", {name: name for name in FORMATS}, type=str)  # type: ignore[misc]
View = Enum("View", {name: name for name in VIEWS}, type=str)  # type: ignore[misc]


def _complete_name(incomplete: str) -> list[str]:
    import os

    from anamctl.definitions.discover import DEFAULT_FOLDER, discover

    stems = (os.path.splitext(os.path.basename(path))[0] for path in discover([DEFAULT_FOLDER]))
    return [stem for stem in stems if stem.startswith(incomplete)]


@app.command(
    epilog=None,
    help="""Show what each language of a persona or an agent really runs with.

Examples:

\b
  anamctl show support                       all languages side by side
  anamctl show support --explain             ... with where each value is from
  anamctl show concierge --lang fr -f json   what is posted for French
  anamctl show support --as runtime -f yaml  an agent as the call reads it
  anamctl show helpline --diff hi ta         what two languages do not share
  anamctl show helpline --providers          who hears and speaks, whose keys

Exit codes: 0 done, 1 errors in the file (--strict: or guesses), 2 usage, or a variable that is not set.""",
)
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="FILE|NAME",
            help="A file, its stem in personas/, a persona's or agent's name, or -.",
            autocompletion=_complete_name,
        ),
    ],
    lang: Annotated[str, typer.Option("--lang", "-l", metavar="CODE", help="Only this language; base is one.")] = "",
    view: Annotated[
        View | None,
        typer.Option("--as", help="Agents: what the file sends, or what the call runs with. [default: runtime]"),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Name the line or the rule behind each value.")] = False,
    diff: Annotated[
        tuple[str, str] | None, typer.Option("--diff", metavar="CODE1 CODE2", help="What two languages do not share.")
    ] = None,
    providers: Annotated[bool, typer.Option("--providers", help="Speech providers, models, and keys needed.")] = False,
    form: Annotated[Format, typer.Option("--format", "-f", help="yaml and json print bare data.")] = Format.text,  # type: ignore[attr-defined]
    strict: Annotated[bool, typer.Option("--strict", help="Refuse values that are a guess.")] = False,
    document: Annotated[
        str, typer.Option("--document", metavar="N|NAME", help="Which document of a file with several.")
    ] = "",
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001  # the result is all that is said
    debug: DebugOption = False,  # noqa: ARG001  # read by the entry point before options are parsed
) -> int:
    """Turn the options into a request."""
    return execute(
        ShowRequest(
            name,
            lang=lang,
            view=view.value if view else "",
            explain=explain,
            diff=diff or (),
            providers=providers,
            format=form.value,
            json=json,
            strict=strict,
            document=document,
            color=color.value,
            quiet=quiet,
        )
    )
