"""How often each rule spoke."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anamctl.report.run import Run


def render(run: Run) -> str:
    """Give one line a rule, the most frequent first."""
    counts = Counter((finding.code, finding.name) for finding in run.findings)
    listed = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{number:>7,}  {code}  {name}\n" for (code, name), number in listed)
