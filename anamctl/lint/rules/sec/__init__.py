"""Rules about secrets and hidden characters."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "SEC501": "secret_in_file",
    "SEC502": "bidirectional_control",
    "SEC503": "invisible_character",
    "SEC504": "odd_space",
}
"""Code to module."""
