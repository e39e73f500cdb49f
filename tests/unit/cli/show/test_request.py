"""The options of `show`, on both roads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.cli import app
from anamctl.cli.show import command as show
from anamctl.cli.show.request import ShowRequest, checked, parse
from anamctl.errors import UsageError

PLAIN = ["concierge", "a b.yaml", "-", "日本.yaml", "fr", "sent", "runtime", "text", "json", "yaml", "never", "2"]
FLAGS = ["--explain", "--providers", "--json", "--strict", "--quiet", "-q"]
VALUES = ["--lang", "-l", "--as", "--format", "-f", "--document", "--color"]
ODD = ["--", "--help", "--debug", "--verbose", "-v", "--nope", "-fjson", "--explain=1", "--diff=a", "--=x", ""]
ARGUMENTS = st.lists(
    st.sampled_from([*PLAIN, *FLAGS, *VALUES, "--diff", *ODD])
    | st.builds("{}={}".format, st.sampled_from(VALUES), st.sampled_from([*PLAIN, "", "xml"])),
    max_size=6,
)


def parsed_by_the_option_parser(arguments: list[str]) -> ShowRequest | None:
    asked: list[ShowRequest] = []

    def execute(request: ShowRequest) -> int:
        asked.append(request)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(show, "execute", execute)
        patch.setattr("sys.stderr.write", lambda _: 0)
        patch.setattr("sys.stdout.write", lambda _: 0)
        app.main(["show", *arguments])
    return asked[0] if asked else None


@given(ARGUMENTS)
def test_the_short_road_leads_where_the_long_one_does_or_nowhere(arguments):
    request = parse(arguments)

    if request is not None:
        assert request == parsed_by_the_option_parser(arguments)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["concierge"], ShowRequest("concierge")),
        (["-"], ShowRequest("-")),
        (["a", "--lang", "fr", "-f", "yaml"], ShowRequest("a", lang="fr", format="yaml")),
        (["--as=sent", "a", "--explain", "-q"], ShowRequest("a", view="sent", explain=True, quiet=True)),
        (["a", "--diff", "en", "hi"], ShowRequest("a", diff=("en", "hi"))),
        (["a", "--document", "2", "--json", "--strict"], ShowRequest("a", document="2", json=True, strict=True)),
        (["a", "--providers", "--color", "never"], ShowRequest("a", providers=True, color="never")),
    ],
)
def test_plain_options_take_the_short_road(arguments, expected):
    assert parse(arguments) == expected == parsed_by_the_option_parser(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "a b",
        "a --diff en",
        "a --diff en -q",
        "a -f xml",
        "a --lang",
        "--help",
        "a --debug",
        "a --as posted",
        "a -l=fr",
    ],
)
def test_everything_else_is_left_to_the_option_parser(arguments):
    assert parse(arguments.split()) is None


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (ShowRequest("a", lang="fr", diff=("en", "fr")), "--diff names its languages itself; leave out --lang."),
        (ShowRequest("a", providers=True, explain=True), "--providers stands alone, or with --lang."),
        (ShowRequest("a", providers=True, diff=("en", "fr")), "--providers stands alone, or with --lang."),
        (ShowRequest("a", providers=True, view="sent"), "--providers stands alone, or with --lang."),
        (ShowRequest("a", json=True, format="yaml"), "--json and --format exclude each other."),
        (ShowRequest("a", explain=True, format="json"), "--explain has no place in --format json."),
    ],
)
def test_options_that_exclude_each_other_are_refused(request_, message):
    with pytest.raises(UsageError) as caught:
        checked(request_)

    assert caught.value.message == message
    assert caught.value.hint


@pytest.mark.parametrize(
    "request_",
    [
        ShowRequest("a", providers=True, lang="fr", json=True),
        ShowRequest("a", explain=True, json=True, diff=("a", "b")),
        ShowRequest("a", view="runtime", lang="fr", strict=True),
    ],
)
def test_options_that_go_together_are_taken(request_):
    assert checked(request_) is request_
