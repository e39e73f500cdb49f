"""
What the models share: open and closed shapes, how sure we are of a fact, and the forms of strings.

JSON Schema keywords of our own, read by `anamctl.definitions.models.describe`:

``x-keys``        of a model: ``open`` (an unknown key is suspicious), ``closed`` (it is refused) or ``free`` (the
                  service takes keys that are documented nowhere, so none is suspicious)
``x-confidence``  of a model or a field: ``documented`` or ``inferred``, or a mapping from a kind of constraint
                  (``type range enum pattern length count missing``) to one of these; a field's word wins
``x-expected``    of a field: should be there although the service may do without
``x-expected-with`` of a field: ... but only when this other key is there
``x-format``      of a string: what it names, for example ``uuid`` or ``language``
``x-key-format``  of a mapping: what its keys name
``x-choice``      of an object: its model follows from a key beside it
``x-by-model``    of a number: other bounds hold when the key ``model`` beside it has one of these values
``x-when``        of a model: only judged as documented when this key is true, else the service drops the object
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Confidence: TypeAlias = Literal["documented", "inferred"]

DOCUMENTED: dict[str, Any] = {"x-confidence": "documented"}
INFERRED: dict[str, Any] = {"x-confidence": "inferred"}
EXPECTED: dict[str, Any] = {"x-expected": True}

UUID_PATTERN = r"^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
"""8-4-4-4-12 hex digits; version bits are not checked."""
LEGACY_LLM_IDS = ("CUSTOMER_CLIENT_V1", "ANAM_GPT_4O_MINI_V1", "ANAM_LLAMA_v3_3_70B_V1")
"""Names that `llmId` still takes in place of a UUID."""
LANGUAGE_PATTERN = r"^[a-z]{2}$"
"""ISO 639-1, as Anam wants it. Editors use it; the linter has a rule of its own that knows what was meant."""

Uuid = Annotated[str, Field(pattern=UUID_PATTERN, json_schema_extra={"x-format": "uuid"})]
LlmId = Annotated[
    str,
    Field(
        pattern=f"{UUID_PATTERN}|^(?:{'|'.join(LEGACY_LLM_IDS)})$",
        json_schema_extra={"x-format": "llm"},
    ),
]
LanguageCode = Annotated[str, Field(pattern=LANGUAGE_PATTERN, json_schema_extra={"x-format": "language"})]
Locale = Annotated[str, Field(json_schema_extra={"x-format": "locale"})]
"""A language as a speech service writes it: ``hi``, ``hi-IN``, ``multi``."""
Url = Annotated[str, Field(json_schema_extra={"x-format": "url"})]


class Shape(BaseModel):
    """Base of all models: nothing is converted, nothing is filled in."""

    model_config = ConfigDict(
        strict=True,
        extra="allow",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )


class AnamShape(Shape):
    """An object of Anam's API: camelCase, and unknown keys are suspicious."""

    model_config = ConfigDict(alias_generator=to_camel, json_schema_extra={"x-keys": "open"})


class AnamClosedShape(AnamShape):
    """An object of Anam's API that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"x-keys": "closed"})


class BolnaShape(Shape):
    """
    An object of Bolna's API: snake_case, and unknown keys are suspicious.

    What its server checks is known for few places (reference: the checks E1 to E13), so every constraint counts as
    inferred unless a field says otherwise.
    """

    model_config = ConfigDict(json_schema_extra={"x-keys": "open", **INFERRED})


class BolnaFreeShape(BolnaShape):
    """An object of Bolna's API whose keys are only partly documented."""

    model_config = ConfigDict(json_schema_extra={"x-keys": "free", **INFERRED})


def known(extra: dict[str, Any] | None = None, **constraints: Any) -> Any:  # noqa: ANN401  # stands for any type
    """
    Declare a field that may be left out; None then stands for "not there" and is never written anywhere.

    Args:
        extra: keywords of our own, see above.
        constraints: those of `pydantic.Field`.
    """
    return Field(default=None, **_with(extra, constraints))


def needed(extra: dict[str, Any] | None = None, **constraints: Any) -> Any:  # noqa: ANN401
    """Declare a field without which the service refuses the object. The arguments are those of `known`."""
    return Field(**_with(extra, constraints))


def _with(extra: dict[str, Any] | None, constraints: dict[str, Any]) -> dict[str, Any]:
    # Left out rather than None: pydantic would forget the keywords of an annotated type.
    return constraints if extra is None else {"json_schema_extra": extra, **constraints}


def documented(*kinds: str) -> dict[str, Any]:
    """Say that these kinds of constraint are documented although the model's others are inferred."""
    return {"x-confidence": dict.fromkeys(kinds, "documented")}
