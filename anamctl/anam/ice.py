"""
Which of the STUN and TURN servers that the service names are used.

aiortc takes the first STUN and the first TURN address of a list and leaves the rest alone, and raises on an address
that is malformed (aiortc 1.16). So the list is cleaned here, and for another attempt another TURN server is put first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from anamctl.secret import Secret

Policy = Literal["all", "relay"]

_ADDRESS = re.compile(
    r"(stuns?|turns?):([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::([0-9]{1,5}))?(?:\?transport=(\w+))?", re.IGNORECASE
)
_TRANSPORT = re.compile(r"transport=\w{0,8}", re.ASCII)
_SHOWN = 80


class IceServer(NamedTuple):
    """An address that aiortc takes."""

    url: str
    username: str = ""
    credential: Secret | None = None

    def __repr__(self) -> str:
        return f"IceServer({self.url})"


class Chosen(NamedTuple):
    """What the peer is told."""

    servers: tuple[IceServer, ...]
    """At most one for STUN and one for TURN."""
    policy: Policy
    warnings: tuple[str, ...] = ()
    """What could not be used, and why; without credentials."""

    @property
    def has_relay(self) -> bool:
        """Whether there is a TURN server."""
        return any(server.url.startswith("turn") for server in self.servers)


def choose(servers: Iterable[Mapping[str, Any]], policy: str | None = None, attempt: int = 0) -> Chosen:
    """
    Choose from the list of the service.

    Args:
        servers: as they came, ``{"urls", "username", "credential", "credentialType"}`` each.
        policy: ``relay`` allows relayed connections only.
        attempt: 0 for the first, which takes the service's order; later ones take the next TURN server, those first
            that pass more firewalls (TLS, then TCP).
    """
    stun: list[IceServer] = []
    turn: list[tuple[int, IceServer]] = []
    warnings: list[str] = []
    for server in servers:
        for url in _urls(server):
            try:
                cleaned, rank = _clean(url)
                usable = _with_credentials(cleaned, server)
            except ValueError as error:
                warnings.append(f'the ICE server "{_without_credentials(url)}" is left out: {error}')
                continue
            if rank is None:
                stun.append(usable)
            else:
                turn.append((rank, usable))
    chosen = [*stun[attempt % len(stun) :][:1]] if stun else []
    if turn:
        first = turn[0][1]
        others = [server for _, server in sorted(turn[1:], key=lambda pair: pair[0])]
        chosen.append([first, *others][attempt % len(turn)])
    return Chosen(tuple(chosen), "relay" if policy == "relay" else "all", tuple(dict.fromkeys(warnings)))


def _urls(server: Mapping[str, Any]) -> list[str]:
    urls = server.get("urls", server.get("url"))
    listed = urls if isinstance(urls, (list, tuple)) else [urls]
    return [url for url in listed if isinstance(url, str)]


def _clean(url: str) -> tuple[str, int | None]:
    """Give an address as aiortc takes it, and for TURN its rank for later attempts."""
    if "[" in url:
        raise ValueError("an IPv6 address cannot be used here")
    found = _ADDRESS.fullmatch(url.strip())
    if found is None:
        raise ValueError("it is no address of a STUN or TURN server")
    scheme, host, port, transport = found[1].lower(), found[2], found[3], (found[4] or "").lower()
    if port is not None and not 0 < int(port) < 65536:
        raise ValueError(f"{port} is no port")
    address = f"{scheme}:{host}" + (f":{port}" if port else "")
    if scheme == "stun" and transport in ("", "udp"):
        return address, None
    if scheme in ("stun", "stuns"):
        raise ValueError("STUN is asked over UDP only")
    if transport not in ("", "udp", "tcp") or (scheme == "turns" and transport == "udp"):
        raise ValueError(f'the transport "{transport}" cannot be used')
    if scheme == "turns":
        return address + "?transport=tcp", 0
    return (address + "?transport=tcp", 1) if transport == "tcp" else (address + "?transport=udp", 2)


def _with_credentials(url: str, server: Mapping[str, Any]) -> IceServer:
    if url.startswith("stun"):
        return IceServer(url)
    username, credential = server.get("username"), server.get("credential")
    if server.get("credentialType", "password") not in ("password", None):
        raise ValueError("only passwords can be used as credentials")
    if not isinstance(username, str) or not isinstance(credential, str) or not username or not credential:
        raise ValueError("it has no user name or no credential")
    from anamctl.secret import Secret

    return IceServer(url, username, Secret(credential))


def _without_credentials(url: str) -> str:
    """Give an address for a message, without a password that somebody wrote into it, before it or behind it."""
    address, mark, query = url.partition("?")
    scheme, at, rest = address.rpartition("@")
    shown = f"{scheme.partition(':')[0]}:{rest}" if at else address
    if mark:
        shown += f"?{query}" if _TRANSPORT.fullmatch(query) else "?…"
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
