"""``anamctl token stt``, without the option parser."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from anamctl.durations import seconds
from anamctl.errors import CredentialsError, ExitCode, UsageError
from anamctl.profiles import Needs, resolve
from anamctl.report.width import visible

if TYPE_CHECKING:
    from anamctl.stt.token import Asking, TemporaryToken

URL_VARIABLE = "ANAMCTL_STT_URL"
KEY_VARIABLE = "ASSEMBLYAI_API_KEY"
_URL = "https://streaming.assemblyai.com"


class SttTokenRequest(NamedTuple):
    """Which token."""

    expires: str = "60s"
    max_session: str = ""
    region: str = ""
    url: str = ""
    profile: str = ""
    json: bool = False
    quiet: bool = False
    verbose: bool = False


def stt(request: SttTokenRequest) -> int:
    """Print a token."""
    import asyncio

    from anamctl.cli.signals import stoppable

    asking = _asking(request)
    with stoppable():
        token = asyncio.run(_fetch(asking, quiet=request.quiet))
    if request.json:
        from anamctl.anam.token import iso
        from anamctl.report.envelope import success

        data = {
            "token": token.secret.reveal(),
            "expires": iso(time.time() + token.expires_in),
            "expiresIn": token.expires_in,
            "maxSession": token.max_session,
            "host": token.host,
        }
        sys.stdout.write(success("token stt", data))
        return ExitCode.OK
    sys.stdout.write(token.secret.reveal() + "\n")
    sys.stdout.flush()
    if not request.quiet:
        from anamctl.anam.token import remaining

        longest = "" if token.max_session is None else f", for sessions of up to {remaining(token.max_session)}"
        good = f"good for connecting within {remaining(token.expires_in)}{longest}"
        sys.stderr.write(visible(f"a token of {token.host}, {good}") + "\n")
    return ExitCode.OK


async def _fetch(asking: Asking, *, quiet: bool) -> TemporaryToken:
    from anamctl.stt.token import fetch

    def tell(text: str) -> None:
        if not quiet:
            sys.stderr.write(visible(text) + "\n")

    return await fetch(asking, tell=tell)


def _asking(request: SttTokenRequest) -> Asking:
    """
    Put together what is asked, and where.

    Raises:
        UsageError: an option cannot be, or two do not go together.
        CredentialsError: there is no key.
    """
    from anamctl.stt.token import Asking

    expires = _whole(request.expires, "expires")
    longest = _whole(request.max_session, "max-session") if request.max_session else None
    given = _given(request)
    environ = {**os.environ, URL_VARIABLE: _http(given or os.environ.get("ANAMCTL_STT_URL", ""))}
    needs = Needs("assemblyai", "AssemblyAI", _URL, URL_VARIABLE, KEY_VARIABLE)
    try:
        found = resolve(needs, request.profile, os.getcwd(), environ)
    except CredentialsError as error:
        # A token of a sandbox would end with it.
        raise CredentialsError(error.message, hint=f"{error.hint.partition(', or add')[0]}.") from None
    url, source = (_http(given), "given with the command") if given else (found.url.value, found.url.source)
    if request.verbose:
        from anamctl.stt.addresses import harmless

        sys.stderr.write(f"address: {visible(harmless(url))} ({visible(source)})\n")
        sys.stderr.write(f"key: {visible(found.key_source)}\n")
    return Asking(url, found.key, expires, longest, source, found.key_source)


def _given(request: SttTokenRequest) -> str:
    if not request.region:
        return request.url.strip()
    from anamctl.stt.assemblyai.provider import REGIONS

    if request.url:
        raise UsageError("--region and --url exclude each other.", hint="an address names its region itself.")
    if request.region.lower() not in REGIONS:
        raise UsageError(f'AssemblyAI has no region "{request.region}".', hint=f"write {' or '.join(REGIONS)}.")
    return REGIONS[request.region.lower()]


def _http(url: str) -> str:
    """Give the address of a socket as one for requests, which is what settings are checked as."""
    for scheme, other in (("wss://", "https://"), ("ws://", "http://")):
        if url.lower().startswith(scheme):
            return other + url[len(scheme) :]
    return url


def _whole(text: str, name: str) -> int:
    try:
        value = seconds(text)
    except ValueError as problem:
        raise UsageError(f"--{name}: {problem}.", hint=f"write it like this: --{name} 2m") from None
    if not value.is_integer():
        raise UsageError(f"--{name} cannot be {text}.", hint="write whole seconds.")
    return int(value)
