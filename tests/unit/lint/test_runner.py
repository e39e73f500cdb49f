from __future__ import annotations

import concurrent.futures
import gc
import os
from itertools import islice
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.lint import runner
from anamctl.lint.finding import Severity
from anamctl.lint.rules import all_codes
from anamctl.lint.runner import Linter, Selection, lint_files

PERSONA = """\
personaConfig:
  name: Concierge
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: You are a hotel concierge. Keep answers short.
"""
WRONG = PERSONA.replace("languageCode: en", "languageCode: jp")
DOUBTFUL = WRONG.replace("name: Concierge", "name: no")
SEVEN_FAULTS = """\
personaConfig:
  name: Concierge
  avatarId: 30fa96d0-26c4-4e55-94a0-51702594
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  skipGreetings: true
  initialMessage: 10:00
  systemPrompt: You are a hotel concierge. Keep answers short.
languages:
  jp:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
  no:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: Du er en vennlig concierge.
    systemPrompt: Du er en god concierge.
---
multilingual_config:
  enabled: true
  active_language: pt
  languages:
    en: {synthesizer: {provider: elevenlabs, provider_config: {voice: Rachel, voice_id: x, model: eleven_turbo_v2_5}}}
    hi: {synthesizer: {provider: elevenlabs, provider_config: {voice: Rachel, voice_id: x, model: eleven_turbo_v2_5}}}
"""


def codes(findings) -> list[str]:
    return [finding.code for finding in findings]


def linter(selection: Selection | None = None, environ: dict[str, str] | None = None, cache=None) -> Linter:
    return Linter(selection or Selection(), environ or {}, cache)


# ---- selection -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("select", "ignore", "wanted"),
    [
        ((), (), True),
        (("ANM201",), (), True),
        (("ANM",), (), True),
        (("ANM2",), (), True),
        (("LNG",), (), False),
        (("ANM202",), (), False),
        ((), ("ANM201",), False),
        ((), ("ANM",), False),
        ((), ("LNG",), True),
        (("ANM",), ("ANM201",), False),
        (("ANM201",), ("ANM",), True),
        (("ANM201",), ("ANM201",), False),
        (("ANM2", "ANM"), ("ANM20",), False),
        (("ANM", "ANM201"), ("ANM20", "LNG"), True),
    ],
)
def test_the_longest_beginning_decides_and_ignore_wins_a_draw(select, ignore, wanted):
    assert Selection(select, ignore).wants("ANM201") is wanted


prefixes = st.lists(st.sampled_from(["ANM", "ANM2", "ANM20", "ANM201", "ANM21", "LNG", "LNG101"]), max_size=4).map(
    tuple
)


@given(prefixes, prefixes, st.sampled_from(["ANM201", "ANM202", "ANM210", "LNG101", "YML001"]))
def test_selection_is_what_walking_from_the_longest_beginning_finds(select, ignore, code):
    expected = not select
    for length in range(len(code), 0, -1):
        if code[:length] in ignore:
            expected = False
            break
        if code[:length] in select:
            expected = True
            break

    assert Selection(select, ignore).wants(code) is expected


@pytest.mark.parametrize(
    ("pattern", "path", "is_ignored"),
    [
        ("legacy/*.yaml", "legacy/a.yaml", True),
        ("legacy/*.yaml", "personas/a.yaml", False),
        ("legacy/", "legacy/de/a.yaml", True),
        ("*.json", "personas/de/a.json", True),
        ("a.yaml", "personas/a.yaml", True),
        ("/a.yaml", "personas/a.yaml", False),
    ],
)
def test_codes_are_ignored_in_the_files_of_a_pattern(pattern, path, is_ignored, tmp_path):
    selection = Selection(per_file=((pattern, ("LNG", "TXT401")), ("*", ("SEC501",))), folder=str(tmp_path))

    assert selection.ignored_in(str(tmp_path / path)) == (("LNG", "TXT401", "SEC501") if is_ignored else ("SEC501",))


def test_patterns_are_relative_to_the_working_directory_when_there_is_no_settings_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert Selection(per_file=(("/a.yaml", ("LNG",)),)).ignored_in("a.yaml") == ("LNG",)


def test_without_patterns_nothing_is_ignored():
    assert Selection().ignored_in("a.yaml") == ()


# ---- one file --------------------------------------------------------------------------------------------------------


def test_the_seven_faults_of_a_seeded_file_are_found_in_one_run():
    found = {(one.line, one.column): one for one in linter().lint_bytes(SEVEN_FAULTS.encode(), "a.yaml")}
    expected = {
        (3, 13): ("ANM201", "30fa96d0"),
        (7, 3): ("ANM204", "skipGreeting"),
        (8, 19): ("YML008", "10:00"),
        (11, 3): ("LNG101", '"jp"'),
        (13, 3): ("YML008", "no"),
        (16, 5): ("YML007", '"systemPrompt"'),
        (20, 20): ("BOL302", '"pt"'),
    }

    for place, (code, words) in expected.items():
        assert found[place].code == code
        assert words in found[place].full_message


