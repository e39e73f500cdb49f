"""
Write the known utterances of the sandbox with espeak-ng: anamctl/sandbox/speech/clips and the page that lists them.

    python scripts/generate_clips.py            # write clips, index and docs/reference/sandbox-speech.md
    python scripts/generate_clips.py --check    # write nothing, exit 1 when something is out of date

Needs numpy and the library libespeak-ng (Debian and Ubuntu: apt-get install espeak-ng). Without the library only the
page is written or checked, from the index as it is. Another release of espeak-ng speaks a little differently;
the clips were made with the one that the index names.

Word times come from espeak-ng itself: with every stretch of sound it hands over events, and a word event says where in
the text a word begins and at which millisecond of the sound. A word ends where the sound before the next word's
beginning falls silent. What is written may differ from what is spoken (kana for kanji, Arabic with its
vowels); then both are split into the same words.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import io
import json
import os
import sys
import wave
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CLIPS = os.path.join(ROOT, "anamctl", "sandbox", "speech", "clips")
INDEX = "index.json"
STRANGE = os.path.join(ROOT, "tests", "unit", "sandbox", "speech", "strange")
PAGE = os.path.join(ROOT, "docs", "reference", "sandbox-speech.md")

RATE = 16_000
PEAK = 0.6
"""Loudest sample of a clip, of full scale: room for a gain before anything is cut off."""

QUIET = 0.01
"""Of the loudest sample; what stays below counts as silence when edges and word ends are looked for."""

EDGE_MS = 20
"""Silence kept before and after the sound."""

LICENCE = (
    "The sentences are part of anamctl and under its licence (MIT). The sound was made from them with espeak-ng; "
    "the program claims no rights in what it speaks."
)


class Utterance(NamedTuple):
    """
    A sentence to speak.

    ``written`` is split into words at spaces, or at ``|`` in a language that writes none. ``spoken`` says the same in a
    form that espeak-ng reads well, split at ``|``, one piece for each word.
    """

    language: str
    slug: str
    role: str
    voice: str
    written: str
    spoken: str = ""


FRENCH_SPACE = "\u202f"
"""The narrow no-break space that French puts before ``!`` and ``?``: it does not part words."""

UTTERANCES = (
    Utterance("ar", "table", "caller", "ar", "أريد طاولة لشخصين من فضلك.", "أُرِيدُ|طَاوِلَةً|لِشَخْصَيْنِ|مِنْ|فَضْلِكْ."),
    Utterance("ar", "greeting", "greeting", "ar", "مرحبًا! كيف أساعدك؟", "مَرْحَبًا!|كَيْفَ|أُسَاعِدُكْ؟"),
    Utterance("ar", "moment", "reply", "ar", "بالتأكيد، لحظة من فضلك.", "بِالتَّأْكِيدْ،|لَحْظَةً|مِنْ|فَضْلِكْ."),
    Utterance("de", "table", "caller", "de", "Einen Tisch für zwei Personen, bitte."),
    Utterance("de", "hours", "caller", "de", "Wann haben Sie morgen geöffnet?"),
    Utterance("de", "greeting", "greeting", "de", "Guten Abend! Wie kann ich Ihnen helfen?"),
    Utterance("de", "moment", "reply", "de", "Gern, einen Augenblick bitte."),
    Utterance("en", "table", "caller", "en", "A table for two, please."),
    Utterance("en", "hours", "caller", "en", "What time do you open tomorrow?"),
    Utterance("en", "greeting", "greeting", "en", "Good evening! How can I help you?"),
    Utterance("en", "moment", "reply", "en", "Of course, just a moment."),
    Utterance("es", "table", "caller", "es", "Una mesa para dos, por favor."),
    Utterance("es", "hours", "caller", "es", "¿A qué hora abren mañana?"),
    Utterance("es", "greeting", "greeting", "es", "¡Buenas tardes! ¿En qué puedo ayudarle?"),
    Utterance("es", "moment", "reply", "es", "Claro, un momento."),
    Utterance("fr", "table", "caller", "fr", "Une table pour deux, s’il vous plaît."),
    Utterance("fr", "hours", "caller", "fr", f"À quelle heure ouvrez-vous demain{FRENCH_SPACE}?"),
    Utterance("fr", "greeting", "greeting", "fr", f"Bonsoir{FRENCH_SPACE}! Comment puis-je vous aider{FRENCH_SPACE}?"),
    Utterance("fr", "moment", "reply", "fr", "Bien sûr, un instant."),
    Utterance("hi", "table", "caller", "hi", "दो लोगों के लिए एक मेज़ चाहिए।"),
    Utterance("hi", "greeting", "greeting", "hi", "नमस्ते! मैं आपकी क्या मदद करूँ?"),
    Utterance("hi", "moment", "reply", "hi", "ज़रूर, एक मिनट रुकिए।"),
    Utterance("it", "table", "caller", "it", "Un tavolo per due, per favore."),
    Utterance("it", "greeting", "greeting", "it", "Buonasera! Come posso aiutarla?"),
    Utterance("it", "moment", "reply", "it", "Certo, un attimo."),
    Utterance("ja", "table", "caller", "ja", "二名で|予約を|お願いします。", "にめいで|よやくを|おねがいします。"),
    Utterance(
        "ja", "greeting", "greeting", "ja", "こんばんは。|ご用件を|どうぞ。", "こんばんわ。|ごようけんを|どうぞ。"
    ),
    Utterance("ja", "moment", "reply", "ja", "はい、|少々|お待ちください。", "はい、|しょうしょう|おまちください。"),
    Utterance("nl", "table", "caller", "nl", "Een tafel voor twee, alstublieft."),
    Utterance("nl", "greeting", "greeting", "nl", "Goedenavond! Waarmee kan ik u helpen?"),
    Utterance("nl", "moment", "reply", "nl", "Natuurlijk, een ogenblikje."),
    Utterance("pl", "table", "caller", "pl", "Poproszę stolik dla dwóch osób."),
    Utterance("pl", "greeting", "greeting", "pl", "Dobry wieczór! W czym mogę pomóc?"),
    Utterance("pl", "moment", "reply", "pl", "Oczywiście, chwileczkę."),
    Utterance("pt", "table", "caller", "pt", "Uma mesa para dois, por favor."),
    Utterance("pt", "greeting", "greeting", "pt", "Boa noite! Como posso ajudar?"),
    Utterance("pt", "moment", "reply", "pt", "Claro, só um momento."),
    Utterance("sv", "table", "caller", "sv", "Ett bord för två, tack."),
    Utterance("sv", "greeting", "greeting", "sv", "God kväll! Hur kan jag hjälpa dig?"),
    Utterance("sv", "moment", "reply", "sv", "Självklart, ett ögonblick."),
    Utterance("tr", "table", "caller", "tr", "İki kişilik bir masa, lütfen."),
    Utterance("tr", "greeting", "greeting", "tr", "İyi akşamlar! Nasıl yardımcı olabilirim?"),
    Utterance("tr", "moment", "reply", "tr", "Tabii, bir dakika lütfen."),
    Utterance("zh", "table", "caller", "cmn", "请|帮我|订|一张|两人桌。"),
    Utterance("zh", "greeting", "greeting", "cmn", "晚上好！|请问|需要|什么？"),
    Utterance("zh", "moment", "reply", "cmn", "好的，|请|稍等|一下。"),
)

STRANGERS = (
    Utterance("en", "station", "", "en", "Where is the railway station?"),
    Utterance("en", "voice", "", "en+f3", "A table for two, please."),
    Utterance("fr", "four", "", "fr", "Une table pour quatre, s’il vous plaît."),
    Utterance("hu", "station", "", "hu", "Jó napot! Hol van a pályaudvar?"),
)
"""Speech that is not known, for tests: other sentences, one word changed, another voice, another language."""

NO_SPACES = {"ja", "zh"}

SPEED = 200
"""Words a minute; 175 is what espeak-ng takes by itself."""

FASTER = {"ar": 225, "hi": 225, "zh": 320}
"""Voices that speak slowly for their languages."""


# --- espeak-ng ------------------------------------------------------------------------------------


class Event(ctypes.Structure):
    """An event of espeak-ng's library, as its header speak_lib.h lays it out."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),  # in characters, the first is 1
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),  # in ms
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
END_OF_LIST, WORD = 0, 1
SYNCHRONOUS = 2
UTF8 = 1
SPEED_PARAMETER = 1


