"""What is to happen in a session, and for how long is waited for what."""

from __future__ import annotations

from typing import NamedTuple

from anamctl.live.expectations import Wishes

MAX_LENGTH = 180.0
"""Seconds after which a session ends when nobody has said otherwise: a forgotten one costs money."""


class Plan(NamedTuple):
    """What is to happen in a session."""

    says: tuple[str, ...] = ()
    """Said one after the other, each after the reply to the one before."""
    contexts: tuple[str, ...] = ()
    """Told before anything is said."""
    duration: float | None = None
    """End so many seconds after it is ready."""
    max_length: float = MAX_LENGTH
    """So many seconds after it was connected the session ends itself."""
    wishes: Wishes = Wishes()
    reads: bool = False
    """Take lines from the screen; their end is the end of the session."""
    is_conversation: bool = False
    """Whether lines are typed by a person, who says when to say something; else each waits for the reply before it."""
    stays: bool = False
    """Stay until somebody ends it, or it is over: a microphone, ``--watch``, ``--detach``."""
    skips_greeting: bool = False
    """Whether the persona waits for the user to speak first."""
    patience: float = 30.0
    """Seconds to wait for a reply."""
    settling: float = 2.0
    """Seconds without anything new after which no more is expected to be heard."""
    greeting: float = 1.5
    """Seconds to wait for a greeting before anything is said, so that the greeting is not taken for a reply."""
