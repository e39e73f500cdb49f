"""
A baseline: findings that are known, so that a run fails only for new ones.

A finding is recognised by its file, code, JSON pointer and the text of its line, not by the number of the line. Of the
text only a hash is kept: the line may hold a secret. Equal findings are counted.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.errors import SettingsError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.lint.finding import Finding

VERSION = 1
"""Raised when older versions of anamctl could no longer read the file."""


class Known(NamedTuple):
    """What a finding is recognised by."""

    path: str
    """With forward slashes, relative to the folder of the baseline."""
    code: str
    pointer: str
    text: str
    """Hash of the line of the file, spaces around it left out."""


class Baseline(NamedTuple):
    """Known findings."""

    folder: str
    """Absolute path of the folder that the paths are relative to."""
    counts: dict[Known, int]
    """How many of each there are."""


class Split(NamedTuple):
    """Findings, parted by a baseline."""

    new: list[Finding]
    known: list[Finding]
    gone: list[Known]
    """Those of the baseline that were not found any more, each as often as it is missing."""


def write(path: str, findings: Iterable[Finding]) -> None:
    """
    Write a baseline of all that was found. The same findings give the same bytes.

    Raises:
        UsageError: the file cannot be written.
    """
    import json

    from anamctl.lint.atomic import replace_file

    recognise = _Recogniser(_folder_of(path))
    counts: dict[Known, int] = {}
    messages: dict[Known, str] = {}
    for finding in findings:
        known = recognise(finding)
        counts[known] = counts.get(known, 0) + 1
        messages.setdefault(known, finding.message)
    entries = [
        # The message is there for people who read the file or its difference.
        known._asdict() | ({"count": counts[known]} if counts[known] > 1 else {}) | {"message": messages[known]}
        for known in sorted(counts)
    ]
    # One entry a line, so that a difference shows what came and went.
    lines = ",\n".join(f"    {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    listed = f"[\n{lines}\n  ]" if lines else "[]"
    text = f'{{\n  "version": {VERSION},\n  "findings": {listed}\n}}\n'
    try:
        replace_file(path, text.encode(errors="surrogatepass"))
    except OSError as error:
        raise UsageError(f"The baseline {path} cannot be written: {_reason(error)}.") from error


def load(path: str) -> Baseline:
    """
    Read a baseline.

    Raises:
        SettingsError: there is none, or it is damaged.
    """
    import json

    try:
        with open(path, "rb") as file:
            content = json.loads(file.read().decode("utf-8-sig", errors="surrogatepass"))
    except FileNotFoundError as error:
        hint = "--write-baseline makes one of what is found now."
        raise SettingsError(f"The baseline {path} does not exist.", hint=hint) from error
    except OSError as error:
        raise SettingsError(f"The baseline {path} cannot be read: {_reason(error)}.") from error
    except (ValueError, RecursionError) as error:
        raise _damaged(path, "it is not JSON") from error
    version = content.get("version") if isinstance(content, dict) else None
    if version != VERSION or not isinstance(content.get("findings"), list):
        if isinstance(version, int) and version > VERSION:
            raise SettingsError(
                f"The baseline {path} has version {version}; this anamctl reads version {VERSION}.",
                hint="update anamctl, or write the baseline again with --write-baseline.",
            )
        raise _damaged(path, f'it is no baseline of version {VERSION} with a list of "findings"')
    counts: dict[Known, int] = {}
    for number, entry in enumerate(content["findings"], 1):
        known, count = _entry(entry)
        if known is None:
            raise _damaged(path, f"entry {number} is not a finding")
        counts[known] = counts.get(known, 0) + count
    return Baseline(_folder_of(path), counts)


def split(baseline: Baseline, findings: Iterable[Finding], paths: Iterable[str] | None = None) -> Split:
    """
    Part findings into new and known ones, and list those of the baseline that are gone.

    Args:
        baseline: the known findings.
        findings: what was found now.
        paths: files that were checked; one that was not, and is still there, has no gone findings. All when left out.
    """
    recognise = _Recogniser(baseline.folder)
    left = dict(baseline.counts)
    result = Split([], [], [])
    for finding in findings:
        known = recognise(finding)
        if left.get(known, 0) > 0:
            left[known] -= 1
            result.known.append(finding)
        else:
            result.new.append(finding)
    checked = None if paths is None else {recognise.path(path) for path in paths}
    for known in sorted(left):
        was_looked_at = checked is None or known.path in checked
        if left[known] and (was_looked_at or not os.path.exists(os.path.join(baseline.folder, known.path))):
            result.gone.extend([known] * left[known])
    return result


class _Recogniser:
    """Says what findings are recognised by, with paths relative to a folder."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._paths: dict[str, str] = {}

    def __call__(self, finding: Finding) -> Known:
        line = finding.excerpt[-1][1] if finding.excerpt else ""
        return Known(self.path(finding.path), finding.code, finding.pointer, _hash(line.strip()))

    def path(self, path: str) -> str:
        known = self._paths.get(path)
        if known is None:
            absolute = os.path.abspath(path)
            try:
                relative = os.path.relpath(absolute, self._folder)
            except ValueError:  # another drive of Windows
                relative = absolute
            known = self._paths[path] = relative.replace(os.sep, "/")
        return known


def _hash(text: str) -> str:
    from hashlib import blake2b

    return blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def _folder_of(path: str) -> str:
    return os.path.dirname(os.path.abspath(path))


def _entry(entry: Any) -> tuple[Known | None, int]:  # noqa: ANN401  # whatever JSON holds
    if not isinstance(entry, dict):
        return None, 0
    values = [value for field in Known._fields if isinstance(value := entry.get(field), str)]
    count = entry.get("count", 1)
    if len(values) < len(Known._fields) or type(count) is not int or count < 1:
        return None, 0
    return Known(*values), count


def _damaged(path: str, reason: str) -> SettingsError:
    hint = "take it back from version control, or write it again with --write-baseline."
    return SettingsError(f"The baseline {path} is damaged: {reason}.", hint=hint)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
