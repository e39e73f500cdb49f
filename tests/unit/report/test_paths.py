from __future__ import annotations

import os
import re
import urllib.parse
import urllib.request

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.report.paths import from_here, uri

RFC_3986 = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@/?#\[\]-]*(%[0-9A-F]{2}[A-Za-z0-9._~!$&'()*+,;=:@/?#\[\]-]*)*")


def _survives(name: str) -> bool:
    """Tell whether a text can be the name of a file."""
    try:
        return os.fsdecode(os.fsencode(name)) == name
    except UnicodeEncodeError:
        return False


names = st.text(st.characters(exclude_categories=(), exclude_characters="\x00"), min_size=1, max_size=20).filter(
    _survives
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("personas/a.yaml", "personas/a.yaml"),
        ("./personas/a.yaml", "personas/a.yaml"),
        ("personas//de/../a.yaml", "personas/a.yaml"),
        ("../a.yaml", "../a.yaml"),
        ("<stdin>", "<stdin>"),
    ],
)
def test_a_relative_path_is_written_the_shortest_way(path, expected):
    assert from_here(path) == expected


def test_an_absolute_path_below_the_working_directory_becomes_relative(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert from_here(str(tmp_path / "personas" / "a.yaml")) == "personas/a.yaml"
    assert from_here(str(tmp_path) + "x/a.yaml") == str(tmp_path).replace(os.sep, "/") + "x/a.yaml"


@pytest.mark.skipif(os.sep == "\\", reason="a backslash separates there")
def test_a_backslash_in_a_name_is_a_letter():
    assert from_here("a\\b.yaml") == "a\\b.yaml"
    assert uri("a\\b.yaml") == "a%5Cb.yaml"


@pytest.mark.skipif(os.sep == "/", reason="a backslash is a letter there")
def test_a_backslash_separates_on_windows():
    assert from_here("a\\b.yaml") == "a/b.yaml"
    assert uri("C:\\a b.yaml") == "file:///C%3A/a%20b.yaml"


@given(names)
def test_a_uri_holds_only_what_a_uri_may_and_leads_back_to_the_file(name):
    escaped = uri(name)

    assert RFC_3986.fullmatch(escaped)
    if not os.path.isabs(name):
        assert ":" not in escaped  # else its beginning could be a scheme
        assert os.fsdecode(urllib.parse.unquote_to_bytes(escaped)) == name.replace(os.sep, "/")


def test_an_absolute_path_becomes_a_file_uri(tmp_path):
    path = tmp_path / "ä b.yaml"

    assert uri(str(path)).startswith("file:///")
    assert urllib.request.url2pathname(urllib.parse.urlparse(uri(str(path))).path) == str(path)


@pytest.mark.parametrize(
    ("name", "escaped"),
    [("\udce4.yaml", "%E4.yaml"), ("\ud800.yaml", "%ED%A0%80.yaml"), ("\ud800\udcff é", "%ED%A0%80%FF%20%C3%A9")],
)
def test_a_name_that_is_no_unicode_becomes_a_uri(name, escaped):
    assert uri(name) == escaped
