from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import UsageError
from anamctl.listening.assignments import begins, parse


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("min_turn_silence=800ms", {"min_turn_silence": "800ms"}),
        ("  a=1   b=2 ", {"a": "1", "b": "2"}),
        ('prompt="two words" a=1', {"prompt": "two words", "a": "1"}),
        ("prompt='say \"hi\"'", {"prompt": 'say "hi"'}),
        ("prompt=it's", {"prompt": "it's"}),
        ("prompt=", {"prompt": ""}),
        ("prompt= a=1", {"prompt": "", "a": "1"}),
        ('prompt=""', {"prompt": ""}),
        ("prompt=a=b", {"prompt": "a=b"}),
        ('k=["Ana","Zoë K."] b=2', {"k": '["Ana","Zoë K."]', "b": "2"}),
        ('k=["a ] b"]', {"k": '["a ] b"]'}),
        ("k=[]", {"k": "[]"}),
        ("k=Ana,Zoë", {"k": "Ana,Zoë"}),
    ],
)
def test_settings_are_taken_apart(text, found):
    assert parse(text) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing to set"),
        ("min_turn_silence", "min_turn_silence has no value"),
        ("min_turn_silence 800", "min_turn_silence has no value"),
        ("=3", "no name before ="),
        ("a=1 a=2", "a is there twice"),
        ('a="one', 'a: what " opens is not closed'),
        ("a='one", "a: what ' opens"),
        ("a=[one", r"a: what \[ opens"),
        ('a="one"two', 'a: what " opens'),
    ],
)
def test_what_is_none_is_said_with_what_to_write(text, message):
    with pytest.raises(UsageError, match=message) as raised:
        parse(text)
    assert raised.value.hint


@given(text=st.text(st.sampled_from("ab=\"' [],\\é\t"), max_size=20))
def test_no_text_is_anything_else_than_settings_or_an_error(text):
    try:
        found = parse(text)
    except UsageError:
        return
    assert found
    assert all(name and "=" not in name for name in found)


@given(
    found=st.dictionaries(st.from_regex(r"\A[a-z_]{1,8}\Z"), st.text(st.characters(exclude_characters='"')), min_size=1)
)
def test_what_stands_in_quotes_comes_as_it_is(found):
    assert parse(" ".join(f'{name}="{value}"' for name, value in found.items())) == found


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("", ""),
        ("min", "min"),
        ("a=1 mi", "mi"),
        ('p="two wo', 'p="two wo'),
        ('p="two" m', "m"),
        ("p=it's m", "m"),
        ("k=[a, b", "k=[a, b"),
        ("k=[a, b] m", "m"),
        ('p=a="b c', "c"),
    ],
)
def test_it_is_known_where_the_last_setting_begins(text, rest):
    assert text[begins(text) :] == rest
