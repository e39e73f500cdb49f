"""How the Bolna of the sandbox behaves, and above all how it fails."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from anamctl.sandbox.scenario.parts import Duration, Part

Operation = Literal["any", "create", "replace", "patch", "read", "list", "delete", "stop"]


class Fault(Part):
    """One thing that goes wrong. The first fault that fits a request is what happens to it."""

    request: Operation = "any"
    """Requests that it happens to."""
    agent: str | None = None
    """Only those for the agent with this id."""
    after: int = Field(default=0, ge=0)
    """How many such requests pass before it begins."""
    times: int | None = Field(default=None, ge=1)
    """How often it happens; every time when left out."""
    status: int | None = Field(default=None, ge=200, le=599)
    """Answer with this status."""
    body: Literal["error", "detail", "html", "text", "empty"] = "error"
    """Shape of that answer: `{"error", "message"}`, `{"detail"}`, a page, a line of text, or nothing."""
    message: str = "Something went wrong"
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
    """Paths (`agent_config.agent_welcome_message`) that are lost: from what is kept, or from what is read."""
    change: dict[str, Any] = Field(default_factory=dict)
    """Paths to other values, in what is kept or in what is read."""


class Limits(Part):
    """How many requests are answered."""

    agent: int = Field(default=500, ge=0)
    """Requests to one agent (`/v2/agent/{id}`) in a window."""
    other: int = Field(default=1000, ge=0)
    """Other requests in a window."""
    window: Duration = 60.0
    """Length of the window."""


class BolnaScenario(Part):
    """How the Bolna of the sandbox behaves."""

    key: str = Field(default="bn-sandbox", min_length=1)
    """The key that it takes."""
    bad_key: Literal["forbidden", "unauthorized"] = "forbidden"
    """Answer to another key: 403 with `{"detail"}`, as seen live, or the documented 401 with `{"error", "message"}`."""
    answers: Literal["written", "expanded"] = "written"
    """What reading an agent gives: what was written, or beside it the fields that live answers have carried."""
    limits: Limits = Limits()
    """How many requests are answered."""
    agents: tuple[dict[str, Any], ...] = ()
    """Agents that are there from the start: bodies of requests, with an `id` beside them or without."""
    faults: tuple[Fault, ...] = ()
    """What goes wrong."""
