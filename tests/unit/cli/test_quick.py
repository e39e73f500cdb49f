from __future__ import annotations

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from anamctl.cli import app, validate
from anamctl.cli.quick import FLAGS, VALUES, parse
from anamctl.cli.request import FORMATS, Request, codes, complete, report_pair
from anamctl.errors import UsageError

PLAIN = [
    "personas",
    "a b.yaml",
    "-",
    "日本.yaml",
    "**/*.yaml",
    "LNG,ANM201",
    "json=a.json",
    "sarif=-x",
    "3",
    "json",
    "never",
]
ODD = ["--", "--help", "-h", "--debug", "--nope", "--form", "-qv", "-fjson", "-j2", "--fix=1", "--jobs=-1", "--=x", ""]
arguments = st.lists(
    st.one_of(
        st.sampled_from(sorted(FLAGS)),
        st.sampled_from(sorted(VALUES)),
        st.builds("{}={}".format, st.sampled_from(sorted(VALUES)), st.sampled_from([*PLAIN, "", "xml", "٣", "1_0"])),
        st.sampled_from(PLAIN),
        st.sampled_from(ODD),
    ),
    max_size=6,
)


def parsed_by_the_option_parser(given_arguments: list[str]) -> Request | None:
    """Give what the real parser makes of it; None when it refuses, or does something else."""
    asked: list[Request] = []

    def execute(request: Request) -> int:
        asked.append(request)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(validate, "execute", execute)
        patch.setattr("sys.stderr.write", lambda _: 0)
        app.main(["validate", *given_arguments])
    return asked[0] if asked else None


@given(arguments)
def test_the_short_road_leads_where_the_long_one_does_or_nowhere(given_arguments):
    request = parse(given_arguments)

    if request is not None:
        assert request == parsed_by_the_option_parser(given_arguments)


@pytest.mark.parametrize("flag", sorted(FLAGS))
def test_every_flag_means_what_it_means_to_the_option_parser(flag):
    request = parse([flag])

    assert request == parsed_by_the_option_parser([flag])
    assert request != Request()


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_value_means_what_it_means_to_the_option_parser(name):
    fitting = {"format": "json", "jobs": "3", "color": "never", "reports": "json=x"}.get(VALUES[name], "LNG")
    request = parse([name, fitting])

    assert request == parsed_by_the_option_parser([name, fitting])
    assert request != Request()


@pytest.mark.parametrize(
    ("given_arguments", "expected"),
    [
        ([], Request()),
        (["a", "-", "b"], Request(paths=("a", "-", "b"))),
        (["--strict", "a"], Request(paths=("a",), strict=True)),
        (["--strict", "--no-strict"], Request(strict=False)),
        (["--format", "json", "-o", "x"], Request(format="json", output="x")),
        (["--format=sarif", "--output=x=y"], Request(format="sarif", output="x=y")),
        (["--select", "lng, anm201", "--select=BOL"], Request(select=("LNG", "ANM201", "BOL"))),
        (["--ignore", "TXT"], Request(ignore=("TXT",))),
        (["--report", "json=a", "--report", "junit=b"], Request(reports=(("json", "a"), ("junit", "b")))),
        (["--unsafe-fixes"], Request(fix=True, unsafe_fixes=True)),
        (["--unsafe-fixes", "--diff"], Request(unsafe_fixes=True, diff=True)),
        (["-j", "4", "-q", "-v"], Request(jobs=4, quiet=True, verbose=True)),
        (["--no-cache", "--statistics", "--exit-zero"], Request(cache=False, statistics=True, exit_zero=True)),
        (["--baseline", "b", "--write-baseline"], Request(baseline="b", write_baseline=True)),
        (["--stdin-name", "x", "-", "--color", "always"], Request(paths=("-",), stdin_name="x", color="always")),
    ],
)
def test_plain_options_take_the_short_road(given_arguments, expected):
    assert parse(given_arguments) == expected
    assert parsed_by_the_option_parser(given_arguments) == expected


@pytest.mark.parametrize(
    "given_arguments",
    [
        *([odd] for odd in ODD if odd),
        ["--format", "xml"],
        ["--format"],
        ["--jobs", "many"],
        ["--jobs", "-1"],
        ["--color", "red"],
        ["--report", "xml=a"],
        ["--report", "json"],
        ["-f=json"],
    ],
)
def test_everything_else_is_left_to_the_option_parser(given_arguments):
    assert parse(given_arguments) is None


def test_every_option_of_the_command_takes_the_short_road_but_help_and_debug():
    parameters = typer.main.get_command(validate.app).params
    known = {name for one in parameters for name in (*one.opts, *one.secondary_opts) if name.startswith("-")}

    assert known - FLAGS.keys() - VALUES.keys() == {"--debug"}
    assert (FLAGS.keys() | VALUES.keys()) - known == set()


# ---- request ---------------------------------------------------------------------------------------------------------


def test_codes_may_be_repeated_or_listed():
    assert codes(["lng101, ANM", "", " bol "]) == ("LNG101", "ANM", "BOL")
    assert codes(None) == ()


def test_a_report_is_a_format_and_a_file():
    assert report_pair("json=a=b.json") == ("json", "a=b.json")


@pytest.mark.parametrize("text", ["json", "json=", "=a", "xml=a", ""])
def test_a_report_of_another_form_is_refused_with_the_formats(text):
    with pytest.raises(UsageError) as caught:
        report_pair(text)

    assert f'found "{text}"' in caught.value.message
    assert all(name in caught.value.hint for name in FORMATS)


def test_unsafe_fixes_are_fixes_unless_only_shown():
    assert complete(Request(unsafe_fixes=True)).fix
    assert not complete(Request(unsafe_fixes=True, diff=True)).fix
    assert not complete(Request()).fix
