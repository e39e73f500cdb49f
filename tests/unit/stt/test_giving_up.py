from __future__ import annotations

import pytest

from anamctl.errors import CredentialsError, ServiceError, UsageError
from anamctl.stt.events import Failed
from anamctl.stt.giving_up import failure
from tests.unit.stt.world import Service


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("auth", CredentialsError),
        ("usage", UsageError),
        ("protocol", ServiceError),
        ("busy", ServiceError),
        ("pace", ServiceError),
        ("server", ServiceError),
        ("network", ServiceError),
        ("expired", ServiceError),
        ("idle", ServiceError),
    ],
)
def test_every_kind_has_its_error_and_says_what_to_do(kind, expected):
    error = failure(Service(shown="AssemblyAI"), Failed(kind=kind, text="it is so"), 1, has_begun=False)
    assert type(error) is expected
    assert error.message == "AssemblyAI: no session could be started: it is so."
    assert error.hint


def test_how_often_it_was_tried_and_what_was_there_before_is_said():
    error = failure(Service(shown="X"), Failed(kind="network", text="nobody there", hint="look."), 6, has_begun=True)
    assert error.message == "X: the stream is lost: nobody there (tried 6 times)."
    assert error.hint == "look."
