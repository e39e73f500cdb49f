"""
Write what is generated from the models: the JSON Schemas for editors, and the linter's table.

    python scripts/generate_schemas.py            write the files
    python scripts/generate_schemas.py --check    only say whether they are fresh
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def generate() -> dict[Path, str]:
    """Give the text of every generated file."""
    from anamctl.definitions.models.describe import describe
    from anamctl.definitions.models.table import render_table
    from anamctl.definitions.schema import KINDS, schema_text

    files = {ROOT / "schemas" / f"{kind}.schema.json": schema_text(kind) for kind in KINDS}
    files[ROOT / "anamctl" / "definitions" / "shape_data.py"] = render_table(describe())
    return files


def main(arguments: list[str]) -> int:
    """Write or check the files."""
    stale = []
    for path, text in generate().items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path)
        if "--check" not in arguments:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    for path in stale:
        print(f"{'stale' if '--check' in arguments else 'wrote'} {path.relative_to(ROOT)}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
