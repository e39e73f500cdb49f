"""
Anam's API over HTTP.

Objects travel as they are: nothing is dropped that we do not know. What may be repeated is repeated (network errors and
5xx, never 4xx); the start of a session is not, once it may have arrived, because every session is billed.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

from anamctl import __version__
from anamctl.anam import catalogue
from anamctl.anam.engine import EngineSession
from anamctl.anam.failures import AnswerError, NotFoundError, UncertainError
from anamctl.anam.missing import missing_id
from anamctl.anam.requests import LOOK, PATIENCE, TIMEOUT, Ask, Requests
from anamctl.anam.token import Token, token_of
from anamctl.errors import AnamctlError, ServiceError, UsageError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from types import TracebackType

    import httpx

    from anamctl.anam.access import Access
    from anamctl.anam.catalogue import Kind
    from anamctl.retrying import Patience

METADATA = {"client": "anamctl", "version": __version__}
"""What is said of who starts a session."""
_PER_PAGE = 100
_MOST_PAGES = 200
_AT_ONCE = 4
"""Pages of a list that are asked for at the same time."""
_LOOK_UP = 10.0
"""Seconds that finding out which id is missing may take."""


class AnamClient:
    """
    Asks for tokens, engines and lists.

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
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        timeout: httpx.Timeout | float = TIMEOUT,
        patience: Patience = PATIENCE,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        chance: Callable[[], float] = random.random,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._requests = Requests(access, transport, timeout, patience, sleep, chance, tell)
        self._minted: dict[str, Mapping[str, Any]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._requests.close()

    def __repr__(self) -> str:
        return f"AnamClient({self._requests.host})"

    @property
    def access(self) -> Access:
        """Where is asked."""
        return self._requests.access

    # ---- sessions ------------------------------------------------------------------------------------------------

    async def mint(self, body: Mapping[str, Any]) -> Token:
        """
        Make a session token for a persona.

        Args:
            body: ``personaConfig``, and ``sessionOptions`` and ``clientLabel`` when there are any.

        Raises:
            RefusedError: the service found something wrong in the body. Ids are not looked up before the start.
        """
        found = await self._json(Ask("POST", "/v1/auth/session-token", body))
        text = found.get("sessionToken") if isinstance(found, dict) else None
        if not isinstance(text, str) or not text:
            raise ServiceError("Anam's answer holds no session token.", hint=self._is_it_the_api)
        self._minted[text] = body
        return token_of(text)

    async def start_engine(
        self,
        token: Token,
        *,
        client_metadata: Mapping[str, str] | None = None,
        late: Callable[[EngineSession], Awaitable[object]] | None = None,
        grace: float = 3.0,
    ) -> EngineSession:
        """
        Start a session: from here on something may be billed.

        The request is sent again only when it cannot have arrived, or when the service said that no engine was free.
        When the caller is cancelled while an answer is on its way, that is waited for, and the session that comes of it
        is ended before the cancellation goes on.

        Args:
            token: of a persona. When this client has minted it, a missing id can be named.
            client_metadata: who starts it; `METADATA` when left out.
            late: ends a session that began after the caller was cancelled; by REST when left out. It has `grace`
                seconds, too.
            grace: seconds that a cancelled caller waits for the answer.

        Raises:
            UncertainError: a session may have begun, or not.
            MissingIdError: the account lacks an avatar, a voice, a language model or a persona.
            ConcurrencyError: as many sessions run as may.
        """

        async def send(attempt: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
            task = asyncio.ensure_future(attempt())
            try:
                return await asyncio.shield(task)
            except asyncio.CancelledError:
                await self._settle(task, late or self._end, grace)
                raise

        body = {"clientMetadata": dict(client_metadata or METADATA)}
        ask = Ask("POST", "/v1/engine/session", body, token=token.secret, what="such persona", begins=True)
        try:
            response = await self._requests.answer(ask, send)
        except NotFoundError as error:
            raise await self._named(error, self._minted.get(token.secret.reveal(), {})) from None
        return await self._started(response)

    async def stop(self, session_id: str) -> None:
        """
        End a running session; the service takes its time.

        Raises:
            NotFoundError: there is no such session, or it never reached an engine.
        """
        await self._requests.answer(Ask("POST", f"{_path(session_id)}/stop", what=f"running session {session_id}"))

    async def session(self, session_id: str) -> dict[str, Any]:
        """
        Give what the service knows of a session.

        Raises:
            NotFoundError: there is no such session.
        """
        return await self._object(Ask("GET", _path(session_id), what=f"session {session_id}"))

    async def sessions(self, *, limit: int = _PER_PAGE) -> list[dict[str, Any]]:
        """Give the sessions of the account that the service lists first, at most so many."""
        return await self._list(Ask("GET", "/v1/sessions"), limit)

    async def concurrency(self) -> dict[str, Any]:
        """Give ``limit``, ``active``, ``canStartSession`` and ``estimatedWaitSeconds``."""
        return await self._object(Ask("GET", "/v1/sessions/concurrency"))

    # ---- lists ---------------------------------------------------------------------------------------------------

    async def voices(self, **query: str | int | bool) -> list[dict[str, Any]]:
        """Give all voices; `query` goes along as it is."""
        return await self.all_of(catalogue.VOICE, **query)

    async def avatars(self, **query: str | int | bool) -> list[dict[str, Any]]:
        """Give all avatars."""
        return await self.all_of(catalogue.AVATAR, **query)

    async def llms(self, **query: str | int | bool) -> list[dict[str, Any]]:
        """Give all language models, Anam's own included."""
        return await self.all_of(catalogue.LLM, **query)

    async def personas(self, **query: str | int | bool) -> list[dict[str, Any]]:
        """Give all saved personas."""
        return await self.all_of(catalogue.PERSONA, **query)

    async def tools(self, **query: str | int | bool) -> list[dict[str, Any]]:
        """Give all tools."""
        return await self.all_of(catalogue.TOOL, **query)

    async def all_of(self, kind: Kind, **query: str | int | bool) -> list[dict[str, Any]]:
        """Give everything of a kind, page after page; an empty list is documented as a 404 and is empty here."""
        return await self._list(Ask("GET", f"/v1/{kind.plural}", query={**kind.query, **query}))

    # ---- how it is done ------------------------------------------------------------------------------------------

    async def _json(self, ask: Ask) -> Any:  # noqa: ANN401  # JSON
        return self._requests.data(await self._requests.answer(ask))

    async def _object(self, ask: Ask) -> dict[str, Any]:
        found = await self._json(ask)
        if not isinstance(found, dict):
            raise ServiceError(f"Anam's answer for {ask.path} is no object.", hint=self._is_it_the_api)
        return found

    async def _list(self, ask: Ask, limit: int | None = None) -> list[dict[str, Any]]:
        try:
            first = await self._page(ask, 1)
        except AnswerError as error:
            if error.status == 404 and error.said.is_json:
                return []
            raise
        last = min(first.last, _MOST_PAGES if limit is None else -(-limit // _PER_PAGE))
        items = list(first.items)
        for start in range(2, last + 1, _AT_ONCE):
            numbers = range(start, min(start + _AT_ONCE, last + 1))
            for page in await _all(self._page(ask, number) for number in numbers):
                items += page.items
        # A list that changes while it is read shows an item on two pages.
        unique = {
            item.get("id") if isinstance(item.get("id"), str) else index: item for index, item in enumerate(items)
        }
        return list(unique.values())[:limit]

    async def _page(self, ask: Ask, number: int) -> catalogue.Page:
        query = {**(ask.query or {}), "page": number, "perPage": _PER_PAGE}
        found = await self._json(ask._replace(query=query))
        try:
            return catalogue.page_of(found)
        except ValueError as problem:
            raise ServiceError(f"Anam's list {ask.path} {problem}.", hint=self._is_it_the_api) from None

    async def _started(self, response: httpx.Response) -> EngineSession:
        try:
            session = EngineSession.read(self._requests.data(response))
        except (ServiceError, ValueError):
            raise UncertainError("Anam seems to have started a session, but did not say which.", hint=LOOK) from None
        if not session.host:
            await self._end(session)
            raise ServiceError(
                "Anam started a session without saying where its engine is.",
                hint="a persona that is made for LiveKit, Agora or Daily cannot be met here.",
            )
        return session

    async def _settle(
        self, task: asyncio.Future[httpx.Response], late: Callable[[EngineSession], Awaitable[object]], grace: float
    ) -> None:
        """Wait for the answer that a cancelled caller does not get any more, and end what has begun."""
        try:
            await asyncio.wait({task}, timeout=grace)
        finally:
            if not task.done():
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        if task.cancelled():
            self._requests.tell(f"Anam may have started a session, or not: no answer came in {grace:.0f} s. {LOOK}")
        elif task.exception() is None and task.result().is_success:
            with contextlib.suppress(AnamctlError, TimeoutError, ValueError):
                session = EngineSession.read(self._requests.data(task.result()))
                async with asyncio.timeout(grace):
                    await late(session)

    async def _end(self, session: EngineSession) -> None:
        with contextlib.suppress(AnamctlError):
            await self.stop(session.session_id)

    async def _named(self, error: NotFoundError, body: Mapping[str, Any]) -> NotFoundError:
        """Find out which id of a persona the account lacks; whatever goes wrong on the way, the error stays."""
        with contextlib.suppress(AnamctlError, TimeoutError):
            async with asyncio.timeout(_LOOK_UP):
                return await missing_id(error, body, self.all_of)
        return error

    @property
    def _is_it_the_api(self) -> str:
        return f"is {self.access.url} the address of the API? It is {self.access.url_source}."


async def _all(pages: Any) -> list[catalogue.Page]:  # noqa: ANN401  # coroutines
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(page) for page in pages]
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [task.result() for task in tasks]


def _path(session_id: str) -> str:
    if not session_id.strip() or session_id in ("concurrency", ".", ".."):
        raise UsageError(f'"{session_id}" is no id of a session.', hint="`anamctl session list --remote` shows them.")
    return f"/v1/sessions/{quote(session_id, safe='')}"
