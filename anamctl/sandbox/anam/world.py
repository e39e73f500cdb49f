"""What the parts of an Anam share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from anamctl.sandbox.anam.catalogue import Catalogue
    from anamctl.sandbox.anam.sessions import Sessions
    from anamctl.sandbox.faults import LiveFaults
    from anamctl.sandbox.journal import Journal
    from anamctl.sandbox.scenario.anam import AnamScenario
    from anamctl.sandbox.scenario.anam_faults import LiveFault
    from anamctl.sandbox.waiting import Patience

ENGINE = "/v1/webrtc/engines/sandbox"
"""Path of the engine, which `engineHost` carries behind the host."""
SIGNALLING = f"{ENGINE}/ws"
"""Path of the socket; `?session_id=` says whose it is."""


class World(NamedTuple):
    """
    All of it lives on the thread that serves.

    ``live_faults.at(moment)`` counts a moment and lists what goes wrong at it. ``patience.wait(seconds)`` ends at
    once when the service ends.
    """

    scenario: AnamScenario
    sessions: Sessions
    catalogue: Catalogue
    journal: Journal
    live_faults: LiveFaults[LiveFault]
    patience: Patience
