"""
The families of rules.

A family is a folder with a hand-written table, code to module, in its ``MODULES``. Families are loaded when they are
needed: a run on persona files never imports the rules for agents.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from anamctl.lint.rule import rule_of

if TYPE_CHECKING:
    from anamctl.lint.rule import Rule

FAMILIES: dict[str, str] = {
    "YML": "Files and YAML",
    "LNG": "Language codes and coverage",
    "ANM": "Anam personas",
    "BOL": "Bolna agents",
    "TXT": "Prompts and texts",
    "SEC": "Secrets and hidden characters",
}
"""Letters of a code to what the family is about."""


@cache
def codes(family: str) -> tuple[str, ...]:
    """List the codes of one family without loading its rules."""
    return tuple(sorted(_modules(family)))


@cache
def family(name: str, *, online: bool = False) -> tuple[Rule, ...]:
    """
    Load the rules of one family (``YML``), in the order of their codes.

    Args:
        name: letters of the codes.
        online: also those that need an account (`anamctl.lint.rule.Online`).
    """
    modules = _modules(name)
    package = _package(name)
    wanted = (code for code in sorted(modules) if online or code not in _online(name))
    return tuple(rule_of(import_module(f"{package}.{modules[code]}")) for code in wanted)


def all_rules() -> tuple[Rule, ...]:
    """Load every rule, in the order of their codes."""
    return tuple(sorted((rule for name in FAMILIES for rule in family(name, online=True)), key=lambda rule: rule.code))


def all_codes() -> tuple[str, ...]:
    """List the codes of every rule without loading one."""
    return tuple(sorted(code for name in FAMILIES for code in codes(name)))


def online_codes() -> frozenset[str]:
    """List the codes of the rules that need an account without loading one."""
    return frozenset(code for name in FAMILIES for code in _online(name))


def _online(name: str) -> frozenset[str]:
    found: frozenset[str] = getattr(import_module(_package(name)), "ONLINE", frozenset())
    return found


def _package(name: str) -> str:
    return f"{__name__}.{name.lower()}"


def _modules(name: str) -> dict[str, str]:
    modules: dict[str, str] = import_module(_package(name)).MODULES
    return modules
