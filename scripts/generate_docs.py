"""Write the pages of the rules below docs/rules/ from the rules themselves."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from anamctl.lint.pages import overview, page  # noqa: E402  # after the path is set
from anamctl.lint.rules import all_rules  # noqa: E402


def pages() -> dict[str, str]:
    """Give every page by its file name."""
    return {"README.md": overview(), **{f"{rule.code}.md": page(rule) for rule in all_rules()}}


def main() -> None:
    """Write them, and remove those of rules that are no more."""
    folder = ROOT / "docs" / "rules"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for old in folder.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
