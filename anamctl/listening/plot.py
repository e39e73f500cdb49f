"""
Language and confidence over time, as a picture.

A row for each language, a bar for each turn, as high as the service was sure; what was not sure is hollow. So it reads
without colour as well. Light and dark, no scripts, nothing from elsewhere, and words for those who cannot see it.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from anamctl.characters import plain
from anamctl.listening.believing import SURE
from anamctl.listening.codes import titled
from anamctl.listening.cost import dollars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.listening.summary import Summary
    from anamctl.listening.tally import Total, Turn

_WIDTH = 720
_LEFT, _RIGHT = 150, 16
_TOP = 64
_TOP_INSIDE = 12
_ROW, _BAR = 44, 30
_AXIS = 56
_ROWS = 12
"""Languages that get a row; more share the last one."""
_TOOLTIPS = 1000
"""Turns up to which each says what it is when pointed at."""
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
_LIGHT = ("#0b62a8", "#b3400f", "#2e7031", "#7a3b9c", "#8a6100", "#00707a", "#a3195b", "#4d5561")
_DARK = ("#6db6f2", "#f29a6b", "#86ca89", "#c79be0", "#dcb64a", "#5fc4cd", "#ee86b4", "#aab3bf")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', sans-serif"


def svg(summary: Summary, *, is_inside: bool = False) -> str:
    """
    Give the picture.

    Args:
        summary: what was heard.
        is_inside: it stands in a page, which has the headings.
    """
    lanes = _lanes(summary.languages)
    seconds = max([summary.audio_seconds, *(turn.end / 1000 for turn in summary.turns), 1.0])
    top = _TOP_INSIDE if is_inside else _TOP
    height = top + _ROW * max(1, len(lanes)) + _AXIS
    scale = (_WIDTH - _LEFT - _RIGHT) / seconds
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img"'
            f' aria-labelledby="heard-title heard-desc" font-family="{_FONT}">'
        ),
        f'<title id="heard-title">{_text(_title(summary))}</title>',
        f'<desc id="heard-desc">{_text(described(summary))}</desc>',
        f"<style>{_style()}</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{height}"/>',
    ]
    if not is_inside:
        parts.append(f'<text class="ink strong" x="{_RIGHT}" y="24">{_text(_title(summary))}</text>')
        parts.append(f'<text class="soft" x="{_RIGHT}" y="44">{_text(_clipped(_under(summary), 112))}</text>')
    parts += _axis(seconds, scale, top, height)
    if not lanes:
        parts.append(f'<text class="soft" x="{_LEFT}" y="{top + _ROW / 2:g}">nothing was heard</text>')
    for number, codes in enumerate(lanes):
        parts += _lane(summary, codes, number, scale, top + number * _ROW)
    parts.append(f'<text class="soft" x="{_RIGHT}" y="{height - 12}">{_text(_key(summary))}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def page(summary: Summary) -> str:
    """Give a page with the picture, and its numbers as a table."""
    verdict = summary.verdict
    rows = "\n".join(_table_row(total, summary) for total in summary.languages)
    facts = "".join(f"<dt>{_text(name)}</dt><dd>{_text(value)}</dd>\n" for name, value in _facts(summary))
    verdict_line = f'<p class="verdict">{_text(verdict.sentence)}</p>\n' if verdict is not None else ""
    confidence = "words in it" if summary.about.language_is_share else "mean confidence"
    table = (
        '<table>\n<caption>What was heard</caption>\n<thead><tr><th scope="col">language</th>'
        '<th scope="col">turns</th><th scope="col">time</th><th scope="col">share</th>'
        f'<th scope="col">{confidence}</th></tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n'
    )
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{_text(_title(summary))}</title>\n<style>{_page_style()}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{_text(_title(summary))}</h1>\n{verdict_line}"
        f"<figure>\n{svg(summary, is_inside=True)}</figure>\n{table if rows else ''}<dl>\n{facts}</dl>\n"
        "</main>\n</body>\n</html>\n"
    )


def described(summary: Summary) -> str:
    """Say in words what the picture shows."""
    if not summary.turns:
        return "Nothing was heard."
    parts = [_total_in_words(total, summary) for total in summary.languages]
    text = f"{_count(len(summary.turns), 'turn')}: {'; '.join(parts)}."
    return f"{text} {_sentence(summary.verdict.sentence)}" if summary.verdict is not None else text


# ---- the picture -----------------------------------------------------------------------------------------------------


def _lanes(totals: Sequence[Total]) -> list[tuple[str, ...]]:
    """Give the codes of each row."""
    codes = list(dict.fromkeys(total.code for total in totals))
    if len(codes) <= _ROWS:
        return [(code,) for code in codes]
    return [*((code,) for code in codes[: _ROWS - 1]), tuple(codes[_ROWS - 1 :])]


def _lane(summary: Summary, codes: tuple[str, ...], number: int, scale: float, top: float) -> list[str]:
    base = top + _BAR + 6
    if len(codes) == 1:
        name, under = _name(codes[0]), _shares([total for total in summary.languages if total.code == codes[0]])
    else:
        name, under = "other languages", ", ".join(codes)
    parts = [
        f'<text class="ink" x="{_LEFT - 10}" y="{base - 16}" text-anchor="end">{_text(_clipped(name, 20))}</text>',
        f'<text class="soft" x="{_LEFT - 10}" y="{base - 1}" text-anchor="end">{_text(_clipped(under, 22))}</text>',
        f'<path class="line" d="M{_LEFT} {base}H{_WIDTH - _RIGHT}"/>',
    ]
    if any(turn.confidence is not None for turn in summary.turns if turn.code in codes):
        sure = base - _BAR * SURE
        parts.append(f'<path class="sure" d="M{_LEFT} {sure:g}H{_WIDTH - _RIGHT}"/>')
    color = f"c{number % len(_LIGHT)}" if codes[0] else "none"
    turns = [turn for turn in summary.turns if turn.code in codes]
    return [*parts, *(_bar(turn, base, scale, color, tells=len(summary.turns) <= _TOOLTIPS) for turn in turns)]


def _shares(totals: Sequence[Total]) -> str:
    """Say how much of a language there was, what was not sure with a question mark."""
    if not totals[0].code:
        return _count(totals[0].turns, "turn")
    parts = []
    for total in totals:
        at = f" at {total.mean_confidence:.2f}" if total.mean_confidence is not None and total is totals[0] else ""
        parts.append(f"{_percent(total.share)}{at}{'' if total.is_sure else '?'}")
    return ", ".join(parts)


def _bar(turn: Turn, base: float, scale: float, color: str, *, tells: bool) -> str:
    left = _LEFT + turn.start / 1000 * scale
    width = max(2.0, turn.seconds * scale)
    left = min(left, _WIDTH - _RIGHT - width)
    tall = _BAR * (1.0 if turn.confidence is None else max(0.04, turn.confidence))
    is_hollow = bool(turn.code) and not turn.is_sure
    kind = f"{color} {'hollow' if is_hollow else 'full'}"
    shape = f'<rect class="{kind}" x="{left:.1f}" y="{base - tall:.1f}" width="{width:.1f}" height="{tall:.1f}"'
    if not tells:
        return f"{shape}/>"
    said = f"{_clock(turn.start / 1000)} to {_clock(turn.end / 1000)}: {_name(turn.code)}"
    said += f", {_sure(turn.confidence)}" + (", not sure" if is_hollow else "")
    return f"{shape}><title>{_text(said)}</title></rect>"


def _axis(seconds: float, scale: float, top: int, height: int) -> list[str]:
    base = height - _AXIS + 4
    step = next((step for step in _STEPS if seconds / step <= 8), _STEPS[-1])
    parts = []
    for at in range(0, int(seconds) + 1, step):
        x = _LEFT + at * scale
        anchor = "end" if x > _WIDTH - _RIGHT - 20 else "middle"
        parts.append(f'<path class="line" d="M{x:.1f} {top - 4}V{base}"/>')
        parts.append(f'<text class="soft" x="{x:.1f}" y="{base + 18}" text-anchor="{anchor}">{_clock(at)}</text>')
    return parts


def _key(summary: Summary) -> str:
    """Say how to read the bars."""
    if any(turn.confidence is not None for turn in summary.turns):
        what = "more of its words" if summary.about.language_is_share else "surer"
        return f"the higher a bar, the {what}; the dashed line is {_percent(SURE)}; hollow bars are not believed"
    return "a bar for each turn; the service does not say how sure it is" if summary.turns else ""


def _style() -> str:
    light = "".join(f".c{at}{{--c:{color}}}" for at, color in enumerate(_LIGHT))
    dark = "".join(f".c{at}{{--c:{color}}}" for at, color in enumerate(_DARK))
    return (
        "svg{color-scheme:light dark}text{font-size:13px}.strong{font-size:16px;font-weight:600}"
        ".soft{font-size:12px;fill:#57606a}.ink{fill:#1f2328}.paper{fill:#fff}"
        ".line{stroke:#d0d7de;stroke-width:1}.sure{stroke:#8c959f;stroke-width:1;stroke-dasharray:3 3}"
        ".none{--c:#8c959f}.full{fill:var(--c)}.hollow{fill:none;stroke:var(--c);stroke-width:1.5;"
        f"stroke-dasharray:2 2}}{light}"
        "@media(prefers-color-scheme:dark){.soft{fill:#9da7b3}.ink{fill:#e6edf3}.paper{fill:#0d1117}"
        f".line{{stroke:#30363d}}.sure{{stroke:#6e7681}}.none{{--c:#6e7681}}{dark}}}"
    )


# ---- the page --------------------------------------------------------------------------------------------------------


def _page_style() -> str:
    return (
        f":root{{color-scheme:light dark}}body{{font-family:{_FONT};line-height:1.5;margin:2rem auto;"
        "max-width:46rem;padding:0 1rem;background:#fff;color:#1f2328}h1{font-size:1.3rem}"
        ".verdict{font-weight:600}figure{margin:1rem 0}svg{width:100%;height:auto}"
        "table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;margin-bottom:.4rem}"
        "th,td{text-align:right;padding:.3rem .6rem;border-bottom:1px solid #d0d7de}"
        "th:first-child,td:first-child{text-align:left}"
        "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#57606a}dd{margin:0}"
        "@media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}th,td{border-color:#30363d}"
        "dt{color:#9da7b3}}"
    )


def _table_row(total: Total, summary: Summary) -> str:
    share = _percent(total.share) if total.code else "–"
    cells = (str(total.turns), f"{total.seconds:.1f} s", share, _sure(total.mean_confidence))
    inside = "".join(f"<td>{_text(cell)}</td>" for cell in cells)
    expected = " (expected)" if summary.verdict is not None and total.code == summary.verdict.expected else ""
    expected = expected if total.is_sure or not total.code else ", not sure"
    return f'<tr><th scope="row">{_text(_name(total.code) + expected)}</th>{inside}</tr>'


def _facts(summary: Summary) -> list[tuple[str, str]]:
    found = [("service", summary.about.shown), ("model", summary.model), ("sound", f"{summary.audio_seconds:.1f} s")]
    found.append(("paid for", f"{summary.open_seconds:.1f} s, {dollars(summary.cost) or 'at a price we do not know'}"))
    if summary.mean_delay is not None:
        found.append(("finals took", f"{summary.mean_delay:.2f} s on average"))
    if summary.dropped:
        found.append(("lost", f"{summary.dropped:.1f} s of sound"))
    if summary.sessions > 1:
        found.append(("sessions", str(summary.sessions)))
    return [(name, value) for name, value in found if value]


# ---- words -----------------------------------------------------------------------------------------------------------


def _title(summary: Summary) -> str:
    return f"Languages heard by {summary.about.shown}" + (f", {summary.model}" if summary.model else "")


def _under(summary: Summary) -> str:
    return summary.verdict.sentence if summary.verdict is not None else described(summary)


def _total_in_words(total: Total, summary: Summary) -> str:
    if not total.code:
        return f"{_count(total.turns, 'turn')} of which the service did not say the language"
    what = "of the words" if summary.about.language_is_share else "mean confidence"
    sure = f", {_sure(total.mean_confidence)} {what}" if total.mean_confidence is not None else ""
    doubt = "" if total.is_sure else ", not sure"
    return f"{_name(total.code)} {_percent(total.share)} in {_count(total.turns, 'turn')}{sure}{doubt}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _name(code: str) -> str:
    return titled(code) if code else "not said"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _sure(confidence: float | None) -> str:
    return "n/a" if confidence is None else _percent(confidence)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _clipped(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", plain(text)))
