"""``anamctl init``: write a new file."""

from __future__ import annotations

import os
import re
import shlex
from enum import StrEnum
from typing import Annotated
from unicodedata import category

import typer

from anamctl.cli.options import DebugOption, QuietOption, VerboseOption
from anamctl.errors import UsageError
from anamctl.report.width import visible

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


class FileKind(StrEnum):
    """What to write."""

    PERSONA = "persona"
    AGENT = "agent"


@app.command(
    help="""Write a new file for a persona or an agent in several languages. It validates as it is.

Examples:

\b
  anamctl init concierge --lang en,fr,de
  anamctl init helpline --lang hi,ta,te --kind agent
  anamctl init concierge --lang en,fr --output - | less

Exit codes: 0 done, 2 usage (a wrong code, or the file is there already)."""
)
def init(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the persona; the file is personas/NAME.yaml.")],
    lang: Annotated[
        str, typer.Option("--lang", "-l", metavar="CODES", help="Languages; the first one is the base.")
    ] = "en,fr,de",
    kind: Annotated[
        FileKind, typer.Option("--kind", "-k", help="An Anam persona or a Bolna agent.")
    ] = FileKind.PERSONA,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write there; - is stdout.")] = "",
    quiet: QuietOption = False,
    verbose: VerboseOption = False,  # noqa: ARG001
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Check the languages, build the text, write it."""
    from anamctl.definitions import starter

    name = _checked_name(name)
    codes = [code.strip() for code in lang.split(",") if code.strip()]
    if not codes:
        raise UsageError("--lang names no language.", hint="for example --lang en,fr,de")
    if kind is FileKind.AGENT and len(set(codes)) < 2:
        raise UsageError("a Bolna agent needs two languages at least.", hint="for example --lang en,hi")
    names = {_checked(code, kind): "" for code in codes}
    names = {code: _english(code, kind) for code in names}
    text = starter.persona(name, names) if kind is FileKind.PERSONA else starter.agent(name, names)
    if output == "-":
        typer.echo(text, nl=False)
        return 0
    path = output or os.path.join("personas", _file_name(name))
    _write_new(path, text)
    if not quiet:
        for code in _unlisted(names) if kind is FileKind.PERSONA else ():
            typer.echo(f'note: Anam does not list {names[code]} ("{code}"); `anamctl validate` warns of it.', err=True)
        typer.echo(f"wrote {visible(path)}; now: anamctl validate {visible(shlex.quote(path))}", err=True)
    return 0


def _checked(code: str, kind: FileKind) -> str:
    from anamctl.languages.iso639 import is_iso639
    from anamctl.languages.suggestions import suggest
    from anamctl.languages.supported import codes

    if kind is FileKind.PERSONA and is_iso639(code):
        return code
    if kind is FileKind.AGENT and code in codes("bolna"):
        return code
    suggestion = suggest(code, "bolna" if kind is FileKind.AGENT else None)
    listed = (
        f"Bolna lists {' '.join(sorted(codes('bolna')))}" if kind is FileKind.AGENT else "`anamctl languages` lists all"
    )
    what = "a language that Bolna lists" if kind is FileKind.AGENT else "an ISO 639-1 code"
    raise UsageError(
        f'--lang: "{code}" is not {what}.', hint=f'did you mean "{suggestion.code}"?' if suggestion else f"{listed}."
    )


def _english(code: str, kind: FileKind) -> str:
    from anamctl.languages.iso639 import language

    found = language("or" if kind is FileKind.AGENT and code == "od" else code)
    return found.english if found else code


def _unlisted(names: dict[str, str]) -> list[str]:
    from anamctl.languages.supported import codes

    return [code for code in names if code not in codes("anam")]


def _checked_name(name: str) -> str:
    name = name.strip()
    if not name or not name.isprintable():
        raise UsageError("NAME is what callers see.", hint="write it in letters, in any script.")
    return name


def _file_name(name: str) -> str:
    # Vowel signs of many scripts are marks and no letters.
    kept = (one if one.isalnum() or category(one)[0] == "M" else "-" for one in name.lower())
    stem = re.sub("-+", "-", "".join(kept)).strip("-")
    if not stem:
        raise UsageError(f'"{name}" gives no file name.', hint="use letters or digits, or --output FILE.")
    return f"{stem}.yaml"


def _write_new(path: str, text: str) -> None:
    from anamctl.cli.writing import write_atomically

    if os.path.lexists(path):
        raise UsageError(f"{path} is there already.", hint="choose another name, or --output FILE.")
    folder = os.path.dirname(path)
    try:
        if folder:
            os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make the folder {folder}: {error.strerror}.", hint="choose --output FILE.") from error
    write_atomically(path, text)
