from __future__ import annotations

import json

import pytest

from anamctl.errors import CredentialsError, ServiceError, SettingsError, UsageError
from anamctl.report.envelope import failure, success
from tests.unit.report.test_width import harmful

KEYS = ["version", "command", "ok", "data", "errors"]


def test_success():
    document = json.loads(success("languages", [{"code": "fr"}]))

    assert list(document) == KEYS
    assert document == {"version": 1, "command": "languages", "ok": True, "data": [{"code": "fr"}], "errors": []}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("no.", hint="yes"), "usage"),
        (SettingsError("no.", hint="yes"), "settings"),
        (ServiceError("no.", hint="yes"), "service"),
        (CredentialsError("no.", hint="yes"), "credentials"),
    ],
)
def test_failure(error, code):
    document = json.loads(failure(error, "rule"))

    assert list(document) == KEYS
    assert document == {
        "version": 1,
        "command": "rule",
        "ok": False,
        "data": None,
        "errors": [{"code": code, "message": "no.", "hint": "yes"}],
    }


def test_foreign_text_controls_nothing():
    text = failure(UsageError("\x1b[31m\u202e\x9b"))

    assert harmful(text) <= {"\n"}
    assert json.loads(text)["errors"][0]["message"] == "\x1b[31m\u202e\x9b"
