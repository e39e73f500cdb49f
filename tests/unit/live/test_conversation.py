from __future__ import annotations

import asyncio

from anamctl.anam.events import Message
from anamctl.live.conversation import Conversation


def said(role, id_, *, final=True):
    return Message(t=1, role=role, id=id_, text="x", final=final)


def after(*turns):
    talk = Conversation()
    for turn in turns:
        talk.see(turn)
    return talk


def test_a_reply_is_a_turn_of_the_persona_that_begins_later_and_is_complete():
    talk = after(said("persona", "greeting"))
    since = talk.count
    talk.see(said("user", "typed-1"))
    assert not talk.has_reply(since)
    talk.see(said("persona", "a", final=False))
    assert not talk.has_reply(since)
    assert talk.is_speaking()
    talk.see(said("persona", "a"))

    assert talk.has_reply(since)
    assert not talk.is_speaking()


def test_the_end_of_a_greeting_is_no_reply():
    talk = after(said("persona", "greeting", final=False), said("user", "typed-1"))
    talk.see(said("persona", "greeting"))

    assert not talk.has_reply(1)


def test_the_last_question_is_the_one_that_counts():
    assert after().last_is_answered()
    assert after(said("persona", "a")).last_is_answered()
    assert not after(said("persona", "a", final=False)).last_is_answered()
    assert not after(said("user", "q"), said("persona", "a"), said("user", "p")).last_is_answered()
    assert after(said("user", "q"), said("persona", "a"), said("user", "p"), said("persona", "b")).last_is_answered()


def test_waiting_ends_with_the_reply_the_end_or_the_patience():
    async def main():
        talk = Conversation()
        waiting = asyncio.create_task(talk.reply(0, 2))
        await asyncio.sleep(0)
        talk.see(said("persona", "a"))
        assert await waiting
        assert not await talk.reply(1, 0.01)
        waiting = asyncio.create_task(talk.reply(1, 2))
        await asyncio.sleep(0)
        talk.end()
        assert not await waiting

    asyncio.run(main())
