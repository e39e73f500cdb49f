"""What happens in a live session, as lines for people. Values in, Rich text out; nothing is printed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rich.text import Text

from anamctl.anam import events
from anamctl.report.width import head, tail, visible, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

LABEL = 10
"""Columns of ``" persona  "``."""
_ROLES = {"user": ("you", "bold"), "persona": ("persona", "bold cyan")}
_OUTCOMES = {
    "applied": ("↻", "green"),
    "rejected": ("✗", "red"),
    "unconfirmed": ("?", "yellow"),
    "not_sent": ("✗", "red"),
}
_STEPS: dict[type[events.Event], str] = {
    events.Minted: "token",
    events.Engine: "engine",
    events.Connected: "connected",
    events.ChannelOpen: "channel",
    events.Ready: "ready",
}


class Heading(NamedTuple):
    """What the first line says."""

    name: str
    language: str = ""
    """For people: ``French``."""
    session_id: str = ""
    region: str = ""


def short_id(session_id: str) -> str:
    """Give enough of an id to know it again: ``7f3a…c2``."""
    text = visible(session_id)
    return text if len(text) <= 8 else f"{text[:4]}…{text[-2:]}"


def remaining(seconds: float) -> str:
    """Write a time that is left: ``2:41``, ``1:02:03``."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def heading_parts(heading: Heading, ends_in: float | None = None) -> list[str]:
    """List what is known of a session, the most important first."""
    parts = [plain(heading.name), heading.language]
    if heading.session_id:
        parts.append(f"session {short_id(heading.session_id)}")
    parts.append(visible(heading.region))
    if ends_in is not None:
        parts.append(f"ends in {remaining(ends_in)}")
    return [part for part in parts if part]


def timeline(steps: Iterable[events.Event], width: int) -> list[Text]:
    """Show how far the start has come, each step with its time since the beginning; no step is broken in two."""
    rows = [Text()]
    for step in steps:
        label = _STEPS.get(type(step))
        if label is None:
            continue
        part = Text.assemble((" ✓ ", "green"), f"{label} {step.t:.2f} s")
        if rows[-1].cell_len and rows[-1].cell_len + 2 + part.cell_len > width:
            rows.append(Text())
        rows[-1] += Text("  " if rows[-1].cell_len else "") + part
    return rows


def is_step(event: events.Event) -> bool:
    """Tell whether an event is a step of the start."""
    return type(event) in _STEPS and not (isinstance(event, events.Connected) and event.is_again)


def plain(text: str) -> str:
    """Give foreign text as one line that does nothing to a terminal."""
    return visible(" ".join(text.split()))


def lines(event: events.Event, console: Console) -> list[Text]:
    """
    Give the lines of an event, wrapped to the console; none for what is not worth one.

    A turn is shown when it is complete; until then `growing` shows it.
    """
    if isinstance(event, events.Message):
        return _message(event, console) if event.final and event.text.strip() else []
    if isinstance(event, events.Update):
        return _update(event, console)
    if isinstance(event, events.Warned):
        by = "" if event.by == "service" else "anamctl: "
        return _marked("!", "yellow", by + plain(event.text), console)
    if isinstance(event, events.ToolCall):
        return _marked("⚙", "magenta", f"tool {plain(event.name)} {event.stage}", console)
    if isinstance(event, events.Reconnecting):
        why = f" ({plain(event.reason)})" if event.reason else ""
        return _marked("…", "yellow", f"{event.what} lost{why}, attempt {event.attempt} of {event.of}", console)
    if isinstance(event, events.Connected) and event.is_again:
        return _marked("✓", "green", "connected again", console)
    if isinstance(event, events.Ready) and not event.announced:
        return _marked("!", "yellow", "anamctl: the service has not said that it is ready; going on without", console)
    return []


def growing(event: events.Message, width: int, rows: int = 2) -> list[str]:
    """Give the end of a turn that is not complete, in so many rows at most."""
    label = f" {_ROLES[event.role][0]:<{LABEL - 1}}"
    room = max(width - LABEL - 1, 8)
    text = plain(event.text)
    shown = wrap(text if len(text) < room * rows * 2 else tail(text, room * rows * 2), room)[-rows:]
    return [(label if number == 0 else " " * LABEL) + row for number, row in enumerate(shown)]


def value(data: Any) -> str:  # noqa: ANN401  # JSON
    """Write a value of an update."""
    if data is None:
        return "–"
    if isinstance(data, bool):
        return "true" if data else "false"
    return plain(data) if isinstance(data, str) else visible(str(data))


def took(seconds: float) -> str:
    """Write a short time in the unit that people think in."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _message(event: events.Message, console: Console) -> list[Text]:
    label, style = _ROLES[event.role]
    text = Text(plain(event.text))
    if event.interrupted:
        text.append("  (interrupted)", "dim")
    return _hanging(Text(f" {label:<{LABEL - 1}}", style), text, console)


def _update(event: events.Update, console: Console) -> list[Text]:
    mark, style = _OUTCOMES[event.outcome]
    ending = _ending(event)
    shown: list[Text] = []
    changes: Sequence[events.Change | None] = event.changes or (None,)
    for change in changes:
        text = Text("update")
        if change is not None:
            text.append(f" {plain(change.path)}  ")
            text.append(
                f"{value(change.before)} → {value(change.after)}"
                if event.outcome == "applied" and change.before is not None
                else value(change.after)
            )
        if change is changes[-1]:
            text.append("   ")
            text.append(ending, style)
        shown += _hanging(Text(f" {mark} ", style), text, console)
    return shown


def _ending(event: events.Update) -> str:
    late = " late" if event.is_late else ""
    reason = plain(event.reason)
    if event.outcome == "applied":
        return f"applied{late}" + (f" in {took(event.took)}" if event.took is not None else "")
    if event.outcome == "rejected":
        return f"rejected{late}" + (f": {reason}" if reason else "")
    if event.outcome == "not_sent":
        return "not sent" + (f": {reason}" if reason else "")
    return "sent, unconfirmed" + (f": {reason}" if reason else "")


def _marked(mark: str, style: str, text: str, console: Console) -> list[Text]:
    return _hanging(Text(f" {mark} ", style), Text(text), console)


def _hanging(label: Text, text: Text, console: Console) -> list[Text]:
    """Wrap a text beside its label."""
    indent = label.cell_len
    rows = text.wrap(console, max(console.width - indent, 8), overflow="fold")
    shown = []
    for number, row in enumerate(rows):
        row.rstrip()
        # Appended, because the style of a text that others are added to is theirs, too.
        shown.append(Text().append(label if number == 0 else " " * indent).append(row))
    return shown


def fitted(parts: Sequence[str], width: int) -> str:
    """Join as many parts as fit, the first ones first."""
    line = ""
    for part in parts:
        longer = f"{line} · {part}" if line else part
        if len(longer) > width:
            break
        line = longer
    return line or head(parts[0], width) if parts else ""
