"""Keeping secrets out of findings: of what is quoted, and of the lines of the file that are shown with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.lint.rules.sec.secrets import secrets

if TYPE_CHECKING:
    from anamctl.definitions.document import SourceFile
    from anamctl.lint.finding import Finding

_HEAD = 6
# A message may cut what it quotes, so the beginning of a secret is looked for.


def redact(file: SourceFile, finding: Finding) -> Finding:
    """Give a finding without the secrets of its file; a fix that would repeat one is left out."""
    if not secrets(file):
        return finding
    if "redaction" not in file.facts:
        file.facts["redaction"] = _prepare(file)
    pattern: re.Pattern[str] = file.facts["redaction"]
    fix = finding.fix
    if fix is not None and any(pattern.search(text) for text in (fix.title, *(edit.text for edit in fix.edits))):
        fix = None
    lines = finding.excerpt
    if lines:
        first, last = lines[0][0], lines[-1][0]
        lines = file.source.excerpt(file.source.line_starts[last - 1], last - first)
    return finding._replace(
        message=pattern.sub("•••", finding.message),
        label=pattern.sub("•••", finding.label),
        notes=tuple(pattern.sub("•••", note) for note in finding.notes),
        pointer=pattern.sub("•••", finding.pointer),
        fix=fix,
        excerpt=lines,
    )


def _prepare(file: SourceFile) -> re.Pattern[str]:
    """Mask the secrets in the text that is shown, and give the pattern that finds them where they are quoted."""
    found = secrets(file)
    source = file.source
    source.mask((secret.start, secret.end) for secret in found)
    values = {source.text[secret.start : secret.end].strip("\"'") for secret in found}
    heads = "|".join(re.escape(value[:_HEAD]) for value in sorted(values) if value)
    return re.compile(rf"(?:{heads})[^\s\"']*")
