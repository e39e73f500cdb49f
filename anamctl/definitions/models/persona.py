"""A persona file: what Anam gets when a session token is minted, and what changes for each language."""
# ruff: noqa: TC001  # pydantic reads the annotations at run time

from __future__ import annotations

from typing import Any, Literal

from anamctl.definitions.models.base import INFERRED, AnamShape, LanguageCode, LlmId, Uuid, known, needed
from anamctl.definitions.models.session import SessionOptions
from anamctl.definitions.models.tools import Tool
from anamctl.definitions.models.voice import DirectorNotes, VoiceDetectionOptions, VoiceGenerationOptions

_SIBLING = INFERRED
"""Known from saved personas or meeting invites, but not part of the token's schema."""


class PersonaConfig(AnamShape):
    """
    Who the persona is: either a saved one (`personaId`) or an ephemeral one (the other fields).

    The object travels verbatim in the body of the session-token request.
    """

    persona_id: Uuid = known()
    """A persona saved in the Lab or through the API. Then nothing else belongs here."""
    name: str = known()
    """Label in logs; no effect on behaviour."""
    avatar_id: Uuid = known()
    """Which face."""
    avatar_model: Literal["cara-3", "cara-4", "cara-4-latest"] = known()
    """Version of the avatar's model; one of the avatar's own. `cara-4-latest` is by invitation."""
    voice_id: Uuid = known()
    """Which voice. It decides the language that is spoken."""
    llm_id: LlmId = known()
    """Which language model; `CUSTOMER_CLIENT_V1` for none of Anam's."""
    system_prompt: str = known()
    """What the language model is told."""
    language_code: LanguageCode = known()
    """Language that the persona hears (speech recognition), ISO 639-1. Not the language it speaks."""
    max_session_length_seconds: float = known(ge=1)
    """Longest session; the plan caps it."""
    skip_greeting: bool = known()
    """True: the persona waits for the user to speak first."""
    uninterruptible_greeting: bool = known()
    """True: the greeting cannot be interrupted."""
    initial_message: str | None = known()
    """First line, word for word. Empty: the persona makes its own."""
    voice_detection_options: VoiceDetectionOptions = known()
    """When the user counts as done, silent or gone."""
    voice_generation_options: VoiceGenerationOptions = known()
    """How the voice speaks."""
    director_notes: DirectorNotes = known()
    """How the persona acts (cara-4)."""
    tools: list[Tool] = known()
    """Tools defined here."""
    tool_ids: list[Uuid] = known()
    """Tools created before, through `/v1/tools`."""
    enable_audio_passthrough: bool = known()
    """True: Anam's recognition, language model and voice are bypassed; the client streams the speech."""
    type: str = known(INFERRED, examples=["ephemeral", "stateful"])
    """Which shape this is. The server finds out by itself; some clients send it."""
    zero_data_retention: bool = known(_SIBLING)
    """Known from saved personas, not from the session token."""
    metadata: Any = known(_SIBLING)
    """Known from saved personas, not from the session token."""
    personality: Any = known(_SIBLING)
    """Known from saved personas, not from the session token."""
    voice_speed: Any = known(_SIBLING)
    """Known from saved personas, not from the session token. Use `voiceGenerationOptions.speed`."""
    persona_preset: Any = known(_SIBLING, deprecated=True)
    """An old way to name a persona. Use `personaId` or the fields above."""
    brain_type: Any = known(_SIBLING, deprecated=True)
    """The old name of `llmId`."""
    disable_brains: Any = known(_SIBLING, deprecated=True)
    """The old way to do without Anam's language model. Use `llmId: CUSTOMER_CLIENT_V1`."""


class LanguageEntry(PersonaConfig):
    """
    What changes for one language. Its key is the `languageCode`.

    Keys replace those of `personaConfig`; voice options merge field by field, unless the voice changes.
    """


class PersonaFile(AnamShape):
    """An Anam persona that speaks one or more languages."""

    json_schema: str = known(alias="$schema")
    """Where editors find this schema."""
    persona_config: PersonaConfig = needed()
    """Who the persona is; also what it is in its own language."""
    session_options: SessionOptions = known()
    """How the session runs."""
    client_label: str = known()
    """Names the caller in Anam's logs."""
    languages: dict[str, LanguageEntry] = known({"x-key-format": "language"})
    """What changes for each language; the key is an ISO 639-1 code."""
