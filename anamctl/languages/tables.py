"""Reads the tab-separated tables in the data folder."""

from __future__ import annotations

import os

_DATA = os.path.join(os.path.dirname(__file__), "data")


def read(name: str) -> list[str]:
    """Return the lines of a table without its comment lines."""
    with open(os.path.join(_DATA, name), encoding="utf-8") as file:
        return [line for line in file.read().splitlines() if line[:1] != "#"]


def read_rows(name: str, columns: int) -> list[list[str]]:
    """Return the cells of a table's rows; cells missing at the end of a row are empty."""
    rows = [line.split("\t") for line in read(name)]
    for row in rows:
        row.extend([""] * (columns - len(row)))
    return rows
