"""Labelled clips, heard by several services."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from anamctl.audio.failures import SoundFileError
from anamctl.errors import CredentialsError, ServiceError, UsageError
from anamctl.listening.hearing import Outcome, Transcript, hear
from anamctl.listening.suite import Result, judged, report, run_suite
from anamctl.listening.suite_clips import Clip
from anamctl.listening.suite_file import Suite
from anamctl.listening.target import Target
from anamctl.listening.verdict import Wish
from anamctl.listening.wer import Errors
from tests.unit.listening.fakes import ABOUT, READY, FakeSource, FakeStream, final, summary_of

ONE, TWO = Target("assemblyai"), Target("deepgram", "nova-3")
FR, DE, JA = (
    Clip("fr.wav", "/x/fr.wav", "fr", "Bonjour à tous"),
    Clip("de.wav", "/x/de.wav", "de"),
    Clip("ja.wav", "/x/ja.wav", "ja"),
)
SUITE = Suite("suite.yaml", (FR, DE, JA), (ONE, TWO))


def outcome(language="fr", confidence=0.98, text="Bonjour à tous.", wish="fr", **others):
    summary = summary_of(final(text=text, language=language, confidence=confidence), wish=Wish(wish))
    return Outcome(summary._replace(**others), text)


def run(heard, suite=SUITE):
    """Run a suite; `heard` gives by service and clip what came of it, or what is raised."""
    calls: list[Any] = []
    told: list[Result] = []

    async def hear_(target, file, wish):
        calls.append((target.label, file, wish))
        await asyncio.sleep(0)
        found = heard(target, file)
        if isinstance(found, Exception):
            raise found
        return found

    return asyncio.run(run_suite(suite, hear_, told.append)), calls, told


def by_file(target, file):
    code = file.split("/")[-1][:2]
    if target == TWO and code == "ja":
        return outcome("en", 0.4, "by low", wish="ja")
    return outcome(code, wish=code)


def test_every_service_hears_every_clip():
    found, calls, told = run(by_file)
    assert [(result.target, result.clip.path) for result in found.results] == [
        (target, clip.path) for target in (ONE, TWO) for clip in (FR, DE, JA)
    ]
    assert sorted(calls) == sorted(
        (target.label, clip.file, Wish(clip.language)) for target in (ONE, TWO) for clip in (FR, DE, JA)
    )
    assert sorted(told, key=str) == sorted(found.results, key=str)
    assert [result.is_met for result in found.results] == [True] * 5 + [False]
    assert found.exit_code == 1


def test_services_are_asked_at_the_same_time_and_each_for_one_clip_after_the_other():
    running, most = {ONE: 0, TWO: 0}, []

    async def hear_(target, file, wish):
        running[target] += 1
        most.append(dict(running))
        await asyncio.sleep(0.001)
        running[target] -= 1
        return by_file(target, file)

    asyncio.run(run_suite(SUITE, hear_))
    assert {ONE: 1, TWO: 1} in most
    assert max(count for one in most for count in one.values()) == 1


def test_totals_and_confusion_are_by_service():
    found, _, _ = run(by_file)
    first, second = found.totals
    assert (first.clips, first.met, first.failed, first.accuracy) == (3, 3, 0, 1.0)
    assert (second.met, second.accuracy) == (2, pytest.approx(2 / 3))
    assert second.mean_confidence == pytest.approx(0.98)  # of those that were right
    assert first.errors == Errors(0, 3)
    assert first.open_seconds == 27.0
    assert first.cost == pytest.approx(27 * 0.15 / 3600)
    assert found.confusion(ONE).found == ("de", "fr", "ja")
    confusion = found.confusion(TWO)
    assert confusion.expected == ("de", "fr", "ja")
    assert confusion.found == ("de", "fr", "ja", "?")
    assert confusion.counts == {("fr", "fr"): 1, ("de", "de"): 1, ("ja", "?"): 1}


def test_regions_are_no_confusion_and_nothing_is_a_column_of_its_own():
    clips = (Clip("a.wav", "a", "fr-CA"), Clip("b.wav", "b", "nb"), Clip("c.wav", "c", "de"))
    languages = {"a": "fr", "b": "no", "c": None}
    wishes = {"a": "fr-CA", "b": "nb", "c": "de"}

    def heard(target, file):
        return outcome(languages[file], wish=wishes[file])

    found, _, _ = run(heard, Suite("s", clips, (ONE,)))
    confusion = found.confusion(ONE)
    assert confusion.found == ("de", "fr", "nb", "")
    assert confusion.counts == {("fr", "fr"): 1, ("nb", "nb"): 1, ("de", ""): 1}
    assert found.totals[0].accuracy == pytest.approx(2 / 3)


def test_a_clip_that_fails_lets_the_others_be_heard():
    def heard(target, file):
        return ServiceError("lost.") if file == FR.file else by_file(ONE, file)

    found, _, _ = run(heard)
    assert [result.is_met for result in found.results] == [False, True, True] * 2
    assert found.results[0].why == "lost"
    assert (found.totals[0].failed, found.totals[0].accuracy, found.exit_code) == (1, 1.0, 3)
    assert found.confusion(ONE).expected == ("de", "ja")


def test_a_stream_that_broke_off_is_a_failure_whatever_was_heard():
    found, _, _ = run(lambda target, file: outcome(wish="fr", error=ServiceError("gone.")), Suite("s", (FR,), (ONE,)))
    assert (found.results[0].is_met, found.results[0].why, found.results[0].text) == (False, "gone", "Bonjour à tous.")
    assert found.totals[0].errors is None


def test_without_a_key_the_other_clips_are_not_tried():
    def heard(target, file):
        return CredentialsError("no key.") if target == ONE else by_file(ONE, file)

    found, calls, told = run(heard)
    assert len([call for call in calls if call[0] == ONE.label]) == 1
    assert len(told) == 6
    assert [result.why for result in found.results[:3]] == [
        "no key",
        *["not tried after the service refused the key"] * 2,
    ]
    assert [result.is_skipped for result in found.results] == [False, True, True, False, False, False]
    assert found.exit_code == 4
    assert found.totals[0] == found.totals[0]._replace(clips=1, failed=1, skipped=2, accuracy=None, cost=None)


@pytest.mark.parametrize(
    ("error", "tried"),
    [
        (UsageError("no such model."), 1),  # whatever is heard
        (SoundFileError("cannot be read on."), 5),  # this clip alone
        (ServiceError("nobody there."), 3),
    ],
)
def test_who_would_fail_on_every_clip_is_not_asked_for_all_of_them(error, tried):
    clips = tuple(FR._replace(path=f"{number}.wav") for number in range(5))
    found, calls, told = run(lambda target, file: error, Suite("s", clips, (ONE,)))
    assert len(calls) == tried
    assert [result.is_skipped for result in found.results] == [False] * tried + [True] * (5 - tried)
    assert len(told) == 5
    assert (found.totals[0].failed, found.totals[0].skipped) == (tried, 5 - tried)


def test_a_service_that_answers_now_and_then_is_asked_for_every_clip():
    clips = tuple(FR._replace(path=f"{number}.wav", file=f"{number}") for number in range(7))

    def heard(target, file):
        return outcome() if file == "2" else outcome(error=ServiceError("lost.")) if file > "3" else ServiceError("no.")

    found, calls, _ = run(heard, Suite("s", clips, (ONE,)))
    assert len(calls) == len(found.results) == 7
    assert not any(result.is_skipped for result in found.results)


@pytest.mark.parametrize(("limit", "is_met"), [(None, True), (0.5, True), (0.3, False)])
def test_too_many_wrong_words_fail_where_a_limit_is_set(limit, is_met):
    suite = Suite("s", (FR,), (ONE,), max_error_rate=limit)
    found = judged(suite, ONE, FR, outcome(text="Bonjour a tous"))
    assert found.errors == Errors(1, 3)
    assert found.is_met is is_met
    if not is_met:
        assert found.why == "33 % of the words were wrong (allowed 30 %)"


def test_what_was_heard_until_an_interruption_can_be_reported():
    found = report(
        SUITE, [Result(TWO, DE, is_met=True, why="x"), Result(TWO, FR, is_met=True, why="x")], is_interrupted=True
    )
    assert [(result.target, result.clip) for result in found.results] == [
        (target, clip) for target in (ONE, TWO) for clip in (FR, DE, JA)
    ]
    assert [result.is_skipped for result in found.results] == [True, True, True, False, False, True]
    assert [(total.clips, total.met, total.failed, total.skipped) for total in found.totals] == [
        (0, 0, 0, 3),
        (2, 2, 0, 1),
    ]
    assert found.confusion(ONE).expected == ()
    assert found.exit_code == 130
    assert found._replace(is_interrupted=False).exit_code == 0  # what was not tried is no failure


def test_an_interruption_ends_the_sessions_first():
    ended = []

    async def hear_(target, file, wish):
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(0)
            ended.append(target)

    async def main():
        task = asyncio.create_task(run_suite(SUITE, hear_))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    assert sorted(ended) == [ONE, TWO]


def test_a_bug_ends_the_others():
    ended = []

    async def hear_(target, file, wish):
        if target == ONE:
            await asyncio.sleep(0)
            raise ZeroDivisionError
        try:
            await asyncio.sleep(10)
        finally:
            ended.append(target)

    async def main():
        with pytest.raises(ZeroDivisionError):
            await run_suite(SUITE, hear_)
        assert ended == [TWO]

    asyncio.run(main())


@pytest.mark.parametrize("confidence", [0.45, 0.59])
def test_a_clip_that_was_not_recognised_surely_is_not_right(confidence):
    found, _, _ = run(lambda _, __: outcome(confidence=confidence), Suite("s", (FR,), (ONE,)))
    (result,) = found.results
    assert (result.is_met, result.found, result.share, result.confidence) == (False, "?", 0.0, None)
    assert result.why == "none of the speech was surely French (needed 80 %); 100 % was not recognised surely"
    assert found.totals[0].accuracy == 0.0


# ---- one clip --------------------------------------------------------------------------------------------------------


def test_a_clip_is_heard_to_its_end_and_its_text_is_in_the_order_of_time():
    from contextlib import asynccontextmanager

    source = FakeSource()

    @asynccontextmanager
    async def opened():
        yield source
        await source.aclose()

    events = [
        READY,
        final(1, "à tous.", start=2000, end=3000),
        final(0, "bonjour", start=0, end=1000),
        final(0, "Bonjour", start=0, end=1000, replaces=True),
    ]
    given = []

    def make(source):
        given.append(source)
        return FakeStream(events)

    found = asyncio.run(hear(opened(), make, ABOUT, Wish("fr")))
    assert found.text == "Bonjour à tous."
    assert found.summary.verdict is not None
    assert found.summary.verdict.is_met
    assert given == [source]
    assert source.is_closed


def test_a_transcript_of_a_language_without_spaces_has_none():
    transcript = Transcript()
    for number, text in enumerate(("二名で", "予約")):
        transcript.see(final(number, text, "ja", start=number * 1000.0))
    assert transcript.text == "二名で予約"
