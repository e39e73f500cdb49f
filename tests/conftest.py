"""What every test may count on."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# Collecting makes a million objects that stay. To look through them again and again takes half of its time, and half a
# second whenever a test asks for it later.
gc.disable()

# No time limit for an example: the machines that run this are shared, and a slow one is no bug. Where a test says
# nothing itself it tries a few dozen examples; HYPOTHESIS_PROFILE=thorough tries many.
_SHARED: dict[str, Any] = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("default", max_examples=40, **_SHARED)
settings.register_profile("thorough", max_examples=400, **_SHARED)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_finish() -> None:
    """Look for garbage again, but no more among what was collected."""
    gc.enable()
    gc.freeze()


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Give the folder of the checkout."""
    return ROOT


@pytest.fixture(autouse=True)
def _quiet_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the machine happens to have set away from the tests: colours, CI, credentials."""
    for name in (
        "ANAM_API_KEY",
        "ANAM_API_URL",
        "ANAMCTL_STT_TOKEN",
        "ANAMCTL_STT_URL",
        "ASSEMBLYAI_API_KEY",
        "BOLNA_API_KEY",
        "BOLNA_API_URL",
        "CI",
        "COLUMNS",
        "DEEPGRAM_API_KEY",
        "FORCE_COLOR",
        "GITHUB_ACTIONS",
        "GITLAB_CI",
        "NO_COLOR",
    ):
        monkeypatch.delenv(name, raising=False)
