"""``anamctl schema``: the JSON Schema of persona or agent files."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from anamctl.cli.options import DebugOption, QuietOption, VerboseOption

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


class SchemaKind(StrEnum):
    """What the schema describes."""

    PERSONA = "persona"
    AGENT = "agent"


@app.command(
    help="""Print the JSON Schema of persona or agent files, for editors and other validators.

Example:

\b
  anamctl schema persona --output .schemas/persona.schema.json
  # then, as the first line of a persona file:
  # yaml-language-server: $schema=../.schemas/persona.schema.json

Exit codes: 0 done, 2 usage."""
)
def schema(
    kind: Annotated[SchemaKind, typer.Argument(metavar="persona|agent", help="What to describe.")],
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write it there.")] = "",
    quiet: QuietOption = False,  # noqa: ARG001  # the result is all that is said
    verbose: VerboseOption = False,  # noqa: ARG001
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Print or write it."""
    from anamctl.definitions.schema import schema_text

    text = schema_text(kind.value)
    if output:
        from anamctl.cli.writing import write_atomically

        write_atomically(output, text)
    else:
        typer.echo(text, nl=False)
    return 0
