"""What can go wrong with an Anam: with its requests, and in its sessions."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from anamctl.sandbox.scenario.parts import Duration, Part

AnamOperation = Literal[
    "any",
    "mint",
    "engine",
    "voices",
    "avatars",
    "llms",
    "personas",
    "tools",
    "voice",
    "avatar",
    "llm",
    "persona",
    "tool",
    "sessions",
    "session",
    "concurrency",
    "stop",
    "talk",
    "metrics",
]
Answer = Literal[
    "invalid",
    "invalid-list",
    "unauthorized",
    "expired-token",
    "no-plan",
    "forbidden",
    "not-found",
    "concurrent-limit",
    "spend-cap",
    "usage-limit",
    "server-error",
    "busy",
    "busy-page",
]
Body = Literal["error", "reason", "message", "nested", "list", "echo", "html", "text", "empty"]


class AnamFault(Part):
    """One thing that goes wrong with a request. The first fault that fits a request is what happens to it."""

    request: AnamOperation = "any"
    """Requests that it happens to."""
    after: int = Field(default=0, ge=0)
    """How many such requests pass before it begins."""
    times: int | None = Field(default=None, ge=1)
    """How often it happens; every time when left out."""
    answer: Answer | None = None
    """Answer with a known error; `status`, `body` and `message` beside it change it."""
    status: int | None = Field(default=None, ge=200, le=599)
    """Answer with this status."""
    body: Body | None = None
    """Shape of that answer: `{"error"}`, with a `reason` or a `message`, with `details` as objects or as a list, with
    objects and the whole request beside them, a page, a line of text, or nothing."""
    message: str | None = None
    """Text of that answer."""
    retry_after: int | str | None = None
    """`Retry-After` of that answer: seconds, or a date."""
    drop: bool = False
    """Close the connection without an answer."""
    delay: Duration = 0.0
    """Wait so long before answering."""
    applied: bool = False
    """Carry the request out before it fails or waits; otherwise a request that fails changes nothing."""
    lose: tuple[str, ...] = ()
    """Paths (`clientConfig.iceServers`) that the answer lacks."""
    change: dict[str, Any] = Field(default_factory=dict)
    """Paths to other values in the answer."""

    @property
    def fails(self) -> bool:
        """Whether the request is not answered as it should be."""
        return self.drop or self.answer is not None or self.status is not None


Moment = Literal[
    "start",
    "open",
    "reopen",
    "offer",
    "connected",
    "channel",
    "ready",
    "speech",
    "reply",
    "interrupt",
    "context",
    "update",
    "heartbeat",
]
# What these are is told by two tables of docs/reference/sandbox.md.
LiveKind = Literal[
    "drop",
    "end",
    "late-answer",
    "no-answer",
    "no-peer",
    "no-ready",
    "peer-lost",
    "close-channel",
    "garbage",
    "unknown",
    "warning",
    "refuse",
]
_MOMENTS: dict[str, tuple[Moment, ...]] = {
    "late-answer": ("offer",),
    "no-answer": ("offer",),
    "no-peer": ("offer",),
    "no-ready": ("channel",),
    "refuse": ("start", "reopen"),
}
"""When faults happen that change what a session would do; all others can happen at any moment."""


class LiveFault(Part):
    """
    One thing that goes wrong in a session. All faults that fit a moment happen, in their order.

    Moments are counted over all sessions of the service.
    """

    fault: LiveKind
    """What happens, see below."""
    at: Moment | None = None
    """When it happens, see below; `ready` when left out, or the one moment that fits."""
    after: int = Field(default=0, ge=0)
    """How many such moments pass before it begins."""
    times: int | None = Field(default=None, ge=1)
    """How often it happens; every time when left out."""
    delay: Duration = 0.0
    """How long after the moment it happens."""
    code: int | None = Field(default=None, ge=1000, le=4999)
    """Close code of a `drop` (1000 is a normal close); the connection is cut without one when left out."""
    status: int = Field(default=403, ge=400, le=599)
    """Answer to a socket that is not let in (`refuse`)."""
    message: str | None = None
    """Reason of `end`, text of `warning`, the text that is no JSON of `garbage`, the kind of an `unknown` message."""
    on: Literal["socket", "channel"] = "socket"
    """Where `garbage` and `unknown` come from."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        moments = _MOMENTS.get(self.fault)
        if moments is not None and self.at is not None and self.at not in moments:
            raise ValueError(f"`{self.fault}` happens at {' or '.join(moments)}, not at {self.at}")
        if moments is None and self.at in {"start", "reopen"}:
            raise ValueError(f"only `refuse` happens at {self.at}")
        if self.code is not None and self.fault != "drop":
            raise ValueError("only `drop` has a code")
        if self.code in {1005, 1006, 1015}:
            raise ValueError(f"{self.code} is never sent")
        return self

    @property
    def moment(self) -> Moment:
        """When it happens."""
        return self.at if self.at is not None else _MOMENTS.get(self.fault, ("ready",))[0]
