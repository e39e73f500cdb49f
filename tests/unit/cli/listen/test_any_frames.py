"""Whatever a service sends, in whatever order: listening ends in its own way, and all that was complete is kept."""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from anamctl.characters import plain
from anamctl.listening.hearing import Quiet
from anamctl.listening.runner import Plan, Runner
from anamctl.listening.saving import open_savers
from anamctl.listening.status import Status
from anamctl.secret import Secret
from anamctl.stt.assemblyai.provider import AssemblyAI
from anamctl.stt.options import Options
from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream
from anamctl.view.listen.view import ListenView
from tests.unit.stt.assemblyai.test_any_order import FRAMES, MODELS, TEXTS
from tests.unit.stt.world import Mic, World, now, run
from tests.unit.view.heard import ABOUT

TURNS = st.fixed_dictionaries(
    {"type": st.just("Turn"), "turn_order": st.integers(0, 9), "transcript": TEXTS, "end_of_turn": st.booleans()},
    optional={
        "turn_is_formatted": st.booleans(),
        "words": st.just([]) | st.just([{"text": "hola", "start": 0, "end": 90, "confidence": 0.5}]) | st.just(7),
        "language_code": st.sampled_from(["es", "haw", "", None]),
        "language_confidence": st.floats(0, 1),
    },
)
JUNK = st.text(max_size=20) | st.binary(max_size=20) | st.sampled_from(['{"type":"New"}', "[]", "null", '{"type":[]}'])
ENDS = st.sampled_from([None, 1000, 1006, 1008, 1011, 3005, 3006, 4031, 9999])
BEGIN = json.dumps({"type": "Begin", "id": "of-a-test", "expires_at": 9e9})


class Drawn(ListenView):
    """The view, drawn on nothing."""

    def __init__(self) -> None:
        super().__init__(size=lambda: (40, 10), write=lambda _: None, clock=now)


def heard_of(
    frames: list[Any], model: str, code: Any, screen: Any, *, begins: bool = True, after: float = 2
) -> tuple[Any, str]:
    """Give the summary and the text file of a session with these frames, which then ends with a code."""

    async def script(wire: Any) -> None:
        if begins:
            wire.say(BEGIN)
        await wire.hear(0.1)
        wire.say(*(frames if wire.number == 1 else ()))  # a session that was idle is followed by another
        await asyncio.sleep(after)
        wire.break_(code)

    async def main(path: Path) -> Any:
        world = World(script)
        provider = AssemblyAI(Options(model=model, url="ws://127.0.0.1:9", key=Secret("key"), settings={}))
        source = Mic(3, 100, says=None)
        listens = Stream(provider, source, policy=Policy(attempts=0, begin=3), clock=now, connect=world.connect)
        savers = open_savers([str(path / f"heard.{kind}") for kind in ("txt", "jsonl", "srt", "vtt")])
        summary = await Runner(listens, screen(), Status(ABOUT, clock=now), Plan(), savers=savers).run()
        await world.close()
        assert not world.is_open
        return summary

    with tempfile.TemporaryDirectory() as folder:
        summary = run(main(Path(folder)))
        for line in (Path(folder) / "heard.jsonl").read_text(encoding="utf-8").splitlines():
            json.loads(line)
        return summary, (Path(folder) / "heard.txt").read_text(encoding="utf-8")


@settings(max_examples=60)
@given(FRAMES, MODELS, ENDS, st.booleans(), st.sampled_from([Quiet, Drawn]))
def test_no_frames_are_a_bug(frames, model, code, begins, screen):
    summary, _ = heard_of(frames, model, code, screen, begins=begins)

    assert summary.exit_code in (0, 2, 3, 4)


@settings(max_examples=60)
@given(st.lists(TURNS | JUNK, max_size=30), ENDS, st.sampled_from([0, 0.3, 2]))
def test_nothing_that_was_complete_is_lost(frames, code, after):
    complete: dict[int, str] = {}
    for frame in frames:
        if isinstance(frame, dict) and (text := frame["transcript"].strip()) and not text.startswith("["):
            frame["transcript"] = f"{text} {frame['turn_order']}"
            if frame["end_of_turn"]:
                complete[frame["turn_order"]] = plain(frame["transcript"].replace("\ud83d", "\ufffd"))
    sent = [json.dumps(frame) if isinstance(frame, dict) else frame for frame in frames]
    _, text = heard_of(sent, "universal-streaming-multilingual", code, Drawn, after=after)

    for order, said in complete.items():
        assert [line for line in text.splitlines() if line.endswith(f" {order}")] == [said]
