from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anamctl.view.listen import presses
from anamctl.view.listen.presses import Pasted, Presses


def pressed(*pieces: bytes) -> list[str]:
    """Give what was pressed when bytes come in pieces, and nothing after them."""
    keys = Presses()
    return [press for piece in pieces for press in keys.feed(piece)] + keys.flush()


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        (b"s=1 \r", ["s", "=", "1", " ", presses.ENTER]),
        (b"\n\t\x7f\x08", [presses.ENTER, presses.TAB, presses.BACKSPACE, presses.BACKSPACE]),
        (b"\x03\x04\x15\x17", ["\x03", "\x04", "\x15", "\x17"]),
        (b"\x1b[A\x1b[B\x1b[C\x1b[D", [presses.UP, presses.DOWN, presses.RIGHT, presses.LEFT]),
        (b"\x1bOA\x1bOD", [presses.UP, presses.LEFT]),
        (b"\x1b[1;5C\x1b[3~\x1b[3;2~", [presses.RIGHT, presses.DELETE, presses.DELETE]),
        (b"\x1b[H\x1b[F\x1b[1~\x1b[4~", [presses.HOME, presses.END, presses.HOME, presses.END]),
        (b"\x1b[Z", [presses.BACK_TAB]),
        ("é한👋".encode(), ["é", "한", "👋"]),
    ],
)
def test_keys_have_names_and_characters_are_themselves(data, keys):
    assert pressed(data) == keys


@pytest.mark.parametrize(
    "data",
    [b"\x1b[15~", b"\x1b[200~", b"\x1bOP", b"\x1b[[A", b"\x1b[[E", b"\x1b[1;5q", b"\x1be", b"\x1bq", "\x1bé".encode()],
)
def test_letters_in_what_other_keys_send_are_no_keys(data):
    assert pressed(data) == []


def test_an_escape_is_known_when_nothing_follows_or_something_that_cannot():
    keys = Presses()

    assert keys.feed(b"\x1b") == []
    assert keys.is_waiting
    assert keys.flush() == [presses.ESCAPE]
    assert keys.flush() == []
    assert pressed(b"\x1b\x1b") == [presses.ESCAPE, presses.ESCAPE]
    assert pressed(b"\x1b\x1b[A") == [presses.ESCAPE, presses.UP]


@pytest.mark.parametrize("before", [b"\x1b", b"\x1b[", b"\x1b[1;5", b"\x1bO", b"\x1b[[", b"\xf0\x9f"])
def test_ctrl_c_comes_through_whatever_was_sent_by_halves(before):
    assert pressed(before + b"\x03")[-1] == "\x03"
    assert pressed(before, b"\x03")[-1] == "\x03"


def test_half_a_sequence_after_which_nothing_follows_is_nothing():
    assert pressed(b"\x1b[") == pressed(b"\x1bO") == pressed(b"\x1b[1;") == []
    keys = Presses()
    keys.feed(b"\x1b[")
    keys.flush()
    assert keys.feed(b"A") == ["A"]


def test_a_sequence_without_an_end_is_not_kept_for_ever():
    keys = Presses()
    keys.feed(b"\x1b[" + b"1" * 5000)

    assert not keys.is_waiting
    assert keys.feed(b"q") == ["q"]


TYPED = st.one_of(
    st.text(max_size=20).map(lambda text: text.encode(errors="replace")),
    st.sampled_from(
        [b"\x1b[A", b"\x1b[1;5C", b"\x1bOB", b"\x1b[3~", b"\x1b[[C", b"\x1b\x1b", b"\r", b"\x03", b"\x1b[<"]
    ),
)


@given(parts=st.lists(TYPED, max_size=8), cuts=st.lists(st.integers(0, 60), max_size=10))
@example(parts=["é".encode()], cuts=[1])
def test_however_it_is_cut_the_same_keys_come(parts, cuts):
    data = b"".join(parts)
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]

    assert pressed(*(data[start:end] for start, end in pairwise(places))) == pressed(data)


@given(data=st.binary(max_size=80))
def test_no_bytes_are_an_error_and_every_press_is_one_character_or_a_name(data):
    names = {getattr(presses, name) for name in vars(presses) if name.isupper() and not name.startswith("_")}

    assert all(len(press) == 1 or press in names for press in pressed(data))
    assert all(len(press) == 1 or press in names for press in pressed(*(bytes([one]) for one in data)))


# ---- what is pasted --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_what_is_pasted_is_one_press_in_whatever_pieces_it_comes(size):
    taken = Presses()
    data = "a\x1b[200~q\né \x1b[A\x1b[201~b".encode()
    found = [press for at in range(0, len(data), size) for press in taken.feed(data[at : at + size])]

    assert found == ["a", "q\né \x1b[A", "b"]
    assert [isinstance(press, Pasted) for press in found] == [False, True, False]


def test_a_paste_that_never_ends_does_not_take_the_keys_for_ever():
    taken = Presses()
    assert taken.feed(b"\x1b[200~" + b"x" * 99_000) == []
    assert [len(press) for press in taken.feed(b"x" * 2_000)] == [101_000]
    assert taken.feed(b"q") == ["q"]
