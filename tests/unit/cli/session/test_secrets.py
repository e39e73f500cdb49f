"""Keys, tokens and TURN credentials appear nowhere: not in what is written, nor in a log, nor in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.session.conftest import wait_until

KEY = "ak-planted-5f1e0c"
TURN = {"urls": ["turn:127.0.0.1:9?transport=udp"], "username": "planted-user-77", "credential": "planted-turn-42"}
PLANTED = (KEY, "planted-user-77", "planted-turn-42", "eyJ")
"""What must not be seen; every token begins with the last."""
SCENARIOS: dict[str, dict[str, Any]] = {
    "all is well": {},
    "no engine": {"faults": [{"request": "engine", "status": 500, "body": "echo"}]},
    "a request that is refused": {"faults": [{"request": "mint", "status": 400, "body": "echo"}]},
    "a token that is refused": {"faults": [{"request": "engine", "answer": "expired-token"}]},
    "no socket": {"live_faults": [{"fault": "refuse"}]},
    "a socket that is lost": {"live_faults": [{"fault": "drop", "at": "ready", "times": 1}]},
}


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("options", [[], ["--json"], ["--verbose", "--debug"]], ids=str)
def test_no_secret_is_seen(anamctl, serve, runtime, name, options):
    serve(key=KEY, ice_servers=(TURN,), **SCENARIOS[name])
    arguments = ["--say", "Hello", "--max-length", "20s", *options]
    _, out, err = anamctl("session", "start", "camille", *arguments)

    written = [path.read_text(errors="replace") for path in runtime.glob("*") if path.is_file()]
    for text in (out, err, *written):
        for secret in PLANTED:
            assert secret not in text


def test_no_secret_is_in_the_log_of_a_detached_session(anamctl, serve, runtime):
    serve(key=KEY, ice_servers=(TURN,))
    code, _, err = anamctl("session", "start", "camille", "--detach", "--max-length", "20s")
    log = Path(err.splitlines()[0].partition("log: ")[2])
    assert code == 0
    anamctl("session", "stop")
    assert wait_until(lambda: '"summary"' in log.read_text())

    for path in runtime.glob("*.*"):
        for secret in PLANTED:
            assert secret not in path.read_text(errors="replace")
