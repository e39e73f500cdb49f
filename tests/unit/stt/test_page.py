"""The reference page of speech-to-text services agrees with the code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from anamctl.stt.assemblyai.failures import closed_failure
from anamctl.stt.catalogue import models
from anamctl.stt.providers import NAMES, about, parameters

if TYPE_CHECKING:
    from pathlib import Path

TITLES = {"assemblyai": "AssemblyAI", "whisperlivekit": "WhisperLiveKit", "deepgram": "Deepgram"}
SHORT = {"english": "en", "multilingual": "multi", "whisper": "whisper", "u3-rt": "u3-rt", "universal-3": "3.5+"}


@pytest.fixture(scope="module")
def page(project_root: Path) -> str:
    return (project_root / "docs/reference/speech-to-text.md").read_text(encoding="utf-8")


def rows(text: str, first: str) -> dict[str, list[str]]:
    """Give the rows of the table with this first column, by what stands there between backticks."""
    table = re.search(rf"^\| {first} \|.*\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE)
    if table is None:
        return {}
    cells = [[cell.strip() for cell in re.split(r" \|", row.removeprefix("|"))] for row in table[1].splitlines()]
    return {row[0].strip("`"): row[1:-1] for row in cells}


def part(page: str, name: str) -> str:
    return page.partition(f"\n## {TITLES[name]}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("name", NAMES)
def test_models_and_prices_are_those_of_the_catalogue(page, name):
    listed = rows(part(page, name), "model")

    assert list(listed) == [found.name for found in models(name)]
    for found in models(name):
        count, price, _ = listed[found.name]
        assert count == f"{len(found.languages)} ({found.languages_confidence})"
        known = (
            f"{found.price_per_hour:g} ({found.price_confidence})" if found.price_per_hour is not None else "unknown"
        )
        assert price == known


@pytest.mark.parametrize("name", NAMES)
def test_settings_are_those_that_are_checked(page, name):
    listed = rows(part(page, name), "setting")

    assert list(listed) == [parameter.name for parameter in parameters(name)]
    for parameter in parameters(name):
        cells = listed[parameter.name]
        assert cells[0].startswith(parameter.help)
        for limit in (parameter.low, parameter.high, parameter.longest_item):
            assert limit is None or f"{limit:g}" in cells[1], parameter.name
        assert all(f"`{choice}`" in cells[1] for choice in parameter.choices)
        if name == "assemblyai":
            takes = "all" if parameter.models is None else {SHORT[family] for family in parameter.models}
            assert cells[2] == "all" if takes == "all" else set(cells[2].split(", ")) == takes
            assert (cells[3] == "yes") == parameter.is_live


@pytest.mark.parametrize("name", NAMES)
def test_keys_and_addresses_are_those_of_the_code(page, name):
    _, key, address = rows(page, "name")[name]

    assert about(name).url.replace("http", "ws", 1) in address
    assert not about(name).wants_key or f"`{about(name).key_variable}`" in key
    assert all(f"`{region}`" in address for region in about(name).regions)


def test_codes_mean_what_the_page_says(page):
    listed = rows(part(page, "assemblyai"), "what goes wrong")
    kinds = {"the end": {"auth", "usage"}, "another session": {"expired"}, "another try": {"server", "network"}}

    for what, (codes, follows) in listed.items():
        wanted = kinds.get(follows.partition(",")[0])
        if wanted is None or "text" in what or "too fast" in what:
            continue
        for first, last in re.findall(r"(\d{4})(?: to (\d{4}))?", codes):
            for code in range(int(first), int(last or first) + 1):
                assert closed_failure(code, "").kind in wanted, code
