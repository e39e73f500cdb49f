from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anamctl.lint import cache as module
from anamctl.lint.cache import KEEP_DAYS, Cache, fingerprint
from anamctl.lint.finding import Edit, Finding, Fix, Severity

WAY = fingerprint("a way of running")
TODAY = 20_778


def finding(**changes: Any) -> Finding:
    plain = Finding(
        "a.yaml",
        3,
        5,
        3,
        9,
        "ANM201",
        "voice-speed",
        Severity.WARNING,
        'speed "11"',
        "0.6 to 1.5",
        ("a note", "another"),
        "/personaConfig/x",
        Fix("write 1.1", (Edit(10, 12, "1.1"), Edit(20, 20, "\n")), safe=False),
        ((1, "a:"), (2, "  é: \ud800"), (3, "  speed: 11")),
    )
    return plain._replace(**changes)


def key(number: int) -> bytes:
    return Cache.digest(b"%d" % number, "a.yaml")


def opened(folder: Path, day: int = TODAY, way: str = WAY) -> Cache:
    return Cache.open(str(folder / ".anamctl_cache"), way, day)


def kept(folder: Path, found: dict[int, list[Finding]], day: int = TODAY) -> None:
    cache = opened(folder, day)
    for number, findings in found.items():
        cache.put(key(number), findings)
    cache.save()


def cache_file(folder: Path) -> Path:
    return folder / ".anamctl_cache" / f"{WAY}.cache"


# ---- what is kept ----------------------------------------------------------------------------------------------------


def test_findings_come_back_as_they_were(tmp_path: Path) -> None:
    found = [finding(), finding(fix=None, notes=(), severity=Severity.INFO), finding(excerpt=())]
    kept(tmp_path, {1: found, 2: []})
    cache = opened(tmp_path)

    assert cache.get(key(1), "a.yaml") == found
    assert cache.get(key(2), "a.yaml") == []
    assert cache.get(key(3), "a.yaml") is None


def test_they_have_the_path_that_the_file_has_now(tmp_path: Path) -> None:
    kept(tmp_path, {1: [finding()]})

    assert opened(tmp_path).get(key(1), "moved/b.yaml") == [finding(path="moved/b.yaml")]


def test_they_are_known_before_they_are_saved(tmp_path: Path) -> None:
    cache = opened(tmp_path)
    cache.put(key(1), [finding()])
    cache.put(key(2), [])

    assert cache.get(key(1), "a.yaml") == [finding()]
    assert cache.get(key(2), "a.yaml") == []


def test_a_caller_may_change_the_list_that_it_gets(tmp_path: Path) -> None:
    kept(tmp_path, {1: []})
    cache = opened(tmp_path)
    first = cache.get(key(1), "a.yaml")
    assert first is not None
    first.append(finding())

    assert cache.get(key(1), "a.yaml") == []


def test_the_same_bytes_are_another_file_when_the_name_makes_them_json() -> None:
    yaml = Cache.digest(b"{}", "a.yaml")

    assert Cache.digest(b"{}", "b/c.yml") == yaml
    assert Cache.digest(b"{}", "a.json") == Cache.digest(b"{}", "A.JSON") != yaml
    assert Cache.digest(b"{ }", "a.yaml") != yaml


def test_findings_about_secrets_are_not_written_to_another_file(tmp_path: Path) -> None:
    kept(tmp_path, {1: [finding(), finding(code="SEC501")], 2: []})

    assert opened(tmp_path).get(key(1), "a.yaml") is None


def test_ways_of_running_do_not_mix(tmp_path: Path) -> None:
    kept(tmp_path, {1: []})

    assert opened(tmp_path, way=fingerprint("another")).get(key(1), "a.yaml") is None


def test_a_fingerprint_depends_on_what_it_is_given_and_on_our_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint("a way of running")
    monkeypatch.setattr(module, "__version__", "99")

    assert before == WAY
    assert fingerprint("another") != WAY
    assert fingerprint("a way of running") != WAY