@dataclass
class Spoken:
    """What espeak-ng made of a text."""

    samples: NDArray[np.int16]
    rate: int
    marks: list[tuple[int, int]]
    """Where a word begins: in the text (characters from 0) and in the sound (ms)."""


class Speaker:
    """The library of espeak-ng."""

    def __init__(self, path: str) -> None:
        self._library = ctypes.CDLL(path)
        self._library.espeak_Info.restype = ctypes.c_char_p
        self.rate = int(self._library.espeak_Initialize(SYNCHRONOUS, 0, None, 0))
        if self.rate <= 0:
            raise SystemExit("espeak-ng does not start: is its data installed?")
        self._chunks: list[NDArray[np.int16]] = []
        self._marks: list[tuple[int, int]] = []
        self._callback = CALLBACK(self._take)  # kept: the library holds only the address
        self._library.espeak_SetSynthCallback(self._callback)

    @property
    def version(self) -> str:
        """Tell the library's release."""
        return str(self._library.espeak_Info(None).decode())

    def speak(self, voice: str, text: str, speed: int) -> Spoken:
        """Return the sound of a text, and where its words begin."""
        self._chunks, self._marks = [], []
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise SystemExit(f"espeak-ng has no voice {voice!r}")
        self._library.espeak_SetParameter(SPEED_PARAMETER, speed, 0)
        data = text.encode()
        status = self._library.espeak_Synth(data, len(data) + 1, 0, 1, 0, UTF8, None, None)
        if status != 0:
            raise SystemExit(f"espeak-ng cannot speak {text!r} (status {status})")
        self._library.espeak_Synchronize()
        return Spoken(np.concatenate(self._chunks), self.rate, self._marks)

    def _take(self, samples: Any, count: int, events: Any) -> int:  # noqa: ANN401  # pointers of ctypes
        if samples and count > 0:
            self._chunks.append(np.ctypeslib.as_array(samples, (count,)).copy())
        index = 0
        while events[index].type != END_OF_LIST:
            if events[index].type == WORD:
                self._marks.append((events[index].text_position - 1, events[index].audio_position))
            index += 1
        return 0


