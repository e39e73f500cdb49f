"""A session that hears a microphone: from the sound in a room to the words that the sandbox's persona heard."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "anamctl", "session", "start", "concierge", "--lang", "fr", "--sandbox", "--json"]
CLIP = files("anamctl.sandbox.speech") / "clips" / "fr-hours.wav"


def test_the_persona_hears_what_is_said_in_the_room(virtual):
    options = ["--mic", "--device", "virtmic", "--for", "5s", "--expect-heard", "ouvrez-vous"]
    with subprocess.Popen(
        [*COMMAND, *options], cwd=ROOT, env=virtual.environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        events = []
        for line in process.stdout:
            events.append(json.loads(line))
            if events[-1]["type"] == "ready":
                with as_file(CLIP) as path, virtual.playing(path):
                    pass

    heard = [event["text"] for event in events if event["type"] == "message" and event["role"] == "user"]
    assert process.returncode == 0, events[-1]["expectations"]
    assert any("ouvrez-vous" in text for text in heard)
