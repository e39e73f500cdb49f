"""The Anam that a command talks to: the real one by profile, or one of our own for as long as the command runs."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from anamctl.profiles import SANDBOX, Needs, resolve
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.anam.access import Access
    from anamctl.anam.rest import AnamClient

URL_VARIABLE = "ANAM_API_URL"
KEY_VARIABLE = "ANAM_API_KEY"


async def sleep(seconds: float) -> None:
    """Wait between attempts; tests have no time."""
    import asyncio

    await asyncio.sleep(seconds)


class AnamRequest(NamedTuple):
    """Which service was asked for."""

    profile: str = ""
    sandbox: bool = False
    scenario: str = ""
    """A scenario file, for the sandbox."""
    quiet: bool = False
    verbose: bool = False


class OpenedAnam(NamedTuple):
    """A service that can be asked."""

    access: Access
    profile: str
    shown: str
    """For messages: ``api.anam.ai``."""
    is_sandbox: bool = False
    quiet: bool = False

    def client(self) -> AnamClient:
        """Make a client that says on stderr why it waits; enter it where the loop runs."""
        from anamctl.anam.rest import AnamClient

        return AnamClient(self.access, sleep=lambda seconds: sleep(seconds), tell=self._tell)  # noqa: PLW0108  # looked up late

    def _tell(self, text: str) -> None:
        if not self.quiet:
            sys.stderr.write(visible(text) + "\n")


@contextmanager
def opened(request: AnamRequest) -> Iterator[OpenedAnam]:
    """
    Open the service.

    Raises:
        CredentialsError: there is no key. Nobody is sent to the sandbox who did not ask for it.
        UsageError: options do not go together, or the sandbox is not installed.
    """
    from anamctl.cli.signals import stoppable

    with stoppable():
        if request.sandbox or request.scenario:
            with _sandbox(request) as found:
                yield found
        else:
            yield _real(request)


def _real(request: AnamRequest) -> OpenedAnam:
    from urllib.parse import urlsplit

    from anamctl.anam.access import DEFAULT_URL, Access

    found = resolve(Needs("anam", "Anam", DEFAULT_URL, URL_VARIABLE, KEY_VARIABLE), request.profile, os.getcwd())
    access = Access(found.url.value, found.key, found.url.source, found.key_source)
    if request.verbose:
        sys.stderr.write(f"address: {visible(found.url.value)} ({visible(found.url.source)})\n")
        sys.stderr.write(f"key: {visible(found.key_source)}\n")
    return OpenedAnam(access, found.profile, urlsplit(found.url.value).netloc, quiet=request.quiet)


@contextmanager
def _sandbox(request: AnamRequest) -> Iterator[OpenedAnam]:
    from anamctl.errors import UsageError
    from anamctl.sandbox.extra import require

    if request.profile:
        raise UsageError("--profile and --sandbox exclude each other.", hint="a sandbox needs no key and no address.")
    require()
    from anamctl.anam.access import Access
    from anamctl.sandbox.anam.service import AnamService
    from anamctl.sandbox.runner import Runner
    from anamctl.sandbox.scenario.files import Scenario, load
    from anamctl.secret import Secret

    chosen = load(request.scenario) if request.scenario else Scenario()
    with Runner([AnamService(chosen.anam)]) as runner:
        variables = runner.variables()
        key = Secret(variables[KEY_VARIABLE])
        access = Access(variables[URL_VARIABLE], key, "the sandbox", "the key of the sandbox")
        if request.verbose:
            sys.stderr.write(f"sandbox: {variables[URL_VARIABLE]}\n")
        yield OpenedAnam(access, SANDBOX, "the sandbox", is_sandbox=True, quiet=request.quiet)
