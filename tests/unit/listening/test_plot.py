"""Language and confidence over time, as a picture."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anamctl.listening import plot
from anamctl.listening.verdict import Wish
from tests.unit.listening.fakes import ABOUT, ENDED, final, summary_of, words

SVG = "{http://www.w3.org/2000/svg}"
VOID = {"meta", "rect", "path"}


def tree(summary):
    return ET.fromstring(plot.svg(summary))


def bars(root):
    return [rect for rect in root.iter(f"{SVG}rect") if rect.get("class") != "paper"]


def texts(root):
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


TALK = (
    final(0, start=0, end=3000),
    final(1, "Hola.", "es", 0.45, 3000, 4000),
    final(2, "Hola.", "es", 0.9, 5000, 6000),
    final(3, "?", None, None, 7000, 8000),
)


def test_there_is_a_row_for_each_language_and_a_bar_for_each_turn():
    root = tree(summary_of(*TALK, wish=Wish("fr")))
    shown = texts(root)
    assert "Languages heard by AssemblyAI, universal-streaming-multilingual" in shown
    assert (
        "expected fr: not met, 60 % of the speech was French at 0.98 (needed 80 %), 20 % was not recognised surely"
    ) in shown
    assert [text for text in shown if text in ("French", "Spanish", "not said", "1 turn") or " at 0" in text[:9]] == [
        "French",
        "60 % at 0.98",
        "Spanish",
        "20 % at 0.90, 20 %?",
        "not said",
        "1 turn",
    ]
    assert [bar.get("class") for bar in bars(root)] == ["c0 full", "c1 hollow", "c1 full", "none full"]


def test_a_bar_is_as_long_as_its_turn_and_as_high_as_it_is_sure():
    first, second, third, unknown = bars(tree(summary_of(*TALK)))
    assert float(first.get("width", 0)) == pytest.approx(3 * float(third.get("width", 0)), rel=0.01)
    assert float(first.get("height", 0)) == pytest.approx(30 * 0.98, abs=0.1)
    assert float(second.get("height", 0)) == pytest.approx(30 * 0.45, abs=0.1)
    assert float(unknown.get("height", 0)) == 30
    assert float(first.get("x", 0)) < float(second.get("x", 0)) < float(third.get("x", 0))


def test_it_says_in_words_what_it_shows():
    root = tree(summary_of(*TALK, wish=Wish("fr")))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert desc.text == (
        "4 turns: French 60 % in 1 turn, 98 % mean confidence; Spanish 20 % in 1 turn, 90 % mean confidence;"
        " Spanish 20 % in 1 turn, 45 % mean confidence, not sure;"
        " 1 turn of which the service did not say the language."
        " Expected fr: not met, 60 % of the speech was French at 0.98 (needed 80 %), 20 % was not recognised surely."
    )
    said = ["".join(bar.itertext()) for bar in bars(root)]
    assert said[:2] == ["0:00 to 0:03: French, 98 %", "0:03 to 0:04: Spanish, 45 %, not sure"]
    assert said[3] == "0:07 to 0:08: not said, n/a"


def test_without_any_speech_it_says_so():
    root = tree(summary_of())
    assert bars(root) == []
    assert "nothing was heard" in texts(root)
    assert "<table>" not in plot.page(summary_of())


def test_without_confidence_it_says_so():
    root = tree(summary_of(final(confidence=None)))
    assert "a bar for each turn; the service does not say how sure it is" in texts(root)
    assert root.findall(f".//{SVG}path[@class='sure']") == []


def test_what_was_never_sure_has_a_row_of_hollow_bars():
    root = tree(summary_of(final(language="en", confidence=0.11), wish=Wish("en")))
    assert "100 % at 0.11?" in texts(root)
    assert [bar.get("class") for bar in bars(root)] == ["c0 hollow"]
    page = plot.page(summary_of(final(0), final(1, language="en", confidence=0.11), wish=Wish("en")))
    assert '<th scope="row">English, not sure</th>' in page
    assert '<th scope="row">French</th>' in page


def test_a_bar_of_words_that_are_not_sure_is_hollow_however_many_are_in_the_language():
    about = ABOUT._replace(language_is_share=True)
    heard = final(confidence=1.0, words=words("mi ta re", confidence=0.45))
    root = tree(summary_of(heard, about=about))
    assert [bar.get("class") for bar in bars(root)] == ["c0 hollow"]


def test_a_share_of_words_is_called_that():
    summary = summary_of(final(), about=ABOUT._replace(language_is_share=True))
    assert "98 % of the words" in plot.described(summary)
    assert "words in it" in plot.page(summary)


def test_many_languages_share_the_last_row():
    codes = ["en", "es", "fr", "de", "it", "pt", "nl", "sv", "no", "da", "fi", "hi", "vi", "ar", "he"]
    root = tree(
        summary_of(*(final(at, "x", code, start=at * 1000, end=at * 1000 + 500) for at, code in enumerate(codes)))
    )
    assert "other languages" in texts(root)
    assert len(bars(root)) == len(codes)


def test_a_thousand_turns_and_more_do_without_a_word_on_each():
    many = [final(at, start=at * 1000.0, end=at * 1000.0 + 900) for at in range(1001)]
    root = tree(summary_of(*many))
    assert len(bars(root)) == 1001
    assert not any(list(bar) for bar in bars(root))


class Page(HTMLParser):
    """Reads a page, and insists that what is opened is closed."""

    def __init__(self):
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


def test_the_page_is_whole_and_asks_nobody_for_anything():
    text = plot.page(summary_of(*TALK, wish=Wish("fr")))
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.links == []
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert "default-src 'none'" in text
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|url\(|@import", text)
    assert "prefers-color-scheme:dark" in text
    assert '<th scope="row">French (expected)</th><td>1</td><td>3.0 s</td><td>60 %</td><td>98 %</td>' in text


def test_the_page_says_what_it_cost():
    text = plot.page(summary_of(*TALK, ended=replace(ENDED, dropped=1.5, mean_delay=0.42, sessions=2)))
    for part in ("9.0 s, about $0.0003", "1.5 s of sound", "0.42 s on average", "<dt>sessions</dt><dd>2</dd>"):
        assert part in text
    assert "at a price we do not know" in plot.page(summary_of(about=ABOUT._replace(price_per_hour=None)))


NASTY = ["</text><script>", '" onload="x', "a\x00\x1b\ufffe\ud800", "&amp;", "x" * 300]


@settings(max_examples=50)
@given(
    st.lists(
        st.builds(
            final,
            turn=st.integers(0, 20),
            text=st.just("x"),
            language=st.none() | st.sampled_from(["fr", *NASTY]) | st.text(max_size=8),
            confidence=st.none() | st.floats(0, 1),
            start=st.floats(0, 2e7),
            end=st.floats(0, 2e7),
        ),
        max_size=20,
    ),
    st.sampled_from(["model", *NASTY]),
)
def test_whatever_a_service_says_the_picture_is_whole(events, model):
    summary = summary_of(*events, about=ABOUT._replace(model=model, shown=model), wish=Wish("fr"))._replace(model=model)
    root = tree(summary)
    assert len(bars(root)) == len(summary.turns)
    assert not root.findall(f".//{SVG}script")
    for bar in bars(root):
        left, width = float(bar.get("x", 0)), float(bar.get("width", 0))
        assert 149 <= left <= left + width <= 705
    page = Page()
    page.feed(plot.page(summary))
    assert page.open == []
    assert "script" not in page.tags
