"""``anamctl sandbox``: serve on this machine until told to stop."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Annotated

import typer

from anamctl.cli.options import DebugOption, QuietOption, VerboseOption
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.sandbox.journal import Exchange

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    help="""Serve a Bolna on this machine, for learning, demos and tests.

Prints the environment variables that lead a client to it, and serves until Ctrl-C.

Examples:

\b
  anamctl sandbox                           on any free port
  eval "$(anamctl sandbox &)"               ... and use it in this shell
  anamctl sandbox --scenario faults.yaml    one in which things go wrong
  anamctl sandbox --state agents.json       keep the agents

Exit codes: 0 the time of --for is over, 2 usage (the port is taken, the extra is missing), 130 stopped."""
)
def sandbox(
    port: Annotated[int, typer.Option("--port", metavar="N", help="The port; any free one when 0.")] = 0,
    scenario: Annotated[str, typer.Option("--scenario", metavar="FILE", help="What goes wrong.")] = "",
    state: Annotated[str, typer.Option("--state", metavar="FILE", help="Keep what it holds in a file.")] = "",
    for_: Annotated[str, typer.Option("--for", metavar="TIME", help="End after this time: 30s, 10m.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines: where it is, and what is asked.")] = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001  # read by the entry point before options are parsed
) -> int:
    """Serve, and tell what is asked when wanted."""
    from anamctl.sandbox.extra import require

    require()
    limit = _limit(for_)
    from anamctl.cli.signals import stoppable
    from anamctl.sandbox.bolna.service import BolnaService
    from anamctl.sandbox.journal import Journal
    from anamctl.sandbox.runner import Runner
    from anamctl.sandbox.scenario import Scenario, load

    chosen = load(scenario) if scenario else Scenario()
    journal = Journal(_json_teller() if json else _teller() if verbose else None)
    service = BolnaService(chosen.bolna, state=state, journal=journal)
    with stoppable(), Runner([service], {"bolna": port}) as runner:
        variables = runner.variables()
        if json:
            _write_line({"type": "ready", "t": 0.0, "variables": variables})
        else:
            sys.stdout.writelines(f"export {name}={_quoted(value)}\n" for name, value in variables.items())
            sys.stdout.flush()
            _let_go()
        if not quiet:
            sys.stderr.write(f"Bolna answers at {runner.url('bolna')}; Ctrl-C ends it\n")
            sys.stderr.flush()
        _wait(limit)
    return 0


def _limit(text: str) -> float | None:
    from anamctl.durations import seconds

    try:
        return seconds(text) if text else None
    except ValueError as error:
        raise UsageError(f"--for: {error}.") from error


def _wait(limit: float | None) -> None:
    """Wait so long, or for a signal."""
    never = threading.Event()
    if limit is not None:
        never.wait(limit)
        return
    # With a timeout, because without one Windows hears no Ctrl-C.
    while not never.wait(3600):
        pass


def _let_go() -> None:
    """Give up a pipe: a shell that reads the variables from it waits for its end."""
    from anamctl.cli.guard import give_up_stdout
    from anamctl.cli.terminal import is_terminal

    if not is_terminal(sys.stdout):
        give_up_stdout()


def _quoted(value: str) -> str:
    import shlex

    return shlex.quote(value)


def _teller() -> Callable[[Exchange], None]:
    def tell(exchange: Exchange) -> None:
        from anamctl.report.width import visible

        answer = exchange.status if exchange.status is not None else "no answer"
        sys.stderr.write(f"{exchange.method} {visible(exchange.path)} → {answer}\n")

    return tell


def _json_teller() -> Callable[[Exchange], None]:
    started = time.monotonic()

    def tell(exchange: Exchange) -> None:
        event = {
            "type": "request",
            "t": round(time.monotonic() - started, 3),
            "operation": exchange.operation,
            "method": exchange.method,
            "path": exchange.path,
            "status": exchange.status,
        }
        _write_line(event)

    return tell


def _write_line(event: dict[str, object]) -> None:
    from anamctl.report.dump import line

    sys.stdout.write(line(event))
    sys.stdout.flush()