def test_only_wanted_rules_find_something():
    assert codes(linter().lint_bytes(DOUBTFUL.encode(), "a.yaml")) == ["YML008", "LNG101"]
    assert codes(linter(Selection(select=("LNG",))).lint_bytes(DOUBTFUL.encode(), "a.yaml")) == ["LNG101"]
    assert codes(linter(Selection(ignore=("LNG",))).lint_bytes(DOUBTFUL.encode(), "a.yaml")) == ["YML008"]


def test_what_is_ignored_in_a_file_is_found_in_others(tmp_path):
    one = linter(Selection(per_file=(("legacy/", ("LNG",)),), folder=str(tmp_path)))

    assert codes(one.lint_bytes(DOUBTFUL.encode(), str(tmp_path / "legacy" / "a.yaml"))) == ["YML008"]
    assert codes(one.lint_bytes(DOUBTFUL.encode(), str(tmp_path / "a.yaml"))) == ["YML008", "LNG101"]


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ((), (Severity.WARNING, Severity.ERROR)),
        ((("LNG101", "info"),), (Severity.WARNING, Severity.INFO)),
        ((("LNG", "info"), ("YML", "error")), (Severity.ERROR, Severity.INFO)),
        ((("LNG101", "warning"), ("LNG", "info")), (Severity.WARNING, Severity.WARNING)),
        ((("LNG", "info"), ("LNG101", "warning")), (Severity.WARNING, Severity.WARNING)),
    ],
)
def test_severities_are_overridden_and_the_longest_beginning_decides(severities, expected):
    found = linter(Selection(severities=severities)).lint_bytes(DOUBTFUL.encode(), "a.yaml")

    assert tuple(one.severity for one in found) == expected


def test_placeholders_take_their_values_from_the_environment_that_was_given():
    text = PERSONA.replace("languageCode: en", "languageCode: ${CODE}").encode()

    assert codes(linter(environ={"CODE": "jp"}).lint_bytes(text, "a.yaml")) == ["LNG101"]
    assert codes(linter(environ={"CODE": "en"}).lint_bytes(text, "a.yaml")) == []


def test_comments_suppress_findings():
    text = WRONG.replace("languageCode: jp", "languageCode: jp  # anamctl: ignore[LNG101] a test")

    assert linter().lint_bytes(text.encode(), "a.yaml") == []


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path):
    found = linter().lint_path(str(tmp_path / "nowhere.yaml"))

    assert [(one.line, one.column, one.severity) for one in found] == [(1, 1, Severity.ERROR)]
    assert linter(Selection(ignore=("YML",))).lint_path(str(tmp_path / "nowhere.yaml")) == []


def test_a_file_over_the_limit_is_a_finding_and_is_not_read(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(WRONG)

    found = linter(Selection(max_file_size=path.stat().st_size - 1)).lint_path(str(path))

    assert len(found) == 1
    assert found[0].code.startswith("YML")
    assert codes(linter(Selection(max_file_size=path.stat().st_size)).lint_path(str(path))) == ["LNG101"]


def test_the_plan_is_made_once():
    one = linter()

    assert one.plan is one.plan


# ---- cache -----------------------------------------------------------------------------------------------------------


class Memory:
    """A cache in memory that counts."""

    def __init__(self) -> None:
        self.kept: dict[bytes, list] = {}
        self.hits = 0

    def digest(self, data: bytes, path: str) -> bytes:
        return path.encode() + b"\0" + data

    def get(self, digest: bytes, path: str):
        self.hits += digest in self.kept
        return self.kept.get(digest)

    def put(self, digest: bytes, findings) -> None:
        self.kept[digest] = findings


@pytest.fixture
def files(tmp_path) -> list[str]:
    """Give some files, every third with an error and every third with a placeholder."""
    paths = []
    for number in range(12):
        text = (PERSONA, WRONG, PERSONA.replace("name: Concierge", "name: ${NAME:-no}"))[number % 3]
        path = tmp_path / f"{number:02}.yaml"
        path.write_text(text.replace("Keep", f"{number} Keep"))
        paths.append(str(path))
    return paths


def test_an_unchanged_file_is_not_linted_again(files, monkeypatch):
    cache = Memory()
    first = [linter(cache=cache).lint_path(path) for path in files[:2]]
    monkeypatch.setattr(Linter, "lint_bytes", lambda *_: pytest.fail("linted again"))
    second = [linter(cache=cache).lint_path(path) for path in files[:2]]

    assert second == first
    assert cache.hits == 2


def test_a_file_with_a_placeholder_is_not_kept(files):
    cache = Memory()
    linter(cache=cache).lint_path(files[2])

    assert cache.kept == {}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_keeps_and_takes_what_is_known(files, jobs, monkeypatch):
    cache = Memory()
    first = list(lint_files(files, linter(cache=cache), jobs=jobs))
    assert len(cache.kept) == 8

    linted: list[str] = []
    lint_bytes = Linter.lint_bytes

    def note(self, data: bytes, path: str):
        linted.append(path)
        return lint_bytes(self, data, path)

    monkeypatch.setattr(Linter, "lint_bytes", note)
    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", InThisProcess)
    second = list(lint_files(files, linter(cache=cache), jobs=jobs))

    assert second == first
    assert linted == files[2::3]


# ---- many files ------------------------------------------------------------------------------------------------------


class InThisProcess:
    """What a pool of processes does, without them."""

    started: ClassVar[list[int]] = []

    def __init__(self, jobs: int) -> None:
        self.started.append(jobs)

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, function, *arguments):
        future: concurrent.futures.Future = concurrent.futures.Future()
        future.set_result(function(*arguments))
        return future


