from __future__ import annotations

import pytest

from anamctl.errors import UsageError
from anamctl.stt.parameters import Parameter, encoded, plain, read, remarks, select, split, table

FLAG = Parameter("shout", "flag", "be loud")
SHARE = Parameter("trust", "number", "how sure", low=0, high=1)
COUNT = Parameter("speakers", "integer", "how many", low=1, high=10)
MILLI = Parameter("silence", "milliseconds", "how long", low=0, high=1000)
SECOND = Parameter("timeout", "seconds", "how long", low=5, high=3600)
CHOICE = Parameter("mode", "text", "which", choices=("fast", "good"))
OPEN = Parameter("domain", "text", "which", choices=("medical",), is_open=True)
TEXT = Parameter("prompt", "text", "what", high=10)
LIST = Parameter("terms", "list", "which", high=3, longest_item=5)


@pytest.mark.parametrize(
    ("parameter", "given", "value"),
    [
        (FLAG, "true", True),
        (FLAG, " False ", False),
        (FLAG, True, True),
        (SHARE, "0.4", 0.4),
        (SHARE, "1", 1.0),
        (SHARE, 0, 0.0),
        (COUNT, "10", 10),
        (COUNT, 2.0, 2),
        (MILLI, "800", 800),
        (MILLI, "800ms", 800),
        (MILLI, "0.5s", 500),
        (MILLI, 160, 160),
        (SECOND, "90", 90),
        (SECOND, "2m", 120),
        (SECOND, "1h", 3600),
        (CHOICE, " fast ", "fast"),
        (OPEN, "legal", "legal"),
        (TEXT, " as it is ", " as it is "),
        (LIST, '["a","b"]', ("a", "b")),
        (LIST, "a, b,", ("a", "b")),
        (LIST, ["a"], ("a",)),
        (LIST, "[]", ()),
    ],
)
def test_values_are_read_from_text_and_from_values(parameter, given, value):
    found = read(parameter, given)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("parameter", "given", "hint"),
    [
        (FLAG, "yes", "true or false"),
        (FLAG, 1, "true or false"),
        (SHARE, "1.01", "0 to 1"),
        (SHARE, -0.1, "0 to 1"),
        (SHARE, "nan", "0 to 1"),
        (SHARE, "inf", "0 to 1"),
        (SHARE, True, "0 to 1"),
        (SHARE, "much", "0 to 1"),
        (COUNT, "0", "1 to 10"),
        (COUNT, "2.5", "a whole number, 1 to 10"),
        (COUNT, 2.5, "a whole number, 1 to 10"),
        (COUNT, "9" * 30, "a whole number, 1 to 10"),
        (MILLI, "1001", "0 to 1000 ms"),
        (MILLI, "2s", "0 to 1000 ms"),
        (MILLI, "-5", "0 to 1000 ms"),
        (MILLI, "x s", "800 or 800ms"),
        (SECOND, "4", "5 to 3600 s"),
        (SECOND, "2h", "5 to 3600 s"),
        (CHOICE, "best", "fast or good"),
        (TEXT, "x" * 11, "10 at most"),
        (TEXT, 3, "a text"),
        (LIST, "a,b,c,d", "3 at most"),
        (LIST, "[1]", '["one","two"]'),
        (LIST, "[", '["one","two"]'),
        (LIST, {"a": 1}, '["one","two"]'),
        (Parameter("any", "number", "x"), "much", "a number"),
        (Parameter("above", "number", "x", low=3), "2", "3 or more"),
        (TEXT, "caf\udce9", "UTF-8"),
        (LIST, ("caf\udce9",), "UTF-8"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(parameter, given, hint):
    with pytest.raises(UsageError) as caught:
        read(parameter, given)

    assert parameter.name in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("value", "query", "message"),
    [
        (True, "true", True),
        (False, "false", False),
        (0.4, "0.4", 0.4),
        (1.0, "1", 1.0),
        (800, "800", 800),
        ("é", "é", "é"),
        (("é",), '["é"]', ["é"]),
        (("a", 'b"'), '["a","b\\""]', ["a", 'b"']),
    ],
)
def test_values_are_written_for_queries_and_for_messages(value, query, message):
    assert encoded(value) == query
    assert plain(value) == message


def test_an_open_choice_that_is_not_known_is_remarked_and_sent():
    assert list(remarks(OPEN, "medical")) == []
    assert '"legal" is not among' in next(iter(remarks(OPEN, "legal")))


def test_an_item_that_the_service_would_ignore_is_remarked():
    assert list(remarks(LIST, ("abcde",))) == []
    assert "6 characters" in next(iter(remarks(LIST, ("abcdef",))))


def test_advice_is_given_with_the_value():
    assert list(remarks(Parameter("old", "text", "", advice="deprecated"), "x")) == ["old: deprecated."]


def test_settings_are_chosen_from_a_table():
    known = table((FLAG, COUNT, TEXT))
    found, notices = select(
        {"shout": "true", "speakers": None, "extra": "as it is", "shoot": True}, known, {}, lambda _: ""
    )

    assert found == {"shout": True, "extra": "as it is", "shoot": True}
    assert [notice.partition(" ")[0] for notice in notices] == ["extra", "shoot"]
    assert 'id you mean "shout"?' in notices[1]


def test_a_setting_that_means_nothing_is_sent_and_remarked():
    found, notices = select({"shout": True}, table((FLAG,)), {}, lambda parameter: f"{parameter.name} means nothing.")

    assert found == {"shout": True}
    assert notices == ["shout means nothing."]


def test_a_name_that_is_set_otherwise_is_refused_with_how():
    with pytest.raises(UsageError) as caught:
        select({"model": "x"}, {}, {"model": "use --model."})

    assert caught.value.hint == "use --model."


def test_an_unknown_setting_that_is_no_text_is_refused():
    with pytest.raises(UsageError):
        select({"x": "\udce9"}, {}, {})


def test_params_are_taken_apart_at_the_first_equals_sign():
    assert split(["a=1", " b =x=y", "c="]) == {"a": "1", "b": "x=y", "c": ""}


@pytest.mark.parametrize("params", [["a"], ["=1"], [""], ["a=1", "a=2"]])
def test_params_of_another_form_are_refused(params):
    with pytest.raises(UsageError):
        split(params)
