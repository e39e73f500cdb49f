"""Rules about language codes and coverage."""

from __future__ import annotations

MODULES: dict[str, str] = {}
"""Code to module."""
