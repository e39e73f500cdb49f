"""
Bolna's agent API over HTTP.

Objects travel as they are: nothing is dropped that we do not know. What may be repeated is repeated (network errors,
5xx, 429); what would make a second agent is not, once it may have arrived.
"""

from __future__ import annotations

import json
import random
import time
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, Self
from urllib.parse import quote, urlsplit

import httpx

from anamctl import __version__
from anamctl.answers import read_json
from anamctl.bolna.failures import UncertainError, UnreachableError, failure
from anamctl.errors import CredentialsError, ServiceError, UsageError
from anamctl.network import NEVER_ARRIVED, is_loopback, reason, tls
from anamctl.retrying import Patience, retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from anamctl.secret import Secret

DEFAULT_URL = "https://api.bolna.ai"
_TIMEOUT = httpx.Timeout(30, connect=10, pool=10)


class Access(NamedTuple):
    """Where to ask, and with which key."""

    url: str
    key: Secret
    url_source: str = "the default"
    """Where the URL came from, for messages."""
    key_source: str = "BOLNA_API_KEY from the environment"


class BolnaClient:
    """
    Asks for agents and changes them.

    Args:
        access: the service.
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
        *,
        transport: httpx.BaseTransport | None = None,
        timeout: httpx.Timeout = _TIMEOUT,
        patience: Patience | None = None,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._access = access
        self._patience = patience or Patience()
        self._sleep = sleep
        self._chance = chance
        self._tell = tell or (lambda _: None)
        self._host = urlsplit(access.url).netloc
        self._http = httpx.Client(
            base_url=access.url,
            auth=self._sign,
            headers={"Accept": "application/json", "User-Agent": f"anamctl/{__version__}"},
            timeout=timeout,
            transport=transport,
            follow_redirects=False,  # the key must not travel to another host
            verify=tls(access.url),
            trust_env=not is_loopback(access.url),  # a proxy does not know this machine
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def __repr__(self) -> str:
        return f"BolnaClient({self._host})"

    # ---- operations ----------------------------------------------------------------------------------------------

    def agents(self) -> list[dict[str, Any]]:
        """Give all agents."""
        found = self._data(self._request("GET", "/v2/agent/all"))
        if isinstance(found, dict):
            found = next((value for value in found.values() if isinstance(value, list)), None)
        if not isinstance(found, list):
            raise ServiceError("Bolna's list of agents is no list.", hint="is BOLNA_API_URL the address of the API?")
        return [item for item in found if isinstance(item, dict)]

    def read(self, id_: str) -> dict[str, Any]:
        """
        Give an agent as the service answers it.

        Raises:
            NotFoundError: there is no such agent.
        """
        found = self._data(self._request("GET", _path(id_)))
        if not isinstance(found, dict):
            raise ServiceError(f"Bolna's answer for agent {id_} is no object.")
        return found

    def create(self, body: Mapping[str, Any]) -> str:
        """
        Make an agent and give its id.

        Raises:
            UncertainError: it may have been made, or not.
            RefusedError: the service found something wrong in it.
        """
        response = self._request("POST", "/v2/agent", body, repeatable=False)
        try:
            made = self._data(response)
        except ServiceError:
            made = None
        id_ = (made.get("agent_id") or made.get("id")) if isinstance(made, dict) else None
        if not isinstance(id_, str) or not id_:
            raise UncertainError("Bolna seems to have made the agent, but did not say its id.", hint=_LOOK)
        return id_

    def replace(self, id_: str, body: Mapping[str, Any]) -> None:
        """
        Put another agent in the place of one.

        Raises:
            NotFoundError: there is no such agent.
            RefusedError: the service found something wrong in the new one.
        """
        self._request("PUT", _path(id_), body)

    def delete(self, id_: str) -> None:
        """
        Delete an agent.

        Raises:
            NotFoundError: there is no such agent.
        """
        self._request("DELETE", _path(id_))

    # ---- requests ------------------------------------------------------------------------------------------------

    def _sign(self, request: httpx.Request) -> httpx.Request:
        request.headers["Authorization"] = f"Bearer {self._access.key.reveal()}"
        return request

    def _request(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, repeatable: bool = True
    ) -> httpx.Response:
        content = _encoded(body)
        headers = {} if content is None else {"Content-Type": "application/json"}
        may_have_arrived = False
        attempt = 0
        while True:
            attempt += 1
            try:
                response = self._http.request(method, path, content=content, headers=headers)
            except httpx.RequestError as error:
                arrived = not isinstance(error, NEVER_ARRIVED)
                if arrived and not repeatable:
                    self._uncertain(f"no answer came ({reason(error)})")
                may_have_arrived |= arrived
                if not self._waits(attempt, f"{self._host}: {reason(error)}"):
                    raise self._unreachable(error, attempt, may_have_arrived=may_have_arrived) from None
                continue
            if response.is_success:
                return response
            if response.status_code == 404 and method == "DELETE" and may_have_arrived:
                return response  # an attempt before this one has done it
            problem = self._failure(response)
            again = response.status_code == 429 or (response.status_code >= 500 and repeatable)
            if response.status_code >= 500 and not repeatable:
                self._uncertain(f"it {problem.message.removeprefix('Bolna ').removesuffix('.')}")
            may_have_arrived |= response.status_code >= 500
            if not (again and self._waits(attempt, problem.message, response)):
                raise problem

    def _waits(self, attempt: int, why: str, response: httpx.Response | None = None) -> bool:
        """Wait for the next attempt; False when there is to be none."""
        asked = retry_after(response.headers.get("Retry-After")) if response is not None else None
        wait = self._patience.wait(attempt, self._chance(), asked)
        if wait is None:
            return False
        self._tell(f"{self._access.key.masked(why.removesuffix('.'))}; trying again in {wait:.1f} s")
        self._sleep(wait)
        return True

    def _failure(self, response: httpx.Response) -> ServiceError | CredentialsError:
        """Give the error for an answer, whatever of the key it repeats taken out."""
        problem = failure(
            response.status_code,
            response.headers.get("Content-Type", ""),
            self._access.key.masked(response.content.decode(errors="replace")).encode(),
            key_source=self._access.key_source,
        )
        asked = retry_after(response.headers.get("Retry-After"))
        if response.status_code == 429 and asked is not None:
            problem.hint = f"it asks to wait for {asked:.0f} s."
        return problem

    def _data(self, response: httpx.Response) -> Any:  # noqa: ANN401  # JSON
        try:
            return read_json(response.content)
        except ValueError:
            raise ServiceError(
                f"Bolna's answer ({response.status_code}) is no JSON.",
                hint=f"is {self._access.url} the address of the API? It is {self._access.url_source}.",
            ) from None

    def _uncertain(self, why: str) -> NoReturn:
        raise UncertainError(f"Bolna may have made the agent, or not: {why}.", hint=_LOOK) from None

    def _unreachable(self, error: httpx.RequestError, attempts: int, *, may_have_arrived: bool) -> ServiceError:
        tries = f", tried {attempts} times" if attempts > 1 else ""
        kind = ServiceError if may_have_arrived else UnreachableError
        return kind(
            f"{self._host} cannot be reached: {reason(error)}{tries}.",
            hint=f"is the network up? The address is {self._access.url_source}.",
        )


_LOOK = "push again: it looks for the agent before it makes another one."


def _path(id_: str) -> str:
    if not id_.strip() or id_ in ("all", ".", ".."):
        raise UsageError(f'"{id_}" is no id of an agent.', hint="`anamctl agent list` shows them.")
    return f"/v2/agent/{quote(id_, safe='')}"


def _encoded(body: Mapping[str, Any] | None) -> bytes | None:
    if body is None:
        return None
    try:
        return json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        raise UsageError("the agent holds a number that JSON does not have.", hint="look for .inf and .nan.") from None