# --- from sound to clip ---------------------------------------------------------------------------


def words_of(utterance: Utterance) -> tuple[list[str], list[str]]:
    """Return the words as they are written and as they are spoken."""
    written = utterance.written.split("|" if utterance.language in NO_SPACES else " ")
    spoken = utterance.spoken.split("|") if utterance.spoken else written
    if len(written) != len(spoken):
        raise SystemExit(f"{utterance.language}-{utterance.slug}: {written} against {spoken}")
    return written, spoken


def resampled(samples: NDArray[np.int16], rate: int) -> NDArray[np.float64]:
    """Bring sound to RATE, scaled to PEAK."""
    count = len(samples) - len(samples) % rate + rate  # whole seconds: both lengths are whole numbers
    padded = np.zeros(count)
    padded[: len(samples)] = samples
    spectrum = np.fft.rfft(padded)
    wanted = count * RATE // rate
    limit = int(0.95 * (wanted // 2))
    kept = np.zeros(wanted // 2 + 1, dtype=complex)
    kept[:limit] = spectrum[:limit]
    result = np.fft.irfft(kept, wanted)
    return np.asarray(result * (PEAK / np.abs(result).max()))


def loud(samples: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the positions of samples that are no silence."""
    return np.flatnonzero(np.abs(samples) > QUIET * PEAK)


def timed(utterance: Utterance, spoken: Spoken, samples: NDArray[np.float64]) -> list[dict[str, Any]]:
    """Return the words with their times in ms from the beginning of the sound."""
    written, pieces = words_of(utterance)
    begins: list[int] = []
    place = 0
    for piece in pieces:
        # Some languages have several marks in what we call a word; a mark is missing where two are spoken as one.
        inside = [ms for position, ms in spoken.marks if place <= position < place + len(piece)]
        begins.append(min(inside) if inside else -1)
        place += len(piece) + 1
    total = int(len(samples) * 1000 / RATE)
    for index, begin in enumerate(begins):
        if begin < 0:
            after = next((ms for ms in begins[index + 1 :] if ms >= 0), total)
            begins[index] = (begins[index - 1] + after) // 2 if index else 0
    result = []
    for index, (word, begin) in enumerate(zip(written, begins, strict=True)):
        until = begins[index + 1] if index + 1 < len(begins) else total
        heard = loud(samples[begin * RATE // 1000 : until * RATE // 1000])
        if not heard.size:
            raise SystemExit(f"{utterance.language}-{utterance.slug}: {word!r} is silent ({begin} to {until} ms)")
        start = begin + int(heard[0]) * 1000 // RATE
        result.append({"text": word, "start": start, "end": begin + -(-int(heard[-1] + 1) * 1000 // RATE)})
    return result


def as_wave(samples: NDArray[np.float64]) -> bytes:
    """Return the bytes of a WAV file."""
    sink = io.BytesIO()
    with wave.open(sink, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(samples * 32767).astype("<i2").tobytes())
    return sink.getvalue()


def clip_of(utterance: Utterance, speaker: Speaker) -> tuple[dict[str, Any], bytes]:
    """Return the row of the index and the file of an utterance."""
    written, pieces = words_of(utterance)
    joint = "" if utterance.language in NO_SPACES else " "
    spoken = speaker.speak(utterance.voice, " ".join(pieces), FASTER.get(utterance.language, SPEED))
    samples = resampled(spoken.samples, spoken.rate)
    words = timed(utterance, spoken, samples)
    heard = loud(samples)
    first = max(0, int(heard[0]) - EDGE_MS * RATE // 1000)
    cut = samples[first : int(heard[-1]) + 1 + EDGE_MS * RATE // 1000]
    shift = first * 1000 // RATE
    row = {
        "file": f"{utterance.language}-{utterance.slug}.wav",
        "language": utterance.language,
        "role": utterance.role,
        "text": joint.join(written),
        "duration": round(len(cut) * 1000 / RATE),
        "words": [{**word, "start": word["start"] - shift, "end": word["end"] - shift} for word in words],
    }
    return row, as_wave(cut)


# --- files ----------------------------------------------------------------------------------------


def sound_files(speaker: Speaker) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the clips' folder."""
    rows = []
    for utterance in UTTERANCES:
        row, data = clip_of(utterance, speaker)
        rows.append(row)
        yield os.path.join(CLIPS, row["file"]), data
    made_with = {"program": f"espeak-ng {speaker.version}", "speed": SPEED, "script": "scripts/generate_clips.py"}
    for utterance in STRANGERS:
        row, data = clip_of(utterance, speaker)
        yield os.path.join(STRANGE, row["file"]), data
    document = {"licence": LICENCE, "madeWith": made_with, "rate": RATE, "clips": rows}
    yield os.path.join(CLIPS, INDEX), (index_text(document) + "\n").encode()


def index_text(document: dict[str, Any]) -> str:
    """Return the index as JSON, one line a word: changes are easy to read."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return (
        text.replace('{\n     "text"', '{"text"')
        .replace(',\n     "start"', ', "start"')
        .replace(',\n     "end"', ', "end"')
        .replace("\n    }", "}")
    )


def page(document: dict[str, Any]) -> str:
    """Return the page that lists the utterances."""
    by_language = defaultdict(list)
    for row in document["clips"]:
        by_language[row["language"]].append(row)
    lines = [
        "# What the sandbox hears and says",
        "",
        "<!-- Written by scripts/generate_clips.py from the index of the clips; do not edit. -->",
        "",
        "The sandbox has no speech model.",
        "It knows the utterances below and recognises them from the sound itself, in any rate that the services take:",
        "played from a file, through a pipe, over WebRTC or into a microphone, louder or softer, with some noise.",
        "Any other speech is unrecognised: a low confidence, at best a guess at the language, and no words but those",
        "at its beginning that a known utterance has, too.",
        "",
        "The files lie in `anamctl/sandbox/speech/clips`: WAV, mono, 16 bit, 16 kHz.",
        "`index.json` beside them holds the times of all words.",
        f"Made with {document['madeWith']['program']} by `scripts/generate_clips.py`.",
        document["licence"].replace(". ", ".\n"),
        "",
        f"{len(document['clips'])} utterances in {len(by_language)} languages.",
        "A persona says *greeting* and *reply*; a caller says *caller*.",
        "",
        "| file | language | role | text | seconds |",
        "|---|---|---|---|---|",
    ]
    for _, rows in sorted(by_language.items()):
        for row in rows:
            seconds = f"{row['duration'] / 1000:.2f}"
            lines.append(f"| `{row['file']}` | {row['language']} | {row['role']} | {row['text']} | {seconds} |")
    return "\n".join(lines) + "\n"


def current(path: str) -> bytes | None:
    """Return what a file holds, or None."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def generated() -> Iterator[tuple[str, bytes]]:
    """Yield every file that this script can make here."""
    library = ctypes.util.find_library("espeak-ng")
    if library is not None:
        files = dict(sound_files(Speaker(library)))
        yield from files.items()
        index = files[os.path.join(CLIPS, INDEX)]
    else:
        print("espeak-ng is not installed: the clips stay as they are", file=sys.stderr)
        index = current(os.path.join(CLIPS, INDEX)) or b""
    yield PAGE, page(json.loads(index)).encode()


def main(arguments: list[str]) -> int:
    """Write or check the files; return the exit code."""
    stale = [(path, data) for path, data in generated() if current(path) != data]
    for path, data in stale:
        print(f"{'out of date' if '--check' in arguments else 'writing'}: {os.path.relpath(path, ROOT)}")
        if "--check" not in arguments:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
