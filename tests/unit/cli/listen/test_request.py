"""What options mean together, and what is said when they mean nothing."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.cli.durations import duration
from anamctl.cli.listen.request import (
    ListenRequest,
    SttRequest,
    check,
    pace,
    part,
    rate,
    wanted,
    wish,
)
from anamctl.errors import UsageError
from anamctl.listening.verdict import Wish

FILE = ("a.wav",)


def refused(request=None, service=None, *, has_terminal=False):
    with pytest.raises(UsageError) as caught:
        check(ListenRequest(**(request or {})), SttRequest(**(service or {})), has_terminal=has_terminal)
    assert caught.value.hint or "; write " in caught.value.message
    return caught.value.message


@pytest.mark.parametrize(
    ("request_", "service", "said"),
    [
        ({}, {}, "there is nothing to listen to: stdin is no terminal, and no file is named."),
        ({"arguments": ("",)}, {}, "a file has no name."),
        ({"arguments": FILE, "mic": True}, {}, "--mic and files exclude each other."),
        ({"files": FILE, "device": "x"}, {}, "--device is a microphone, and files need none."),
        ({"mic": True, "pace": "2"}, {}, "--pace is for files."),
        ({"pace": "max"}, {}, "there is nothing to listen to: stdin is no terminal, and no file is named."),
        ({"arguments": FILE, "pace": "fast"}, {}, '--pace cannot be "fast".'),
        ({"arguments": FILE, "pace": "-1"}, {}, "--pace is more than 0 and at most 100, not -1."),
        ({"arguments": FILE, "rate": "fast"}, {}, '--rate cannot be "fast".'),
        ({"arguments": FILE, "rate": "100"}, {}, "--rate is from 8000 to 192000 Hz, not 100."),
        ({"arguments": FILE, "expect": "xx"}, {}, '"xx" is no language code.'),
        ({"arguments": FILE, "expect": "fr", "persona": "x"}, {}, "--expect and --persona exclude each other."),
        ({"arguments": FILE, "lang": "fr"}, {}, "--lang needs --persona."),
        ({"arguments": FILE, "document": "1"}, {}, "--document needs --persona."),
        ({"arguments": FILE, "min_share": "0.5"}, {}, "--min-share needs --expect."),
        ({"arguments": FILE, "min_confidence": "0.5"}, {}, "--min-confidence needs --expect."),
        ({"arguments": FILE, "expect": "fr", "min_share": "2"}, {}, "--min-share is from 0 to 1, not 2."),
        ({"arguments": FILE, "expect": "fr", "min_confidence": "x"}, {}, '--min-confidence cannot be "x".'),
        (
            {"arguments": FILE, "reports": ("heard.svg", "heard.png")},
            {},
            "--report heard.png: a report is .svg or .html.",
        ),
        ({"arguments": FILE, "junit": "x.xml"}, {}, "--junit needs --suite."),
        ({"arguments": FILE, "duration": "0"}, {}, "--for must be more than nothing."),
        (
            {"arguments": FILE, "max_length": "long"},
            {},
            '--max-length: "long" is no duration; write 500ms, 4s, 2m or 1h.',
        ),
        ({"suite": "s.yaml", "arguments": FILE}, {}, "--suite goes without files."),
        ({"suite": "s.yaml", "mic": True}, {}, "--suite goes without --mic."),
        ({"suite": "s.yaml", "expect": "fr"}, {}, "--suite goes without --expect."),
        ({"suite": "s.yaml", "saves": ("a.txt",)}, {}, "--suite goes without --save."),
        ({"suite": "s.yaml", "reports": ("a.svg",)}, {}, "--suite goes without --report."),
        ({"suite": "s.yaml", "duration": "3s"}, {}, "--suite goes without --for."),
        ({"arguments": FILE, "compare": ("a", "")}, {}, "--compare names two services."),
        ({"arguments": FILE, "compare": ("a", "b")}, {"model": "x"}, "--compare names services and models itself."),
        ({"arguments": FILE, "compare": ("a", "b")}, {"url": "wss://x"}, "--compare goes without --url."),
        ({"arguments": FILE, "compare": ("a", "b"), "reports": ("a.svg",)}, {}, "--compare goes without --report."),
        ({"arguments": FILE}, {"typed": {"--keyterm": (" ",)}}, "--keyterm is empty."),
        *[
            (
                {**given_, **({} if "suite" in given_ else {"arguments": FILE})},
                {"typed": {"--language-detection": False}},
                "--no-language-detection leaves out the language, which is expected.",
            )
            for given_ in ({"expect": "fr"}, {"persona": "concierge"}, {"suite": "s.yaml"})
        ],
        (
            {"arguments": FILE},
            {"typed": {"--min-turn-silence": "400"}},
            "--min-turn-silence 400 is more than a minute.",
        ),
        ({"arguments": FILE}, {"typed": {"--max-turn-silence": "2m"}}, "--max-turn-silence 2m is more than a minute."),
    ],
)
def test_what_does_not_go_together_is_refused_before_anything_is_paid_for(request_, service, said):
    assert refused(request_, service) == said


@pytest.mark.parametrize(
    "request_",
    [
        {"arguments": FILE},
        {"files": FILE, "pace": "max", "rate": "16k"},
        {"mic": True, "device": "2"},
        {"device": "usb"},
        {"arguments": FILE, "expect": "fr-CA", "min_share": "90%", "min_confidence": "0.5"},
        {"arguments": FILE, "persona": "concierge", "lang": "fr", "min_share": "1"},
        {"suite": "s.yaml", "compare": ("a", "b"), "junit": "j.xml", "min_share": "0.5", "min_confidence": "0.6"},
        {"arguments": ("-",), "reports": ("HEARD.HTML", "a.svg")},
    ],
)
def test_what_goes_together_is_taken(request_):
    check(ListenRequest(**request_), SttRequest(), has_terminal=False)


def test_at_a_terminal_the_microphone_goes_without_saying():
    check(ListenRequest(), SttRequest(), has_terminal=True)


@pytest.mark.parametrize(
    ("text", "value"), [("", None), ("0.8", 0.8), ("80%", 0.8), ("80 %", 0.8), ("0", 0.0), ("1", 1.0)]
)
def test_a_share_is_a_number_or_percent(text, value):
    assert part(text, "--min-share") == value


@pytest.mark.parametrize(("text", "value"), [("", 1.0), ("max", 0.0), ("2", 2.0), ("1.25x", 1.25)])
def test_a_pace(text, value):
    assert pace(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("", None), ("16000", 16000), ("16k", 16000), ("44.1k", 44100), ("8K", 8000)]
)
def test_a_rate(text, value):
    assert rate(text) == value


@given(st.text(max_size=8))
def test_no_text_is_a_bug(text):
    for read in (
        pace,
        rate,
        lambda one: part(one, "--x"),
        lambda one: duration(one, "--x"),
    ):
        with suppress(UsageError):
            read(text)


def test_what_is_expected_and_what_is_heard():
    request = ListenRequest(("a.wav",), ("-",), rate="8k", pace="max", min_share="0.9")

    assert wish(request, "fr") == Wish("fr", None, 0.9)
    assert wish(ListenRequest(min_confidence="70%"), "fr") == Wish("fr", 0.7, 0.8)
    assert wanted(request)[:4] == (("a.wav", "-"), "", 8000, 0.0)