@pytest.fixture
def pool(monkeypatch) -> list[int]:
    """Give the sizes of the pools that are started."""
    monkeypatch.setattr(InThisProcess, "started", [])
    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", InThisProcess)
    return InThisProcess.started


def test_findings_come_in_the_order_of_the_paths(files):
    backwards = files[::-1]
    found = list(lint_files(backwards, linter(), jobs=1))

    assert [codes(one) for one in found] == [[], ["LNG101"], []] * 4
    assert [one[0].path for one in found if one] == backwards[1::3]


def test_real_processes_find_the_same_as_one(files):
    environ = {"NAME": "Concierge"}
    selection = Selection(severities=(("LNG", "info"),))
    one = list(lint_files(files, linter(selection, environ), jobs=1))

    assert list(lint_files(files, linter(selection, environ), jobs=2)) == one
    assert {finding.severity for found in one for finding in found} == {Severity.INFO}


@pytest.mark.parametrize("jobs", [2, 3, 5, 64])
def test_any_number_of_processes_finds_the_same(files, pool, jobs):
    assert list(lint_files(files, linter(), jobs=jobs)) == list(lint_files(files, linter(), jobs=1))
    assert pool == [jobs]


@pytest.mark.parametrize(
    ("count", "jobs", "cpus", "started"),
    [
        (1, 4, 8, []),
        (2, 4, 8, [4]),
        (12, 1, 8, []),
        (9, 0, 8, []),
        (10, 0, 8, [4]),
        (10, 0, 2, [2]),
        (10, 0, 1, []),
        (10, 0, None, []),
    ],
)
def test_processes_are_started_where_they_pay(files, pool, monkeypatch, count, jobs, cpus, started):
    monkeypatch.setattr(runner, "POOL_PAYS_FROM", 10)
    monkeypatch.setattr(os, "cpu_count", lambda: cpus)
    list(lint_files(files[:count], linter(), jobs=jobs))

    assert pool == started


def test_a_run_that_is_mostly_known_starts_no_processes(files, pool, monkeypatch):
    monkeypatch.setattr(runner, "POOL_PAYS_FROM", 10)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    cache = Memory()
    list(lint_files(files[:9], linter(cache=cache), jobs=1))
    list(lint_files(files, linter(cache=cache)))

    assert pool == []


def test_no_files_give_no_findings():
    assert list(lint_files([], linter())) == []
    assert list(lint_files([], linter(), jobs=4)) == []


# ---- the garbage collector -------------------------------------------------------------------------------------------


@pytest.fixture(params=[True, False], ids=["enabled", "disabled"])
def collector(request):
    """Give whether the collector runs, and put it back."""
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


def test_the_collector_rests_while_files_are_linted_and_is_as_before_afterwards(files, collector):
    seen = []

    class Watching(Linter):
        def lint_path(self, path):
            seen.append(gc.isenabled())
            return super().lint_path(path)

    list(lint_files(files, Watching(Selection(), {}), jobs=1))

    assert seen == [False] * len(files)
    assert gc.isenabled() is collector


def test_the_collector_is_as_before_when_a_run_is_left_early(files, collector):
    findings = lint_files(files, linter(), jobs=1)
    list(islice(findings, 3))
    findings.close()  # type: ignore[attr-defined]  # it is a generator

    assert gc.isenabled() is collector


def test_the_collector_is_as_before_when_a_run_fails(files, collector, monkeypatch):
    monkeypatch.setattr(Linter, "lint_path", lambda *_: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        list(lint_files(files, linter(), jobs=1))

    assert gc.isenabled() is collector


def test_every_code_can_be_selected():
    assert all(Selection(select=(code,)).wants(code) for code in all_codes())
