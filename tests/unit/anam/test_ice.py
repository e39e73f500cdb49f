"""Which STUN and TURN servers are used."""

from __future__ import annotations

from typing import Any

import pytest
from aiortc import RTCConfiguration, RTCIceServer
from aiortc.rtcicetransport import connection_kwargs
from hypothesis import given
from hypothesis import strategies as st

from anamctl.anam.ice import Chosen, IceServer, choose

LOGIN = {"username": "u", "credential": "pa55word"}


def urls(*servers, policy=None, attempt=0):
    return [server.url for server in choose(servers, policy, attempt).servers]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("stun:stun.example.com", "stun:stun.example.com"),
        ("stun:stun.example.com:3478", "stun:stun.example.com:3478"),
        ("STUN:Stun.Example.com", "stun:Stun.Example.com"),
        (" stun:stun.example.com ", "stun:stun.example.com"),
        ("stun:stun.example.com?transport=udp", "stun:stun.example.com"),
        ("turn:t.example.com", "turn:t.example.com?transport=udp"),
        ("turn:t.example.com:80?transport=tcp", "turn:t.example.com:80?transport=tcp"),
        ("turns:t.example.com:443", "turns:t.example.com:443?transport=tcp"),
        ("turns:t.example.com:443?transport=tcp", "turns:t.example.com:443?transport=tcp"),
    ],
)
def test_a_good_address_is_taken(url, expected):
    assert urls({"urls": url, **LOGIN}) == [expected]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "stun:",
        "stun:a b",
        "stun: example.com",
        "stun:example.com:0",
        "stun:example.com:70000",
        "stun:example.com:x",
        "stun:example.com?transport=tcp",
        "stuns:example.com",
        "stun:[2001:db8::1]:3478",
        "stun:2001:db8::1",
        "turn:example.com?transport=sctp",
        "turns:example.com?transport=udp",
        "http://example.com",
        "stun://example.com",
    ],
)
def test_a_bad_address_is_left_out_with_a_warning(url):
    chosen = choose([{"urls": ["stun:good.example.com", url], **LOGIN}])

    assert [server.url for server in chosen.servers] == ["stun:good.example.com"]
    assert len(chosen.warnings) == 1


@pytest.mark.parametrize(
    "more", [{}, {"username": "u"}, {"username": "", "credential": "c"}, {**LOGIN, "credentialType": "oauth"}]
)
def test_turn_without_a_password_is_left_out(more):
    chosen = choose([{"urls": "turn:t.example.com", **more}])

    assert chosen.servers == ()
    assert len(chosen.warnings) == 1


def test_one_of_each_is_taken_the_first():
    assert urls(
        {"urls": ["stun:a.example.com", "stun:b.example.com"]},
        {"urls": ["turn:a.example.com", "turns:b.example.com"], **LOGIN},
    ) == ["stun:a.example.com", "turn:a.example.com?transport=udp"]


def test_later_attempts_take_what_passes_more_firewalls():
    servers = [
        {"urls": ["turn:a.example.com", "turn:a.example.com?transport=tcp", "turns:a.example.com:443"], **LOGIN},
    ]

    assert [urls(*servers, attempt=attempt)[0] for attempt in range(4)] == [
        "turn:a.example.com?transport=udp",
        "turns:a.example.com:443?transport=tcp",
        "turn:a.example.com?transport=tcp",
        "turn:a.example.com?transport=udp",
    ]


@pytest.mark.parametrize(("policy", "expected"), [("relay", "relay"), ("all", "all"), (None, "all"), ("x", "all")])
def test_the_policy_of_the_service_is_kept(policy, expected):
    chosen = choose([{"urls": "turn:t.example.com", **LOGIN}], policy)

    assert chosen.policy == expected
    assert chosen.has_relay
    assert not Chosen((IceServer("stun:a"),), "all").has_relay


def test_credentials_appear_nowhere():
    chosen = choose(
        [
            {"urls": ["turn:t.example.com", "turn:u:pa55word@t.example.com", "x pa55word"], **LOGIN},
            {"urls": "turn:t.example.com", "username": "u", "credential": ["pa55word"]},
        ]
    )

    assert len(chosen.servers) == 1
    assert chosen.servers[0].credential is not None
    assert chosen.servers[0].credential.reveal() == "pa55word"
    assert "pa55word" not in repr(chosen).replace("x pa55word", "")


_PIECE = st.sampled_from(
    ["stun", "turn", "turns", ":", "a.example.com", "443", "?transport=", "tcp", "udp", "[::1]", " ", "@", "/", "é"]
)
_SERVER: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "urls": st.lists(_PIECE, max_size=6).map("".join)
        | st.lists(st.lists(_PIECE, max_size=6).map("".join), max_size=3)
        | st.none()
        | st.integers(),
        "username": st.sampled_from(["u", "", None, 5]),
        "credential": st.sampled_from(["c", "", None, {}]),
        "credentialType": st.sampled_from(["password", "oauth", None]),
    },
)


@given(st.lists(_SERVER, max_size=5), st.integers(0, 5))
def test_whatever_the_service_names_aiortc_takes_what_is_left(servers, attempt):
    chosen = choose(servers, "all", attempt)
    kwargs = connection_kwargs(
        [
            RTCIceServer(one.url, one.username or None, one.credential.reveal() if one.credential else None)
            for one in chosen.servers
        ]
    )

    assert RTCConfiguration(iceServers=[]).iceServers == []
    assert len(chosen.servers) == ("stun_server" in kwargs) + ("turn_server" in kwargs)
