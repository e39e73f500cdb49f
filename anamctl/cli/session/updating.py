"""``anamctl session update``, without the option parser."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.cli.durations import duration
from anamctl.cli.session.asking import chosen
from anamctl.errors import ExitCode, UsageError
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.live.control_client import Control

_MORE = 5.0
"""Seconds for another update that may be in flight, beside those for the answer to this one."""


class UpdateRequest(NamedTuple):
    """What to change, in which session."""

    id: str = ""
    lang: str = ""
    fields: Mapping[str, str] = {}
    """Fields of the options of the voice, as they were typed."""
    settings: tuple[str, ...] = ()
    """Each ``path=value``."""
    file: str = ""
    require_ack: bool = False
    timeout: str = "2s"
    json: bool = False
    quiet: bool = False
    verbose: bool = False


def update(request: UpdateRequest) -> int:
    """Change a session, and say how it ended."""
    from anamctl.live.control_client import Control

    wait = duration(request.timeout, "--timeout")
    data = _data(request)
    if not (data or request.lang or request.file):
        raise UsageError("there is nothing to change.", hint="add --lang, --speed, --set PATH=VALUE or --from FILE.")
    entry = chosen(request.id, verbose=request.verbose)
    others: list[str] = []
    with Control(entry) as control:
        if request.file:
            from_file, others = _from_file(request.file, request.lang, control)
            data = _merged(from_file, data)
            if not data:
                return _nothing(request, entry.id, others)
        if request.lang and not request.file:
            result = control.ask("language", extra=wait + _MORE, code=request.lang, data=data, timeout=wait)
        else:
            result = control.ask("update", extra=wait + _MORE, data=data, timeout=wait)
    return _tell(request, entry.id, {**result, "others": [*others, *result.get("others", ())]})


def _data(request: UpdateRequest) -> dict[str, Any]:
    """Give what options and settings say, as the data of an update."""
    from anamctl.live.commands import update_of
    from anamctl.live.fields import LIVE_OPTIONS, option_fields, scalar

    data: dict[str, Any] = {}
    for option in LIVE_OPTIONS:
        own = {name: scalar(text) for name, text in request.fields.items() if name in option_fields(option)}
        if own:
            data[option] = own
    return _merged(data, update_of(request.settings))


def _merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    from anamctl.live.difference import merged
    from anamctl.live.fields import CONFIG

    config: dict[str, Any] = merged({CONFIG: dict(first)}, second)[CONFIG]
    return config


def _from_file(name: str, lang: str, control: Control) -> tuple[dict[str, Any], list[str]]:
    """
    Give what a file changes, and what of it needs a new session.

    Args:
        name: the file, or a persona as for `session start`.
        lang: which language of a persona, or what a file without one changes it to; empty: the one that runs.
        control: the session.
    """
    from anamctl.definitions.choose import STDIN, find
    from anamctl.definitions.document import Kind
    from anamctl.definitions.persona_choice import HARMLESS
    from anamctl.definitions.persona_choice import chosen as chosen_persona
    from anamctl.definitions.reader import read_bytes
    from anamctl.live.changing import update_in
    from anamctl.live.difference import difference

    file = read_bytes(sys.stdin.buffer.read(), "<stdin>", os.environ) if name == STDIN else find(name, os.environ).file
    if any(issue.kind not in {*HARMLESS, "kind"} for issue in file.issues) or len(file.documents) != 1:
        hint = "write it like `voiceGenerationOptions: {speed: 1.1}`." if name == STDIN else f"anamctl validate {name}"
        raise UsageError(f"{file.path} cannot be used: it is not one document.", hint=hint)
    document = file.documents[0]
    if document.kind is not Kind.PERSONA:
        return _in_language(update_in(document.data, file.path), lang, file.path), []
    running = control.ask("config").get("body")
    running = running if isinstance(running, dict) else {}
    config = running.get("personaConfig")
    language = config.get("languageCode") if isinstance(config, dict) else None
    choice = chosen_persona(file, document, lang or (language if isinstance(language, str) else ""))
    body = choice.body
    own = body.get("personaConfig")
    if isinstance(own, dict) and isinstance(config, dict) and "maxSessionLengthSeconds" not in own:
        # What `session start` adds by itself is no difference.
        config.pop("maxSessionLengthSeconds", None)
    found = difference(running, body)
    # Whoever names a language wants to know whether it is heard, also when it is the one that runs.
    live = {"languageCode": choice.language, **found.live} if lang else found.live
    return live, list(found.others)


def _in_language(update: dict[str, Any], lang: str, path: str) -> dict[str, Any]:
    own = update.get("languageCode", lang)
    if lang and own != lang:
        raise UsageError(f'{path} says "{own}", and --lang {lang}.', hint="leave one of them out.")
    return {**update, "languageCode": lang} if lang else update


# ---- what is said ----------------------------------------------------------------------------------------------------


def _nothing(request: UpdateRequest, id_: str, others: list[str]) -> int:
    """Say that nothing was sent."""
    code = ExitCode.FINDINGS if others else ExitCode.OK
    if request.json:
        _json(id_, {"update": None, "others": others, "remarks": []}, code)
    else:
        _say(request, others)
        sys.stdout.write("nothing of it can change while the session runs\n" if others else "nothing to change\n")
    return code


def _tell(request: UpdateRequest, id_: str, result: Mapping[str, Any]) -> int:
    update = result.get("update")
    update = update if isinstance(update, dict) else {}
    code = _code(str(update.get("outcome")), is_refused=result.get("refused") is True, require_ack=request.require_ack)
    if request.json:
        _json(id_, result, code)
        return code
    from anamctl.report.session_lines import update_lines

    _say(request, result.get("remarks", ()))
    for line in update_lines(_event(update)):
        sys.stdout.write(line.removeprefix("update ") + "\n")
    sys.stdout.flush()
    _say(request, result.get("others", ()))
    return code


def _code(outcome: str, *, is_refused: bool, require_ack: bool) -> int:
    """Say what an outcome means to the caller."""
    if outcome == "applied":
        return ExitCode.OK
    if outcome == "unconfirmed":
        return ExitCode.FINDINGS if require_ack else ExitCode.OK
    if outcome == "rejected" or is_refused:
        return ExitCode.FINDINGS
    return ExitCode.SERVICE


def _event(update: Mapping[str, Any]) -> Any:  # noqa: ANN401  # an event, whose module is heavy
    from anamctl.anam.events import Change, Update

    fields = update.get("fields")
    changes = tuple(
        Change(str(one.get("path")), one.get("after"), one.get("before"))
        for one in (fields if isinstance(fields, list) else ())
        if isinstance(one, dict)
    )
    took = update.get("took")
    return Update(
        t=0.0,
        outcome=update.get("outcome", "not_sent"),
        changes=changes,
        reason=str(update.get("reason", "")),
        took=took if isinstance(took, (int, float)) else None,
    )


def _say(request: UpdateRequest, lines: object) -> None:
    if not request.quiet and isinstance(lines, (list, tuple)):
        for line in lines:
            sys.stderr.write(visible(str(line)) + "\n")


def _json(id_: str, result: Mapping[str, Any], code: int) -> None:
    from anamctl.report.dump import dump
    from anamctl.report.envelope import VERSION

    update = result.get("update")
    told = {key: value for key, value in (update or {}).items() if key not in ("type", "t")}
    data = {"id": id_, **told, "others": result.get("others", []), "remarks": result.get("remarks", [])}
    errors = []
    if code and update:
        outcome = str(told.get("outcome"))
        errors.append({"code": outcome, "message": str(told.get("reason") or outcome), "hint": ""})
    document = {"version": VERSION, "command": "session update", "ok": not code, "data": data, "errors": errors}
    sys.stdout.write(dump(document))
