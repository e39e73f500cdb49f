"""What is heard, as rows for people: finals, remarks, and the table in the end. Values in, rows out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from anamctl.languages.iso639 import language_of
from anamctl.listening.believing import Belief, belief
from anamctl.listening.codes import titled
from anamctl.listening.cost import dollars
from anamctl.listening.events import FileBegan, SettingsSent
from anamctl.listening.speakers import who
from anamctl.report.width import columns
from anamctl.stt import heard
from anamctl.view.listen.rows import Row, Span, cut, fitted, hanging, plain, row

if TYPE_CHECKING:
    from anamctl.listening.events import Event
    from anamctl.listening.status import About
    from anamctl.listening.summary import Summary
    from anamctl.listening.tally import Total

_ENDED_BY = {"you": "you", "source": "end of the sound", "service": "the service", "error": "an error"}
WORTH_A_WORD = 0.05
"""Seconds of lost sound that are told."""


def clock(seconds: float) -> str:
    """Write a time as a clock: ``0:07``, ``1:02:03``."""
    minutes, rest = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def percent(part: float) -> str:
    """Write a share; one hundred is only what is whole."""
    found = round(min(max(part, 0.0), 1.0) * 100)
    return f"{99 if found == 100 and part < 1 else found} %"


def sureness(confidence: float | None, about: About) -> str:
    """Say how sure a service is of a language: ``98 %``, ``80 % of words`` for a share of words, else ``n/a``."""
    if confidence is None:
        return "n/a"
    return f"{percent(confidence)} of words" if about.language_is_share else percent(confidence)


def unsureness(confidence: float | None, believed: Belief, about: About) -> str:
    """Say why a language is not believed: how sure the service is of it, or of the words where those are the reason."""
    if believed.is_for_words and believed.words is not None:
        return f"words {percent(believed.words)}"
    return sureness(confidence, about)


def name(code: str) -> str:
    """Give a language for people, harmless whatever a service calls it."""
    return plain(titled(code)) or plain(code)


def code_label(event: heard.Final, about: About) -> str:
    """Give the language of a turn in short: ``fr 98 %``, ``es? 45 %`` when it is not believed, ``–`` for none."""
    if not event.language:
        return "–"
    believed = belief(event, is_share=about.language_is_share)
    if believed.is_sure:
        return f"{plain(event.language)} {sureness(event.confidence, about)}"
    return f"{plain(event.language)}? {unsureness(event.confidence, believed, about)}"


def label(event: heard.Final, about: About) -> Row:
    """Give what stands before a turn: when it began, in which language it was, and who spoke if that is known."""
    at = event.start / 1000 if event.end > 0 or event.start > 0 else event.t
    language = code_label(event, about)
    style = "cyan" if belief(event, is_share=about.language_is_share).is_sure else "dim"
    padding = " " * max(0, _language_width(about) - columns(language))
    speaker = plain(who(event))
    named = (Span(f"{speaker}: ", "bold"),) if speaker else ()
    return row(Span(clock(at), "dim"), "  ", Span(language, style), padding + "  ", *named)


def _language_width(about: About) -> int:
    return len("fr 80 % of words") if about.language_is_share else len("fr 98 %")


def final_rows(event: heard.Final, about: About, width: int) -> list[Row]:
    """Give the rows of a turn that is complete; none when nothing was said."""
    text = plain(event.text)
    if not text:
        return []
    ending = "(interrupted)" if event.is_interrupted else "(corrected)" if event.replaces else ""
    return hanging(label(event, about), text, "", width, ending=ending)


def final_line(event: heard.Final, about: About) -> str:
    """Give a turn that is complete in one line, however long."""
    text = plain(event.text)
    if not text:
        return ""
    ending = "  (interrupted)" if event.is_interrupted else "  (corrected)" if event.replaces else ""
    return f"{''.join(span.text for span in label(event, about))}{text}{ending}"


def remark(event: Event) -> str:
    """Give what there is to say about an event that is no speech; empty for nothing."""
    if isinstance(event, heard.Ready):
        return _ready(event)
    if isinstance(event, heard.Reconnecting):
        if not event.attempt:
            return f"a new session begins: {plain(event.reason)}"
        wait = f", in {event.wait:.1f} s" if event.wait >= 0.1 else ""
        what = "trying again" if event.is_first else "reconnecting"
        return f"{what} ({event.attempt}/{event.of}){wait}: {plain(event.reason)}"
    if isinstance(event, heard.Dropped):
        return (
            f"dropped {event.seconds:.1f} s of sound, {event.total:.1f} s in all: the service did not take it in time"
        )
    if isinstance(event, heard.Warned):
        by = "the service warns: " if event.by == "service" else ""
        return f"{by}{plain(event.text)}"
    if isinstance(event, heard.Paused):
        return "paused" if event.is_paused else "goes on"
    if isinstance(event, SettingsSent):
        return _sent(event)
    if isinstance(event, FileBegan):
        return f"{plain(os.path.basename(event.name) or event.name)} begins at {clock(event.start / 1000)}"
    return ""


def _sent(event: SettingsSent) -> str:
    said = ", ".join(plain(f"{name} {_value(name, value)}") for name, value in event.settings.items())
    preset = f"{plain(event.preset)}, " if event.preset else ""
    return f"set: {preset}{said} ({'sent once there is a session' if event.is_waiting else 'sent'})"


def _value(name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value)) or "nothing"
    if isinstance(value, (int, float)):
        return f"{value}{' ms' if name.endswith(_IN_MILLISECONDS) else ''}"
    return f'"{value}"'


_IN_MILLISECONDS = ("_silence", "_delay")


def _ready(event: heard.Ready) -> str:
    model = f" · {plain(event.model)}" if event.model else ""
    again = f", session {event.session}" if event.session > 1 else ""
    return f"{plain(event.provider)}{model} listens at {event.rate / 1000:g} kHz{again}"


def remark_rows(event: Event, width: int) -> list[Row]:
    """Give the rows of a remark, marked by what it is."""
    text = remark(event)
    if not text:
        return []
    if isinstance(event, heard.Warned | heard.Dropped):
        return hanging(row(Span(" ! ", "yellow")), text, "", width)
    if isinstance(event, heard.Reconnecting):
        return hanging(row(Span(" … ", "yellow")), text, "", width)
    return hanging(row(Span("   ")), text, "dim", width)


def note_rows(line: str, width: int) -> list[Row]:
    """Give the rows of something that anamctl itself says."""
    return hanging(row(Span(" · ", "dim")), plain(line), "dim", width)


# ---- in the end ------------------------------------------------------------------------------------------------------


def table_rows(summary: Summary, width: int) -> list[Row]:
    """Give the table by language; none when nothing was said."""
    if not summary.languages:
        return []
    heading = ("language", "turns", "seconds", "share", _sure_heading(summary.about))
    cells = [heading, *(_cells(total, summary.about) for total in summary.languages)]
    widths = [max(columns(line[place]) for line in cells) for place in range(len(heading))]
    places = list(range(len(heading)))
    for place in (2, 1):  # what is missed least
        if sum(widths[one] + 2 for one in places) - 1 > width:
            places.remove(place)
    rows = []
    for number, line in enumerate(cells):
        style = "dim" if not number else ""
        spans = [Span(" " + line[0] + " " * (widths[0] - columns(line[0])), style)]
        spans += [
            Span("  " + " " * (widths[place] - columns(line[place])) + line[place], style) for place in places[1:]
        ]
        rows.append(cut(spans, width))
    return rows


def _sure_heading(about: About) -> str:
    return "of words" if about.language_is_share else "confidence"


def _cells(total: Total, about: About) -> tuple[str, ...]:
    if not total.code:
        return "not said", str(total.turns), f"{total.seconds:.1f}", "–", "–"
    english = language_of(total.code)
    mark = "" if total.is_sure else "?"
    title = f"{plain(total.code) + mark:<3} {english.english}" if english is not None else f"{plain(total.code)}{mark}"
    mean = total.mean_confidence
    sure = "n/a" if mean is None else percent(mean) if about.language_is_share else f"{mean:.2f}"
    return title, str(total.turns), f"{total.seconds:.1f}", percent(total.share), sure


def verdict_rows(summary: Summary, width: int) -> list[Row]:
    """Give what came of the expectation; none without one."""
    verdict = summary.verdict
    if verdict is None:
        return []
    outcome = ("met", "green") if verdict.is_met else ("not met", "red")
    before = row(Span(f"expected {plain(verdict.expected)}: "), Span(*outcome), Span(", "))
    return hanging(before, plain(verdict.why), "", width)


def verdict_line(summary: Summary) -> str:
    """Give the same in one line; empty without an expectation."""
    return plain(summary.verdict.sentence) if summary.verdict is not None else ""


def ending_parts(summary: Summary) -> list[str]:
    """List what there is to say about a stream that is over, the most important first."""
    reason = plain(summary.reason)
    is_told = summary.error is not None and summary.by != "you"
    is_plain = summary.by == "source" or is_told or reason in ("", "you")
    parts = [f"ended ({_ENDED_BY[summary.by]})" if is_plain else f"ended: {reason}"]
    turns = sum(total.turns for total in summary.languages)
    parts.append(f"{turns} turn" + "s" * (turns != 1))
    parts.append(f"{clock(summary.audio_seconds)} of sound")
    if summary.sessions > 1:
        parts.append(f"{summary.sessions} sessions")
    if summary.mean_delay is not None:
        parts.append(f"finals after {summary.mean_delay:.2f} s")
    if summary.dropped >= WORTH_A_WORD:
        parts.append(f"dropped {summary.dropped:.1f} s")
    if summary.cost is not None and summary.open_seconds:
        parts.append(dollars(summary.cost))
    parts += [f"saved {plain(path)}" for path in summary.saved]
    return parts


def ending_rows(summary: Summary, width: int) -> list[Row]:
    """Give the last line of a stream, as much of it as is wide enough; saved files have lines of their own."""
    parts = ending_parts(summary)
    most = [part for part in parts if not part.startswith("saved ")]
    saved = [part for part in parts if part.startswith("saved ")]
    first, *rest = most
    if columns(first) > width:
        return [*hanging((), first, "bold", width), fitted([row(part) for part in rest], width), *_saved(saved, width)]
    return [fitted([row(Span(part, "bold" if part is first else "")) for part in most], width), *_saved(saved, width)]


def _saved(parts: list[str], width: int) -> list[Row]:
    return [one for part in parts for one in hanging((), part, "dim", width)]
