"""How listening goes at this moment: what a view asks for whenever it draws, and what is said in the end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal, NamedTuple

from anamctl.audio.notices import Resumed, Stalled
from anamctl.listening.cost import cost
from anamctl.listening.source import Back, Gone
from anamctl.listening.tally import Headline, Tally
from anamctl.listening.verdict import judge
from anamctl.stt import heard
from anamctl.stt.changing import NOTHING, Changing

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.audio.level import Level
    from anamctl.audio.notices import Notice
    from anamctl.listening.events import Event, Language
    from anamctl.listening.tally import Total
    from anamctl.listening.verdict import Verdict, Wish

State = Literal["connecting", "waiting", "listening", "missing", "paused", "reconnecting", "ending", "ended"]
"""Where it is missing, the service listens and the microphone gives nothing."""


class About(NamedTuple):
    """What is known of the service before it says anything."""

    provider: str
    """What options call it: assemblyai."""
    shown: str
    """What people call it."""
    model: str
    """Empty when the service decides."""
    price_per_hour: float | None = None
    """US dollars for an hour of an open session; None when not known."""
    has_language_confidence: bool = True
    language_is_share: bool = False
    """Whether the confidence of a language is the share of words in it, and has to be called that."""
    changing: Changing = NOTHING
    """What of the service can change while it listens."""


class Status:
    """
    Collects what happens.

    Args:
        about: the service.
        wish: what is expected; None without an expectation.
        clock: seconds, monotonic.
    """

    def __init__(self, about: About, wish: Wish | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.about = about
        self.wish = wish
        self.tally = Tally(is_share=about.language_is_share)
        self.model = about.model
        self.session_id = ""
        self.attempt: heard.Reconnecting | None = None
        """The attempt to reach the service that is under way."""
        self.last_delay: float | None = None
        """Seconds that the last final took."""
        self.dropped = 0.0
        """Seconds of sound that were lost."""
        self.warnings = 0
        self.ended: heard.Ended | None = None
        self.level: Callable[[], Level | None] = lambda: None
        """Gives how loud the sound is now; None before there is any."""
        self.link: Callable[[], heard.Link | None] = lambda: None
        """Tells how the way to the service stands; None when that is not known otherwise than by what happened."""
        self.has_begun = False
        """Whether the service has ever listened."""
        self.is_paused = False
        self.is_ending = False
        """Set by who has asked for the end."""
        self._clock = clock
        self._began = clock()
        self._again = 0.0
        """When the next attempt is made."""
        self._opened: float | None = None
        self._open_before = 0.0
        self._missing_since: float | None = None

    # ---- what happens --------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Count the seconds from now on."""
        self._began = self._clock()

    def see(self, event: Event) -> Language | None:
        """Take note of an event; give what it says of a language, when that is new."""
        if isinstance(event, heard.Ready):
            self.model = event.model or self.model
            self.session_id = event.session_id or self.session_id
            self.attempt = None
            self.has_begun = True
            self._open()
        elif isinstance(event, heard.Reconnecting):
            self.attempt = event
            self._again = self._clock() + event.wait
            self._shut()
        elif isinstance(event, heard.Paused):
            self.is_paused = event.is_paused
        elif isinstance(event, heard.Final):
            self.last_delay = event.delay if event.delay is not None else self.last_delay
        elif isinstance(event, heard.Dropped):
            self.dropped = event.total
        elif isinstance(event, heard.Warned):
            self.warnings += 1
        elif isinstance(event, heard.Ended):
            self.ended = event
            self.dropped = max(self.dropped, event.dropped)
            self._shut()
        return self.tally.see(event)

    def notice(self, notice: Notice) -> None:
        """Take note of what the source has to say: whether it gives anything."""
        if isinstance(notice, Back | Resumed):
            self._missing_since = None
        elif self._missing_since is None and isinstance(notice, Gone | Stalled):
            since = notice.seconds if isinstance(notice, Stalled) else 0.0
            self._missing_since = self._clock() - since

    def _open(self) -> None:
        self._shut()
        self._opened = self._clock()

    def _shut(self) -> None:
        if self._opened is not None:
            self._open_before += self._clock() - self._opened
            self._opened = None

    # ---- how it is -----------------------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """What is going on, in a word."""
        if self.ended is not None:
            return "ended"
        if self.is_ending:
            return "ending"
        if self.is_paused:
            return "paused"
        link = self.link()
        if link in ("ending", "waiting"):
            return link
        if self._opened is not None and link in ("listening", None):
            return "listening" if self._missing_since is None else "missing"
        is_again = link == "lost" or (self.attempt is not None and self.attempt.attempt > 0)
        return "reconnecting" if is_again else "connecting"

    @property
    def again(self) -> float:
        """Seconds until the next attempt; 0 when it is under way, or there is none."""
        is_waiting = self.attempt is not None and self.link() in ("lost", None)
        return max(0.0, self._again - self._clock()) if is_waiting else 0.0

    @property
    def missing(self) -> float:
        """Seconds for which the microphone has given nothing; 0 when it gives something."""
        return 0.0 if self._missing_since is None else self._clock() - self._missing_since

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._began

    @property
    def headline(self) -> Headline:
        """The language that is heard now."""
        return self.tally.headline

    @property
    def totals(self) -> tuple[Total, ...]:
        """What was heard of each language so far."""
        return self.tally.totals

    @property
    def verdict(self) -> Verdict | None:
        """What would come of the expectation now; None without one."""
        if self.wish is None:
            return None
        return judge(self.wish, self.tally.totals, is_share=self.about.language_is_share)

    @property
    def is_open(self) -> bool:
        """Whether there is a session."""
        return self._opened is not None

    @property
    def open_seconds(self) -> float:
        """Seconds for which a session was open: what is paid for. An estimate until the end."""
        if self.ended is not None:
            return self.ended.open_seconds
        return self._open_before + (self._clock() - self._opened if self._opened is not None else 0.0)

    @property
    def cost(self) -> float | None:
        """US dollars, estimated; None when the price is not known."""
        return cost(self.open_seconds, self.about.price_per_hour)
