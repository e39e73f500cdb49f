"""How the Anam of the sandbox behaves: its account, its limits, what its personas say, how long things take."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StringConstraints

from anamctl.sandbox.scenario.anam_faults import AnamFault, LiveFault  # noqa: TC001  # pydantic reads them
from anamctl.sandbox.scenario.parts import Duration, Part

LanguageCode = Annotated[str, StringConstraints(pattern="^[a-z]{2}$")]
Replies = dict[LanguageCode, tuple[str, ...]]


class Latencies(Part):
    """How long things take."""

    mint: Duration = 0.0
    """Answering a request for a token."""
    engine: Duration = 0.0
    """Answering the start of an engine."""
    lists: Duration = 0.0
    """Answering any other request."""
    answer: Duration = 0.0
    """From an offer to its answer."""
    ready: Duration = 0.0
    """From the open data channel to `sessionready`."""
    greeting: Duration = 0.1
    """From `sessionready` to the first word of the greeting."""
    reply: Duration = 0.2
    """From the end of what the user says to the first word of the reply."""
    word: Duration = 0.02
    """From one word of a reply to the next."""
    update: Duration = 0.0
    """From `persona_config` to its acknowledgement or its warning."""


def _has_id(entry: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(entry.get("id"), str):
        raise ValueError("an entry needs an `id`")  # noqa: TRY004  # pydantic wants this kind
    return entry


class Changes(Part):
    """What is different in a list of the account."""

    clear: bool = False
    """Take everything away that it holds from the start."""
    remove: tuple[str, ...] = ()
    """Ids that it holds no more."""
    add: tuple[Annotated[dict[str, Any], AfterValidator(_has_id)], ...] = ()
    """Entries that come first: those of the service, with an `id`; fields left out are null or empty."""


class CatalogueChanges(Part):
    """What is different in the account."""

    voices: Changes = Changes()
    """Changes of the voices."""
    avatars: Changes = Changes()
    """Changes of the avatars."""
    llms: Changes = Changes()
    """Changes of the language models."""
    personas: Changes = Changes()
    """Changes of the saved personas."""
    tools: Changes = Changes()
    """Changes of the tools."""


class AnamScenario(Part):
    """How the Anam of the sandbox behaves."""

    key: str = Field(default="ak-sandbox", min_length=1)
    """The API key that it takes."""
    token_life: Duration = 3600.0
    """How long a token can start sessions."""
    slots: int = Field(default=5, ge=0)
    """How many sessions may run at a time."""
    grace: Duration = 5.0
    """How long a session whose socket is gone without `endsession` is kept, slot and all, for its return."""
    max_length: Duration = 600.0
    """How long a session may run; `maxSessionLengthSeconds` of a persona can only shorten it."""
    silence: Duration = 60.0
    """How long a user may say nothing before the session ends, unless the persona says otherwise; 0 is for ever."""
    updates: Literal["normal", "unacknowledged", "silent"] = "normal"
    """What becomes of `persona_config`: a good one is acknowledged and a bad one is refused with a warning; the same
    without acknowledgements; or all are ignored without a word, as older engines do."""
    ack_fields: Literal["camel", "snake", "bare"] = "camel"
    """How `changed_fields` spells a path: `voiceGenerationOptions.speed`, `voice_generation_options.speed`, `speed`."""
    refusals: Literal["nested", "list"] = "nested"
    """Shape of the `details` of a 400: an object like the request with `_errors`, or a list of paths and messages."""
    heartbeat: Duration = 5.0
    """The interval that clients are told to keep between heartbeats; sent as it is, in seconds."""
    ice_servers: tuple[dict[str, Any], ...] = ()
    """`iceServers` that clients are told; none are needed on one machine."""
    greetings: dict[LanguageCode, str] = Field(default_factory=dict)
    """First words by language, of a persona that has no `initialMessage`."""
    replies: Replies = Field(default_factory=dict)
    """What a persona says by language, one after the other and from the start again; `{heard}` is what the user
    said. Languages left out have replies of their own, or English ones."""
    latencies: Latencies = Latencies()
    """How long things take."""
    catalogue: CatalogueChanges = CatalogueChanges()
    """What is different in the account."""
    faults: tuple[AnamFault, ...] = ()
    """What goes wrong with requests."""
    live_faults: tuple[LiveFault, ...] = ()
    """What goes wrong in sessions."""
