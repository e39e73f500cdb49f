from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anamctl.errors import SettingsError, UsageError
from anamctl.live import registry
from anamctl.live import runtime as runtime_module
from anamctl.live.registry import Entry, choose, entries

NOW = 1_000_000.0


def entry(id_="abc-1", **more):
    return Entry(**{"id": id_, "pid": os.getpid(), "started": NOW, "until": NOW + 60, "name": "Camille", **more})


@pytest.fixture
def dead():
    """Give the number of a process that is gone."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_is_added_is_listed_in_the_order_of_their_start(runtime):
    first, second = entry("b", started=NOW), entry("a", started=NOW + 1)
    registry.add(second)
    registry.add(first)

    assert entries(NOW) == [first, second]
    registry.drop(first)
    assert entries(NOW) == [second]


def test_nobody_else_can_look(runtime):
    registry.add(entry(secret="planted"))

    assert stat.S_IMODE(runtime.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in runtime.iterdir()] == [0o600]
    assert "planted" not in repr(entry(secret="planted"))


def test_a_folder_that_is_open_to_others_is_closed(runtime):
    runtime.mkdir(mode=0o755)
    runtime.chmod(0o777)
    registry.add(entry())

    assert stat.S_IMODE(runtime.stat().st_mode) == 0o700


def test_a_folder_that_is_a_link_is_refused(runtime, tmp_path):
    runtime.symlink_to(tmp_path)

    with pytest.raises(SettingsError, match="is a link"):
        registry.add(entry())


@pytest.mark.parametrize("whose", ["folder", "parent"])
def test_a_folder_of_another_user_is_refused(runtime, monkeypatch, whose):
    registry.add(entry())
    real = os.lstat

    def lstat(path, **more):
        found = real(path, **more)
        is_meant = os.fspath(path) == str(runtime if whose == "folder" else runtime.parent)
        return os.stat_result((*found[:4], found.st_uid + 4242, *found[5:10])) if is_meant else found

    monkeypatch.setattr(os, "lstat", lstat)

    with pytest.raises(SettingsError, match="belongs to another user"):
        entries(NOW)


def test_a_file_of_another_user_does_not_count(runtime, monkeypatch):
    registry.add(entry("mine"))
    registry.add(entry("theirs"))
    real = runtime_module.is_ours
    monkeypatch.setattr(registry, "is_ours", lambda path: real(path) and "theirs" not in path)

    assert [one.id for one in entries(NOW)] == ["mine"]


def test_a_killed_session_is_remembered_until_it_must_be_over(runtime, dead):
    registry.add(entry(pid=dead))

    assert [one.has_process for one in entries(NOW)] == [False]
    assert entries(NOW + 61) == []
    assert list(runtime.iterdir()) == []


def test_a_killed_sandbox_takes_its_session_along(runtime, dead):
    registry.add(entry(pid=dead, is_sandbox=True))

    assert entries(NOW) == []


def test_the_socket_of_a_killed_session_is_removed(runtime, dead):
    socket = runtime / "abc.sock"
    registry.add(entry(pid=dead, socket=str(socket)))
    socket.touch()
    entries(NOW)

    assert not socket.exists()


def test_a_living_session_stays_though_its_time_is_over(runtime):
    registry.add(entry())

    assert len(entries(NOW + 1e6)) == 1


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "3", '{"version": 2}', '{"version": 1}', '{"version": 1, "id": 3}', "[" * 100_000, "\0"],
)
def test_files_that_are_none_of_ours_do_not_count(runtime, text):
    registry.add(entry())
    (runtime / "x.json").write_text(text)

    assert [one.id for one in entries(NOW)] == ["abc-1"]


def test_fields_that_we_do_not_know_do_not_matter(runtime):
    registry.add(entry())
    path = runtime / "abc-1.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "new": 1}))

    assert entries(NOW) == [entry()]


@pytest.mark.parametrize("id_", ["../../etc/passwd", ".", "..", "a/b", "x" * 300, "ключ", "", "\0", ".hidden"])
def test_an_id_that_is_no_file_name_makes_one(runtime, id_):
    registry.add(entry(id_))

    assert [one.id for one in entries(NOW)] == [id_]
    assert [path.parent for path in runtime.iterdir()] == [runtime]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.text(max_size=100))
def test_every_id_comes_back(runtime, id_):
    one = entry(id_)
    try:
        registry.add(one)
        assert entries(NOW) == [one]
    finally:
        registry.drop(one)


def test_the_only_session_needs_no_name():
    assert choose("", [entry("abc")]).id == "abc"


def test_the_beginning_of_an_id_will_do_when_it_is_that_of_one():
    known = [entry("abc-1"), entry("abd-2"), entry("abc-1-more")]

    assert choose("abd", known).id == "abd-2"
    assert choose("abc-1", known).id == "abc-1"


@pytest.mark.parametrize(
    ("wanted", "known", "message"),
    [
        ("", [], "no session runs on this machine."),
        ("x", [], "no session runs on this machine."),
        ("", ["a", "b"], "2 sessions run; which one?"),
        ("a", ["a1", "a2", "b"], '2 sessions begin with "a".'),
        ("x", ["a1"], 'no session "x" runs on this machine.'),
    ],
)
def test_who_cannot_be_told_is_a_question(wanted, known, message):
    with pytest.raises(UsageError) as caught:
        choose(wanted, [entry(id_) for id_ in known])

    assert caught.value.message == message
    assert caught.value.hint


def test_the_folder_is_that_of_the_system(monkeypatch, tmp_path):
    monkeypatch.delenv("ANAMCTL_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    assert os.path.basename(runtime_module.folder()) == "anamctl"


def test_now_is_the_clock_when_nobody_says(runtime, dead):
    registry.add(entry(pid=dead, until=time.time() - 1))

    assert entries() == []
