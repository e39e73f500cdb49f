"""WebRTC is loaded for sessions only."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from anamctl.sandbox.anam.service import AnamService
AnamService()
print([name for name in ("aiortc", "av", "numpy") if name in sys.modules])
"""


def test_whoever_asks_over_http_only_does_not_wait_for_webrtc_to_be_loaded():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
