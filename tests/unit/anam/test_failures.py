from __future__ import annotations

import pytest

from anamctl.anam import failures
from anamctl.anam.failures import Asked, failure
from anamctl.anam.words import Said

KEY = Asked(key_source="ANAM_API_KEY from the environment", url_source="the default")
TOKEN = KEY._replace(with_token=True)
LIMIT = "Usage limit reached"


@pytest.mark.parametrize(
    ("status", "asked", "kind", "message", "hint"),
    [
        (400, KEY, failures.RefusedError, "Anam refused the request (400: Said).", "anamctl validate"),
        (401, KEY, failures.KeyRefusedError, "Anam refused the key (401: Said). ANAM_API_KEY from", "--sandbox"),
        (403, KEY, failures.KeyRefusedError, "Anam refused the key (403: Said). ANAM_API_KEY from", "organisation"),
        (401, TOKEN, failures.TokenRefusedError, "Anam refused the session token (401: Said)", "mint a new one"),
        (403, TOKEN, failures.TokenRefusedError, "Anam refused to start this session (403: Said)", "organisation"),
        (402, KEY, failures.PlanError, "no plan for the organisation", "ANAM_API_KEY from the environment was used"),
        (404, KEY._replace(what="session s"), failures.NotFoundError, "Anam has no session s (404: Said).", ""),
        (404, KEY, failures.NotFoundError, "Anam has no such address (404: Said).", "It is the default."),
        (409, KEY, failures.RefusedError, "Anam refused the request (409: Said).", ""),
        (422, KEY, failures.RefusedError, "Anam refused the request (422: Said).", ""),
        (429, KEY, failures.UsageLimitError, "a usage limit of the plan is reached", "wait a minute"),
        (307, KEY, failures.AnswerError, "Anam answered with a redirect (307: Said)", "the default"),
        (500, KEY, failures.AnswerError, "Anam failed (500: Said).", "try again later."),
        (503, KEY, failures.BusyError, "Anam is not available (503: Said).", "try again in a minute."),
        (503, TOKEN, failures.BusyError, "Anam has no engine free (503: Said).", "try again in a minute."),
    ],
)
def test_every_status_is_an_error_of_its_own_with_a_hint(status, asked, kind, message, hint):
    found = failure(status, Said("Said"), asked)

    assert type(found) is kind
    assert message in found.message
    assert hint in found.hint
    assert found.exit_code == (4 if status in (401, 403) else 3)


def test_a_source_begins_a_sentence_with_a_capital():
    found = failure(403, Said("No"), KEY._replace(key_source="the key of the sandbox"))

    assert found.message == "Anam refused the key (403: No). The key of the sandbox was used."


def test_an_unknown_id_at_the_start_has_a_way_to_find_it():
    found = failure(404, Said("Not found"), TOKEN._replace(what="such persona"))

    assert found.hint == "`anamctl validate --online` looks up every id of a file."


@pytest.mark.parametrize(
    ("error", "kind", "hint"),
    [
        ("Concurrent session limit reached", failures.ConcurrencyError, "anamctl session stop ID"),
        ("Spend cap reached", failures.SpendCapError, "waiting does not help"),
        ("concurrent session limit reached", failures.UsageLimitError, "wait a minute"),
        ("Rate limit exceeded", failures.UsageLimitError, "wait a minute"),
        ("", failures.UsageLimitError, "wait a minute"),
    ],
)
def test_the_three_limits_are_told_apart_by_the_exact_words(error, kind, hint):
    found = failure(429, Said(error), KEY)

    assert type(found) is kind
    assert hint in found.hint


def test_a_limit_says_how_long_to_wait_when_the_service_does():
    assert failure(429, Said(), KEY._replace(wait=12)).hint.startswith("it asks to wait for 12 s")


def test_codes_for_programs_are_unique():
    kinds = [kind for kind in vars(failures).values() if isinstance(kind, type) and hasattr(kind, "code")]
    own = {kind: kind.code for kind in kinds if kind.__module__ == failures.__name__}

    assert len(set(own.values())) == len(own) - 1  # the two of credentials share theirs


def test_an_error_keeps_what_was_said():
    found = failure(400, Said("A", "b", "C"), KEY)

    assert isinstance(found, failures.AnswerError)
    assert (found.status, found.said.reason) == (400, "b")
