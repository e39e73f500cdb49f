"""
What an answer of the service that is no success means, and what to do about it.

    ServiceError
    ├── AnswerError                the service answered with an error
    │   ├── RefusedError           400 and others   something in the request is wrong
    │   ├── PlanError              402              the organisation has no plan
    │   ├── NotFoundError          404              there is no such thing
    │   │   └── MissingIdError     404              ... and it is known which id it was
    │   ├── ConcurrencyError       429              too many sessions at the same time
    │   ├── SpendCapError          429              the cap on spending is reached
    │   ├── UsageLimitError        429              any other limit
    │   └── BusyError              503              no engine is free
    ├── UnreachableError           nothing was sent: there is no way to the service
    └── UncertainError             a session may have begun, or not: no answer came, or one that does not tell
    CredentialsError
    ├── KeyRefusedError            401, 403
    └── TokenRefusedError          401, 403         at the start of a session
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.errors import AnamctlError, CredentialsError, ServiceError

if TYPE_CHECKING:
    from anamctl.anam.words import Said

CONCURRENT = "Concurrent session limit reached"
SPEND_CAP = "Spend cap reached"
"""Which 429 it is stands in ``error``, word for word (Anam JavaScript SDK 4.27)."""
_WITHOUT_ACCOUNT = "without an account there is --sandbox."


class AnswerError(ServiceError):
    """The service answered, with an error."""

    code = "answer"

    def __init__(self, message: str, *, status: int, said: Said, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.said = said


class RefusedError(AnswerError):
    """The service found something wrong in the request, and has done nothing."""

    code = "refused"


class PlanError(AnswerError):
    """The organisation of the key has no plan."""

    code = "plan"


class NotFoundError(AnswerError):
    """The service has no such thing, or not for this key."""

    code = "not-found"


class MissingIdError(NotFoundError):
    """A session did not start because the account lacks something that the persona names."""

    code = "missing-id"


class ConcurrencyError(AnswerError):
    """As many sessions run as may run at the same time."""

    code = "concurrency"


class SpendCapError(AnswerError):
    """The organisation has spent what it wanted to spend at most."""

    code = "spend-cap"


class UsageLimitError(AnswerError):
    """A limit of the plan is reached, or there were too many requests."""

    code = "usage-limit"


class BusyError(AnswerError):
    """No engine is free, or the service is not up."""

    code = "busy"


class UnreachableError(ServiceError):
    """No request has left this machine, or none has found its way."""

    code = "unreachable"


class UncertainError(ServiceError):
    """A session may have begun, or not."""

    code = "uncertain"


class KeyRefusedError(CredentialsError):
    """The service does not take the key, or not for this."""


class TokenRefusedError(CredentialsError):
    """The service does not take the session token: it has expired, or its account may not do this."""


class Asked(NamedTuple):
    """What was asked of the service, as far as its errors depend on it."""

    what: str = ""
    """For a 404: ``session 3f…``; empty for the rest."""
    key_source: str = ""
    url_source: str = ""
    with_token: bool = False
    """Whether a session token went along in the place of the key."""
    wait: float | None = None
    """Seconds that the answer asks to wait for."""


def failure(status: int, said: Said, asked: Asked) -> AnamctlError:
    """
    Give the error for an answer.

    Args:
        status: of the answer.
        said: what its body says.
        asked: what for.
    """
    text = f"{status}: {said.text}" if said.text else str(status)
    if status in (401, 403):
        return _refused_credentials(status, text, asked)
    if status == 402:
        return PlanError(
            f"Anam finds no plan for the organisation of this key ({text}).",
            status=status,
            said=said,
            hint=f"choose a plan in the Anam Lab, or use another key; {asked.key_source} was used.",
        )
    if status == 404:
        what = asked.what or "such address"
        hint = f"is the address of the API right? It is {asked.url_source}." if not asked.what else ""
        if asked.with_token:
            hint = "`anamctl validate --online` looks up every id of a file."
        return NotFoundError(f"Anam has no {what} ({text}).", status=status, said=said, hint=hint)
    if status == 429:
        return _limit(text, said, asked)
    if 400 <= status < 500:
        message = f"Anam refused the request ({text})."
        return RefusedError(message, status=status, said=said, hint=_HINT_400)
    if 300 <= status < 400:
        return AnswerError(
            f"Anam answered with a redirect ({text}), which is not followed.",
            status=status,
            said=said,
            hint=f"is the address of the API right? It is {asked.url_source}.",
        )
    if status == 503:
        what = "Anam has no engine free" if asked.with_token else "Anam is not available"
        hint = f"it asks to wait for {asked.wait:.0f} s." if asked.wait else "try again in a minute."
        return BusyError(f"{what} ({text}).", status=status, said=said, hint=hint)
    return AnswerError(f"Anam failed ({text}).", status=status, said=said, hint="try again later.")


_HINT_400 = "`anamctl validate` checks a persona before it is sent, `anamctl show NAME --lang CODE -f json` prints it."


def _refused_credentials(status: int, text: str, asked: Asked) -> CredentialsError:
    used = _used(asked)
    if asked.with_token:
        if status == 401:
            message = f"Anam refused the session token ({text}). It was minted with {asked.key_source}."
            return TokenRefusedError(message, hint="a token is good for one hour and one persona: mint a new one.")
        message = f"Anam refused to start this session ({text}). {used}"
        return TokenRefusedError(message, hint=_HINT_403)
    message = f"Anam refused the key ({text}). {used}"
    if status == 401:
        return KeyRefusedError(message, hint=f"keys are made in the Anam Lab; {_WITHOUT_ACCOUNT}")
    return KeyRefusedError(message, hint=_HINT_403)


def _used(asked: Asked) -> str:
    return f"{asked.key_source[:1].upper()}{asked.key_source[1:]} was used."


_HINT_403 = (
    "keys belong to one organisation, whose plan may lack this (a model that ends in -latest is by invitation); "
    "`anamctl personas` with the same key shows which one."
)


def _limit(text: str, said: Said, asked: Asked) -> AnswerError:
    if said.error == CONCURRENT:
        return ConcurrencyError(
            f"as many sessions run as the plan allows ({text}).",
            status=429,
            said=said,
            hint="`anamctl session list --remote` shows them, `anamctl session stop ID` ends one.",
        )
    if said.error == SPEND_CAP:
        return SpendCapError(
            f"the organisation of this key has reached its spend cap ({text}).",
            status=429,
            said=said,
            hint=f"raise the cap in the Anam Lab; waiting does not help. {_used(asked)}",
        )
    wait = f"it asks to wait for {asked.wait:.0f} s" if asked.wait is not None else "wait a minute"
    return UsageLimitError(
        f"a usage limit of the plan is reached, or there were too many requests ({text}).",
        status=429,
        said=said,
        hint=f"{wait}; when that does not help, the minutes of the plan are used up (Anam Lab, usage).",
    )
