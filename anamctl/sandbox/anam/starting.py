"""
Starting an engine: what the ids of a configuration stand for, and what the client is told.

Here it comes out when an id does not exist: tokens are minted without looking.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from anamctl.sandbox.anam.live.options import DETECTION
from anamctl.sandbox.anam.refusals import Problem, RefusalError, invalid, no_such
from anamctl.sandbox.anam.world import ENGINE, SIGNALLING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.sandbox.anam.catalogue import Catalogue, Entry
    from anamctl.sandbox.anam.sessions import Session
    from anamctl.sandbox.anam.tokens import Config
    from anamctl.sandbox.scenario.anam import AnamScenario

OLD_LLMS = ("CUSTOMER_CLIENT_V1", "ANAM_GPT_4O_MINI_V1", "ANAM_LLAMA_v3_3_70B_V1")
"""Names of language models from the time before they had ids; still taken."""
_SENSITIVITY = "endOfSpeechSensitivity"
_SIZES = {"cara-3": ((720, 480),), "cara-4": ((1152, 768), (768, 1152))}
_SAVED = (
    "name",
    "avatarId",
    "avatarModel",
    "voiceId",
    "llmId",
    "languageCode",
    "skipGreeting",
    "enableAudioPassthrough",
    "voiceDetectionOptions",
    "voiceGenerationOptions",
)


def resolve(config: Config, catalogue: Catalogue, scenario: AnamScenario) -> dict[str, Any]:
    """
    Give the persona that a session runs with; a saved one is looked up.

    Raises:
        RefusalError: an id does not exist (404), the account may not use a model (403), the avatar has not the model
            or the model not the size (400).
    """
    persona = deepcopy(config.persona)
    if "personaId" in persona:
        saved = catalogue.find("personas", persona["personaId"])
        if saved is None:
            raise no_such("Persona", persona["personaId"])
        persona = {**_inline(saved), **persona}
    avatar = _look_up(persona, catalogue)
    if str(persona.get("avatarModel")).endswith("-latest"):
        raise RefusalError(
            403, {"error": "Forbidden", "message": f"{persona['avatarModel']} is not enabled for this organization."}
        )
    found = list(_unfit(persona, config.options, avatar))
    if found:
        raise invalid(found, scenario.refusals)
    return persona


def detection(persona: dict[str, Any], options: object, scenario: AnamScenario) -> dict[str, Any]:
    """
    Give a persona with what a client says of voice detection at the start, outside of its token.

    Source: Anam JavaScript SDK 4.27, which sends ``sessionOptions.voiceDetection``. That it goes before what the token
    says is inferred.

    Raises:
        RefusalError: the value is out of its range.
    """
    given = options.get("voiceDetection") if isinstance(options, dict) else None
    if not isinstance(given, dict) or given.get(_SENSITIVITY) is None:
        return persona
    problem = DETECTION[_SENSITIVITY].problem(given[_SENSITIVITY])
    if problem:
        path = ("sessionOptions", "voiceDetection", _SENSITIVITY)
        raise invalid([Problem(path, f"{_SENSITIVITY} {problem}")], scenario.refusals)
    own = {**(persona.get("voiceDetectionOptions") or {}), _SENSITIVITY: given[_SENSITIVITY]}
    return {**persona, "voiceDetectionOptions": own}


def _inline(saved: Entry) -> dict[str, Any]:
    """Give a saved persona as an ephemeral one would be written."""
    persona = {name: deepcopy(saved[name]) for name in _SAVED if saved.get(name) is not None}
    if persona.get("languageCode") == "inherit":
        del persona["languageCode"]
    persona["systemPrompt"] = (saved.get("brain") or {}).get("systemPrompt") or ""
    return persona


def _look_up(persona: dict[str, Any], catalogue: Catalogue) -> Entry | None:
    """Give the avatar, if there is one, after all ids were looked up."""
    for field, kind, what in (
        ("avatarId", "avatars", "Avatar"),
        ("voiceId", "voices", "Voice"),
        ("llmId", "llms", "LLM"),
    ):
        id_ = persona.get(field)
        if id_ is None or (field == "llmId" and id_ in OLD_LLMS):
            continue
        if catalogue.find(kind, id_) is None:
            raise no_such(what, id_)
    for id_ in persona.get("toolIds") or ():
        if catalogue.find("tools", id_) is None:
            raise no_such("Tool", id_)
    return catalogue.find("avatars", persona.get("avatarId"))


def _unfit(persona: dict[str, Any], options: dict[str, Any], avatar: Entry | None) -> Iterator[Problem]:
    if avatar is None:
        return
    model = persona.get("avatarModel") or avatar["activeVersion"]
    versions = avatar["availableVersions"]
    if versions and model not in versions:
        yield Problem(("personaConfig", "avatarModel"), f"Avatar is available as {', '.join(versions)} only")
    elif options.get("videoWidth") is not None:
        size = (options["videoWidth"], options["videoHeight"])
        upright = size[0] < size[1]
        if size not in _SIZES.get(model, ()) or (upright and avatar["portraitImageUrl"] is None):
            text = f"{size[0]}x{size[1]} is not supported by {model} with this avatar"
            yield Problem(("sessionOptions", "videoWidth"), text)


def answer(session: Session, host: str, scenario: AnamScenario) -> dict[str, Any]:
    """
    Give what a client needs to connect.

    Args:
        session: a new one.
        host: where this service answers, with the port.
        scenario: how it behaves.
    """
    seconds = int(scenario.heartbeat) if scenario.heartbeat.is_integer() else scenario.heartbeat
    region = session.options.get("region")
    return {
        "sessionId": session.id,
        "engineHost": f"{host}{ENGINE}",
        "engineProtocol": "http",
        "signallingEndpoint": SIGNALLING,
        "region": region if isinstance(region, str) and region else "eu",
        "clientConfig": {
            # Two spellings are in use; nobody outside knows which is the current one.
            "heartbeatIntervalSeconds": seconds,
            "expectedHeartbeatIntervalSecs": seconds,
            "maxWsReconnectionAttempts": 5,
            "maxWsReconnectAttempts": 5,
            "iceServers": [dict(server) for server in scenario.ice_servers],
            "iceTransportPolicy": "all",
        },
    }
