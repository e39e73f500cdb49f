from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.sandbox.anam.paging import DEFAULT, MOST, Wanted, page_of, wanted

ENTRIES = st.integers(0, 450).map(lambda count: list(range(count)))


@given(entries=ENTRIES, per_page=st.integers(1, MOST))
def test_following_next_gives_every_entry_once(entries, per_page):
    seen: list[int] = []
    page: int | None = 1
    while page is not None:
        answer = page_of(entries, Wanted(page, per_page))
        seen += answer["data"]
        assert len(answer["data"]) <= per_page
        assert answer["meta"]["currentPage"] == page
        page = answer["meta"]["next"]

    assert seen == entries


@given(entries=ENTRIES, page=st.integers(1, 500), per_page=st.integers(1, MOST))
def test_the_meta_of_a_page_fits_together(entries, page, per_page):
    answer = page_of(entries, Wanted(page, per_page))
    meta = answer["meta"]

    assert meta["total"] == len(entries)
    assert (meta["lastPage"] - 1) * per_page < max(1, len(entries)) <= max(1, meta["lastPage"]) * per_page
    assert meta["prev"] == (page - 1 or None)
    assert meta["next"] == (page + 1 if page < meta["lastPage"] else None)
    assert bool(answer["data"]) == (page <= meta["lastPage"])


@given(page=st.integers(1, 10**8), per_page=st.integers(1, MOST))
def test_what_is_asked_is_read(page, per_page):
    assert wanted({"page": str(page), "perPage": str(per_page)}) == (Wanted(page, per_page), [])


def test_without_a_question_it_is_the_first_page():
    assert wanted({}) == (Wanted(1, DEFAULT), [])


@given(text=st.text())
def test_no_question_breaks_it(text):
    asked, problems = wanted({"page": text, "perPage": text})

    assert problems or (asked.page >= 1 and 1 <= asked.per_page <= MOST)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"page": "0"}, [(("page",), "too_small")]),
        ({"perPage": "0"}, [(("perPage",), "too_small")]),
        ({"perPage": "101"}, [(("perPage",), "too_big")]),
        ({"page": "-1", "perPage": "ten"}, [(("page",), "invalid_type"), (("perPage",), "invalid_type")]),
        ({"page": "1.5"}, [(("page",), "invalid_type")]),
        ({"page": "٣"}, [(("page",), "invalid_type")]),
        ({"page": ""}, [(("page",), "invalid_type")]),
        ({"page": "9" * 5000}, [(("page",), "invalid_type")]),
    ],
)
def test_a_wrong_question_is_told(query, said):
    assert [(one.path, one.code) for one in wanted(query)[1]] == said
