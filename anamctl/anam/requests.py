"""One request to the service at a time: signed, repeated when that can do no harm, its errors turned into ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import httpx

from anamctl import __version__
from anamctl.anam.failures import Asked, UncertainError, UnreachableError, failure
from anamctl.anam.words import said
from anamctl.answers import read_json
from anamctl.errors import AnamctlError, ServiceError, UsageError
from anamctl.network import NEVER_ARRIVED, is_loopback, reason, tls
from anamctl.retrying import Patience, retry_after

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from anamctl.anam.access import Access
    from anamctl.secret import Secret

TIMEOUT = httpx.Timeout(20, connect=10, pool=10)
PATIENCE = Patience(attempts=3, first=0.25, longest=2)
"""As Anam's own JavaScript SDK 4.27 has it."""
LOOK = "`anamctl session list --remote` shows what runs, `anamctl session stop ID` ends it."


class Ask(NamedTuple):
    """A request."""

    method: str
    path: str
    body: Mapping[str, Any] | None = None
    query: Mapping[str, str | int | bool] | None = None
    token: Secret | None = None
    """Goes along in the place of the key."""
    what: str = ""
    """For a 404: ``session 3f…``."""
    begins: bool = False
    """Whether it begins something that must not begin twice."""


class Requests:
    """
    Sends requests.

    Args:
        access: the service; its address comes with ``/v1`` or without.
        transport: in the place of the network.
        timeout: for each request.
        patience: how often to try.
        sleep: waits for so many seconds.
        chance: gives a number between 0 and 1.
        tell: is told why there is a wait, for people.
    """

    def __init__(
        self,
        access: Access,
        transport: httpx.AsyncBaseTransport | None,
        timeout: httpx.Timeout | float,
        patience: Patience,
        sleep: Callable[[float], Awaitable[object]],
        chance: Callable[[], float],
        tell: Callable[[str], None],
    ) -> None:
        self.access = access
        self.tell = tell
        self.host = urlsplit(access.url).netloc
        self._patience = patience
        self._sleep = sleep
        self._chance = chance
        self._http = httpx.AsyncClient(
            base_url=access.url.rstrip("/").removesuffix("/v1"),
            headers={"Accept": "application/json", "User-Agent": f"anamctl/{__version__}"},
            timeout=timeout,
            transport=transport,
            follow_redirects=False,  # the key must not travel to another host
            verify=tls(access.url),
            trust_env=not is_loopback(access.url),  # a proxy does not know this machine
        )

    async def close(self) -> None:
        """Close every connection."""
        await self._http.aclose()

    async def answer(
        self,
        ask: Ask,
        send: Callable[[Callable[[], Awaitable[httpx.Response]]], Awaitable[httpx.Response]] | None = None,
    ) -> httpx.Response:
        """
        Give the answer to a request, which is a success.

        Args:
            ask: the request; sent again after a failure of the network or of the service unless it begins something.
            send: sends one attempt; what is to happen when the caller is cancelled meanwhile is its business.

        Raises:
            AnamctlError: there is none, as `anamctl.anam.failures` says.
        """
        content = encoded(ask.body)
        may_have_arrived = False
        attempt = 0
        while True:
            attempt += 1
            try:
                response = await (send(lambda: self._send(ask, content)) if send else self._send(ask, content))
            except httpx.RequestError as error:
                arrived = not isinstance(error, NEVER_ARRIVED)
                if arrived and ask.begins:
                    raise self._uncertain(f"no answer came ({reason(error)})") from None
                may_have_arrived |= arrived
                if not await self._waits(attempt, f"{self.host}: {reason(error)}"):
                    raise self._unreachable(error, attempt, may_have_arrived=may_have_arrived) from None
                continue
            if response.is_success:
                return response
            problem = self._failure(ask, response)
            again = response.status_code >= 500 and (not ask.begins or _nothing_began(response))
            if response.status_code in (502, 504) and ask.begins:
                raise self._uncertain(f"what stands before it answered with {response.status_code}")
            if response.status_code >= 500 and response.status_code != 503 and ask.begins:
                # Whatever it had done by then is not undone.
                raise self._uncertain(problem.message.removesuffix("."))
            may_have_arrived |= response.status_code >= 500
            if not (again and await self._waits(attempt, problem.message, response)):
                raise problem

    def data(self, response: httpx.Response) -> Any:  # noqa: ANN401  # JSON
        """
        Read the JSON of an answer.

        Raises:
            ServiceError: it is none.
        """
        try:
            return read_json(response.content)
        except ValueError:
            raise ServiceError(
                f"Anam's answer ({response.status_code}) is no JSON.",
                hint=f"is {self.access.url} the address of the API? It is {self.access.url_source}.",
            ) from None

    async def _send(self, ask: Ask, content: bytes | None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {(ask.token or self.access.key).reveal()}"}
        if content is not None:
            headers["Content-Type"] = "application/json"
        query = {
            key: str(value).lower() if isinstance(value, bool) else value for key, value in (ask.query or {}).items()
        }
        return await self._http.request(ask.method, ask.path, params=query or None, content=content, headers=headers)

    async def _waits(self, attempt: int, why: str, response: httpx.Response | None = None) -> bool:
        """Wait for the next attempt; False when there is to be none."""
        wait = self._patience.wait(attempt, self._chance(), _asked(response) if response is not None else None)
        if wait is None:
            return False
        self.tell(f"{self.access.key.masked(why.removesuffix('.'))}; trying again in {wait:.1f} s")
        await self._sleep(wait)
        return True

    def _failure(self, ask: Ask, response: httpx.Response) -> AnamctlError:
        """Give the error for an answer, whatever of key and token it repeats taken out."""
        text = self.access.key.masked(response.content.decode(errors="replace"))
        if ask.token is not None:
            text = ask.token.masked(text)
        words = said(response.headers.get("Content-Type", ""), text.encode(), ask.body)
        access = self.access
        asked = Asked(ask.what, access.key_source, access.url_source, ask.token is not None, _asked(response))
        return failure(response.status_code, words, asked)

    def _uncertain(self, why: str) -> UncertainError:
        return UncertainError(f"Anam may have started a session, or not: {why}.", hint=LOOK)

    def _unreachable(self, error: httpx.RequestError, attempts: int, *, may_have_arrived: bool) -> ServiceError:
        tries = f", tried {attempts} times" if attempts > 1 else ""
        kind = ServiceError if may_have_arrived else UnreachableError
        return kind(
            f"{self.host} cannot be reached: {reason(error)}{tries}.",
            hint=f"is the network up? The address is {self.access.url_source}.",
        )


def encoded(body: Mapping[str, Any] | None) -> bytes | None:
    """
    Give a body as it is sent.

    Raises:
        UsageError: it holds what JSON does not have.
    """
    if body is None:
        return None
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        raise UsageError(
            "the persona holds a number or a character that JSON does not have.", hint="look for .inf and .nan."
        ) from None


def _asked(response: httpx.Response) -> float | None:
    return retry_after(response.headers.get("Retry-After"))


def _nothing_began(response: httpx.Response) -> bool:
    """Tell whether the service itself says that no engine was free; what stands before it cannot know."""
    if response.status_code != 503:
        return False
    try:
        return isinstance(read_json(response.content), dict)
    except ValueError:
        return False
