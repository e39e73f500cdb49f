"""Whether the expected language was heard, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import UsageError
from anamctl.listening.tally import Tally, Total
from anamctl.listening.verdict import Verdict, Wish, check, judge
from tests.unit.listening.fakes import final


def near(value) -> Any:
    return pytest.approx(value)


def total(code="fr", share=1.0, confidence=0.98, turns=1, seconds=None, is_sure=None):
    sure = bool(code) if is_sure is None else is_sure
    return Total(code, turns, share * 100 if seconds is None else seconds, confidence, share, sure)


def unsure(code="en", share=1.0, confidence=0.45):
    return total(code, share, confidence, is_sure=False)


@pytest.mark.parametrize(
    ("wish", "totals", "sentence"),
    [
        (
            Wish("fr"),
            [total(share=0.71), total("es", 0.29)],
            "expected fr: not met, 71 % of the speech was French at 0.98 (needed 80 %)",
        ),
        (
            Wish("fr"),
            [total(share=0.92), total("es", 0.08)],
            "expected fr: met, 92 % of the speech was French at 0.98",
        ),
        (Wish("fr"), [total()], "expected fr: met, 100 % of the speech was French at 0.98"),
        (Wish("fr"), [total(share=0.8), total("es", 0.2)], "expected fr: met, 80 % of the speech was French at 0.98"),
        (Wish("fr"), [], "expected fr: not met, nothing was heard"),
        (
            Wish("fr"),
            [total("de", 1.0, 0.991)],
            "expected fr: not met, none of the speech was French (needed 80 %); 100 % was German at 0.99",
        ),
        (
            Wish("fr", min_share=0.0),
            [total("de", 1.0, 0.991)],
            "expected fr: not met, none of the speech was French (needed 0 %); 100 % was German at 0.99",
        ),
        (
            Wish("fr"),
            [total(confidence=0.52)],
            "expected fr: not met, 100 % of the speech was French, but at 0.52 (needed 0.70)",
        ),
        (
            Wish("fr", min_confidence=0.5),
            [total(confidence=0.52)],
            "expected fr: met, 100 % of the speech was French at 0.52",
        ),
        (
            Wish("fr", min_share=0.95),
            [total(share=0.6, confidence=0.5), total("es", 0.4)],
            "expected fr: not met, 60 % of the speech was French at 0.50 (needed 95 % at 0.70)",
        ),
        (
            Wish("fr"),
            [total(confidence=None)],
            "expected fr: met, 100 % of the speech was French (the service does not say how sure it is)",
        ),
        (
            Wish("fr", min_confidence=0.7),
            [total(confidence=None)],
            (
                "expected fr: not met, 100 % of the speech was French, but the service does not say how sure it is"
                " (needed 0.70)"
            ),
        ),
        (
            Wish("fr"),
            [total("", 0.0, None, seconds=9)],
            "expected fr: not met, the service did not say which language it heard",
        ),
        (
            Wish("fr"),
            [total(seconds=1), total("", 0.0, None, seconds=9)],
            "expected fr: not met, the service did not say the language of 90 % of the speech",
        ),
        (
            Wish("fr"),
            [total(seconds=6), total("", 0.0, None, seconds=4)],
            "expected fr: met, 100 % of the speech was French at 0.98",
        ),
        (
            Wish("fr"),
            [total(seconds=0, turns=1), total("", 0.0, None, seconds=0, turns=3)],
            "expected fr: not met, the service did not say the language of 75 % of the speech",
        ),
        (Wish("fr-CA"), [total()], "expected fr-CA: met, 100 % of the speech was French at 0.98"),
        (Wish("nb"), [total("no")], "expected nb: met, 100 % of the speech was Norwegian Bokmål at 0.98"),
        (
            Wish("fr"),
            [total(share=0.7999), total("es", 0.2001)],
            "expected fr: not met, 79.9 % of the speech was French at 0.98 (needed 80 %)",
        ),
        (
            Wish("fr", min_share=0.995),
            [total(share=0.9), total("es", 0.1)],
            "expected fr: not met, 90 % of the speech was French at 0.98 (needed 99.5 %)",
        ),
        (
            Wish("fr"),
            [total(confidence=0.6999)],
            "expected fr: not met, 100 % of the speech was French, but at 0.699 (needed 0.70)",
        ),
        (
            Wish("fr"),
            [total(share=0.6), unsure(share=0.4)],
            (
                "expected fr: not met, 60 % of the speech was French at 0.98 (needed 80 %),"
                " 40 % was not recognised surely"
            ),
        ),
        (
            Wish("fr", min_share=0.6),
            [total(share=0.6), unsure("fr", share=0.4)],
            "expected fr: met, 60 % of the speech was French at 0.98, 40 % was not recognised surely",
        ),
        (
            Wish("fr"),
            [total(share=0.997), unsure(share=0.003)],
            "expected fr: met, 100 % of the speech was French at 0.98",
        ),
        (
            Wish("fr"),
            [unsure("fr", 0.7), unsure("es", 0.3)],
            (
                "expected fr: not met, none of the speech was surely French (needed 80 %);"
                " 100 % was not recognised surely"
            ),
        ),
        (
            Wish("fr"),
            [total("de", 0.6, 0.991), unsure("fr", 0.4)],
            (
                "expected fr: not met, none of the speech was surely French (needed 80 %);"
                " 60 % was German at 0.99, 40 % was not recognised surely"
            ),
        ),
        (
            Wish("fr", min_confidence=0.3),
            [unsure("fr", confidence=0.5)],
            (
                "expected fr: not met, none of the speech was surely French (needed 80 %);"
                " 100 % was not recognised surely"
            ),
        ),
        (
            Wish("fr", min_share=0.5),
            [total(share=0.6, seconds=4), unsure(share=0.4), total("", 0.0, None, seconds=6)],
            "expected fr: not met, the service did not say the language of 12 % of the speech",
        ),
        (
            Wish("xx"),
            [total("xx")],
            "expected xx: met, 100 % of the speech was xx at 0.98",
        ),
    ],
)
def test_the_sentence_says_what_was_found_and_what_was_needed(wish, totals, sentence):
    assert judge(wish, totals).sentence == sentence


def test_where_confidence_is_a_share_of_words_it_is_called_that():
    found = judge(Wish("fr"), [total(share=0.71, confidence=0.9), total("es", 0.29)], is_share=True)
    assert found.sentence == "expected fr: not met, 71 % of the speech was French, 90 % of its words (needed 80 %)"
    assert judge(Wish("de"), [total(confidence=0.9)], is_share=True).why.endswith("100 % was French, 90 % of its words")


def test_regions_of_a_language_count_together():
    found = judge(Wish("no"), [total("nb", 0.6, 0.9), total("no", 0.4, 0.6)])
    assert found == Verdict(
        "no",
        is_met=True,
        why="100 % of the speech was Norwegian at 0.78",
        share=1.0,
        confidence=near(0.78),
        found="nb",
    )


def test_a_mean_that_is_a_hair_below_by_computing_is_enough():
    tally = Tally()
    for number, end in enumerate((100.1, 333.3, 1234.5)):
        tally.see(final(number, confidence=0.7, end=end))
    assert judge(Wish("fr"), tally.totals).is_met


def test_while_it_goes_on_it_says_so():
    assert judge(Wish("fr"), [total()]).so_far == "expected fr: met so far"
    assert judge(Wish("fr"), []).so_far == "expected fr: not met yet"


@given(st.floats(0.001, 1), st.none() | st.floats(0, 1), st.floats(0, 1), st.none() | st.floats(0, 1))
def test_it_is_met_only_by_enough_that_is_sure_enough(share, confidence, min_share, min_confidence):
    totals = [total(share=share, confidence=confidence), total("es", 1 - share)]
    found = judge(Wish("fr", min_confidence, min_share), totals)
    least = 0.7 if min_confidence is None else min_confidence
    is_sure = confidence >= least - 1e-9 if confidence is not None else min_confidence is None
    assert found.is_met == (share >= min_share - 1e-9 and is_sure)
    assert found.share == share
    assert found.confidence == (None if confidence is None else pytest.approx(confidence))


@given(st.floats(0.001, 1), st.floats(0, 1))
def test_a_share_that_is_too_small_never_looks_as_if_it_were_enough(share, needed):
    why = judge(Wish("fr", min_share=round(needed, 2)), [total(share=share), total("es", 1 - share)]).why
    if "(needed" in why:
        shown, asked = float(why.split(" %")[0]), float(why.split("needed ")[1].split(" %")[0])
        assert shown < asked


@pytest.mark.parametrize(
    ("wish", "message", "hint"),
    [
        (Wish("jp"), '"jp" is no language code.', "did you mean ja?"),
        (Wish("!"), '"!" is no language code.', "write two letters, like fr."),
        (Wish("fr", min_confidence=1.5), "--min-confidence is from 0 to 1, not 1.5.", "write 0.8 for 80 %."),
        (Wish("fr", min_share=80), "--min-share is from 0 to 1, not 80.", "write 0.8 for 80 %."),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(wish, message, hint):
    with pytest.raises(UsageError) as raised:
        check(wish)
    assert raised.value.message == message
    assert raised.value.hint.startswith(hint)


@pytest.mark.parametrize("code", ["fr", "fr-CA", "haw", "yue", "jw"])
def test_languages_that_services_write_can_be_expected(code):
    assert check(Wish(code)) == Wish(code)
