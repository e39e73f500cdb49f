from __future__ import annotations

import base64
import json

import pytest

from anamctl.sandbox.anam.tokens import Config, Tokens, UnknownTokenError

EPHEMERAL = Config({"avatarId": "x"}, {"videoQuality": "high"}, "label")


class Clock:
    now = 1_790_000_000.7

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tokens(clock):
    return Tokens(3600, clock)


def claims(token: str):
    return json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))


def test_a_token_has_three_parts_of_which_the_middle_tells_its_kind_and_time(tokens):
    token = tokens.mint(EPHEMERAL)
    said = claims(token)

    assert token.count(".") == 2
    assert "=" not in token
    assert said.pop("jti")
    assert said.pop("accountId")
    assert said == {"type": "ephemeral", "iat": 1_790_000_000, "exp": 1_790_003_600}


def test_a_saved_persona_is_another_kind(tokens):
    assert claims(tokens.mint(Config({"personaId": "x"}, {}, None)))["type"] == "stateful"


def test_it_is_bound_to_what_it_was_minted_for(tokens):
    one, two = tokens.mint(EPHEMERAL), tokens.mint(Config({"personaId": "y"}, {}, None))

    assert tokens.config(one) == EPHEMERAL
    assert tokens.config(two).persona == {"personaId": "y"}


def test_it_can_be_used_again_until_its_time_is_over(tokens, clock):
    token = tokens.mint(EPHEMERAL)
    clock.now += 3599
    assert tokens.config(token) == tokens.config(token)
    clock.now += 1
    with pytest.raises(UnknownTokenError) as refused:
        tokens.config(token)

    assert refused.value.expired


def test_tokens_of_the_same_configuration_differ(tokens):
    assert tokens.mint(EPHEMERAL) != tokens.mint(EPHEMERAL)


def test_nobody_can_make_one_up(tokens, clock):
    """Another service with the same clock signs otherwise, and a changed claim fits no signature."""
    head, middle, signature = tokens.mint(EPHEMERAL).split(".")
    later = base64.urlsafe_b64encode(json.dumps({"exp": 9e9}).encode()).rstrip(b"=").decode()

    for made_up in (
        Tokens(3600, clock).mint(EPHEMERAL),
        f"{head}.{later}.{signature}",
        f"{head}.{middle}.",
        "",
        "a.b.c",
    ):
        with pytest.raises(UnknownTokenError) as refused:
            tokens.config(made_up)
        assert not refused.value.expired
    assert len(base64.urlsafe_b64decode(signature + "==")) == 32
