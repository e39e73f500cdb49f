"""
The known utterances: what they say, when each word is said, and their sound.

The index is read when the first clip is asked for, a sound when it is first played; numpy is needed for sounds only.
"""

from __future__ import annotations

import functools
import json
import os
import unicodedata
import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clips")

RATE = 16_000
"""Samples a second in the files."""

Role = Literal["caller", "greeting", "reply"]

UNSPACED = frozenset({"ja", "zh"})
"""Languages that write no spaces between words."""


@dataclass(frozen=True, slots=True)
class ClipWord:
    """A word of an utterance; times in ms from the beginning of the clip."""

    text: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Clip:
    """
    A known utterance.

    Attributes:
        name: ``language-slug``, unique.
        role: who says it: a caller, or a persona as its greeting or as a short reply.
        duration_ms: length of the sound.
        path: the WAV file (mono, 16 bit, 16 kHz).
    """

    name: str
    language: str
    role: Role
    text: str
    duration_ms: int
    words: tuple[ClipWord, ...]
    path: str


def all_clips() -> tuple[Clip, ...]:
    """Return every known utterance, ordered by language."""
    return _index()


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have clips, in order."""
    return tuple(dict.fromkeys(clip.language for clip in _index()))


def by_language(code: str, role: Role | None = None) -> tuple[Clip, ...]:
    """Return the utterances of a language, those of one role when it is named; empty when there is none."""
    return tuple(clip for clip in _index() if clip.language == code and role in (None, clip.role))


def named(name: str) -> Clip:
    """Return the clip of that name (``fr-table``). Raises KeyError."""
    for clip in _index():
        if clip.name == name:
            return clip
    raise KeyError(name)


def find(text: str, language: str | None = None) -> Clip | None:
    """Return the utterance that says a text, whatever its capitals, signs and spaces, or None."""
    wanted = plain(text)
    matches = (clip for clip in _index() if plain(clip.text) == wanted and language in (None, clip.language))
    return next(matches, None)


def plain(text: str) -> str:
    """Return a text in lower case without punctuation, as a recogniser writes that does not format."""
    kept = (
        " " if sign.isspace() else sign
        for sign in unicodedata.normalize("NFC", text).casefold()
        if not unicodedata.category(sign).startswith("P") or sign in "'’-"
    )
    return " ".join("".join(kept).split())


def joined(words: tuple[str, ...], language: str | None) -> str:
    """Join words as a language writes them."""
    return ("" if language in UNSPACED else " ").join(words)


@functools.cache
def samples(clip: Clip) -> NDArray[np.float32]:
    """Return the sound of a clip: RATE samples a second from -1 to 1."""
    import numpy as np

    with wave.open(clip.path, "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
            raise ValueError(f"{clip.path} is not mono, 16 bit, {RATE} Hz")
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    return (data / 32768).astype(np.float32)


def pcm(clip: Clip, rate: int = RATE) -> bytes:
    """Return the sound of a clip as mono s16le at any rate."""
    import numpy as np

    sound = resampled(samples(clip), RATE, rate)
    return np.clip(np.round(sound * 32767), -32768, 32767).astype("<i2").tobytes()


def resampled(sound: NDArray[np.float32], rate: int, wanted: int) -> NDArray[np.float64]:
    """
    Bring a short sound to another rate.

    Works on the whole spectrum at once: exact for sounds of some seconds, not meant for streams.
    """
    import numpy as np

    if rate == wanted:
        return sound.astype(np.float64)
    length = len(sound) + rate // 10  # quiet at the end: the transform joins the end to the beginning
    length += -length % rate  # whole seconds: a whole number of samples at both rates
    spectrum = np.fft.rfft(sound, length)
    target = length // rate * wanted
    bins = min(len(spectrum), target // 2 + 1)
    kept = np.zeros(target // 2 + 1, dtype=complex)
    kept[:bins] = spectrum[:bins]
    result = np.fft.irfft(kept, target) * (wanted / rate)
    return np.asarray(result[: round(len(sound) * wanted / rate)])


@functools.cache
def _index() -> tuple[Clip, ...]:
    with open(os.path.join(FOLDER, "index.json"), encoding="utf-8") as file:
        rows: list[dict[str, Any]] = json.load(file)["clips"]
    return tuple(
        Clip(
            name=row["file"].removesuffix(".wav"),
            language=row["language"],
            role=row["role"],
            text=row["text"],
            duration_ms=row["duration"],
            words=tuple(ClipWord(word["text"], word["start"], word["end"]) for word in row["words"]),
            path=os.path.join(FOLDER, row["file"]),
        )
        for row in rows
    )
