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
    from anamctl.sandbox.journal import Exchange, Happening, Journal
    from anamctl.sandbox.runner import Service
    from anamctl.sandbox.scenario.files import Scenario

SERVICES = {
    "anam": "Anam",
    "bolna": "Bolna",
    "assemblyai": "AssemblyAI",
    "whisperlivekit": "WhisperLiveKit",
    "deepgram": "Deepgram",
}
"""Names of services by what options call them, in the order of their ports."""
app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    help="""Serve Anam, Bolna and speech-to-text on this machine, for learning, demos and tests.

Prints the environment variables that lead any client to them, and serves until Ctrl-C.

Examples:

\b
  anamctl sandbox                           on any free ports
  eval "$(anamctl sandbox &)"               ... and use it in this shell
  anamctl sandbox --port 8900 --only anam   one service, where it is wanted
  anamctl sandbox --scenario faults.yaml    one in which things go wrong
  anamctl sandbox --state agents.json       keep the agents of Bolna
  anamctl sandbox --clips sounds            write the known utterances as WAV

Exit codes: 0 the time of --for is over, or the clips are written, 2 usage (a port is taken, the extra is missing),
130 stopped."""
)
def sandbox(
    port: Annotated[
        int, typer.Option("--port", metavar="N", help="Port of Anam; the others have the next ones. Any free when 0.")
    ] = 0,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NAME", help="anam, bolna, assemblyai, whisperlivekit or deepgram; repeatable."),
    ] = None,
    scenario: Annotated[str, typer.Option("--scenario", metavar="FILE", help="What goes wrong.")] = "",
    state: Annotated[str, typer.Option("--state", metavar="FILE", help="Keep the agents of Bolna in a file.")] = "",
    for_: Annotated[str, typer.Option("--for", metavar="TIME", help="End after this time: 30s, 10m.")] = "",
    clips: Annotated[
        str, typer.Option("--clips", metavar="FOLDER", help="Write the known utterances there, and serve nothing.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines: where it is, and what is asked.")] = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001  # read by the entry point before options are parsed
) -> int:
    """Serve, and tell what is asked when wanted."""
    if clips:
        from anamctl.cli.sandbox_clips import write_clips

        return write_clips(clips, json=json, quiet=quiet)
    from anamctl.sandbox.extra import require

    names = _names(only or [], state)
    require(*names)
    limit = _limit(for_)
    from anamctl.cli.signals import stoppable
    from anamctl.sandbox.runner import Runner
    from anamctl.sandbox.scenario.files import Scenario, load

    chosen = load(scenario) if scenario else Scenario()
    teller = _JsonLines() if json else _Lines() if verbose else None
    services = [_service(name, chosen, state, _journal(name, teller)) for name in names]
    ports = {name: port + index for index, name in enumerate(names)} if port else {}
    with stoppable(), Runner(services, ports) as runner:
        variables = runner.variables()
        if json:
            _write_line({"type": "ready", "t": 0.0, "variables": variables})
        else:
            sys.stdout.writelines(f"export {name}={_quoted(value)}\n" for name, value in variables.items())
            sys.stdout.flush()
            _let_go()
        if not quiet:
            where = ", ".join(f"{SERVICES[name]} at {runner.url(name)}" for name in names)
            sys.stderr.write(f"serving {where}; Ctrl-C ends it\n")
            sys.stderr.flush()
        _wait(limit)
    return 0


def _names(only: list[str], state: str) -> list[str]:
    """Give the services to serve, in their order."""
    for name in only:
        if name not in SERVICES:
            *most, last = SERVICES
            raise UsageError(f'--only: there is no "{name}".', hint=f"there are {', '.join(most)} and {last}.")
    names = [name for name in SERVICES if not only or name in only]
    if state and "bolna" not in names:
        raise UsageError("--state keeps the agents of Bolna, which --only leaves out.", hint="add --only bolna.")
    return names


def _service(name: str, scenario: Scenario, state: str, journal: Journal) -> Service:
    if name == "anam":
        from anamctl.sandbox.anam.service import AnamService

        return AnamService(scenario.anam, journal=journal)
    if name == "assemblyai":
        from anamctl.sandbox.stt.assemblyai.service import AssemblyService

        return AssemblyService(scenario.assemblyai, journal=journal)
    if name == "whisperlivekit":
        from anamctl.sandbox.stt.whisperlivekit.service import WhisperService

        return WhisperService(scenario.whisperlivekit, journal=journal)
    if name == "deepgram":
        from anamctl.sandbox.stt.deepgram.service import DeepgramService

        return DeepgramService(scenario.deepgram, journal=journal)
    from anamctl.sandbox.bolna.service import BolnaService

    return BolnaService(scenario.bolna, state=state, journal=journal)


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


class _Teller:
    """Tells what happens to whoever watches."""

    def request(self, service: str, exchange: Exchange) -> None:
        """Tell of a request."""
        raise NotImplementedError

    def session(self, service: str, happening: Happening) -> None:
        """Tell of something in a session."""
        raise NotImplementedError


class _Lines(_Teller):
    """A line on stderr for each."""

    def request(self, service: str, exchange: Exchange) -> None:
        answer = exchange.status if exchange.status is not None else "no answer"
        self._write(f"{service}: {exchange.method} {exchange.path} → {answer}")

    def session(self, service: str, happening: Happening) -> None:
        kind, via = happening.kind or "something else", f" ({happening.via})"
        said = {
            "opened": "has an engine" if service == "anam" else "is open",
            "streams": "streams",
            "received": f"← {kind}{via}",
            "sent": f"→ {kind}{via}",
            "ended": f"ended by {kind}",
        }
        self._write(f"{service}: session {happening.session[:8]} {said[happening.what]}")

    def _write(self, text: str) -> None:
        from anamctl.report.width import visible

        sys.stderr.write(visible(text) + "\n")
        sys.stderr.flush()


class _JsonLines(_Teller):
    """A JSON line on stdout for each."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def request(self, service: str, exchange: Exchange) -> None:
        self._write(
            "request",
            service=service,
            operation=exchange.operation,
            method=exchange.method,
            path=exchange.path,
            status=exchange.status,
        )

    def session(self, service: str, happening: Happening) -> None:
        self._write("session", service=service, **happening._asdict())

    def _write(self, type_: str, **fields: object) -> None:
        _write_line({"type": type_, "t": round(time.monotonic() - self._started, 3), **fields})


def _journal(service: str, teller: _Teller | None) -> Journal:
    from anamctl.sandbox.journal import Journal

    if teller is None:
        return Journal()
    return Journal(
        lambda exchange: teller.request(service, exchange), lambda happening: teller.session(service, happening)
    )


def _write_line(event: dict[str, object]) -> None:
    from anamctl.report.dump import line

    sys.stdout.write(line(event))
    sys.stdout.flush()
