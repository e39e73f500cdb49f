"""What all parts of a scenario are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from anamctl.durations import seconds

Duration = Annotated[float, BeforeValidator(seconds)]
"""Seconds, read from `durations`."""


class Part(BaseModel):
    """A part of a scenario: it takes no unknown keys and does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
