"""WebVTT (.vtt): what browsers show under a video."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.listening.saving.subtitles import SubtitleSaver, clock

if TYPE_CHECKING:
    from anamctl.listening.saving.cues import Cue


class WebVttSaver(SubtitleSaver):
    """
    Writes WebVTT.

    Args:
        path: of the file.
        replace: the file may exist.

    Raises:
        UsageError: the file exists, or cannot be made.
    """

    def __init__(self, path: str, *, replace: bool = False) -> None:
        super().__init__(path, _written, head="WEBVTT\n\n", replace=replace)


def _written(_: int, cue: Cue) -> str:
    # Escaped, so that no text is taken for markup or for a line of times.
    voice = f"<v {_escaped(cue.speaker)}>" if cue.speaker else ""
    return f"{clock(cue.start, '.')} --> {clock(cue.end, '.')}\n{voice}{_escaped(cue.text)}\n\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
