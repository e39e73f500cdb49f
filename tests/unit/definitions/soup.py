"""Text that gets far into a YAML parser."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = st.sampled_from([
    *("a", "b: ", ": ", "- ", "? ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", "'", '"', "|\n", ">-\n", "\\"),
    *("# c", "&x ", "*x", "<<: ", "!t ", "!!int ", "!!python/object ", "%YAML 1.2", "---\n", "...\n", "%ff"),
    *("${A}", "${", "$$"),
    *("no", "10:00", "1e3", "~", "1_0", "0755", "\t", "\r", "\u2028", "\x85", "\ufeff", "é", "😀", "\x00", "\x1b"),
    *("\\u0041", "\\ud83d", "\\U00110000", "personaConfig:\n  ", "tools_config: "),
])  # fmt: skip
SOUP = st.lists(PIECES, max_size=40).map("".join)
"""Pieces that mean something to the parser, in any order."""
