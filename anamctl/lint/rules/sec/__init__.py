"""Rules about secrets and hidden characters."""

from __future__ import annotations

MODULES: dict[str, str] = {}
"""Code to module."""
