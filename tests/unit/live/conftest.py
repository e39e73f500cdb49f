"""A runtime directory of one's own."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def runtime(monkeypatch):
    """Give a runtime directory whose path is short, as that of a user is; a path of pytest may be too long."""
    with tempfile.TemporaryDirectory(prefix="anam") as name:
        path = Path(name) / "run"
        monkeypatch.setenv("ANAMCTL_RUNTIME_DIR", str(path))
        yield path
