"""Importing the package touches no device, and brings nothing heavy."""

from __future__ import annotations

import pkgutil
import subprocess
import sys

from anamctl import audio

HEAVY = {"aiortc", "av", "numpy", "sounddevice", "_sounddevice", "httpx", "websockets", "rich", "pydantic"}


def test_no_module_imports_what_is_heavy():
    modules = [f"anamctl.audio.{found.name}" for found in pkgutil.iter_modules(audio.__path__)]
    script = f"import sys\nimport {', '.join(modules)}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)

    assert len(modules) > 20
    assert set(done.stdout.split()) & HEAVY == set()
