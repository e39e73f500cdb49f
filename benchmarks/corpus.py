"""
Make many different persona files for measuring: clean ones, or the same with one wrong value each.

A file depends on its number and the seed alone, so two runs measure the same bytes.
"""

from __future__ import annotations

import os
import random
import uuid
from typing import TYPE_CHECKING

from benchmarks.phrases import PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20261121
TRANSLATIONS = 4
"""Languages of a persona beside its own."""

_FAULTY_SENSITIVITY = "1.5"
"""Allowed is 0 to 1."""


def persona_file(number: int, *, seed: int = SEED, faulty: bool = False) -> str:
    """Give the text of one persona file; a faulty one differs from the clean one in one value."""
    # A string as seed is hashed with SHA-512 by `random`: the same on every machine and Python.
    chance = random.Random(f"{seed}/{number}")
    base, *others = chance.sample(sorted(PHRASES), TRANSLATIONS + 1)
    picks = _Picks(chance)
    sensitivity = f"{chance.uniform(0.2, 0.9):.2f}"
    lines = [
        f"# persona {number}",
        "personaConfig:",
        f"  name: Persona {number}",
        f"  avatarId: {_identifier(chance)}",
        f"  voiceId: {_identifier(chance)}",
        f"  llmId: {_identifier(chance)}",
        f"  languageCode: {base}",
        "  systemPrompt: |",
        *(f"    {line}" for line in picks.prompt(base)),
        "  skipGreeting: false",
        f"  maxSessionLengthSeconds: {chance.randrange(60, 180)}",
        "  voiceGenerationOptions:",
        f"    speed: {chance.uniform(0.7, 1.2):.2f}",
        "  voiceDetectionOptions:",
        f"    endOfSpeechSensitivity: {_FAULTY_SENSITIVITY if faulty else sensitivity}",
        f"    silenceBeforeSessionEndSeconds: {chance.randrange(30, 300)}",
        "sessionOptions:",
        "  videoQuality: auto",
        "  sessionReplay:",
        "    enableSessionReplay: false",
        "languages:",
    ]
    for code in others:
        lines += [
            f"  {code}:",
            f"    voiceId: {_identifier(chance)}",
            "    systemPrompt: |",
            *(f"      {line}" for line in picks.prompt(code)),
            "    voiceGenerationOptions:",
            f"      speed: {chance.uniform(0.7, 1.2):.2f}",
        ]
    return "\n".join(lines) + "\n"


def write_corpus(folder: str, count: int, *, seed: int = SEED, faulty: bool = False) -> list[str]:
    """Write `count` files into a new folder and give their paths."""
    os.makedirs(folder)
    paths = []
    for number, text in enumerate(iter_files(count, seed=seed, faulty=faulty)):
        path = os.path.join(folder, f"persona-{number:05}.yaml")
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        paths.append(path)
    return paths


def iter_files(count: int, *, seed: int = SEED, faulty: bool = False) -> Iterator[str]:
    """Give the texts one by one: the measuring process must stay small (see `timing`)."""
    for number in range(count):
        yield persona_file(number, seed=seed, faulty=faulty)


class _Picks:
    """One choice of sentences, told in any language."""

    def __init__(self, chance: random.Random) -> None:
        any_language = PHRASES["en"]
        self._role = chance.randrange(len(any_language.roles))
        self._tasks = chance.sample(range(len(any_language.tasks)), 2)
        self._style = chance.randrange(len(any_language.styles))
        self._fact = chance.randrange(len(any_language.facts))
        self._number = chance.randrange(3, 200)
        self._address = f"https://example.org/{chance.getrandbits(40):x}"

    def prompt(self, code: str) -> list[str]:
        phrases = PHRASES[code]
        return [
            phrases.roles[self._role],
            " ".join(phrases.tasks[task] for task in self._tasks),
            phrases.styles[self._style],
            phrases.facts[self._fact].format(n=self._number),
            f"{phrases.contact} {self._address}",
        ]


def _identifier(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))
