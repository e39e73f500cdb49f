"""The Bolna that a command talks to: the real one by profile, or one of our own for as long as the command runs."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from anamctl.profiles import SANDBOX, Needs, resolve
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.bolna.client import Access, BolnaClient
    from anamctl.sync.lockfile import LockFile

STATE = os.path.join(".anamctl_cache", "sandbox-bolna.json")
"""Where the agents of ``--sandbox`` are kept, so that the next command finds them."""

sleep = time.sleep
"""Waits between attempts; tests have no time."""


class ServiceRequest(NamedTuple):
    """Which service was asked for."""

    profile: str = ""
    sandbox: bool = False
    sandbox_state: str = ""
    quiet: bool = False
    verbose: bool = False


class Opened(NamedTuple):
    """A service that can be asked, and the name under which lock files know it."""

    client: BolnaClient
    profile: str
    service: str
    shown: str
    """For messages: ``api.bolna.ai``."""

    def lock(self, definition: str) -> LockFile:
        """Give the lock file beside a definition."""
        from anamctl.sync.lockfile import LockFile

        return LockFile(definition, self.profile, self.service)

    def near_locks(self) -> list[LockFile]:
        """Give the lock files where definitions usually are: here, and in ``personas/``."""
        from anamctl.definitions.discover import DEFAULT_FOLDER

        return [self.lock(""), self.lock(os.path.join(DEFAULT_FOLDER, ""))]


@contextmanager
def opened(request: ServiceRequest) -> Iterator[Opened]:
    """
    Open the service.

    Raises:
        CredentialsError: there is no key. Nobody is sent to the sandbox who did not ask for it.
        UsageError: options do not go together, or the sandbox is not installed.
    """
    from anamctl.cli.signals import stoppable

    with stoppable():
        if request.sandbox or request.sandbox_state:
            with _sandbox(request) as found:
                yield found
        else:
            with _real(request) as found:
                yield found


@contextmanager
def _real(request: ServiceRequest) -> Iterator[Opened]:
    from urllib.parse import urlsplit

    from anamctl.bolna.client import DEFAULT_URL, Access

    needs = Needs("bolna", "Bolna", DEFAULT_URL, "BOLNA_API_URL", "BOLNA_API_KEY")
    found = resolve(needs, request.profile, os.getcwd())
    access = Access(found.url.value, found.key, found.url.source, found.key_source)
    if request.verbose:
        sys.stderr.write(f"address: {visible(found.url.value)} ({visible(found.url.source)})\n")
        sys.stderr.write(f"key: {visible(found.key_source)}\n")
    with _client(access, quiet=request.quiet) as client:
        yield Opened(client, found.profile, found.url.value, urlsplit(found.url.value).netloc)


@contextmanager
def _sandbox(request: ServiceRequest) -> Iterator[Opened]:
    from anamctl.errors import UsageError
    from anamctl.sandbox.extra import require

    if request.profile:
        raise UsageError("--profile and --sandbox exclude each other.", hint="a sandbox needs no key and no address.")
    require()
    from anamctl.bolna.client import Access
    from anamctl.sandbox.bolna.service import BolnaService
    from anamctl.sandbox.runner import Runner
    from anamctl.secret import Secret

    state = request.sandbox_state or _state_file()
    if request.verbose:
        sys.stderr.write(f"sandbox: {visible(state)} keeps what it holds\n")
    service = BolnaService(state=state)
    with Runner([service]) as runner:
        access = Access(runner.url("bolna"), Secret(service.scenario.key), "the sandbox", "the key of the sandbox")
        with _client(access, quiet=request.quiet) as client:
            yield Opened(client, SANDBOX, SANDBOX, "the sandbox")


def _client(access: Access, *, quiet: bool) -> BolnaClient:
    from anamctl.bolna.client import BolnaClient

    def tell(text: str) -> None:
        if not quiet:
            sys.stderr.write(visible(text) + "\n")

    return BolnaClient(access, sleep=lambda seconds: sleep(seconds), tell=tell)  # noqa: PLW0108  # looked up late


def _state_file() -> str:
    from anamctl.lint.cache import make_folder

    make_folder(os.path.dirname(STATE))
    return STATE
