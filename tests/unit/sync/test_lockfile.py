from __future__ import annotations

import json
import os

import pytest

from anamctl.errors import UsageError
from anamctl.sync.lockfile import Entry, LockFile, Pending

URL = "https://api.bolna.ai"


@pytest.fixture
def lock(tmp_path):
    return LockFile(str(tmp_path / "support.yaml"), "default", URL)


@pytest.fixture
def text(tmp_path):
    """Read the file that there is."""
    return lambda: (tmp_path / "anamctl.lock").read_text(encoding="utf-8")


def entry(file="support.yaml", document="", profile="default", service=URL, **values):
    return Entry(file, document, profile, service, **values)


def test_nothing_is_known_without_a_file_and_asking_writes_none(lock, tmp_path):
    assert lock.find("") == entry()
    assert lock.files_by_id() == {}
    assert list(tmp_path.iterdir()) == []


def test_what_was_put_is_found(lock, tmp_path):
    known = entry(id="a", hash="h", held="i", time="t", pending=Pending("replace", "h", "t"))
    lock.put(known)

    assert lock.find("") == known
    assert LockFile(str(tmp_path / "support.yaml"), "default", URL).find("") == known


def test_profiles_services_and_documents_are_kept_apart(lock, tmp_path):
    path = str(tmp_path / "support.yaml")
    others = [LockFile(path, "staging", URL), LockFile(path, "default", "http://127.0.0.1:1")]
    lock.put(entry(id="a"))
    others[0].put(entry(profile="staging", id="b"))
    others[1].put(entry(service="http://127.0.0.1:1", id="c"))

    assert [one.find("").id for one in (lock, *others)] == ["a", "b", "c"]


def test_it_is_sorted_and_leaves_out_what_is_empty(lock, text):
    for name in ("b.yaml", "a.yaml"):
        lock.put(entry(file=name, id=name[0]))

    assert json.loads(text()) == {
        "version": 1,
        "agents": [
            {"file": "a.yaml", "profile": "default", "service": URL, "id": "a"},
            {"file": "b.yaml", "profile": "default", "service": URL, "id": "b"},
        ],
    }
    assert text().endswith("}\n")


def test_putting_again_replaces_and_dropping_removes(lock):
    lock.put(entry(id="a"))
    lock.put(entry(id="b"))
    assert lock.files_by_id().keys() == {"b"}

    lock.drop(entry())
    assert lock.find("") == entry()


def test_an_entry_that_another_command_wrote_meanwhile_is_kept(lock, tmp_path):
    other = LockFile(str(tmp_path / "other.yaml"), "default", URL)
    lock.find("")
    other.put(entry(file="other.yaml", id="b"))
    lock.put(entry(id="a"))

    assert set(lock.files_by_id()) == {"a", "b"}


def test_a_deleted_agent_is_forgotten_in_its_own_account_only(lock, tmp_path):
    staging = LockFile(str(tmp_path / "support.yaml"), "staging", URL)
    lock.put(entry(id="a"))
    lock.put(entry(file="other.yaml", id="a"))
    staging.put(entry(profile="staging", id="a"))
    lock.forget("a")

    assert lock.files_by_id() == {}
    assert staging.find("").id == "a"


def test_forgetting_what_is_not_known_writes_nothing(lock, tmp_path):
    lock.forget("a")

    assert list(tmp_path.iterdir()) == []


def test_files_are_given_with_their_folder(lock, tmp_path):
    lock.put(entry(id="a"))

    assert lock.files_by_id() == {"a": os.path.join(str(tmp_path), "support.yaml")}


def test_the_lock_file_stands_beside_the_definition(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    assert LockFile("support.yaml", "default", URL).path == "anamctl.lock"
    assert LockFile("personas/support.yaml", "default", URL).path == os.path.join("personas", "anamctl.lock")


def test_a_file_that_has_got_a_second_agent_does_not_tell_which_one_was_meant(lock):
    lock.put(entry(id="a"))
    with pytest.raises(UsageError, match=r"knows support\.yaml from when it held one agent only"):
        lock.find("Second")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<<<<<<< HEAD",
        "[]",
        "{}",
        '{"version": 1}',
        '{"version": "1", "agents": []}',
        '{"version": 1, "agents": [1]}',
        '{"version": 1, "agents": [{}]}',
        '{"version": 1, "agents": [{"file": 1}]}',
        '{"version": 1, "agents": [{"file": "a", "pending": {}}]}',
    ],
)
def test_a_broken_file_is_told_and_kept(lock, tmp_path, text):
    path = tmp_path / "anamctl.lock"
    path.write_text(text)
    for use in (lambda: lock.find(""), lambda: lock.put(entry(id="a"))):
        with pytest.raises(UsageError, match="is broken"):
            use()

    assert path.read_text() == text


def test_a_file_of_a_newer_version_is_not_touched(lock, tmp_path):
    (tmp_path / "anamctl.lock").write_text('{"version": 2, "agents": []}')
    with pytest.raises(UsageError, match="newer anamctl"):
        lock.find("")


def test_what_cannot_be_read_or_written_is_told(tmp_path):
    (tmp_path / "anamctl.lock").mkdir()
    lock = LockFile(str(tmp_path / "a.yaml"), "default", URL)
    with pytest.raises(UsageError, match="cannot be read"):
        lock.find("")

    lock = LockFile(str(tmp_path / "none" / "a.yaml"), "default", URL)
    with pytest.raises(UsageError, match="cannot be written"):
        lock.put(entry(id="a"))
