"""ANM229: ids that the account lacks."""

from __future__ import annotations

import pytest

from anamctl.lint.account import FACT, Account, Listed
from anamctl.lint.rules.anm import unknown_id
from tests.unit.lint.rules.account import ACCOUNT, CARA, FACTS, LIV, LUCY
from tests.unit.lint.rules.anm.samples import INLINE, ask, one

NOBODY = "00000000-0000-0000-0000-000000000000"


def test_without_an_account_nothing_is_said():
    assert ask(unknown_id, INLINE.replace(CARA, NOBODY)) == []


def test_a_slip_names_the_nearest_and_can_be_fixed():
    found = one(unknown_id, INLINE.replace(CARA, CARA[:-2] + "19"), facts=FACTS)

    assert found.place == "2:13"
    assert found.message == f"the account has no avatar {CARA[:-2]}19"
    assert found.label == f'did you mean {CARA} ("Cara")?'
    assert found.fixed == INLINE
    assert found.fix is not None
    assert not found.fix.safe


@pytest.mark.parametrize(
    ("id_", "label"),
    [
        (LUCY, 'it is the id of a voice ("Lucy")'),
        (NOBODY, "`anamctl avatars` lists what there is"),
    ],
)
def test_an_id_that_is_near_to_none_is_not_guessed(id_, label):
    found = one(unknown_id, INLINE.replace(CARA, id_), facts=FACTS)

    assert (found.label, found.fix) == (label, None)


@pytest.mark.parametrize(("wrong", "is_near"), [(4, True), (5, False)])
def test_a_few_slips_are_near_and_more_are_not(wrong, is_near):
    found = one(unknown_id, INLINE.replace(CARA, CARA[:-wrong] + "f" * wrong), facts=FACTS)

    assert found.label.startswith("did you mean") is is_near


def test_two_that_are_as_near_are_not_fixed():
    twins = Listed(
        "avatar", "an avatar", "anamctl avatars", {CARA[:-1] + d: ACCOUNT.kinds["avatarId"].items[LIV] for d in "12"}
    )
    found = one(unknown_id, INLINE, facts={FACT: Account({"avatarId": twins})})

    assert found.label.startswith(f"did you mean {CARA[:-1]}1")
    assert found.fix is None


def test_a_tool_that_is_missing_has_no_command_to_list_it():
    found = one(unknown_id, INLINE + f"  toolIds:\n    - {NOBODY}\n", facts=FACTS)

    assert (found.place, found.pointer) == ("6:7", "/personaConfig/toolIds/0")
    assert found.label == "is it of another account?"


@pytest.mark.parametrize("value", ["${AVATAR}", "<avatar-id>", CARA[:-1], '""', "12", "null", "[]", "{}"])
def test_what_is_no_id_is_left_to_other_rules(value):
    assert ask(unknown_id, INLINE.replace(CARA, value), facts=FACTS) == []


def test_kinds_that_were_not_asked_for_are_not_judged():
    assert ask(unknown_id, INLINE.replace(CARA, NOBODY), facts={FACT: Account({})}) == []


def test_every_language_is_looked_at():
    text = INLINE + f"languages:\n  fr: {{voiceId: {NOBODY}}}\n  de: text\n"

    assert [found.pointer for found in ask(unknown_id, text, facts=FACTS)] == ["/languages/fr/voiceId"]
