"""
What is wrong with the form of a request for a token or a session.

Source: Anam API reference (OpenAPI) for types, enums and limits. Whether ids exist is not looked at here: that comes
out when an engine starts. Unknown keys pass, because whether the service refuses them is not known; only inside the
voice options they are refused, as those of live updates are.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from anamctl.sandbox.anam.live import options
from anamctl.sandbox.anam.refusals import Problem
from anamctl.sandbox.anam.tokens import Config

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MODELS = ("cara-3", "cara-4", "cara-4-latest")
STYLES = ("happy", "warm", "playful", "supportive", "sad", "angry", "distressed")
INLINE = ("avatarId", "voiceId", "llmId", "systemPrompt")
"""What a saved persona has of its own."""
_STRINGS = ("name", "avatarId", "voiceId", "llmId", "systemPrompt", "personaId")
_FLAGS = ("skipGreeting", "uninterruptibleGreeting", "enableAudioPassthrough")
_TOOL_NAME = re.compile(r"[a-zA-Z0-9_.-]{1,64}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LARGEST_SCHEMA = 10_000
"""Bytes of a JSON Schema in a tool."""


def problems(body: object) -> list[Problem]:
    """List what is wrong with the body of a request for a token."""
    if not isinstance(body, dict):
        return [Problem((), "Expected object", "invalid_type")]
    persona, session = body.get("personaConfig"), body.get("sessionOptions")
    found: list[Problem] = []
    if not isinstance(body.get("clientLabel"), (str, type(None))):
        found.append(_type("clientLabel", "string"))
    if isinstance(persona, dict):
        found += [_under("personaConfig", one) for one in _persona(persona)]
    else:
        found.append(Problem(("personaConfig",), "Required" if persona is None else "Expected object", "invalid_type"))
    if isinstance(session, dict):
        passthrough = isinstance(persona, dict) and persona.get("enableAudioPassthrough") is True
        found += [_under("sessionOptions", one) for one in _session(session, passthrough=passthrough)]
    elif session is not None:
        found.append(_type("sessionOptions", "object"))
    return found


def config(body: Mapping[str, Any]) -> Config:
    """Give what a body without problems asks for."""
    return Config(dict(body["personaConfig"]), dict(body.get("sessionOptions") or {}), body.get("clientLabel"))


def is_uuid(text: str) -> bool:
    """Say whether a text has the form of an id."""
    return _UUID.fullmatch(text) is not None


def _persona(persona: dict[str, Any]) -> Iterator[Problem]:
    yield from _kind(persona)
    yield from _values(persona)
    yield from _options("voiceGenerationOptions", persona, options.GENERATION[""])
    yield from _options("voiceDetectionOptions", persona, options.DETECTION)
    yield from _notes(persona.get("directorNotes"))
    yield from _tools(persona.get("tools"))
    yield from _ids(persona.get("toolIds", []))


def _kind(persona: dict[str, Any]) -> Iterator[Problem]:
    """Tell whether it is one of the two kinds of personas, a saved one or an inline one."""
    if "personaId" in persona:
        if any(name in persona for name in INLINE):
            yield Problem((), "personaId cannot be combined with inline fields", "invalid_union")
    elif "avatarId" not in persona:
        yield Problem((), "Either personaId or avatarId is required", "invalid_union")


def _values(persona: dict[str, Any]) -> Iterator[Problem]:
    for name in _STRINGS:
        if name in persona and not isinstance(persona[name], str):
            yield _type(name, "string")
    for name in _FLAGS:
        if name in persona and not isinstance(persona[name], bool):
            yield _type(name, "boolean")
    if not isinstance(persona.get("initialMessage"), (str, type(None))):
        yield _type("initialMessage", "string")
    if "languageCode" in persona:
        wrong = options.language_problem(persona["languageCode"])
        if wrong:
            yield Problem(("languageCode",), f"languageCode {wrong}")
    if "avatarModel" in persona and persona["avatarModel"] not in MODELS:
        yield _choice("avatarModel", MODELS)
    length = persona.get("maxSessionLengthSeconds", 1)
    if not _is_number(length):
        yield _type("maxSessionLengthSeconds", "number")
    elif not length >= 1:
        yield Problem(("maxSessionLengthSeconds",), "Number must be greater than or equal to 1", "too_small")


def _ids(ids: object) -> Iterator[Problem]:
    if not isinstance(ids, list):
        yield _type("toolIds", "array")
        return
    for index, id_ in enumerate(ids):
        if not isinstance(id_, str) or not is_uuid(id_):
            yield Problem(("toolIds", str(index)), "Invalid uuid", "invalid_string")


def _options(name: str, persona: dict[str, Any], known: Mapping[str, options.Rule]) -> Iterator[Problem]:
    given = persona.get(name, {})
    if not isinstance(given, dict):
        yield _type(name, "object")
        return
    for field, value in given.items():
        if field not in known:
            yield Problem((name, field), f"Unrecognized key: {field}", "unrecognized_keys")
        elif wrong := known[field].problem(value):
            yield Problem((name, field), f"{field} {wrong}")


def _notes(notes: object) -> Iterator[Problem]:
    if notes is None:
        return
    if not isinstance(notes, dict):
        yield _type("directorNotes", "object")
        return
    style, prompt, strength = (notes.get(name) for name in ("presetStyle", "customStylePrompt", "expressivity"))
    if style is not None and style not in STYLES:
        yield _under("directorNotes", _choice("presetStyle", STYLES))
    if style is not None and prompt is not None:
        yield Problem(("directorNotes",), "presetStyle and customStylePrompt are mutually exclusive")
    if prompt is not None and (not isinstance(prompt, str) or len(prompt) > 2000):
        yield Problem(("directorNotes", "customStylePrompt"), "Expected string of at most 2000 characters", "too_big")
    if strength is not None and (not _is_number(strength) or not 0 <= strength <= 1):
        yield Problem(("directorNotes", "expressivity"), "Expected number between 0 and 1")


def _tools(tools: object) -> Iterator[Problem]:
    if tools is None:
        return
    if not isinstance(tools, list):
        yield _type("tools", "array")
        return
    for index, tool in enumerate(tools):
        if not isinstance(tool, dict):
            yield _under("tools", _type(str(index), "object"))
            continue
        for problem in _tool(tool):
            yield _under("tools", _under(str(index), problem))


def _tool(tool: dict[str, Any]) -> Iterator[Problem]:
    if tool.get("type") not in ("client", "server", "system"):
        yield _choice("type", ("client", "server", "system"))
    name, description = tool.get("name"), tool.get("description")
    if not isinstance(name, str) or not _TOOL_NAME.fullmatch(name):
        yield Problem(("name",), "Expected 1 to 64 letters, digits, dots, dashes or underscores", "invalid_string")
    if description is not None and (not isinstance(description, str) or not 1 <= len(description) <= 1024):
        yield Problem(("description",), "Expected string of 1 to 1024 characters")
    for field in ("parameters", "queryParameters"):
        schema = tool.get(field, {})
        if not isinstance(schema, dict):
            yield _type(field, "object")
        elif len(json.dumps(schema, ensure_ascii=False).encode("utf-8", "surrogatepass")) > _LARGEST_SCHEMA:
            yield Problem((field,), f"Must serialize to {_LARGEST_SCHEMA} bytes or less", "too_big")


def _session(session: dict[str, Any], *, passthrough: bool) -> Iterator[Problem]:
    replay = session.get("sessionReplay", {})
    if not isinstance(replay, dict):
        yield _type("sessionReplay", "object")
    elif not isinstance(replay.get("enableSessionReplay", True), bool):
        yield _under("sessionReplay", _type("enableSessionReplay", "boolean"))
    if session.get("videoQuality", "auto") not in ("high", "auto"):
        yield _choice("videoQuality", ("high", "auto"))
    sides = [session.get(name) for name in ("videoWidth", "videoHeight")]
    if any(side is not None and (not isinstance(side, int) or isinstance(side, bool)) for side in sides):
        yield Problem(("videoWidth",), "Expected integer", "invalid_type")
    elif sides.count(None) == 1:
        yield Problem(("videoWidth",), "videoWidth and videoHeight must be supplied together")
    if session.get("regionPolicy", "preferred") not in ("preferred", "strict"):
        yield _choice("regionPolicy", ("preferred", "strict"))
    elif session.get("regionPolicy") == "strict" and not session.get("region"):
        yield Problem(("region",), "region is required when regionPolicy is strict")
    egress = session.get("egress")
    if egress is not None:
        if not isinstance(egress, dict) or egress.get("mode") != "daily":
            yield _under("egress", _choice("mode", ("daily",)))
        elif not isinstance(egress.get("daily"), dict) or not isinstance(egress["daily"].get("roomUrl"), str):
            yield Problem(("egress", "daily", "roomUrl"), "Required", "invalid_type")
        elif not passthrough:
            yield Problem(("egress",), "egress requires personaConfig.enableAudioPassthrough")


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _type(name: str, kind: str) -> Problem:
    return Problem((name,), f"Expected {kind}", "invalid_type")


def _choice(name: str, words: tuple[str, ...]) -> Problem:
    return Problem((name,), f"Invalid enum value. Expected {' | '.join(words)}", "invalid_enum_value")


def _under(name: str, problem: Problem) -> Problem:
    return problem._replace(path=(name, *problem.path))
