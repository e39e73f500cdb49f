"""Every scenario that a service may play, through the command: what is shown, what is saved, how and when it ends."""

from __future__ import annotations

import re
import time
from typing import Any, NamedTuple

import pytest

from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream
from tests.unit.cli.listen.serving import KEY, SCENARIOS, events, serving, silence

FILES = {path.stem: path for path in SCENARIOS.glob("*.yaml")}
QUICK = Policy(begin=2, first=0.05, longest=0.1, busy_first=0.05)
ONCE = QUICK._replace(begin=0.2, attempts=1, ending=1)
"""For services that keep silent."""


class Case(NamedTuple):
    """What must come of a scenario."""

    turns: tuple[str, ...] = ()
    """Lines on stdout, without the time at their beginning."""
    said: tuple[str, ...] = ()
    """What stderr must contain, in this order."""
    finals: tuple[tuple[Any, ...], ...] = ()
    """Session, turn, text and language of each."""
    languages: tuple[tuple[str, bool], ...] = ()
    """Each, and whether it is sure."""
    srt: tuple[str, ...] | None = ()
    """Times of the cues; None when they depend on how quick the machine is."""
    code: int = 0
    sessions: int = 1
    errors: tuple[str, ...] = ()
    seconds: float = 4.0
    """Of silence that is sent."""
    pace: str = "100"
    limit: float = 2.0
    """Seconds that it may take at most where nothing else runs."""
    options: tuple[str, ...] = ()
    policy: Policy = QUICK
    text: tuple[str, ...] | None = None
    """Lines of the text file; None when they are what the finals say."""


