"""A push that is killed: at each request, before and after the service has done what it asks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from copy import deepcopy

import pytest

from anamctl.bolna.comparing import normal
from tests.unit.sandbox.servers import agent, languages

pytestmark = pytest.mark.skipif(os.name == "nt", reason="has other signals")

BODY = agent(languages("hi", "ta"))
OTHER = deepcopy(BODY)
OTHER["agent_config"]["agent_welcome_message"] = "Welcome."
LONG = {"delay": "1h", "times": 1}
ENDS = {signal.SIGKILL: -signal.SIGKILL, signal.SIGTERM: 130, signal.SIGINT: 130} if os.name != "nt" else {}
"""Exit codes by signal."""


def push_and_end(server, folder, operation, signal_, count=1, stage="arrived"):
    """Start a push in a process of its own, and end it while a request of it is under way."""
    process = subprocess.Popen(
        [sys.executable, "-m", "anamctl", "agent", "push", "a.yaml", "--yes"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert server.journal.wait_for(operation, stage, 60, count)
    process.send_signal(signal_)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def lock_of(folder):
    path = folder / "anamctl.lock"
    return json.loads(path.read_text(encoding="utf-8"))["agents"] if path.exists() else []


CREATE = {
    "before it is made": ({"request": "create", **LONG}, "create", "arrived", 0),
    "after it is made": ({"request": "create", "applied": True, **LONG}, "create", "applied", 1),
    "while it is read back": ({"request": "read", **LONG}, "read", "arrived", 1),
}


SIGNALS = pytest.mark.parametrize("signal_", ENDS, ids=lambda one: one.name)


@SIGNALS
@pytest.mark.parametrize("name", CREATE)
def test_a_create_leaves_one_agent_in_the_end_and_the_file_as_it_was(anamctl, serve, write, tmp_path, name, signal_):
    fault, operation, stage, made = CREATE[name]
    server = serve(faults=[fault])
    path = write(BODY)
    before = path.read_bytes()
    code, out, err = push_and_end(server, tmp_path, operation, signal_, stage=stage)
    assert (code, out, err) == (ENDS[signal_], b"", b'creating agent "Parcels" in hi, ta\n')
    assert len(server.bodies) == made
    assert path.read_bytes() == before
    assert lock_of(tmp_path)[0]["pending"]["action"] == "create"

    done = anamctl("agent", "push", "a.yaml", "--yes")
    assert done.code == 0, done.err
    assert done.out == f"{'created' if not made else 'unchanged'} {server.store.all()[0].id}\n"
    assert [normal(body) for body in server.bodies] == [normal(BODY)]
    assert [entry["id"] for entry in lock_of(tmp_path)] == [server.store.all()[0].id]
    assert "pending" not in lock_of(tmp_path)[0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.yaml", "anamctl.lock"]


REPLACE = {
    "while it looks": ({"request": "read", "after": 1, **LONG}, "read", "arrived", 2, BODY),
    "before it is replaced": ({"request": "replace", **LONG}, "replace", "arrived", 1, BODY),
    "after it is replaced": ({"request": "replace", "applied": True, **LONG}, "replace", "applied", 1, OTHER),
    "while it is read back": ({"request": "read", "after": 2, **LONG}, "read", "arrived", 3, OTHER),
}


@SIGNALS
@pytest.mark.parametrize("name", REPLACE)
def test_a_replace_leaves_the_old_or_the_new_agent_and_is_no_conflict(anamctl, serve, write, tmp_path, name, signal_):
    fault, operation, stage, count, held = REPLACE[name]
    server = serve(faults=[fault])
    write(BODY)
    anamctl("agent", "push", "a.yaml", "--yes")
    write(OTHER)
    code, out, err = push_and_end(server, tmp_path, operation, signal_, count, stage)
    assert (code, out, b"Traceback" in err) == (ENDS[signal_], b"", False)
    assert [normal(body) for body in server.bodies] == [normal(held)]

    third = deepcopy(OTHER)
    third["agent_config"]["agent_name"] = "Third"
    write(third)
    done = anamctl("agent", "push", "a.yaml", "--yes")
    assert done.code == 0, done.err
    assert [normal(body) for body in server.bodies] == [normal(third)]
    assert "pending" not in lock_of(tmp_path)[0]


def test_a_closed_terminal_ends_it_too(serve, write, tmp_path):
    server = serve(faults=[{"request": "create", **LONG}])
    write(BODY)

    assert push_and_end(server, tmp_path, "create", signal.SIGHUP)[::2] == (
        130,
        b'creating agent "Parcels" in hi, ta\n',
    )


def test_an_agent_that_the_service_has_filled_up_is_found_again(anamctl, serve, write, tmp_path):
    """Without an output Bolna takes Twilio: what it holds is not what was sent."""
    server = serve(faults=[{"request": "create", "applied": True, **LONG}])
    body = deepcopy(BODY)
    body["agent_config"]["tasks"][0]["tools_config"]["output"].pop("provider")
    write(body)
    push_and_end(server, tmp_path, "create", signal.SIGKILL, stage="applied")
    done = anamctl("agent", "push", "a.yaml", "--yes")

    assert done.code == 0, done.err
    assert "was made by a push that was cut off; it is taken over" in done.err
    assert [record.id for record in server.store.all()] == [lock_of(tmp_path)[0]["id"]]


def test_a_pull_that_is_killed_leaves_the_old_file(serve, write, tmp_path):
    server = serve(agents=[{"id": "one", **OTHER}], faults=[{"request": "read", **LONG}])
    path = write(BODY)
    before = path.read_bytes()
    process = subprocess.Popen(
        [sys.executable, "-m", "anamctl", "agent", "pull", "one", "a.yaml"], cwd=tmp_path, stderr=subprocess.PIPE
    )
    assert server.journal.wait_for("read", "arrived", 60)
    process.kill()
    process.communicate(timeout=60)

    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["a.yaml"]
