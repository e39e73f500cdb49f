"""Rules about prompts and texts."""

from __future__ import annotations

MODULES: dict[str, str] = {}
"""Code to module."""
