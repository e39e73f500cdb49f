"""
Do Bolna's published models accept our golden legs? Run with `make test-oracle`; it needs a network.

This is no part of the tests: its name is none that pytest looks for. It prints a line for each leg, and fails when the
models refuse one that we do not know to be refused.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from anamctl.bolna import layering
from anamctl.bolna.expanded import expand
from scripts import generate_bolna
from tests.oracle import published

VECTORS = Path(__file__).resolve().parents[1] / "unit" / "bolna" / "vectors.json"

REFUSED = {
    "documentation example, speaking en": "ElevenLabs config requires both 'voice' and 'voice_id'",
    "documentation example, speaking hi": "Field required",
}
"""
Legs that the models refuse, and rightly: Bolna's own documentation leaves out the voice's name, which its models want.
"""


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    return published.load(published.fetch(tmp_path_factory.mktemp("bolna")))


def golden_legs():
    """Every leg with its name: what is spoken or heard, by which provider, in which language."""
    for path in sorted(generate_bolna.GOLDEN.glob("*/*.json")):
        legs = json.loads(path.read_text(encoding="utf-8"))["legs"]
        for code, leg in legs.items():
            word = "hearing" if path.parent.name == "stt" else "speaking"
            yield f"{path.stem}, {word} {code}", "Transcriber" if path.parent.name == "stt" else "Synthesizer", leg


def worked_legs():
    """The legs of the worked examples."""
    data = json.loads(VECTORS.read_text(encoding="utf-8"))
    entries = {vector["code"]: vector["entry"] for vector in data["vectors"]}
    example = data["documentation_example"]["tools_config"]
    for name, tools, multilingual in (
        ("worked example", data["base"], {"languages": entries}),
        ("documentation example", example, example["multilingual_config"]),
    ):
        for code, leg in layering.legs(tools, multilingual).items():
            yield f"{name}, hearing {code}", "Transcriber", leg.transcriber
            yield f"{name}, speaking {code}", "Synthesizer", leg.synthesizer


def complaint(model, leg):
    """What the models have against a leg; nothing when they take it."""
    try:
        model(**json.loads(json.dumps(leg)))
    except ValidationError as error:
        return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return ""


def test_every_leg_is_taken_or_known_to_be_refused(models, capsys):
    wrong, lines = [], [""]
    for name, kind, leg in [*golden_legs(), *worked_legs()]:
        problem = complaint(getattr(models, kind), leg)
        lines.append(f"refused  {name}  {problem}" if problem else f"taken    {name}")
        expected = REFUSED.get(name, "")
        if bool(problem) != bool(expected) or expected not in problem:
            wrong.append(f"{name}: {problem or 'taken, although it is known to be refused'}")
    refused = sum(line.startswith("refused") for line in lines)
    lines.append(f"{len(lines) - 1 - refused} legs taken, {refused} refused\n")
    with capsys.disabled():
        sys.stdout.write("\n".join(lines))

    assert wrong == []
    assert len(lines) > 28 * 18


@pytest.mark.parametrize("path", sorted(generate_bolna.GOLDEN.glob("*/*.json")), ids=lambda path: path.stem)
def test_the_whole_expanded_object_is_taken(models, path):
    make = generate_bolna.stt_tools if path.parent.name == "stt" else generate_bolna.tts_tools
    tools = make(path.stem)

    found = expand({"tools_config": tools})["tools_config"]

    assert complaint(models.ToolsConfig, found) == ""
    assert models.ToolsConfig(**found).transcriber.active == "en"


def test_the_providers_are_the_ones_we_know(models):
    from anamctl.bolna import tables

    assert set(tables.SYNTHESIZERS) == set(models.SYNTHESIZER_CONFIG_MODELS)
    assert set(tables.TRANSCRIBERS) == set(models.TranscriberProvider.all_values())
