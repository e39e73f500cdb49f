"""
Do with Anam's own Python client what ``anamctl session start`` does: start, wait until ready, stay for a while, end.

Prints ``ready`` when the session can be talked to. Frames are read and thrown away, as a client without a screen does.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any

from anam import AnamClient, AnamEvent, ClientOptions, PersonaConfig

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


async def main(seconds: float) -> None:
    """Run a session of so many seconds."""
    client = AnamClient(
        api_key=os.environ["ANAM_API_KEY"],
        persona_config=PersonaConfig(
            name="Concierge",
            avatar_id="30fa96d0-26c4-4e55-94a0-517025942e18",
            voice_id="de23e340-1416-4dd8-977d-065a7ca11697",
            llm_id="a7cf662c-2ace-4de1-a21e-ef0fbf144bb7",
            system_prompt="Tu es concierge.",
            language_code="fr",
        ),
        options=ClientOptions(api_base_url=os.environ["ANAM_API_URL"], ice_servers=[]),
    )
    ready = asyncio.Event()
    client.on(AnamEvent.SESSION_READY)(lambda *_: ready.set())
    async with client.connect() as session:
        drains = [asyncio.create_task(_drain(frames)) for frames in (session.video_frames(), session.audio_frames())]
        await asyncio.wait_for(ready.wait(), 30)
        print("ready", flush=True)
        await asyncio.sleep(seconds)
        for drain in drains:
            drain.cancel()
        await asyncio.gather(*drains, return_exceptions=True)


async def _drain(frames: AsyncIterator[Any]) -> None:
    async for _ in frames:
        pass


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
