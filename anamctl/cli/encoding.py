"""Text for outputs whose encoding lacks characters: code pages of Windows, ``LC_ALL=C``, ``PYTHONIOENCODING=ascii``."""

from __future__ import annotations

import codecs
import json
import re

from anamctl.report.width import columns

ERRORS = "anamctl"
"""Name of the error handler, for the ``errors`` of a stream."""

_ALIKE = {"│": "|", "·": "-", "…": "~", "–": "-", "✓": "y", "←": "<", "→": ">"}
# One column for one column.
_PICTURE = re.compile("(?:\x1b\\[[0-9;]*m)* *[0-9]+(?:\x1b\\[[0-9;]*m)* (?:\x1b\\[[0-9;]*m)*│")


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    """
    Stand in for characters that the encoding lacks.

    Our own drawing gets its nearest likeness. In a line of a file that is shown with carets under it, a question mark
    keeps the column. Everywhere else an escape keeps what the text says.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    line_start = error.object.rfind("\n", 0, error.start) + 1
    in_picture = _PICTURE.match(error.object, line_start) is not None
    return "".join(_ALIKE.get(one) or _escape(one, in_picture=in_picture) for one in text), error.end


def _escape(character: str, *, in_picture: bool) -> str:
    return "?" * columns(character) if in_picture else json.dumps(character)[1:-1]


codecs.register_error(ERRORS, _stand_in)
