"""
From a file to the service.

First everything is read and a plan is made; then, one after the other: the lock file says what is about to happen, the
service is changed, the lock file gets the id, the service is read again, and the lock file says what both hold. Whoever
cuts this off anywhere, the next push finds out how far it came: it takes over an agent that was made and not noted, and
knows a replacement that arrived from somebody else's change.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from anamctl.bolna.comparing import Change, ReadBack, content_hash, difference, fingerprint, read_back
from anamctl.bolna.failures import NotFoundError, UncertainError, may_have_happened
from anamctl.bolna.sending import to_send
from anamctl.errors import AnamctlError, ServiceError
from anamctl.sync.errors import ChangedElsewhereError, GoneError
from anamctl.sync.lockfile import Entry, Pending
from anamctl.sync.resuming import is_sent, made_before

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anamctl.sync.definition import Definition
    from anamctl.sync.lockfile import LockFile


class Service(Protocol):
    """What is asked of a client."""

    def agents(self) -> list[dict[str, Any]]:
        """Give all agents."""

    def read(self, id_: str) -> dict[str, Any]:
        """Give one agent."""

    def create(self, body: Mapping[str, Any]) -> str:
        """Make an agent and give its id."""

    def replace(self, id_: str, body: Mapping[str, Any]) -> None:
        """Put another agent in the place of one."""


class Wishes(NamedTuple):
    """What was asked for besides the file."""

    id: str = ""
    """The agent to replace, in the place of the one that the lock file names."""
    force: bool = False
    """Replace what somebody else has changed."""
    new: bool = False
    """Make another agent, whatever the lock file says."""


NO_WISHES = Wishes()


class Plan(NamedTuple):
    """What a push would do."""

    action: Literal["create", "replace", "none"]
    entry: Entry
    """What is known; its id is the agent's."""
    body: dict[str, Any]
    """What is sent."""
    held: dict[str, Any] | None
    """What the service holds now."""
    changes: list[Change]
    """From what the service holds to what is sent."""
    before: Entry
    """What the lock file says; it says so again when nothing comes of the push."""
    is_resumed: bool = False
    """The agent is one that a push which was cut off has made."""


class Outcome(NamedTuple):
    """What a push did."""

    action: Literal["create", "replace", "none"]
    id: str
    made: ReadBack
    """What the service made of it."""