SLOWER = 10
"""How much longer something may take on a busy machine, which may stand still; what hangs takes longer than that."""
SPANISH = Case(
    turns=("es 99 %  Hola, ¿a qué hora abren?",),
    said=(" es  Spanish      1      1.5  100 %        0.99\n", "ended (end of the sound) · 1 turn"),
    finals=((1, 0, "Hola, ¿a qué hora abren?", "es"),),
    languages=(("es", True),),
    srt=("00:00:00,300 --> 00:00:01,800",),
)
FRENCH = Case(
    turns=("fr 97 %  Bonjour à tous.",),
    finals=((1, 0, "Bonjour à tous.", "fr"),),
    languages=(("fr", True),),
    srt=("00:00:00,300 --> 00:00:01,200",),
)
REFUSED = Case(
    said=("anamctl: AssemblyAI: no session could be started: the service refused the key", "\nhint: "),
    code=4,
    sessions=0,
    errors=("credentials",),
    limit=1.0,
)
SILENT = "trying again (1/1): the service accepted the connection and then said nothing for 0.2 s\n"
CASES = {
    "01-spanish-turn": SPANISH,
    "02-language-on-the-final": SPANISH,
    "02b-language-on-the-utterance": SPANISH,
    "03-three-languages": Case(
        turns=("de 99 %  Guten Morgen.", "en? 45 %  Hello?", "fr 97 %  Bonjour à tous."),
        said=(" fr  French       1      0.9   50 %        0.97\n", " en? English      1      0.3   17 %        0.45\n"),
        finals=((1, 0, "Guten Morgen.", "de"), (1, 1, "Hello?", "en"), (1, 2, "Bonjour à tous.", "fr")),
        languages=(("de", True), ("en", False), ("fr", True)),
        srt=("00:00:00,300 --> 00:00:00,900", "00:00:03,000 --> 00:00:03,500", "00:00:06,000 --> 00:00:06,900"),
        seconds=6.5,
    ),
    "04-second-closing-turn": Case(
        turns=("de 99 %  Guten Morgen, Frau Weber.",),
        finals=((1, 0, "Guten Morgen, Frau Weber.", "de"),),
        languages=(("de", True),),
        srt=("00:00:00,300 --> 00:00:01,500",),
    ),
    "05-rewritten-partials": Case(
        turns=("en 98 %  I scream for help.",),
        finals=((1, 0, "I scream for help.", "en"),),
        languages=(("en", True),),
        srt=("00:00:00,000 --> 00:00:01,700",),
        options=("--model", "universal-3-5-pro"),
    ),
    "06-whisper-silence": Case(
        turns=("pl 93 %  Dzień dobry.",),
        finals=((1, 1, "Dzień dobry.", "pl"),),
        languages=(("pl", True),),
        srt=("00:00:00,800 --> 00:00:01,400",),
        options=("--model", "whisper-rt"),
    ),
    "07-empty-final": FRENCH._replace(srt=("00:00:01,500 --> 00:00:02,400",)),
    "08-bad-key": REFUSED._replace(said=(*REFUSED.said, "dashboard of AssemblyAI")),
    "08b-bad-key-without-a-message": REFUSED,
    "08c-bad-key-at-the-handshake": REFUSED._replace(
        said=("the service refused the key (401: Unauthorized)", "hint: ")
    ),
    "09-bad-parameter": Case(
        said=("Invalid 'speech_model': must be one of universal-streaming-english", "\nhint: "),
        code=2,
        sessions=0,
        errors=("usage",),
        limit=1.0,
    ),
    "10-strict-frames": Case(said=("ended (end of the sound) · 0 turns",), seconds=0.73, pace="1", limit=4.5),
    "11-cut-in-a-turn": Case(
        turns=(
            "–        Guten Morgen, wir hät  (interrupted)",
            "–        Guten Morgen, wir hät  (interrupted)",
            "de 99 %  Guten Morgen, wir hätten gern einen Tisch für zwei Personen.",
        ),
        said=(
            "reconnecting (1/5): the service cancelled the session: Session Cancelled: An error occurred\n",
            "listens at 16 kHz, session 2\n",
            "reconnecting (2/5): the connection broke\n",
            "listens at 16 kHz, session 3\n",
            "ended (end of the sound) · 3 turns",
        ),
        finals=(
            (1, 0, "Guten Morgen, wir hät", None),
            (2, 0, "Guten Morgen, wir hät", None),
            (3, 0, "Guten Morgen, wir hätten gern einen Tisch für zwei Personen.", "de"),
        ),
        languages=(("de", True),),
        srt=None,
        sessions=3,
        seconds=6.5,
        pace="5",
        limit=4.0,
    ),
    "12-too-long": Case(
        said=(
            "a new session begins: the session has reached its longest duration",
            "listens at 16 kHz, session 2\n",
            "ended (end of the sound) · 0 turns",
        ),
        sessions=2,
        seconds=1,
        pace="1",
        limit=5.0,
    ),
    "13-too-many-sessions": Case(
        said=(
            "trying again (1/5): too many sessions run: Unauthorized Connection: Too many concurrent sessions\n",
            "trying again (2/5)",
            "ended (end of the sound)",
        ),
    ),
    "14-no-begin": Case(
        said=(SILENT, "said nothing for 0.2 s (tried 2 times).\nhint: "),
        code=3,
        sessions=0,
        errors=("service",),
        policy=ONCE,
        limit=5.0,
    ),
    "15-terminate-is-ignored": FRENCH._replace(
        said=("the last words may be missing: the service did not confirm the end\n",),
        seconds=1.5,
        policy=QUICK._replace(ending=1),
        limit=3.0,
    ),
    "15b-no-close": FRENCH,
    "15c-no-termination": FRENCH,
    "16-late-final": FRENCH._replace(srt=("00:00:00,100 --> 00:00:00,600",)),
    "17-strange-messages": Case(
        turns=("–        Salut", "fr 97 %  Salut encore", "fr 97 %  Bonjour à tous.  (corrected)"),
        said=(
            "\nthe service sent a binary message, which is ignored\n",
            "the service warns: Something is not as it should be\n",
            "ended (end of the sound) · 2 turns",
        ),
        finals=(
            (1, 0, "Salut", None),
            (1, 1, "Salut encore", "fr"),
            (1, 0, "Bonjour à tous.", "fr"),
        ),
        languages=(("fr", True), ("fr", True)),
        srt=("00:00:00,100 --> 00:00:00,600", "00:00:01,500 --> 00:00:02,400"),
        text=("Bonjour à tous.", "Salut encore"),
    ),
    "18-a-thousand-turns": Case(said=("ended (end of the sound) · 1006 turns",), srt=None, limit=4.0),
    "19-slow-reader": Case(
        said=("the last words may be missing: the service did not confirm the end\n",),
        seconds=1.5,
        policy=QUICK._replace(ending=1),
        limit=3.0,
    ),
    "20-jitter-and-bursts": Case(
        turns=("de 99 %  Guten Morgen.", "fr 97 %  Bonjour à tous."),
        finals=((1, 0, "Guten Morgen.", "de"), (1, 1, "Bonjour à tous.", "fr")),
        languages=(("de", True), ("fr", True)),
        srt=("00:00:00,300 --> 00:00:00,900", "00:00:02,000 --> 00:00:02,900"),
        seconds=3,
        limit=4.0,
    ),
}


@pytest.fixture
def play(anamctl, monkeypatch, tmp_path):
    """Play a scenario, and give what came of it, the files, and the server."""

    def call(name, *options):
        case = CASES[name]
        monkeypatch.setattr("anamctl.audio.files.TAIL", 0.5)
        monkeypatch.setattr("anamctl.stt.assemblyai.failures.BUSY_SECONDS", 0.05)
        monkeypatch.setitem(Stream.__init__.__kwdefaults__, "policy", case.policy)
        sound = silence(tmp_path / "silence.wav", case.seconds)
        saves = [option for kind in ("txt", "srt", "jsonl") for option in ("--save", f"heard.{kind}")]
        with serving(FILES[name], monkeypatch) as served:
            began = time.monotonic()
            result = anamctl("listen", str(sound), "--pace", case.pace, *saves, *case.options, *options)
            took = time.monotonic() - began
        assert took < case.limit * SLOWER
        assert "Traceback" not in result.err
        assert KEY not in result.out + result.err
        return case, result, served

    return call


