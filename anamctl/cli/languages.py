"""``anamctl languages``: which languages there are and who supports them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from anamctl.cli.options import Color, ColorOption, DebugOption, JsonOption, QuietOption, VerboseOption
from anamctl.cli.terminal import uses_color, width
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from anamctl.languages.matrix import Matrix

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _complete_code(incomplete: str) -> list[str]:
    from anamctl.languages.iso639 import iso639_codes

    return sorted(code for code in iso639_codes() if code.startswith(incomplete))


def _complete_service(incomplete: str) -> list[str]:
    from anamctl.languages.supported import services

    return [service.slug for service in services() if service.slug.startswith(incomplete)]


@app.command(
    help="""Show languages, their scripts, and which service supports them.

Examples:

\b
  anamctl languages                    all languages against all services
  anamctl languages fr                 one language in full
  anamctl languages --service bolna    what one service lists

Exit codes: 0 done, 2 no such language or service."""
)
def languages(
    code: Annotated[
        str,
        typer.Argument(
            metavar="[CODE]", help="A code or a name: fr, fr-FR, fra, French.", autocompletion=_complete_code
        ),
    ] = "",
    service: Annotated[
        str,
        typer.Option(
            "--service", "-s", metavar="S", help="A service, a family or a model.", autocompletion=_complete_service
        ),
    ] = "",
    json: JsonOption = False,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,  # noqa: ARG001  # the result is all that is said
    verbose: VerboseOption = False,  # noqa: ARG001
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Print the matrix, or one language."""
    from anamctl.languages.matrix import UnknownLanguageError, UnknownServiceError, build

    try:
        matrix = build(code or None, service or None)
    except UnknownLanguageError as error:
        raise UsageError(f'no language "{error.text}".', hint=_language_hint(error)) from error
    except UnknownServiceError as error:
        raise UsageError(f'no service "{error.text}".', hint=f"one of: {', '.join(error.known)}") from error
    if json:
        from anamctl.report.envelope import success

        typer.echo(success("languages", _as_data(matrix)), nl=False)
        return 0
    from anamctl.view.languages import show_language, show_matrix

    show = show_language if code else show_matrix
    show(matrix, color=uses_color(color.value), width=width())
    return 0


def _language_hint(error: Any) -> str:  # noqa: ANN401  # the class is imported late
    suggestion = error.suggestion
    return f'did you mean "{suggestion.code}"? {suggestion.why}.' if suggestion else "`anamctl languages` lists all."


def _as_data(matrix: Matrix) -> list[dict[str, Any]]:
    return [
        {
            "code": row.language.code,
            "english": row.language.english,
            "native": row.language.native,
            "scripts": list(row.language.scripts),
            "direction": row.language.direction,
            "services": {
                cell.service: {
                    "code": cell.code,
                    "confidence": cell.confidence,
                    "source": cell.source,
                    "note": cell.note,
                }
                for cell in row.cells
                if cell
            },
        }
        for row in matrix.rows
    ]
