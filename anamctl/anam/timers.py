"""How long is waited for what in a live session."""

from __future__ import annotations

from typing import NamedTuple


class Timers(NamedTuple):
    """
    Limits in seconds, and how often is tried.

    Those that Anam's own clients have are theirs (Anam JavaScript SDK 4.27, Anam Python SDK 0.12); the others are ours.
    """

    socket: float = 10
    """For opening the signalling socket, each time."""
    gather: float = 3
    """For STUN and TURN servers to answer. aiortc cannot send an offer before."""
    answer: float = 15
    """For the service's answer to an offer."""
    connect: float = 15
    """From the answer until the peers have found each other."""
    channel: float = 10
    """From there until the data channel is open."""
    ready: float = 10
    """From there until the service says that it is ready; after that it is taken to be."""
    peer_tries: int = 3
    """Peers that are tried, at the start and after each loss."""
    grace: float = 2
    """After a lost peer or channel, for the service to say that the session is over."""
    reconnect_step: float = 0.1
    """Before the first attempt to open the socket again; twice that before the second, and so on."""
    stable: float = 5
    """A socket or a peer that has lasted for so long may be lost again as often as the first one."""
    update: float = 2
    """For the answer to an update."""
    sign: float = 0.3
    """For the service to close the socket itself once it is told that the session is over."""
    goodbye: float = 1.5
    """For the service to take note of the end over the socket."""
    ending: float = 5
    """For the end in all."""
    token_reserve: float = 60
    """A token that is good for less is not used."""
