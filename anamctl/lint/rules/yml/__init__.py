"""Rules about files and YAML."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "YML001": "unreadable_file",
    "YML002": "encoding",
    "YML003": "syntax",
    "YML004": "control_character",
    "YML005": "alias",
    "YML006": "limit",
    "YML007": "duplicate_key",
    "YML008": "ambiguous_scalar",
    "YML009": "empty",
    "YML010": "top_level_not_mapping",
    "YML011": "unknown_kind",
    "YML012": "merge",
    "YML013": "non_string_key",
    "YML014": "tag",
    "YML015": "surrogate",
    "YML016": "placeholder",
    "YML017": "unset_variable",
    "YML018": "unknown_suppression",
    "YML019": "unused_suppression",
    "YML020": "mixed_kinds",
}
"""Code to module."""
