"""Rules about prompts and texts."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "TXT401": "same_text",
    "TXT402": "placeholders_differ",
    "TXT403": "contacts_lost",
    "TXT404": "other_script",
    "TXT405": "other_language",
    "TXT407": "unknown_placeholder",
    "TXT408": "empty_prompt",
}
"""Code to module. TXT406 was never given out."""
