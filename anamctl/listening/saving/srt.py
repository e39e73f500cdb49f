"""SubRip (.srt): numbered cues with times to the millisecond."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.listening.saving.subtitles import SubtitleSaver, clock

if TYPE_CHECKING:
    from anamctl.listening.saving.cues import Cue


class SubRipSaver(SubtitleSaver):
    """
    Writes SubRip.

    Args:
        path: of the file.
        replace: the file may exist.

    Raises:
        UsageError: the file exists, or cannot be made.
    """

    def __init__(self, path: str, *, replace: bool = False) -> None:
        super().__init__(path, _written, replace=replace)


def _written(number: int, cue: Cue) -> str:
    # The format knows no escapes; an arrow in the text would look like a line of times.
    text = (f"{cue.speaker}: {cue.text}" if cue.speaker else cue.text).replace("-->", "→")
    return f"{number}\n{clock(cue.start, ',')} --> {clock(cue.end, ',')}\n{text}\n\n"
