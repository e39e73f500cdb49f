from __future__ import annotations

import pytest

from anamctl.sandbox.anam.failing import KNOWN, answer
from anamctl.sandbox.anam.refusals import Problem, invalid, listed, nested, no_such
from anamctl.sandbox.scenario.anam_faults import AnamFault

TITLE = "409 Conflict"
PROBLEMS = [
    Problem(("personaConfig", "directorNotes", "presetStyle"), "Invalid enum value", "invalid_enum_value"),
    Problem(("personaConfig",), "Not so"),
    Problem((), "Nor so"),
]


def test_nested_details_are_like_the_request():
    assert nested(PROBLEMS) == {
        "error": "Invalid request body",
        "details": {
            "_errors": ["Nor so"],
            "personaConfig": {
                "_errors": ["Not so"],
                "directorNotes": {"_errors": [], "presetStyle": {"_errors": ["Invalid enum value"]}},
            },
        },
    }


def test_listed_details_have_paths_and_a_summary():
    body = listed(PROBLEMS)

    assert body["error"] == "Validation error"
    assert body["details"][0] == {
        "path": "personaConfig.directorNotes.presetStyle",
        "message": "Invalid enum value",
        "code": "invalid_enum_value",
    }
    assert body["summary"].endswith("Invalid enum value; personaConfig: Not so; Nor so")


@pytest.mark.parametrize(("shape", "error"), [("nested", "Invalid request body"), ("list", "Validation error")])
def test_a_wrong_form_is_400_in_either_shape(shape, error):
    refusal = invalid(PROBLEMS, shape)

    assert (refusal.status, refusal.body["error"]) == (400, error)


def test_what_does_not_exist_is_named():
    refusal = no_such("Avatar", "abc")

    assert (refusal.status, refusal.body) == (
        404,
        {"error": "Not found", "message": "Avatar with id abc does not exist."},
    )


@pytest.mark.parametrize("name", KNOWN)
def test_a_known_error_can_be_changed_in_parts(name):
    response = answer(AnamFault.model_validate({"answer": name, "status": 418, "body": "error", "message": "Tea"}))

    assert (response.status_code, response.body) == (418, b'{"error": "Tea"}')


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("error", '{"error": "No <b>"}'),
        ("reason", '{"error": "No <b>", "reason": "conflict"}'),
        ("message", '{"error": "Conflict", "message": "No <b>"}'),
        (
            "html",
            f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>No &lt;b&gt;</p></body></html>",
        ),
        ("text", "No <b>"),
        ("empty", ""),
    ],
)
def test_every_shape_can_be_asked_for(body, text):
    response = answer(AnamFault.model_validate({"status": 409, "body": body, "message": "No <b>"}))

    assert (response.status_code, bytes(response.body).decode()) == (409, text)


def test_a_body_can_repeat_the_request():
    response = answer(AnamFault.model_validate({"answer": "invalid", "body": "echo"}), {"systemPrompt": "secret"})

    assert b'"request": {"systemPrompt": "secret"}' in response.body


def test_a_status_that_has_no_name_is_named_by_its_number():
    response = answer(AnamFault.model_validate({"status": 599, "body": "message", "message": "x"}))

    assert response.body == b'{"error": "Status 599", "message": "x"}'