class Push:
    """
    Brings one agent to the service.

    Args:
        service: where to.
        definition: the agent.
        lock: the lock file beside it.
        now: tells the time.
    """

    def __init__(
        self,
        service: Service,
        definition: Definition,
        lock: LockFile,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._service = service
        self._definition = definition
        self._lock = lock
        self._now = now

    def plan(self, wishes: Wishes = NO_WISHES) -> Plan:
        """
        Find out what there is to do; nothing is changed.

        Raises:
            ChangedElsewhereError: the service holds something newer than what the file was based on.
            GoneError: the agent of the lock file is not there.
            NotFoundError: the agent that was asked for is not there.
        """
        before = entry = self._lock.find(self._definition.key)
        body = to_send(self._definition.data)
        if wishes.new:
            entry = Entry(*entry.place)
        elif wishes.id and wishes.id != entry.id:
            entry = Entry(*entry.place, id=wishes.id)
        is_resumed = False
        if not entry.id and entry.pending is not None:
            found = self._made_before(entry.pending, body)
            is_resumed = found != ""
            entry = entry.with_(id=found)
        if not entry.id:
            return Plan("create", entry, body, None, [], before)
        held = self._read(entry, is_asked_for=bool(wishes.id))
        _remove_languages(body, held)
        changes = difference(held, body)
        # When neither side has moved since they agreed, what differs is the service's own doing and was told then.
        is_settled = entry.hash == content_hash(body) and entry.held == fingerprint(held)
        if not changes or is_settled:
            return Plan("none", entry, body, held, changes, before, is_resumed)
        if not (wishes.force or self._is_based_on(entry, held, body)):
            raise self._changed_elsewhere(entry)
        return Plan("replace", entry, body, held, changes, before, is_resumed)

    def execute(self, plan: Plan, *, recheck: bool = False) -> Outcome:
        """
        Do what was planned.

        Args:
            plan: what to do.
            recheck: time has passed since the plan was made; make sure that it still holds.

        Raises:
            ChangedElsewhereError: it does not.
            UncertainError: the agent may have been made, or not.
            RefusedError: the service found something wrong, and nothing has changed.
        """
        entry = plan.entry
        if plan.action == "none":
            assert plan.held is not None  # noqa: S101  # there was something to compare with
            self._settle(entry, plan.body, plan.held)
            return Outcome("none", entry.id, ReadBack([], [], []))
        if recheck and plan.held is not None and fingerprint(self._service.read(entry.id)) != fingerprint(plan.held):
            raise self._changed_elsewhere(entry)
        pending = Pending(plan.action, content_hash(plan.body), self._time(), self._definition.name)
        self._lock.put(entry.with_(pending=pending))
        try:
            id_ = self._change(plan, pending)
        except AnamctlError as error:
            if not may_have_happened(error):
                self._restore(plan.before)
            raise
        self._lock.put(entry := entry.with_(id=id_, pending=pending))
        answer = self._read_again(id_)
        self._settle(entry, plan.body, answer)
        return Outcome(plan.action, id_, read_back(plan.body, answer))

    # ---- planning ------------------------------------------------------------------------------------------------

    def _read(self, entry: Entry, *, is_asked_for: bool) -> dict[str, Any]:
        try:
            return self._service.read(entry.id)
        except NotFoundError as error:
            if is_asked_for:
                raise
            raise GoneError(
                f"{self._definition.path} is agent {entry.id} by {self._lock.path}, and there is none ({error.text}).",
                hint="is the key one of another account? --new makes another agent, --id ID takes one that is there.",
            ) from error

    @staticmethod
    def _is_based_on(entry: Entry, held: dict[str, Any], body: dict[str, Any]) -> bool:
        """Tell whether the service holds what the last push or pull has left, or nothing is known about that."""
        if entry.held in ("", fingerprint(held)):
            return True
        # A push that was cut off may have arrived.
        return entry.pending is not None and is_sent(entry.pending, body, held)

    def _changed_elsewhere(self, entry: Entry) -> ChangedElsewhereError:
        since = f" since {entry.time}" if entry.time else ""
        doubt = ", or by the push that was cut off" if entry.pending is not None else ""
        return ChangedElsewhereError(
            f'agent {entry.id} ("{self._definition.name}") was changed at Bolna{since}, by somebody else{doubt}.',
            hint=f"`anamctl agent diff {self._definition.path}` shows it; pull takes it over, --force replaces it.",
        )

    def _made_before(self, pending: Pending, body: Mapping[str, Any]) -> str:
        return made_before(self._service, pending, body, self._lock.files_by_id())

    # ---- doing ---------------------------------------------------------------------------------------------------

    def _change(self, plan: Plan, pending: Pending) -> str:
        if plan.action == "replace":
            self._service.replace(plan.entry.id, plan.body)
            return plan.entry.id
        try:
            return self._service.create(plan.body)
        except UncertainError:
            # Not asked for twice; but when it is there, it was made.
            found = self._made_before(pending, plan.body)
            if found:
                return found
            raise

    def _read_again(self, id_: str) -> dict[str, Any]:
        try:
            return self._service.read(id_)
        except ServiceError as error:
            error.hint = f"agent {id_} was pushed, but what Bolna made of it is not known; push again to find out."
            raise

    def _settle(self, entry: Entry, body: dict[str, Any], answer: dict[str, Any]) -> None:
        """Note what both sides hold now, if that is news."""
        hashes = {"hash": content_hash(body), "held": fingerprint(answer)}
        if (entry.hash, entry.held, entry.pending) != (hashes["hash"], hashes["held"], None):
            self._lock.put(entry.with_(**hashes, time=self._time(), pending=None))

    def _restore(self, before: Entry) -> None:
        """Let the lock file say what it said before."""
        if before.id or before.pending is not None:
            self._lock.put(before)
        else:
            self._lock.drop(before)

    def _time(self) -> str:
        return self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _remove_languages(body: dict[str, Any], held: Mapping[str, Any]) -> None:
    """Say ``multilingual_config: null`` where languages are to go: leaving them out keeps them."""
    from anamctl.bolna.agents import sites

    before = {site.task: site.tools for site in sites(held)}
    for site in sites(body):
        if "multilingual_config" not in site.tools and "multilingual_config" in before.get(site.task, {}):
            site.tools["multilingual_config"] = None
