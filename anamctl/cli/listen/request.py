"""What ``anamctl listen`` was asked for, and whether it goes together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from anamctl.cli.durations import duration
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.listening.source import Wanted
    from anamctl.listening.target import Target
    from anamctl.listening.verdict import Wish
    from anamctl.stt.typed import Given

FASTEST = 100.0
RATES = (8000, 192_000)
REPORTS = ("svg", "html")


class SttRequest(NamedTuple):
    """Which service was asked for, and how it shall hear."""

    provider: str = ""
    """Empty for the default."""
    model: str = ""
    url: str = ""
    region: str = ""
    params: tuple[str, ...] = ()
    """Each ``name=value``."""
    typed: Mapping[str, Given] = {}
    """Options of `anamctl.stt.typed`, by their names."""
    allow_insecure: bool = False
    profile: str = ""
    sandbox: bool = False
    scenario: str = ""
    """A scenario file, for the sandbox."""
    quiet: bool = False
    verbose: bool = False


class ListenRequest(NamedTuple):
    """What to hear, what to expect of it, and what to keep."""

    arguments: tuple[str, ...] = ()
    """Files, as arguments."""
    files: tuple[str, ...] = ()
    """Files, as options."""
    mic: bool = False
    device: str = ""
    list_devices: bool = False
    rate: str = ""
    pace: str = ""
    expect: str = ""
    min_confidence: str = ""
    min_share: str = ""
    persona: str = ""
    lang: str = ""
    document: str = ""
    saves: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    force: bool = False
    suite: str = ""
    compare: tuple[str, ...] = ()
    duration: str = ""
    max_length: str = ""
    json: bool = False
    junit: str = ""
    color: str = "auto"
    debug: bool = False

    @property
    def sounds(self) -> tuple[str, ...]:
        """Every file that is to be heard, in order."""
        return self.arguments + self.files


def check(request: ListenRequest, service: SttRequest, *, has_terminal: bool) -> None:
    """
    Make sure that the options go together and mean something.

    Args:
        request: what was asked for.
        service: of which service.
        has_terminal: whether stdin is a terminal; then the microphone goes without saying.

    Raises:
        UsageError: they do not.
    """
    if request.suite:
        _check_suite(request, service)
    else:
        _check_source(request, has_terminal=has_terminal)
    if request.junit and not request.suite:
        raise UsageError("--junit needs --suite.", hint="a stream has one expectation, and the exit code says it.")
    if request.compare:
        _check_compare(request, service)
    _check_wish(request)
    for text, option in ((request.duration, "--for"), (request.max_length, "--max-length")):
        if text:
            duration(text, option)
    pace(request.pace)
    rate(request.rate)
    for report in request.reports:
        if _suffix(report) not in REPORTS:
            raise UsageError(f"--report {report}: a report is .svg or .html.", hint="write --report heard.svg")
    if service.typed:
        from anamctl.stt import typed

        typed.check(service.typed)
        if service.typed.get("--language-detection") is False and (request.expect or request.persona or request.suite):
            raise UsageError(
                "--no-language-detection leaves out the language, which is expected.", hint="leave one of them out."
            )


def _check_source(request: ListenRequest, *, has_terminal: bool) -> None:
    files = request.sounds
    if any(not path for path in files):
        raise UsageError("a file has no name.", hint="is a variable empty?")
    if request.mic and files:
        raise UsageError("--mic and files exclude each other.", hint="listen to one of them.")
    if request.device and files:
        raise UsageError("--device is a microphone, and files need none.", hint="leave one of them out.")
    if not (files or request.mic or request.device or has_terminal):
        raise UsageError(
            "there is nothing to listen to: stdin is no terminal, and no file is named.",
            hint='name a file, "-" for sound from stdin, or --mic.',
        )
    if request.pace and not files:
        raise UsageError("--pace is for files.", hint="a microphone has the pace of who speaks.")


def _check_suite(request: ListenRequest, service: SttRequest) -> None:
    given = {
        "files": bool(request.sounds),
        "--mic": request.mic,
        "--device": bool(request.device),
        "--expect": bool(request.expect),
        "--persona": bool(request.persona),
        "--save": bool(request.saves),
        "--for": bool(request.duration),
        "--max-length": bool(request.max_length),
        "--rate": bool(request.rate),
    }
    for name, is_given in given.items():
        if is_given:
            raise UsageError(f"--suite goes without {name}.", hint="the suite names its clips and what they are.")
    if request.reports:
        raise UsageError("--suite goes without --report.", hint="--junit and --json keep what came of it.")
    if service.model and request.compare:
        raise UsageError("--compare names the models itself.", hint="write --compare assemblyai/MODEL deepgram/MODEL")


def compared(request: ListenRequest) -> tuple[Target, ...]:
    """
    Give the services that are compared.

    Raises:
        UsageError: there is no such service, or both are the same.
    """
    from anamctl.listening.target import parse_target

    targets = tuple(parse_target(text) for text in request.compare)
    if len(set(targets)) < len(targets):
        raise UsageError("--compare names the same twice.", hint="write --compare assemblyai/MODEL deepgram/MODEL")
    return targets


def _check_compare(request: ListenRequest, service: SttRequest) -> None:
    if any(not name.strip() for name in request.compare):
        raise UsageError("--compare names two services.", hint="write --compare assemblyai deepgram")
    if service.provider or service.model:
        raise UsageError(
            "--compare names services and models itself.", hint="write --compare assemblyai/MODEL deepgram/MODEL"
        )
    for given, option in ((service.url, "--url"), (service.region, "--region"), (request.reports, "--report")):
        if given:
            raise UsageError(f"--compare goes without {option}.", hint="it would be meant for one of the two only.")


def _check_wish(request: ListenRequest) -> None:
    if request.lang and not request.persona:
        raise UsageError("--lang needs --persona.", hint="--expect names a language that needs no file.")
    if request.document and not request.persona:
        raise UsageError("--document needs --persona.", hint="it says which persona of the file.")
    if request.expect and request.persona:
        raise UsageError("--expect and --persona exclude each other.", hint="--lang chooses a language of the persona.")
    if (request.min_confidence or request.min_share) and not (request.expect or request.persona or request.suite):
        what = "--min-confidence" if request.min_confidence else "--min-share"
        enough = "how sure of the expected language is sure" if request.min_confidence else "how much of it is"
        raise UsageError(f"{what} needs --expect.", hint=f"it says {enough} enough; with --suite the file expects.")
    part(request.min_confidence, "--min-confidence")
    part(request.min_share, "--min-share")
    if request.expect:
        wish(request, request.expect)


def wish(request: ListenRequest, expected: str) -> Wish:
    """
    Say what is expected.

    Raises:
        UsageError: it cannot be met.
    """
    from anamctl.listening.verdict import MIN_SHARE, Wish, check

    share = part(request.min_share, "--min-share")
    return check(
        Wish(expected, part(request.min_confidence, "--min-confidence"), MIN_SHARE if share is None else share)
    )


def wanted(request: ListenRequest) -> Wanted:
    """Say which sound is wanted."""
    from anamctl.listening.source import Wanted

    return Wanted(files=request.sounds, device=request.device, rate=rate(request.rate), pace=pace(request.pace))


# ---- single values ---------------------------------------------------------------------------------------------------


def part(text: str, option: str) -> float | None:
    """
    Read a share or a confidence: ``0.8``, or ``80%``.

    Raises:
        UsageError: it is none.
    """
    if not text:
        return None
    number = _number(text.strip().removesuffix("%").strip(), f'{option} cannot be "{text}".', "write 0.8, or 80%.")
    found = number / 100 if text.strip().endswith("%") else number
    if not 0 <= found <= 1:
        raise UsageError(f"{option} is from 0 to 1, not {text}.", hint="write 0.8, or 80%.")
    return found


def pace(text: str) -> float:
    """
    Read how fast files are heard; 0 for as fast as they are taken.

    Raises:
        UsageError: it is no pace.
    """
    if not text or text == "max":
        return 0.0 if text else 1.0
    hint = "write 1 for the pace it was spoken at, or max."
    found = _number(text.removesuffix("x"), f'--pace cannot be "{text}".', hint)
    if not 0 < found <= FASTEST:
        raise UsageError(f"--pace is more than 0 and at most {FASTEST:g}, not {text}.", hint=hint)
    return found


def rate(text: str) -> int | None:
    """
    Read a sample rate: ``16000``, ``16k``, ``44.1k``.

    Raises:
        UsageError: it is none that services take.
    """
    if not text:
        return None
    hint = "write 16000, or 16k."
    is_kilo = text.strip().lower().endswith("k")
    number = _number(text.strip().lower().removesuffix("k"), f'--rate cannot be "{text}".', hint)
    found = number * 1000 if is_kilo else number
    low, high = RATES
    if not low <= found <= high or found != int(found):
        raise UsageError(f"--rate is from {low} to {high} Hz, not {text}.", hint=hint)
    return int(found)


def _number(text: str, message: str, hint: str) -> float:
    try:
        found = float(text)
    except ValueError:
        raise UsageError(message, hint=hint) from None
    if not math.isfinite(found):
        raise UsageError(message, hint=hint)
    return found


def _suffix(path: str) -> str:
    return path.rpartition(".")[2].lower() if "." in path else ""
