"""The short road reads what the option parser reads."""

from __future__ import annotations

import subprocess
import sys

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from anamctl.cli import app
from anamctl.cli.listen import command as listen
from anamctl.cli.listen import starting
from anamctl.cli.listen.quick import PLAIN, parse

WORDS = ["a.wav", "fr", "Aurore", "a=b", "10s", "never", "always", "日本", "-", "0.8"]
ODD = [
    "--",
    "--help",
    "-h",
    "--debug",
    "--compare",
    "--nope",
    "--sa",
    "-qv",
    "-efr",
    "--mic=1",
    "--color=red",
    "--=x",
    "",
]
arguments = st.lists(
    st.one_of(
        st.sampled_from(sorted({**PLAIN.flags, **PLAIN.negations})),
        st.sampled_from(sorted(PLAIN.values)),
        st.builds("{}={}".format, st.sampled_from(sorted(PLAIN.values)), st.sampled_from([*WORDS, ""])),
        st.sampled_from(WORDS),
        st.sampled_from(ODD),
    ),
    max_size=6,
)


def parsed_by_the_option_parser(given_arguments):
    """Give what the real parser makes of it; None when it refuses, or does something else."""
    asked = []

    def take(service, request):
        asked.append((service, request))
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(starting, "listen", take)
        patch.setattr("sys.stderr.write", lambda _: 0)
        patch.setattr("sys.stdout.write", lambda _: 0)
        app.main(["listen", *given_arguments])
    return asked[0] if asked else None


@given(arguments)
def test_the_short_road_leads_where_the_long_one_does_or_nowhere(given_arguments):
    parsed = parse(given_arguments)

    if parsed is not None:
        assert parsed == parsed_by_the_option_parser(given_arguments)


def test_every_option_has_the_short_road():
    """But for what only the parser knows: help, a traceback, and an option with two values."""
    command = typer.main.get_command(listen.app)
    names = {
        name
        for parameter in command.params
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name.startswith("-")
    }

    assert names - {"--debug", "--help", "-h", "--compare"} == {*PLAIN.flags, *PLAIN.negations, *PLAIN.values}


def test_usual_calls_take_it():
    parsed = parse(
        [
            "a.wav",
            "-",
            "--sandbox",
            "--expect=fr",
            "--save",
            "a.txt",
            "--save",
            "b.srt",
            "--json",
            "--speaker-labels",
            "--no-formatting",
            "--vad-threshold=0.5",
            "--hint",
            "fr",
        ]
    )

    assert parsed is not None
    service, request = parsed
    assert service.sandbox
    assert service.typed == {
        "--speaker-labels": True,
        "--formatting": False,
        "--vad-threshold": "0.5",
        "--hint": ("fr",),
    }
    assert (request.arguments, request.expect, request.saves, request.json) == (
        ("a.wav", "-"),
        "fr",
        ("a.txt", "b.srt"),
        True,
    )


def test_a_start_needs_neither_the_option_parser_nor_what_other_commands_need():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            (
                "import sys; sys.argv[1:] = ['listen', 'no-such-file.wav', '--url', 'ws://127.0.0.1:9']\n"
                "from anamctl.__main__ import run\n"
                "try: run()\n"
                "except SystemExit as end: print(end.code, *sorted(sys.modules))"
            ),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = done.stdout.split()

    assert code == "2"
    loaded = {name.partition(".")[0] for name in modules}
    assert not loaded & {
        "typer",
        "click",
        "rich",
        "httpx",
        "pydantic",
        "numpy",
        "sounddevice",
        "yaml",
        "prompt_toolkit",
    }
