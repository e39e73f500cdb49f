from __future__ import annotations

import asyncio

import pytest

from anamctl.anam.events import Change, Update
from anamctl.errors import UsageError
from anamctl.live.changing import update_in
from anamctl.live.difference import merged
from tests.unit.live.fakes import BODY, FakeSession, make_changer

SPANISH = merged(BODY, {"languageCode": "es", "voiceDetectionOptions": {"endOfSpeechSensitivity": 0.7}})
OTHER_VOICE = {"personaConfig": {**SPANISH["personaConfig"], "voiceId": "other", "systemPrompt": "Eres Camila."}}


def test_what_was_applied_is_remembered():
    session = FakeSession()
    changer = make_changer(session)
    result = asyncio.run(changer.update({"languageCode": "es", "voiceGenerationOptions": {"speed": 1.2}}))

    assert result.update is not None
    assert result.update.outcome == "applied"
    assert changer.language == "es"
    assert changer.body["personaConfig"]["voiceGenerationOptions"] == {"speed": 1.2}
    assert BODY["personaConfig"]["languageCode"] == "fr"


@pytest.mark.parametrize("outcome", ["rejected", "unconfirmed", "not_sent"])
def test_what_was_not_applied_is_not(outcome):
    session = FakeSession()
    session.outcome = outcome
    changer = make_changer(session)
    asyncio.run(changer.update({"languageCode": "es"}))

    assert changer.language == "fr"


def test_a_late_answer_is_remembered_as_well():
    changer = make_changer(FakeSession())
    changer.see(Update(t=9, outcome="applied", changes=(Change("languageCode", "es"), Change("x.y", 1)), is_late=True))

    assert changer.language == "es"
    assert "x" not in changer.body["personaConfig"]


def test_what_the_rules_refuse_never_leaves():
    session = FakeSession()
    result = asyncio.run(make_changer(session).update({"voiceGenerationOptions": {"speed": 9}}))

    assert session.called("update") == []
    assert result.is_refused
    assert result.update is not None
    assert result.update.outcome == "not_sent"
    assert result.update.changes == (Change("voiceGenerationOptions.speed", 9),)
    assert "expected 0.5 to 2" in result.update.reason


def test_a_language_without_a_layer_changes_what_is_heard():
    session = FakeSession()
    result = asyncio.run(make_changer(session).to_language("it", 3))

    assert session.called("update") == [({"languageCode": "it"}, 3)]
    assert result.others == ()


def test_a_language_with_a_layer_brings_its_options():
    session = FakeSession()
    asyncio.run(make_changer(session, es=SPANISH).to_language("es"))

    assert session.called("update")[0][0] == {
        "languageCode": "es",
        "voiceDetectionOptions": {"endOfSpeechSensitivity": 0.7},
    }


def test_what_of_a_layer_needs_a_new_session_is_said():
    session = FakeSession()
    result = asyncio.run(make_changer(session, es=OTHER_VOICE).to_language("es"))

    assert session.called("update")[0][0]["languageCode"] == "es"
    assert result.others == ("voiceId and systemPrompt need a new session",)


def test_the_language_that_is_heard_already_can_be_asked_for_again():
    session = FakeSession()
    asyncio.run(make_changer(session, fr=BODY).to_language("fr"))

    assert session.called("update")[0][0] == {"languageCode": "fr"}


def test_what_goes_along_with_a_language_wins_over_its_layer():
    session = FakeSession()
    extra = {"voiceDetectionOptions": {"endOfSpeechSensitivity": 0.1}, "voiceGenerationOptions": {"speed": 1.1}}
    asyncio.run(make_changer(session, es=SPANISH).to_language("es", extra=extra))

    assert session.called("update")[0][0] == {"languageCode": "es", **extra}


def test_following_a_file_sends_what_is_different_and_nothing_when_nothing_is():
    session = FakeSession()
    changer = make_changer(session)

    assert asyncio.run(changer.follow(BODY)).update is None
    asyncio.run(changer.follow(SPANISH))
    assert asyncio.run(changer.follow(SPANISH)).update is None
    assert len(session.called("update")) == 1


def test_a_rejected_difference_is_sent_again_with_the_next_one():
    session = FakeSession()
    session.outcome = "rejected"
    changer = make_changer(session)
    asyncio.run(changer.follow(SPANISH))
    asyncio.run(changer.follow(SPANISH))

    assert len(session.called("update")) == 2


def test_one_update_is_on_its_way_at_a_time():
    class Slow(FakeSession):
        running = most = 0

        async def update(self, data, *, wait=2.0):
            self.running += 1
            self.most = max(self.most, self.running)
            await asyncio.sleep(0)
            self.running -= 1
            return await super().update(data, wait=wait)

    async def main():
        session = Slow()
        changer = make_changer(session)
        await asyncio.gather(*(changer.update({"voiceGenerationOptions": {"speed": 1 + n / 10}}) for n in range(1, 5)))
        return session

    session = asyncio.run(main())
    assert session.most == 1
    assert len(session.called("update")) == 4


def test_a_file_with_only_an_update_is_one():
    assert update_in({"languageCode": "es"}, "x.yaml") == {"languageCode": "es"}
    others: list[object] = [None, [], {}, {"agent_config": {}}, "text"]
    for other in others:
        with pytest.raises(UsageError, match=r"x\.yaml holds neither"):
            update_in(other, "x.yaml")
