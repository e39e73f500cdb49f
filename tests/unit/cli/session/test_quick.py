import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anamctl.cli import app
from anamctl.cli.session import starting
from anamctl.cli.session.quick import PLAIN, parse

WORDS = ["concierge", "fr", "Bonjour, vous ?", "a=b", "x.wav", "10s", "never", "always", "日本", "-"]
ODD = ["--", "--help", "-h", "--debug", "--nope", "--sa", "-qv", "-lfr", "--mic=1", "--color=red", "--=x", "", "-x"]
arguments = st.lists(
    st.one_of(
        st.sampled_from(sorted(PLAIN.flags)),
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

    def start(service, request):
        asked.append((service, request))
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(starting, "start", start)
        patch.setattr("sys.stderr.write", lambda _: 0)
        patch.setattr("sys.stdout.write", lambda _: 0)
        app.main(["session", "start", *given_arguments])
    return asked[0] if asked else None


@settings(max_examples=50)
@given(arguments)
def test_the_short_road_leads_where_the_long_one_does_or_nowhere(given_arguments):
    parsed = parse(given_arguments)

    if parsed is not None:
        assert parsed == parsed_by_the_option_parser(given_arguments)


def test_every_option_has_the_short_road():
    """But for what only the parser knows: help, a traceback, and what starts no session."""
    import typer

    from anamctl.cli.session import command as session

    command = typer.main.get_command(session.app).commands["start"]  # type: ignore[attr-defined]
    names = {name for parameter in command.params for name in parameter.opts if name.startswith("-")}

    assert names - {"--debug", "--help", "-h", "--list-devices"} == {*PLAIN.flags, *PLAIN.values}


def test_usual_calls_take_it():
    parsed = parse(["concierge", "--lang", "fr", "--say=Bonjour", "--say", "Merci", "--sandbox", "--json"])

    assert parsed is not None
    service, request = parsed
    assert (service.sandbox, request.persona, request.lang, request.says, request.json) == (
        True,
        "concierge",
        "fr",
        ("Bonjour", "Merci"),
        True,
    )


def test_the_option_parser_is_not_loaded(tmp_path):
    code = (
        "import sys; sys.argv = ['anamctl', 'session', 'start', 'nobody', '--sandbox']; "
        "from anamctl.__main__ import run\n"
        "try: run()\n"
        "except SystemExit as end: print(end.code, sorted({'typer', 'rich', 'click', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.stdout == "2 []\n"
    assert "nobody" in done.stderr
