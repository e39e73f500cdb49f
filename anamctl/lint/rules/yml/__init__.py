"""Rules about files and YAML."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "YML007": "duplicate_key",
}
"""Code to module."""
