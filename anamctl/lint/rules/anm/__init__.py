"""Rules about Anam personas."""

from __future__ import annotations

MODULES: dict[str, str] = {}
"""Code to module."""