def test_there_is_a_case_for_every_scenario():
    assert set(CASES) == set(FILES)
    assert {int(name[:2]) for name in CASES} == set(range(1, 21))


@pytest.mark.parametrize("name", CASES)
def test_lines(play, tmp_path, name):
    case, result, served = play(name)
    turns = [re.sub(r"^\d+:\d\d  ", "", line) for line in result.out.splitlines()]
    at = 0
    for part in case.said:
        assert part in result.err[at:]
        at = result.err.index(part, at)

    assert result.code == case.code
    if name != "18-a-thousand-turns":
        assert turns == list(case.turns)
        lines = case.text if case.text is not None else tuple(text for _, _, text, _ in case.finals)
        assert tuple((tmp_path / "heard.txt").read_text(encoding="utf-8").splitlines()) == lines
    if case.srt is not None:
        cues = re.findall(r"^.* --> .*$", (tmp_path / "heard.srt").read_text(encoding="utf-8"), re.MULTILINE)
        assert tuple(cues) == case.srt
    assert all(record.shortest_ms >= 50 and record.longest_ms <= 1000 for record in served.records.all if record.frames)
    assert all(record.close_code != 3007 for record in served.records.all)


@pytest.mark.parametrize("name", CASES)
def test_json(play, tmp_path, name):
    case, result, _ = play(name, "--json")
    seen = events(result.out)
    finals = [event for event in seen if event["type"] == "final"]
    summary = seen[-1]

    assert (result.code, result.err) == (case.code, "")
    assert (summary["type"], summary["exitCode"], summary["sessions"]) == ("summary", case.code, case.sessions)
    assert tuple(error["code"] for error in summary["errors"]) == case.errors
    if name != "18-a-thousand-turns":
        assert tuple((one["session"], one["turn"], one["text"], one["language"]) for one in finals) == case.finals
        assert tuple((one["code"], one["sure"]) for one in seen if one["type"] == "language") == case.languages
    kept = events((tmp_path / "heard.jsonl").read_text(encoding="utf-8"))
    shown = [event for event in seen if event["type"] != "partial" and event.get("by") != "anamctl"]
    assert [event for event in kept if event.get("by") != "anamctl"] == shown
    times = [event["t"] for event in seen if event["type"] != "warning"]
    assert times == sorted(times)


def test_partials_of_a_turn_that_is_rewritten_leave_no_stale_words(play):
    _, result, _ = play("05-rewritten-partials", "--json")
    partials = [(one["text"], one["stable"]) for one in events(result.out) if one["type"] == "partial"]

    assert partials == [("Ice cream for", ""), ("I scream", "")]


def test_words_of_whisper_have_no_confidence(play):
    _, result, _ = play("06-whisper-silence", "--json")
    (final,) = [one for one in events(result.out) if one["type"] == "final"]

    assert [(word["text"], word["confidence"]) for word in final["words"]] == [("dzień", None), ("dobry", None)]


def test_times_go_on_after_sessions_that_were_cut(play):
    _, result, _ = play("11-cut-in-a-turn", "--json")
    finals = [one for one in events(result.out) if one["type"] == "final"]
    starts = [one["start"] for one in finals]

    # The sound of each session begins where that of the one before was cut, at 1.5 s of it; each turn 0.3 s later.
    assert starts[0] == 0.3
    assert 1.7 <= starts[1] <= 2.6
    assert starts[1] + 1.4 <= starts[2] <= starts[1] + 2.3
    assert [one["interrupted"] for one in finals] == [True, True, False]


def test_a_thousand_turns_are_written_as_they_are_said_and_none_is_obeyed(play, tmp_path):
    _, result, _ = play("18-a-thousand-turns")
    lines = result.out.splitlines()
    kept = (tmp_path / "heard.txt").read_text(encoding="utf-8")
    plain = "".join(result.out.splitlines(keepends=False)) + kept.replace("\n", "")

    assert [line.split("  ")[-1] for line in lines[:1000]] == [f"Turn number {n}." for n in range(1000)]
    assert len(lines) == 1006
    assert not [character for character in plain if ord(character) < 32 or 0x7F <= ord(character) < 0xA0]
    assert not set("\u202e\u2066") & set(plain)
    assert "[red]not red[/red] [bold] [/] [link=file:///etc/passwd]here[/link] [Music]" in lines[1001]
    for text in ("أريد طاولة لشخصين من فضلك.", "二名で予約をお願いします。我想订两个人的桌子。", "👩‍👩‍👧‍👦 🇫🇷 é"):
        assert text in result.out
        assert text in kept
    assert lines[1005].count("word") == 500
    assert kept.count("\n") == 1006
