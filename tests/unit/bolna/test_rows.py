"""The data files themselves: complete, well-formed, and cheap to have around."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any, get_args

import pytest

from anamctl.bolna import rows, tables

if TYPE_CHECKING:
    from collections.abc import Callable

ALL: dict[str, Callable[[], tuple[Any, ...]]] = {
    "languages.tsv": rows.languages,
    "providers.tsv": rows.providers,
    "codes.tsv": lambda: tuple(rows.codes().values()),
    "locales.tsv": lambda: tuple(rows.locales().values()),
    "supported.tsv": rows.supported,
}
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))


def lines(name):
    path = os.path.join(ROOT, "anamctl", "bolna", "data", name)
    with open(path, encoding="utf-8", newline="") as file:
        return [line for line in file.read().split("\n") if line and not line.startswith("#")][1:]


def test_every_data_file_is_read():
    assert sorted(ALL) == sorted(os.listdir(os.path.join(ROOT, "anamctl", "bolna", "data")))


@pytest.mark.parametrize("name", ALL)
def test_no_row_is_lost_or_written_twice(name):
    assert len(ALL[name]()) == len(lines(name)) == len(set(lines(name)))


@pytest.mark.parametrize("name", ALL)
def test_every_row_names_its_source_and_one_of_the_known_confidences(name):
    known = set(get_args(tables.Confidence)) - {"unknown"}
    for row in ALL[name]():
        assert row.confidence in known, row
        assert row.source, row


@pytest.mark.parametrize("name", ALL)
def test_notes_are_sentences(name):
    for row in ALL[name]():
        assert not row.note or (row.note.endswith(".") and row.note == row.note.strip()), row


def test_words_with_a_meaning_are_spelt_right():
    for row in rows.providers():
        assert row.kind in get_args(tables.Kind)
        assert row.rule in {"table", "same", "locale", "none"}
        assert row.fill in ({""} if row.kind == "stt" else {"yes", "no"})
        assert row.required in {"yes", "no"}
        assert row.hints in {"yes", "no"}
    for entry in rows.supported():
        assert entry.scope in {"all", "keys", "some"}
        assert entry.codes == entry.codes.lower()
    for language in rows.languages():
        assert {language.key, language.detected, language.live} <= {"yes", "no"}


def test_the_last_row_of_each_provider_covers_the_models_nobody_named():
    last = {(row.kind, row.provider): row.model for row in rows.providers()}

    assert set(last.values()) == {"*"}


def test_codes_and_supported_languages_belong_to_known_providers():
    known = {(row.kind, row.provider) for row in rows.providers()}

    assert {(row.kind, row.provider) for row in rows.codes().values()} <= known
    assert {(row.kind, row.provider) for row in rows.supported()} <= known
    assert {row.provider for row in rows.locales().values()} <= {"*"} | {name for _, name in known}


def test_rows_of_one_provider_and_model_agree_on_their_scope():
    scopes: dict[tuple[str, str, str], str] = {}
    for row in rows.supported():
        assert scopes.setdefault((row.kind, row.provider, row.model), row.scope) == row.scope


def test_a_file_with_other_columns_is_refused():
    with pytest.raises(ValueError, match=r"codes\.tsv does not have the columns code, value"):
        list(rows._read("codes.tsv", ("code", "value")))


@pytest.mark.parametrize(
    ("pattern", "model", "expected"),
    [
        ("*", "", True),
        ("*", "anything", True),
        ("universal-3*", "universal-3-pro", True),
        ("universal-3*", "universal-streaming", False),
        ("saaras:v2.5", "saaras:v2.5", True),
        ("saaras:v2.5", "saaras:v2.5.1", False),
        ("lightning-v3.1", "lightning_v3.1", True),
        ("lightning-v3.1", "lightning_v3.1_pro", False),
    ],
)
def test_model_patterns(pattern, model, expected):
    assert rows.fits(pattern, model) is expected


def test_importing_reads_no_data_and_nothing_heavy():
    script = """
import sys
before = set(sys.modules)
from anamctl.bolna import layering, origins, rows, support, tables
new = set(sys.modules) - before
print(sorted(new & {"pathlib", "importlib.resources", "pydantic", "inspect", "json", "yaml", "asyncio"}))
print([reader.cache_info().currsize for reader in (rows.languages, rows.providers, rows.codes)])
"""
    environment = {**os.environ, "PYTHONPATH": ROOT}

    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["[]", "[0, 0, 0]"]
