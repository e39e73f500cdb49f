"""ANM231: avatars that are not made for the model."""

from __future__ import annotations

import pytest

from anamctl.lint.account import FACT, Account, Item, Listed
from anamctl.lint.rules.anm import avatar_model
from tests.unit.lint.rules.account import CARA, FACTS, LIV
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def persona(avatar, model):
    return INLINE.replace(CARA, avatar) + f"  avatarModel: {model}\n"


@pytest.mark.parametrize("model", ["cara-4", "cara-4-latest", "cara-2"])
def test_a_model_that_the_avatar_has_not_is_an_error(model):
    found = one(avatar_model, persona(LIV, model), facts=FACTS)

    assert (found.place, found.text) == ("5:16", model)
    assert found.message == f'the avatar "Liv" is not made for "{model}"'
    assert found.label == "it is made for cara-3"


@pytest.mark.parametrize(
    ("avatar", "model"),
    [
        (CARA, "cara-4"),
        (CARA.upper(), "cara-4-latest"),
        (LIV, "cara-3"),
        (LIV, "${MODEL}"),
        (LIV, "4"),
        ("00000000-0000-0000-0000-000000000000", "cara-4"),
    ],
)
def test_what_fits_or_is_not_known_is_passed(avatar, model):
    assert ask(avatar_model, persona(avatar, model), facts=FACTS) == []


def test_an_avatar_whose_versions_are_not_known_is_passed_and_several_are_listed():
    items = {CARA: Item("Cara", models=("cara-2", "cara-3")), LIV: Item("Liv")}
    facts = {FACT: Account({"avatarId": Listed("avatar", "an avatar", "anamctl avatars", items)})}

    assert ask(avatar_model, persona(LIV, "cara-4"), facts=facts) == []
    assert one(avatar_model, persona(CARA, "cara-4"), facts=facts).label == "it is made for cara-2 and cara-3"


def test_a_language_may_change_either():
    text = (
        persona(CARA, "cara-4") + f"languages:\n  fr: {{avatarId: {LIV}}}\n  de: {{avatarModel: cara-2}}\n  es: {{}}\n"
    )

    assert [found.pointer for found in ask(avatar_model, text, facts=FACTS)] == [
        "/languages/fr/avatarId",
        "/languages/de/avatarModel",
    ]


def test_without_an_account_nothing_is_said():
    assert ask(avatar_model, persona(LIV, "cara-4")) == []
