"""
Temporary tokens of AssemblyAI: made from a key, good for connecting within minutes, for clients that must not have one.

Errors come in two shapes: ``{"error": "…"}`` as documented, and a 422 with a list of ``{"loc", "msg"}``, which is also
the answer to a header that is missing (seen live in September 2026).
"""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import httpx

from anamctl import __version__
from anamctl.answers import read_json
from anamctl.errors import AnamctlError, CredentialsError, ServiceError, UsageError
from anamctl.network import is_loopback, reason
from anamctl.retrying import Patience, retry_after
from anamctl.secret import Secret
from anamctl.stt.addresses import endpoint
from anamctl.stt.ending import http_words
from anamctl.stt.masking import hide_bytes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

PATH = "/v3/token"
EXPIRES = (1, 600)
MAX_SESSION = (60, 10800)
"""Seconds, as documented."""
PATIENCE = Patience(attempts=3, first=0.5, longest=2)
TIMEOUT = httpx.Timeout(20, connect=10, pool=10)


class Asking(NamedTuple):
    """Where to ask, with which key, and for what."""

    url: str
    key: Secret
    expires_in: int = 60
    """Seconds within which the token is good for connecting."""
    max_session: int | None = None
    """Seconds that a session with it may last; None for as long as the service allows."""
    url_source: str = "the default"
    key_source: str = "ASSEMBLYAI_API_KEY from the environment"


class TemporaryToken(NamedTuple):
    """A token."""

    secret: Secret
    expires_in: int
    """Seconds."""
    max_session: int | None
    host: str
    """Where it is good."""


async def fetch(
    asking: Asking,
    *,
    transport: httpx.AsyncBaseTransport | None = None,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    chance: Callable[[], float] = random.random,
    tell: Callable[[str], None] = lambda _: None,
) -> TemporaryToken:
    """
    Make a token.

    Args:
        asking: what for.
        transport: in the place of the network.
        sleep: waits for so many seconds.
        chance: gives a number between 0 and 1.
        tell: is told why there is a wait, for people.

    Raises:
        UsageError: a duration is beyond the limits, or the address is none.
        CredentialsError: the key was refused.
        ServiceError: the service failed or cannot be reached.
    """
    _check("expires", asking.expires_in, EXPIRES)
    query = {"expires_in_seconds": asking.expires_in}
    if asking.max_session is not None:
        _check("max-session", asking.max_session, MAX_SESSION)
        query["max_session_duration_seconds"] = asking.max_session
    url = address(asking.url)
    async with httpx.AsyncClient(
        headers={"Accept": "application/json", "User-Agent": f"anamctl/{__version__}"},
        timeout=TIMEOUT,
        transport=transport,
        follow_redirects=False,  # the key must not travel to another host
        trust_env=not is_loopback(url),  # a proxy does not know this machine
    ) as http:
        request = http.build_request("GET", url, params=query, headers={"Authorization": asking.key.reveal()})
        response = await _answer(http, request, asking, _Waiting(sleep, chance, tell))
    return _token(response, asking)


def address(url: str) -> str:
    """
    Give the address that makes tokens, on the host of a socket.

    Raises:
        UsageError: it is no address, or not encrypted.
    """
    base = url.rstrip("/").removesuffix("/ws")
    return "http" + endpoint(base, PATH, allow_plain=False, has_secret=True).removeprefix("ws")


class _Waiting(NamedTuple):
    sleep: Callable[[float], Awaitable[object]]
    chance: Callable[[], float]
    tell: Callable[[str], None]


async def _answer(http: httpx.AsyncClient, request: httpx.Request, asking: Asking, waiting: _Waiting) -> httpx.Response:
    host, attempt = request.url.netloc.decode(), 0
    while True:
        attempt += 1
        asked = None
        try:
            response = await http.send(request)
        except httpx.RequestError as error:
            problem: AnamctlError = ServiceError(
                f"{host} cannot be reached: {asking.key.masked(reason(error))}.",
                hint=f"is the network up? The address is {asking.url_source}.",
            )
        else:
            if response.is_success:
                return response
            problem = _failure(response, asking)
            if response.status_code < 500:
                raise problem
            asked = retry_after(response.headers.get("Retry-After"))
        wait = PATIENCE.wait(attempt, waiting.chance(), asked)
        if wait is None:
            raise problem
        waiting.tell(f"{problem.message.removesuffix('.')}; trying again in {wait:.1f} s")
        await waiting.sleep(wait)


def _token(response: httpx.Response, asking: Asking) -> TemporaryToken:
    try:
        data: Any = read_json(response.content)
    except ValueError:
        data = None
    text = data.get("token") if isinstance(data, dict) else None
    if not isinstance(text, str) or not text or not text.isascii() or not text.isprintable() or " " in text:
        raise ServiceError(
            "the answer of AssemblyAI holds no token.",
            hint=f"is {urlsplit(asking.url).netloc} a server of AssemblyAI? The address is {asking.url_source}.",
        )
    given = data.get("expires_in_seconds")
    is_number = isinstance(given, (int, float)) and not isinstance(given, bool)
    expires = int(given) if is_number else asking.expires_in
    return TemporaryToken(Secret(text), expires, asking.max_session, response.url.host)


def _failure(response: httpx.Response, asking: Asking) -> AnamctlError:
    status = response.status_code
    body = hide_bytes(response.content, (asking.key,))
    said = http_words(body, response.headers.get("Content-Type", ""))
    text = f"{status}: {said}" if said else str(status)
    if status in (401, 403) or (status in (400, 422) and _names_key(said)):
        return CredentialsError(
            f"AssemblyAI refused the key ({text}). {asking.key_source} was used.",
            hint="keys are in the dashboard of AssemblyAI.",
        )
    if status == 402:
        return CredentialsError(
            f"AssemblyAI wants to be paid first ({text}). {asking.key_source} was used.",
            hint="the balance of the account is used up.",
        )
    if status == 429:
        wait = retry_after(response.headers.get("Retry-After"))
        hint = "wait a minute." if wait is None else f"it asks to wait for {wait:.0f} s."
        return ServiceError(f"AssemblyAI is asked too often ({text}).", hint=hint)
    if status in (400, 422):
        return UsageError(f"AssemblyAI refused the request ({text}).", hint="look at --expires and --max-session.")
    if status < 500:
        return ServiceError(
            f"there is no AssemblyAI that makes tokens at this address ({text}).",
            hint=f"is the address right? It is {asking.url_source}.",
        )
    return ServiceError(f"AssemblyAI failed ({text}).", hint="try again later.")


def _names_key(said: str) -> bool:
    lower = said.lower()
    return any(word in lower for word in ("authorization", "api key", "api_key", "unauthorized"))


def _check(name: str, value: int, limits: tuple[int, int]) -> None:
    low, high = limits
    if not low <= value <= high:
        raise UsageError(f"--{name} cannot be {value} s.", hint=f"write {low} s to {high} s.")
