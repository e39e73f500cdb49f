"""Loading aiortc."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import pytest

from anamctl.anam import loading
from anamctl.anam.loading import load_peer, require_live
from anamctl.errors import UsageError


def test_without_it_the_command_that_installs_it_is_named(monkeypatch):
    monkeypatch.setattr(loading, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="aiortc") as raised:
        require_live()

    assert raised.value.hint == 'pip install "anamctl[live]"'


def test_a_broken_one_is_named(monkeypatch):
    def broken(_):
        raise ImportError("libsrtp2.so.1: cannot open shared object file")

    monkeypatch.setattr(loading, "import_module", broken)
    with pytest.raises(UsageError, match=r"libsrtp2\.so\.1") as raised:
        asyncio.run(load_peer())

    assert raised.value.hint == 'pip install "anamctl[live]" --upgrade'


def test_it_is_loaded_only_for_a_session():
    code = "import sys, anamctl.anam.session; print([name for name in ('aiortc', 'av') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_it_needs_no_numpy():
    code = "import sys, anamctl.anam.peer; print('numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
