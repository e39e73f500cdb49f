"""
What became of a push that was cut off: which agent it has made, and whether what the service holds comes from it.

The service may have filled something in, so what it holds need not be what was sent. Where that leaves a doubt, nothing
is taken over and nothing is made a second time: people are asked to choose.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from anamctl.bolna.comparing import content_hash, difference
from anamctl.bolna.failures import NotFoundError, UncertainError
from anamctl.sync.listing import listed

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from anamctl.sync.lockfile import Pending

_CLOCKS = timedelta(minutes=5)
"""How far the clock of the service may be behind ours."""


class Reader(Protocol):
    """What is asked of a client."""

    def agents(self) -> list[dict[str, Any]]:
        """Give all agents."""

    def read(self, id_: str) -> dict[str, Any]:
        """Give one agent."""


def is_sent(pending: Pending, body: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    """
    Tell whether what the service holds is what a push has sent, or that and more.

    Args:
        pending: the push.
        body: what would be sent now; the same as then, or not.
        held: what the service holds.
    """
    if content_hash(held) == pending.hash:
        return True
    return content_hash(body) == pending.hash and all(change.kind == "added" for change in difference(body, held))


def made_before(service: Reader, pending: Pending, body: Mapping[str, Any], taken: Container[str]) -> str:
    """
    Look for the agent that a push has made; empty when there is none.

    Args:
        service: where to look.
        pending: the push.
        body: what would be sent now.
        taken: ids that belong to files.

    Raises:
        UncertainError: there are several, or one that may be it.
    """
    found, doubtful = [], []
    name = pending.name or listed([body], {})[0].name
    for one in listed(service.agents(), {}):
        if not one.id or one.id in taken or (name and one.name != name):
            continue
        try:
            held = service.read(one.id)
        except NotFoundError:
            continue
        if is_sent(pending, body, held):
            found.append(one.id)
        elif name and not _is_older(held, pending.time):
            doubtful.append(one.id)
    if len(found) > 1:
        raise UncertainError(
            f"{len(found)} agents are what the last push has sent: {', '.join(found)}.",
            hint="choose one with --id ID, and delete the others; or make another one with --new.",
        )
    if found:
        return found[0]
    if doubtful:
        raise UncertainError(
            f"{' or '.join(doubtful)} may be what the last push has made before it was cut off.",
            hint=f"take it with --id {doubtful[0]}, or make another agent with --new.",
        )
    return ""


def _is_older(held: Mapping[str, Any], time: str) -> bool:
    """Tell whether an agent was there before a push; no when that is not known."""
    try:
        made, begun = (datetime.fromisoformat(text) for text in (str(held.get("created_at")), time))
    except ValueError:
        return False
    return made.replace(tzinfo=made.tzinfo or UTC) < begun.replace(tzinfo=begun.tzinfo or UTC) - _CLOCKS