@pytest.mark.parametrize("part", ["_sources", "_libraries"])
def test_a_fingerprint_depends_on_our_sources_and_on_libraries(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    assert getattr(module, part)()
    monkeypatch.setattr(module, part, list)

    assert fingerprint("a way of running") != WAY


# ---- the folder ------------------------------------------------------------------------------------------------------


def test_the_folder_tells_git_and_backups_to_pass_over_it(tmp_path: Path) -> None:
    kept(tmp_path, {1: []})

    folder = tmp_path / ".anamctl_cache"
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert {path.name for path in folder.iterdir()} == {".gitignore", "CACHEDIR.TAG", cache_file(tmp_path).name}


def test_nothing_is_written_when_nothing_is_new(tmp_path: Path) -> None:
    opened(tmp_path).save()
    assert not (tmp_path / ".anamctl_cache").exists()

    kept(tmp_path, {1: [], 2: [finding()]})
    os.utime(cache_file(tmp_path), (1, 1))
    cache = opened(tmp_path)
    cache.get(key(1), "a.yaml")
    cache.get(key(2), "a.yaml")
    cache.save()

    assert cache_file(tmp_path).stat().st_mtime == 1


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / ".anamctl_cache").write_text("in the way")

    kept(tmp_path, {1: []})

    assert opened(tmp_path).get(key(1), "a.yaml") is None


def test_files_of_ways_long_gone_are_removed(tmp_path: Path) -> None:
    old, other = tmp_path / ".anamctl_cache" / "0.cache", tmp_path / ".anamctl_cache" / "notes.txt"
    old.parent.mkdir()
    for path in (old, other):
        path.write_bytes(b"")
        os.utime(path, (1, 1))

    kept(tmp_path, {1: []})

    assert not old.exists()
    assert other.exists()


# ---- damage ----------------------------------------------------------------------------------------------------------


def test_every_damaged_byte_is_noticed(tmp_path: Path) -> None:
    kept(tmp_path, {1: [], 2: [finding()]})
    good = cache_file(tmp_path).read_bytes()

    for index in range(0, len(good), 7):
        cache_file(tmp_path).write_bytes(good[:index] + bytes([good[index] ^ 1]) + good[index + 1 :])
        assert opened(tmp_path).get(key(1), "a.yaml") is None
        cache_file(tmp_path).write_bytes(good[:index])
        assert opened(tmp_path).get(key(1), "a.yaml") is None


def test_a_damaged_file_is_written_anew(tmp_path: Path) -> None:
    kept(tmp_path, {1: []})
    cache_file(tmp_path).write_bytes(b"foreign")

    kept(tmp_path, {2: []})

    assert opened(tmp_path).get(key(2), "a.yaml") == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    count=st.integers(0, 2**32 - 1),
    rest=st.one_of(
        st.binary(),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
            lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.just(key(1).hex()), inner)),
        ).map(lambda value: json.dumps(value).encode()),
    ),
)
def test_whatever_somebody_put_there_with_a_right_checksum_is_bearable(tmp_path: Path, count: int, rest: bytes) -> None:
    payload = count.to_bytes(4) + rest
    header = module._MAGIC + WAY.encode() + b"\n"
    cache_file(tmp_path).parent.mkdir(exist_ok=True)
    cache_file(tmp_path).write_bytes(header + module.blake2b(payload, digest_size=16).digest() + payload)

    cache = opened(tmp_path)
    cache.get(key(1), "a.yaml")
    cache.put(key(2), [finding()])
    cache.save()

    assert opened(tmp_path).get(key(2), "a.yaml") == [finding()]


@pytest.mark.parametrize("field", range(13))
@pytest.mark.parametrize("wrong", [{"x": 1}, [3], 1.5, "text", None])
def test_a_finding_of_a_wrong_shape_is_unknown_or_still_a_finding(tmp_path: Path, field: int, wrong: object) -> None:
    values = module._pack(finding())
    values[field] = wrong

    found = module._unpack([values], "a.yaml")

    assert found is None or type(found[0].message) is type(found[0].code) is str


def test_a_wrong_shape_is_found_anew(tmp_path: Path) -> None:
    cache = opened(tmp_path)
    cache.put(key(1), [finding()])
    cache._read_faulty()[key(1)].findings[0][0] = "three"

    assert cache.get(key(1), "a.yaml") is None


