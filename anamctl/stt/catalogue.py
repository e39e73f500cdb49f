"""What is known of models: which languages they hear, what an hour costs, and how well that is known."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from anamctl.languages.supported import codes

if TYPE_CHECKING:
    from anamctl.languages.supported import Confidence

_FILE = os.path.join(os.path.dirname(__file__), "data", "models.tsv")


class Model(NamedTuple):
    """A model of a service."""

    provider: str
    name: str
    price_per_hour: float | None
    """US dollars; None when nobody says."""
    languages: tuple[str, ...]
    """Codes as the service writes them."""
    price_source: str
    price_confidence: Confidence | None
    languages_confidence: Confidence
    note: str


@cache
def models(provider: str) -> tuple[Model, ...]:
    """Give the models of a provider that we know, in the order of the table; none for one without models."""
    return tuple(model for model in _all() if model.provider == provider)


def model(provider: str, name: str) -> Model | None:
    """Give what is known of a model."""
    return next((found for found in models(provider) if found.name == name), None)


def price(provider: str, name: str) -> float | None:
    """Give US dollars for an hour; None when not known."""
    found = model(provider, name)
    return None if found is None else found.price_per_hour


def hears(provider: str, name: str) -> tuple[str, ...]:
    """Give the languages that a model hears; none when not known."""
    found = model(provider, name)
    return () if found is None else found.languages


@cache
def _all() -> tuple[Model, ...]:
    with open(_FILE, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line[:1] != "#"]
    return tuple(_model(*row) for row in rows)


def _model(*cells: str) -> Model:
    provider, name, price_, heard, source, price_confidence, languages_confidence, note = cells
    return Model(
        provider,
        name,
        float(price_) if price_ else None,
        codes(heard[1:]) if heard[:1] == "@" else tuple(heard.split(" ")),
        source,
        cast("Confidence", price_confidence) if price_confidence else None,
        cast("Confidence", languages_confidence),
        note,
    )
