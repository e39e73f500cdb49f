"""
How patient Universal-Streaming is with a pause: the three sets of settings that AssemblyAI recommends.

Confidence that the turn is over, the shortest and the longest silence (API specification of March 2026).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from anamctl.stt.assemblyai.models import UNIVERSAL_STREAMING, family
from anamctl.stt.assemblyai.parameters import ALIASES, changeable
from anamctl.stt.changing import Changing, Preset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.stt.parameters import Value

_NUMBERS = {"aggressive": (0.4, 160, 400), "balanced": (0.4, 400, 1280), "conservative": (0.7, 800, 3600)}


def _settings(threshold: float, shortest: int, longest: int) -> dict[str, Value]:
    return {
        "end_of_turn_confidence_threshold": threshold,
        "min_turn_silence": shortest,
        "max_turn_silence": longest,
    }


PRESETS = tuple(Preset(name, _settings(*numbers)) for name, numbers in _NUMBERS.items())


def changing(model: str, settings: Mapping[str, Value] = MappingProxyType({})) -> Changing:
    """Give what can change while a session of a model runs that begins with some settings."""
    parameters = changeable(model)
    standing = {one.name: settings[one.name] for one in parameters if one.name in settings}
    return Changing(parameters, PRESETS if family(model) in UNIVERSAL_STREAMING else (), standing, ALIASES)
