from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import UsageError
from anamctl.live import commands
from anamctl.live.commands import Change, Context, Help, Interrupt, Language, Quit, Say, completions, parse
from anamctl.live.screen import INTERRUPTED, QUIT


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("Bonjour !", Say("Bonjour !")),
        ("  Bonjour  ", Say("Bonjour")),
        ("", None),
        ("   ", None),
        ("//etc/passwd", Say("/etc/passwd")),
        ("/lang es", Language("es")),
        ("/interrupt", Interrupt()),
        ("/context Il a payé.", Context("Il a payé.")),
        ("/quit", Quit()),
        ("/exit", Quit()),
        (QUIT, Quit()),
        (INTERRUPTED, Quit(is_interrupt=True)),
        ("/help", Help()),
        ("/set voiceGenerationOptions.speed=1.1", Change({"voiceGenerationOptions": {"speed": 1.1}})),
        (
            "/set voiceGenerationOptions.speed=1.1 voiceGenerationOptions.volume=0.8 languageCode=es",
            Change({"voiceGenerationOptions": {"speed": 1.1, "volume": 0.8}, "languageCode": "es"}),
        ),
        ('/set name="two words"', Change({"name": "two words"})),
        ("/set name=two words", Change({"name": "two words"})),
    ],
)
def test_a_line_is_said_or_is_a_command(line, command):
    assert parse(line) == command


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("/lnag es", "did you mean /lang?"),
        ("/xyzzy", "/help lists them."),
        ("/", "/help lists them."),
        ("/lang", "/lang CODE"),
        ("/set", "/set PATH=VALUE"),
        ("/set voiceGenerationOptions.sped=1", 'did you mean "voiceGenerationOptions.speed"?'),
        ("/set nothing", "write it like voiceGenerationOptions.speed=1.1"),
    ],
)
def test_a_slash_that_begins_no_command_says_what_was_meant(line, hint):
    with pytest.raises(UsageError) as caught:
        parse(line)

    assert caught.value.hint.startswith(hint)


@given(st.text(max_size=40))
def test_any_line_is_read_or_refused(line):
    try:
        found = parse(line)
    except UsageError:
        return
    assert found is None or isinstance(found, commands.Command)


def test_every_command_is_in_the_help_and_completed():
    words = completions(["fr", "es"])

    assert set(words) == set(commands.NAMES)
    assert words["/lang"] == ("fr", "es")
    assert "voiceGenerationOptions.speed=" in words["/set"]
    for name in set(commands.NAMES) - {"/help"}:
        assert any(line.startswith(name) for line in commands.HELP)
