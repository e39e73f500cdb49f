"""Scenarios: files that say how a service of the sandbox behaves, and above all how it fails."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from anamctl.durations import seconds
from anamctl.errors import UsageError

Duration = Annotated[float, BeforeValidator(seconds)]
"""Seconds, read from `durations`."""
Operation = Literal["any", "create", "replace", "patch", "read", "list", "delete", "stop"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Fault(_Part):
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


class Limits(_Part):
    """How many requests are answered."""

    agent: int = Field(default=500, ge=0)
    """Requests to one agent (`/v2/agent/{id}`) in a window."""
    other: int = Field(default=1000, ge=0)
    """Other requests in a window."""
    window: Duration = 60.0
    """Length of the window."""


class BolnaScenario(_Part):
    """How the Bolna of the sandbox behaves."""

    key: str = Field(default="bn-sandbox", min_length=1)
    """The key that it takes."""
    bad_key: Literal["forbidden", "unauthorized"] = "forbidden"
    """Answer to another key: 403 with `{"detail"}`, as seen live, or the documented 401 with `{"error", "message"}`."""
    answers: Literal["written", "expanded"] = "written"
    """What reading an agent gives: what was written, or beside it the fields that live answers have carried."""
    limits: Limits = Limits()
    agents: tuple[dict[str, Any], ...] = ()
    """Agents that are there from the start: bodies of requests, with an `id` beside them or without."""
    faults: tuple[Fault, ...] = ()


class Scenario(_Part):
    """A scenario file."""

    bolna: BolnaScenario = BolnaScenario()


def load(path: str) -> Scenario:
    """
    Read a scenario file.

    Raises:
        UsageError: it cannot be read, or says something that no scenario can say.
    """
    try:
        with open(path, encoding="utf-8") as file:
            data = yaml.safe_load(file)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not YAML.", hint="`docs/reference/sandbox.md` shows a scenario.") from error
    try:
        return Scenario.model_validate(data if data is not None else {})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise UsageError(
            f"{path}: {place}: {first['msg'][:1].lower()}{first['msg'][1:]}.",
            hint="`docs/reference/sandbox.md` lists what a scenario can say.",
        ) from error
