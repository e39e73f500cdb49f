"""What a check expects of a session: the language of the replies, and what the persona has heard."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from anamctl.anam.events import Message


class Wishes(NamedTuple):
    """What is expected; nothing of it when empty."""

    reply_lang: str = ""
    """Code of the language that the replies should be in."""
    heard: tuple[str, ...] = ()
    """Texts that the persona should have heard, each from sound."""


class Verdict(NamedTuple):
    """How one expectation ended."""

    name: str
    """The option: ``expect-reply-lang``."""
    expected: str
    is_met: bool
    why: str
    """What was found, in words."""
    found: str = ""
    """What was found: the code of a language, or a text."""
    sure: float | None = None
    """How sure that is, from 0 to 1, where it is a guess."""


class Expectations:
    """
    Watches the conversation, and says in the end what came of each wish.

    Args:
        wishes: what is expected.
    """

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._replies: dict[str, str] = {}
        self._before: dict[str, str] = {}
        self._heard: dict[str, str] = {}
        self._has_turn = False

    def see(self, event: Message) -> None:
        """Take note of a turn."""
        if event.role == "user":
            self._has_turn = True
            if not event.typed:
                self._heard[event.id] = event.text
        elif event.id not in self._before and self._has_turn:
            self._replies[event.id] = event.text
        else:
            # What is said before anybody has spoken is a greeting, which may well be in another language.
            self._before[event.id] = event.text

    def has_heard_all(self) -> bool:
        """Tell whether everything that should be heard has been."""
        return all(self._find(text) for text in self._wishes.heard)

    def verdicts(self) -> list[Verdict]:
        """Say what came of each wish, in the order of the options."""
        found = [self._language(self._wishes.reply_lang)] if self._wishes.reply_lang else []
        return found + [self._hearing(text) for text in self._wishes.heard]

    def _language(self, expected: str) -> Verdict:
        from anamctl.live.reply_language import judge

        name = "expect-reply-lang"
        said = list((self._replies if self._has_turn else self._before).values())
        if not "".join(said).strip():
            return Verdict(name, expected, is_met=False, why="there was no reply")
        # Each reply counts: one in the right language does not make up for one that is not.
        judged = [judge(text, expected) for text in said if text.strip()]
        wrong = [one for one in judged if one.is_expected is False]
        if wrong:
            worst = max(wrong, key=lambda one: one.share)
            language = titled(worst.code) if worst.code else "another language"
            why = f"{_of(len(wrong), len(judged))} in {language} ({_percent(worst.share)} sure, by {worst.why})"
            return Verdict(name, expected, is_met=False, why=why, found=worst.code, sure=worst.share)
        right = [one for one in judged if one.is_expected]
        if not right:
            return Verdict(name, expected, is_met=False, why=f"nobody can tell: {judged[0].why}")
        least = min(right, key=lambda one: one.share)
        why = f"{_of(len(right), len(judged))} in {titled(expected)} ({_percent(least.share)} sure, by {least.why})"
        return Verdict(name, expected, is_met=True, why=why, found=expected, sure=least.share)

    def _hearing(self, expected: str) -> Verdict:
        name = "expect-heard"
        found = self._find(expected)
        if found:
            return Verdict(name, expected, is_met=True, why=f'heard "{found}"', found=found)
        heard = " / ".join(self._heard.values())
        why = f'heard "{heard}"' if heard else "nothing was heard"
        return Verdict(name, expected, is_met=False, why=why, found=heard)

    def _find(self, expected: str) -> str:
        """Give the turn in which a text was heard; the pieces of one sentence may have come as several turns."""
        wanted = f" {normal(expected)} "
        for text in (*self._heard.values(), " ".join(self._heard.values())):
            if wanted in f" {normal(text)} ":
                return text
        return ""


def normal(text: str) -> str:
    """Leave only what makes two texts different to a listener: no case, no punctuation, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    # Vowel signs and accents are marks, which are no word characters by themselves.
    kept = "".join(one if one.isalnum() or unicodedata.category(one).startswith("M") else " " for one in folded)
    return " ".join(kept.split())


def titled(code: str) -> str:
    """Give the English name of a language, or its code."""
    from anamctl.languages.iso639 import language_of

    found = language_of(code)
    return found.english if found else code


def _of(count: int, all_: int) -> str:
    if all_ == 1:
        return "the reply is"
    return f"all {all_} replies are" if count == all_ else f"{count} of {all_} replies are"


def _percent(share: float) -> str:
    return f"{share:.0%}"
