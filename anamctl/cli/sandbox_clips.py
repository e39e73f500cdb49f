"""``anamctl sandbox --clips``: the sounds that the sandbox understands, for whoever wants to play with them."""

from __future__ import annotations

import csv
import io
import os
import sys

from anamctl.errors import UsageError
from anamctl.sandbox.speech.clips import all_clips

LIST = "clips.csv"
"""The list in the folder."""


def write_clips(folder: str, *, json: bool = False, quiet: bool = False) -> int:
    """
    Write all known utterances as WAV files, and a list of what they say.

    Files of the same names are replaced, others stay.

    Raises:
        UsageError: the folder cannot be written.
    """
    from anamctl.cli.writing import write_atomically
    from anamctl.lint.atomic import replace_file

    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["file", "language", "role", "seconds", "text"])
    try:
        os.makedirs(folder, exist_ok=True)
        for clip in all_clips():
            name = os.path.basename(clip.path)
            with open(clip.path, "rb") as file:
                replace_file(os.path.join(folder, name), file.read())
            writer.writerow([name, clip.language, clip.role, f"{clip.duration_ms / 1000:.2f}", clip.text])
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"{folder} cannot be written: {reason}.", hint="choose another folder for --clips.") from error
    path = os.path.join(folder, LIST)
    write_atomically(path, table.getvalue())
    count = len(all_clips())
    if json:
        from anamctl.report.envelope import success

        sys.stdout.write(success("sandbox", {"folder": folder, "list": path, "clips": count}))
    else:
        sys.stdout.write(f"{path}\n")
    if not quiet and not json:
        sys.stderr.write(f"{count} utterances in {folder}; {LIST} says which language and which words they are\n")
    return 0
