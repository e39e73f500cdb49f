from __future__ import annotations

from anamctl.report.unified import ordered_like, render

BEFORE = {"b": {"y": 1, "x": 2, "old": 0}, "a": "one\ntwo\n"}
AFTER = {"a": "one\nthree\n", "b": {"x": 2, "y": 3}}


def test_only_what_differs_is_shown_in_the_order_of_the_second():
    assert render(BEFORE, AFTER, ("service", "file")).splitlines() == [
        "--- service",
        "+++ file",
        "@@ -1,7 +1,6 @@",
        " a: |",
        "   one",
        "-  two",
        "+  three",
        " b:",
        "   x: 2",
        '-  "y": 1',
        "-  old: 0",
        '+  "y": 3',
    ]


def test_the_same_gives_nothing():
    assert render(BEFORE, {"a": BEFORE["a"], "b": BEFORE["b"]}, ("x", "y")) == ""


def test_colours_stand_around_what_is_safe_to_print():
    out = render({"a": "x"}, {"a": "\u202ey"}, ("x\x1b", "y"), color=True)

    assert "\x1b[31m-a: x\x1b[0m\n" in out
    assert "\x1b[32m+a: <U+202E>y\x1b[0m\n" in out
    assert "--- x<U+001B>" in out


def test_lists_are_put_in_order_item_by_item():
    assert list(ordered_like([{"b": 1, "a": 2}, {"c": 1}], [{"a": 0, "b": 0}])[0]) == ["a", "b"]
