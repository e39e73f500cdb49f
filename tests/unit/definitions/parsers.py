"""Reading with one or the other YAML parser."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from anamctl.definitions import reader
from anamctl.definitions.parsers import make_parser, make_python_parser

if TYPE_CHECKING:
    from collections.abc import Iterator

PARSERS = {"libyaml": make_parser(), "python": make_python_parser()}


@contextmanager
def parser(name: str) -> Iterator[None]:
    """Read with one of the parsers."""
    usual = reader._Parser
    reader._Parser = PARSERS[name]
    try:
        yield
    finally:
        reader._Parser = usual


both_parsers = pytest.mark.parametrize("parser_name", PARSERS)
