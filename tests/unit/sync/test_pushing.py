"""Pushing: what is planned, what is done, and what is left when it is cut off anywhere."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime

import pytest

from anamctl.bolna.comparing import normal
from anamctl.bolna.failures import (
    AnswerError,
    BusyError,
    NotFoundError,
    RefusedError,
    UncertainError,
    UnreachableError,
)
from anamctl.errors import CredentialsError, ServiceError
from anamctl.lint.atomic import replace_file
from anamctl.sync.errors import ChangedElsewhereError, GoneError
from anamctl.sync.lockfile import LockFile
from anamctl.sync.pushing import NO_WISHES, Push, Wishes
from tests.unit.sandbox.servers import agent, languages
from tests.unit.sync.fakes import URL, FakeService, Killed, written

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BODY = agent(languages("hi", "ta"))


def renamed(name="Letters", body=BODY):
    other = deepcopy(body)
    other["agent_config"]["agent_welcome_message"] = name
    return other


@pytest.fixture
def service():
    return FakeService()


@pytest.fixture
def push(service, tmp_path):
    """Give a push of a body, as a new process would make it."""

    def push(body=BODY):
        definition = written(tmp_path, body)
        return Push(service, definition, LockFile(definition.path, "default", URL), lambda: NOW)

    return push


@pytest.fixture
def lock(tmp_path):
    return LockFile(str(tmp_path / "a.yaml"), "default", URL)


def run(push, wishes=NO_WISHES):
    return push.execute(push.plan(wishes))


# ---- what is done ----------------------------------------------------------------------------------------------------


def test_a_new_agent_is_created_and_noted(push, service, lock):
    outcome = run(push())
    entry = lock.find("")

    assert (outcome.action, outcome.id, outcome.made.lost) == ("create", "agent-1", [])
    assert (entry.id, entry.time, entry.pending) == ("agent-1", "2026-11-21T12:00:00Z", None)
    assert entry.hash.startswith("sha256:")
    assert entry.held.startswith("sha256:")
    assert service.asked == ["create", "read"]


def test_planning_changes_nothing(push, service, tmp_path):
    plan = push().plan()

    assert (plan.action, service.asked, service.bodies) == ("create", [], {})
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_changed_file_replaces_and_says_what_changes(push, service):
    run(push())
    plan = push(renamed()).plan()
    outcome = push(renamed()).execute(plan)

    assert [(change.shown_path, change.before, change.after) for change in plan.changes] == [
        ("agent_config.agent_welcome_message", "Hello.", "Letters")
    ]
    assert (outcome.action, outcome.id) == ("replace", "agent-1")
    assert normal(service.read("agent-1")) == normal(renamed())
    assert "patch" not in service.asked


def test_nothing_to_do_changes_nothing(push, service, tmp_path):
    run(push())
    before = (tmp_path / "anamctl.lock").read_bytes()
    service.asked.clear()
    outcome = run(push())

    assert (outcome.action, service.asked) == ("none", ["read"])
    assert (tmp_path / "anamctl.lock").read_bytes() == before


def test_languages_that_are_gone_from_the_file_are_removed_with_null(push, service):
    run(push())
    run(push(agent()))

    assert service.bodies["agent-1"]["agent_config"]["tasks"][0]["tools_config"]["multilingual_config"] is None


def test_what_the_service_makes_of_it_is_read_back_and_told(push, service):
    answer = service.create

    def careless(body):
        id_ = answer(body)
        del service.bodies[id_]["agent_config"]["agent_welcome_message"]
        service.bodies[id_]["agent_config"]["agent_type"] = "other"
        return id_

    service.create = careless
    outcome = run(push())

    assert [change.shown_path for change in outcome.made.lost] == ["agent_config.agent_welcome_message"]
    assert [change.shown_path for change in outcome.made.added] == ["agent_config.agent_type"]


def test_what_the_service_dropped_is_not_pushed_again_and_again(push, service):
    test_what_the_service_makes_of_it_is_read_back_and_told(push, service)

    assert push().plan().action == "none"
    assert push(renamed()).plan().action == "replace"


# ---- somebody else ---------------------------------------------------------------------------------------------------


def test_a_newer_change_of_somebody_else_stops_the_push(push, service, lock):
    run(push())
    service.bodies["agent-1"] = renamed("By hand")
    before = lock.find("")
    with pytest.raises(ChangedElsewhereError, match=r"was changed at Bolna since 2026-11-21T12:00:00Z, by somebody"):
        push(renamed()).plan()

    assert service.bodies["agent-1"] == renamed("By hand")
    assert lock.find("") == before


def test_force_replaces_it(push, service):
    run(push())
    service.bodies["agent-1"] = renamed("By hand")
    run(push(renamed()), Wishes(force=True))

    assert normal(service.read("agent-1")) == normal(renamed())


def test_somebody_elses_change_that_is_the_same_as_ours_is_no_conflict(push, service, lock):
    run(push())
    service.bodies["agent-1"] = renamed()
    outcome = run(push(renamed()))

    assert outcome.action == "none"
    assert push(renamed("Third")).plan().action == "replace"


def test_a_change_between_looking_and_pushing_stops_it(push, service):
    run(push())
    one = push(renamed())
    plan = one.plan()
    service.bodies["agent-1"] = renamed("By hand")
    with pytest.raises(ChangedElsewhereError):
        one.execute(plan, recheck=True)

    assert service.bodies["agent-1"] == renamed("By hand")


def test_an_agent_that_was_deleted_is_told_and_not_made_again(push, service):
    run(push())
    service.bodies.clear()
    with pytest.raises(GoneError, match="and there is none"):
        push().plan()

    assert service.bodies == {}


# ---- wishes ----------------------------------------------------------------------------------------------------------


def test_an_id_that_was_asked_for_is_replaced_and_noted(push, service, lock):
    service.bodies["other"] = renamed("Theirs")
    outcome = run(push(), Wishes(id="other"))

    assert (outcome.action, lock.find("").id) == ("replace", "other")
    assert service.bodies.keys() == {"other"}


def test_an_id_that_is_not_there_is_told(push):
    with pytest.raises(NotFoundError):
        push().plan(Wishes(id="none"))


def test_new_makes_another_one(push, service, lock):
    run(push())
    run(push(), Wishes(new=True))

    assert (lock.find("").id, len(service.bodies)) == ("agent-2", 2)


@pytest.mark.parametrize("wishes", [Wishes(new=True), Wishes(id="other")])
def test_a_wish_that_is_refused_leaves_the_lock_file_as_it_was(push, service, lock, wishes):
    run(push())
    service.bodies["other"] = renamed("Theirs")
    before = lock.find("")
    for operation in ("create", "replace"):
        service.errors[operation] = [RefusedError("no", status=400, text="no")]
    with pytest.raises(RefusedError):
        run(push(renamed()), wishes)

    assert lock.find("") == before


# ---- errors ----------------------------------------------------------------------------------------------------------

NOT_DONE = [
    RefusedError("no", status=400, text="no"),
    BusyError("busy", status=429, text="busy"),
    CredentialsError("no"),
    UnreachableError("no way"),
]
MAYBE_DONE = [AnswerError("failed", status=502, text=""), ServiceError("cut off")]


@pytest.mark.parametrize("error", NOT_DONE, ids=lambda error: type(error).__name__)
def test_what_was_surely_not_done_leaves_nothing_behind(push, service, tmp_path, lock, error):
    service.errors["create"] = [error]
    with pytest.raises(type(error)):
        run(push())
    assert lock.find("").pending is None
    assert lock.files_by_id() == {}

    run(push())
    before = (tmp_path / "anamctl.lock").read_bytes()
    service.errors["replace"] = [error]
    with pytest.raises(type(error)):
        run(push(renamed()))

    assert (tmp_path / "anamctl.lock").read_bytes() == before


@pytest.mark.parametrize("error", MAYBE_DONE, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("is_done", [False, True])
def test_what_may_have_been_done_is_found_out_by_the_next_push(push, service, lock, error, is_done):
    run(push())
    service.applied = {"replace"} if is_done else set()
    service.errors["replace"] = [error]
    with pytest.raises(type(error)):
        run(push(renamed()))
    assert lock.find("").pending is not None

    # Whatever it was, it is no change of somebody else.
    outcome = run(push(renamed("Third")))
    assert outcome.action == "replace"
    assert normal(service.read("agent-1")) == normal(renamed("Third"))
    assert lock.find("").pending is None


def test_a_create_without_an_answer_is_looked_for_at_once(push, service, lock):
    service.applied = {"create"}
    service.errors["create"] = [UncertainError("no answer")]
    outcome = run(push())

    assert (outcome.action, outcome.id, len(service.bodies)) == ("create", "agent-1", 1)
    assert service.asked == ["create", "agents", "read", "read"]


def test_a_create_that_is_not_found_is_not_repeated_by_itself(push, service, lock):
    service.errors["create"] = [UncertainError("no answer")]
    with pytest.raises(UncertainError):
        run(push())

    assert service.bodies == {}
    assert lock.find("").pending.action == "create"
    assert run(push()).action == "create"


def test_when_reading_back_fails_the_agent_is_known_all_the_same(push, service, lock):
    service.errors["read"] = [ServiceError("cut off")]
    with pytest.raises(ServiceError) as failed:
        run(push())

    assert "push again to find out" in failed.value.hint
    assert lock.find("").id == "agent-1"
    assert run(push()).action == "none"


# ---- a process that is killed ----------------------------------------------------------------------------------------


def kill_at(monkeypatch, write):
    """Let the process die instead of the n-th time it writes the lock file."""
    count = iter(range(100))

    def replace_or_die(path, data):
        if next(count) == write:
            raise Killed
        replace_file(path, data)

    monkeypatch.setattr("anamctl.sync.lockfile.replace_file", replace_or_die)


@pytest.mark.parametrize("write", [0, 1, 2])
def test_a_create_that_is_killed_at_any_write_makes_one_agent_in_the_end(push, service, lock, monkeypatch, write):
    with monkeypatch.context() as patch:
        kill_at(patch, write)
        with pytest.raises(Killed):
            run(push())
    run(push())

    assert (len(service.bodies), lock.find("").id, lock.find("").pending) == (1, "agent-1", None)
    assert push().plan().action == "none"


@pytest.mark.parametrize("write", [0, 1, 2])
def test_a_replace_that_is_killed_at_any_write_is_no_conflict_afterwards(push, service, lock, monkeypatch, write):
    run(push())
    with monkeypatch.context() as patch:
        kill_at(patch, write)
        with pytest.raises(Killed):
            run(push(renamed()))
    run(push(renamed("Third")))

    assert normal(service.read("agent-1")) == normal(renamed("Third"))
    assert lock.find("").pending is None


@pytest.mark.parametrize("operation", ["create", "read"])
@pytest.mark.parametrize("is_done", [False, True])
def test_a_create_that_is_killed_at_any_request_makes_one_agent_in_the_end(push, service, lock, operation, is_done):
    service.applied = {"create"} if is_done else set()
    service.errors[operation] = [Killed()]
    with pytest.raises(Killed):
        run(push())
    outcome = run(push(renamed()))

    assert len(service.bodies) == 1
    assert normal(service.read(outcome.id)) == normal(renamed())
    assert lock.find("").id == outcome.id


def test_an_agent_that_a_killed_push_has_made_is_taken_over_and_told(push, service):
    service.applied = {"create"}
    service.errors["create"] = [Killed()]
    with pytest.raises(Killed):
        run(push())
    plan = push().plan()

    assert (plan.action, plan.entry.id, plan.is_resumed) == ("none", "agent-1", True)


def fill_in(service, monkeypatch):
    """Let the service add a field of its own to everything, as Bolna does."""
    change = service._change

    def generous(operation, id_, body):
        more = deepcopy(body)
        more["agent_config"]["agent_type"] = "other"
        return change(operation, id_, more)

    monkeypatch.setattr(service, "_change", generous)


def lose(service, monkeypatch):
    """Let the service drop a field."""
    change = service._change

    def careless(operation, id_, body):
        less = deepcopy(body)
        del less["agent_config"]["agent_welcome_message"]
        return change(operation, id_, less)

    monkeypatch.setattr(service, "_change", careless)


def kill_create(push, service, body=BODY):
    service.applied = {"create"}
    service.errors["create"] = [Killed()]
    with pytest.raises(Killed):
        run(push(body))
    service.applied = set()


def test_a_killed_create_is_found_although_the_service_has_added_something(push, service, monkeypatch):
    fill_in(service, monkeypatch)
    kill_create(push, service)
    plan = push().plan()

    assert (plan.entry.id, plan.is_resumed) == ("agent-1", True)


def test_a_killed_create_is_found_although_the_agent_has_another_name_by_now(push, service):
    kill_create(push, service)
    other = deepcopy(BODY)
    other["agent_config"]["agent_name"] = "Letters"
    outcome = run(push(other))

    assert (outcome.action, outcome.id, len(service.bodies)) == ("replace", "agent-1", 1)


@pytest.mark.parametrize("spoil", [fill_in, lose])
def test_what_may_be_a_killed_create_is_told_and_no_second_one_is_made(push, service, monkeypatch, spoil):
    """The file has changed since, and the service has changed what it was sent: nobody can tell for sure."""
    spoil(service, monkeypatch)
    service.created_at = "2026-11-21T12:00:01.5Z"
    kill_create(push, service)
    with pytest.raises(UncertainError, match="agent-1 may be what the last push has made") as found:
        push(renamed()).plan()

    assert "--id agent-1" in found.value.hint
    assert "--new" in found.value.hint
    assert run(push(renamed()), Wishes(id="agent-1")).action == "replace"


def cut_off_beside_another(push, service, created_at):
    """Let a push die before anything is made, while there is another agent of the same name."""
    service.bodies["other"] = renamed("By hand")
    service.created_at = created_at
    service.errors["create"] = [Killed()]
    with pytest.raises(Killed):
        run(push())


@pytest.mark.parametrize("created_at", ["2026-11-20T12:00:00Z", "2026-11-21T11:54:59+00:00", "2026-11-21 11:54"])
def test_an_older_agent_of_the_same_name_is_not_in_the_way(push, service, created_at):
    cut_off_beside_another(push, service, created_at)

    assert run(push()).action == "create"


@pytest.mark.parametrize("created_at", ["2026-11-21T11:56:00Z", "2026-11-21T17:27:00+05:30", "yesterday", ""])
def test_an_agent_that_may_be_younger_is_told_whatever_the_clocks_say(push, service, created_at):
    cut_off_beside_another(push, service, created_at)
    with pytest.raises(UncertainError, match="other may be"):
        run(push())

    assert run(push(), Wishes(new=True)).id == "agent-2"


def test_another_name_is_not_in_the_way(push, service):
    cut_off_beside_another(push, service, "2026-11-21T12:00:01Z")
    service.bodies["other"]["agent_config"]["agent_name"] = "Letters"

    assert run(push()).action == "create"


def test_a_killed_replace_is_no_conflict_although_the_service_has_added_something(push, service, monkeypatch):
    fill_in(service, monkeypatch)
    run(push())
    service.applied = {"replace"}
    service.errors["replace"] = [Killed()]
    with pytest.raises(Killed):
        run(push(renamed()))

    assert run(push(renamed())).action == "replace"
    assert push(renamed()).plan().action == "none"


def test_a_killed_replace_of_which_the_service_dropped_something_is_not_blamed_on_somebody_else_alone(
    push, service, monkeypatch
):
    run(push())
    lose(service, monkeypatch)
    service.applied = {"replace"}
    service.errors["replace"] = [Killed()]
    with pytest.raises(Killed):
        run(push(renamed()))
    with pytest.raises(ChangedElsewhereError, match="or by the push that was cut off"):
        push(renamed()).plan()


def test_of_several_that_could_be_it_none_is_taken(push, service):
    service.applied = {"create"}
    service.errors["create"] = [Killed()]
    with pytest.raises(Killed):
        run(push())
    service.bodies["twin"] = deepcopy(service.bodies["agent-1"])
    with pytest.raises(UncertainError, match="2 agents are what the last push has sent: agent-1, twin"):
        push().plan()

    assert run(push(), Wishes(id="twin")).id == "twin"


def test_an_agent_of_another_file_is_not_taken_over(push, service, lock, tmp_path):
    twin = LockFile(str(tmp_path / "twin.yaml"), "default", URL)
    twin.put(twin.find("").with_(id="agent-1"))
    service.bodies["agent-1"] = deepcopy(BODY)
    service.errors["create"] = [Killed()]
    with pytest.raises(Killed):
        run(push())
    run(push())

    assert lock.find("").id == "agent-2"
