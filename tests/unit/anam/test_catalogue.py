from __future__ import annotations

import pytest

from anamctl.anam.catalogue import AVATAR, TOOL, VOICE, by_id, ids_of, is_id, name_of, nearest_id, page_of

ID = "30fa96d0-26c4-4e55-94a0-517025942e18"


def test_the_ids_of_a_persona_are_found_by_kind():
    config = {"avatarId": ID, "voiceId": ID.upper(), "llmId": "CUSTOMER_CLIENT_V1", "toolIds": [ID, "x", 1], "name": ID}

    assert list(ids_of(config)) == [(AVATAR, ID), (VOICE, ID.upper()), (TOOL, ID)]


@pytest.mark.parametrize("value", ["", ID + "\n", ID[:-1], "g" + ID[1:], None, 1])
def test_what_is_no_id(value):
    assert not is_id(value)


@pytest.mark.parametrize("near", [ID[:-1] + "9", ID.upper()[:-2] + "81", "3f0a" + ID[4:]])
def test_a_misspelt_id_is_recognised(near):
    assert nearest_id(near, [ID, "071b0286-4cce-4808-bee2-e642f1062de3"]) == ID


def test_another_id_is_near_to_none():
    assert nearest_id("071b0286-4cce-4808-bee2-e642f1062de3", [ID]) is None
    assert nearest_id(ID, []) is None


def test_items_are_found_whatever_the_case_of_their_ids():
    assert by_id([{"id": ID.upper()}, {"id": 1}, {}]) == {ID: {"id": ID.upper()}}


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"displayName": "Cara", "variantName": "desk"}, "Cara (desk)"),
        ({"displayName": "Cara", "variantName": "Cara"}, "Cara"),
        ({"name": "Lobby", "variantName": None}, "Lobby"),
        ({"displayName": None}, ""),
    ],
)
def test_items_have_names_for_people(item, name):
    assert name_of(item) == name


@pytest.mark.parametrize(
    ("data", "last"),
    [
        ({"data": [{}, 1], "meta": {"lastPage": 3}}, 3),
        ({"data": [{}], "meta": {"lastPage": True}}, 1),
        ({"data": [{}]}, 1),
        ([{}], 1),
    ],
)
def test_a_page_is_read_as_far_as_it_says(data, last):
    assert page_of(data) == ([{}], last)
