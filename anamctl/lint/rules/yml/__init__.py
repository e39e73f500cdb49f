"""Rules about files and YAML."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "YML001": "unreadable_file",
    "YML002": "not_utf8",
    "YML003": "syntax_error",
    "YML004": "control_character",
    "YML005": "broken_alias",
    "YML006": "reading_limit",
    "YML007": "duplicate_key",
    "YML008": "ambiguous_scalar",
    "YML009": "empty_document",
    "YML010": "top_level_not_mapping",
    "YML011": "unknown_kind",
    "YML012": "merge_value",
    "YML013": "non_string_key",
    "YML014": "unknown_tag",
    "YML015": "half_surrogate",
    "YML016": "broken_placeholder",
    "YML017": "unset_variable",
    "YML018": "unknown_suppression",
    "YML019": "unused_suppression",
    "YML020": "mixed_kinds",
}
"""Code to module."""