# ---- runs at the same time, and age ----------------------------------------------------------------------------------


def test_what_another_run_wrote_meanwhile_is_kept(tmp_path: Path) -> None:
    kept(tmp_path, {1: []})
    ours = opened(tmp_path)
    kept(tmp_path, {2: [], 3: [finding()]})
    ours.put(key(4), [])
    ours.put(key(5), [finding()])
    ours.save()
    cache = opened(tmp_path)

    assert [cache.get(key(number), "a.yaml") for number in (1, 2, 4)] == [[], [], []]
    assert [cache.get(key(number), "a.yaml") for number in (3, 5)] == [[finding()], [finding()]]


def test_saving_twice_keeps_both(tmp_path: Path) -> None:
    cache = opened(tmp_path)
    cache.put(key(1), [])
    cache.save()
    cache.put(key(2), [])
    cache.save()

    assert opened(tmp_path).get(key(1), "a.yaml") == opened(tmp_path).get(key(2), "a.yaml") == []


def test_many_processes_at_once_leave_a_whole_file(tmp_path: Path) -> None:
    code = (
        "import sys; from anamctl.lint.cache import Cache\n"
        "for number in range(30):\n"
        "    cache = Cache.open(sys.argv[1], sys.argv[2]); cache.put(b'%016d' % number, []); cache.save()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / ".anamctl_cache"), WAY]
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    for process in [subprocess.Popen(command, env=environ) for _ in range(3)]:
        assert process.wait() == 0
    cache = Cache.open(str(tmp_path / ".anamctl_cache"), WAY)

    assert cache.get(b"%016d" % 29, "a.yaml") == []
    assert len(list((tmp_path / ".anamctl_cache").iterdir())) == 3


def test_entries_that_nobody_asks_for_are_dropped(tmp_path: Path) -> None:
    kept(tmp_path, {1: [], 2: [finding()], 3: [], 4: [finding()]})
    later = opened(tmp_path, TODAY + KEEP_DAYS)
    later.get(key(1), "a.yaml")
    later.get(key(2), "a.yaml")
    later.save()
    kept(tmp_path, {5: []}, TODAY + KEEP_DAYS + 1)
    cache = opened(tmp_path, TODAY + KEEP_DAYS + 1)

    assert cache.get(key(1), "a.yaml") == []
    assert cache.get(key(2), "a.yaml") == [finding()]
    assert cache.get(key(3), "a.yaml") is None
    assert cache.get(key(4), "a.yaml") is None


def test_the_number_of_entries_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ENTRIES", 4)
    kept(tmp_path, {1: [], 2: [finding()]}, TODAY - 1)
    kept(tmp_path, {3: [], 4: [], 5: [finding()], 6: [finding()]})
    cache = opened(tmp_path)

    assert [number for number in range(1, 7) if cache.get(key(number), "a.yaml") is not None] == [1, 3, 4, 5]


def test_the_newest_stay_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ENTRIES", 2)
    kept(tmp_path, {1: []}, TODAY - 1)
    kept(tmp_path, {2: [], 3: []})
    cache = opened(tmp_path)

    assert [number for number in range(1, 4) if cache.get(key(number), "a.yaml") is not None] == [2, 3]


def test_an_entry_from_the_future_is_dropped(tmp_path: Path) -> None:
    kept(tmp_path, {1: []}, TODAY + 2)
    kept(tmp_path, {2: []})

    assert opened(tmp_path).get(key(1), "a.yaml") is None


# ---- cost ------------------------------------------------------------------------------------------------------------


def test_a_run_without_findings_imports_no_parser(tmp_path: Path) -> None:
    kept(tmp_path, {1: []})
    code = (
        "import sys; from anamctl.lint.cache import Cache, fingerprint; "
        "cache = Cache.open(sys.argv[1], sys.argv[2]); cache.get(Cache.digest(b'1', 'a.yaml'), 'a'); cache.save(); "
        "print([m for m in ('yaml', 'json', 'pathlib', 'hashlib', 'dataclasses') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-S", "-c", code, str(tmp_path / ".anamctl_cache"), WAY],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=True,
    )

    assert result.stdout.strip() == "[]"
