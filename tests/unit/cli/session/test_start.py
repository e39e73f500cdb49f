from __future__ import annotations

import wave
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.unit.cli.session.conftest import PERSONA, events, open_sessions
from tests.unit.sandbox.servers import VOICE

CLIPS = Path(__file__).resolve().parents[4] / "anamctl" / "sandbox" / "speech" / "clips"


def types(found):
    """Give the types of events, repeated ones once."""
    kinds = [event["type"] for event in found]
    return [kind for place, kind in enumerate(kinds) if place == 0 or kinds[place - 1] != kind]


def test_what_is_said_is_answered_and_the_session_ends(anamctl, server):
    code, out, err = anamctl("session", "start", "camille", "--lang", "fr", "--say", "Bonjour")

    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "you      Bonjour"
    assert lines[1].startswith("persona  ")
    assert len(lines) == 2
    assert [line.split()[0] for line in err.splitlines()] == ["token", "engine", "connected", "ends", "ready", "ended"]
    assert "ended (everything was said)" in err
    assert open_sessions(server) == 0


def test_json_lines_tell_everything_and_a_summary_last(anamctl, server):
    code, out, err = anamctl("session", "start", "camille", "--lang", "fr", "--say", "Bonjour", "--json")

    found = events(out)
    assert (code, err) == (0, "")
    assert types(found) == ["minted", "engine", "connected", "channel", "ready", "message", "closed", "summary"]
    assert [event["t"] for event in found] == sorted(event["t"] for event in found)
    assert (found[-1]["ok"], found[-1]["messages"], found[-1]["exitCode"]) == (True, 2, 0)
    assert server.sessions.get(found[-1]["sessionId"]).persona["languageCode"] == "fr"


def test_a_pipe_is_a_conversation(anamctl, server):
    code, out, err = anamctl("session", "start", "camille", stdin=b"Hello\n/lang es\n\nHola\n")

    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == ["you", "persona", "you", "persona"]
    assert "update languageCode en -> es: applied in" in err
    assert "voiceId and systemPrompt need a new session" in err
    assert err.endswith("4 messages · 1 update applied\n")


def test_quiet_leaves_the_conversation(anamctl, server):
    code, out, err = anamctl("session", "start", "camille", "--say", "Hello", "--quiet")

    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 2


def test_context_is_given_before_anything_is_said(anamctl, server):
    _, out, _ = anamctl("session", "start", "camille", "--say", "Hi", "--context", "It rains.", "--json")

    session = server.sessions.get(events(out)[-1]["sessionId"])
    kinds = [message.kind for message in session.received if message.via == "channel"]
    assert kinds[:2] == ["context", "speech"]


@pytest.mark.parametrize(("language", "code"), [("fr", 0), ("de", 1)])
def test_a_reply_is_expected_in_a_language(anamctl, server, language, code):
    found = anamctl("session", "start", "--lang", "fr", "--say", "Bonjour", "--expect-reply-lang", language)

    assert found.code == code, found.err
    assert f"expect-reply-lang {language}: {'met' if not code else 'not met'}, the reply is in French (" in found.err


def test_an_expectation_that_is_not_met_is_told_when_quiet_too(anamctl, server):
    found = anamctl("session", "start", "camille", "--say", "Hello", "--expect-reply-lang", "fr", "-q")

    assert found.code == 1
    assert found.err.startswith("expect-reply-lang fr: not met")


def test_a_file_is_heard(anamctl, server, tmp_path):
    record = tmp_path / "reply.wav"
    arguments = [
        "--audio",
        str(CLIPS / "fr-table.wav"),
        "--expect-heard",
        "une table pour deux",
        "--record",
        str(record),
    ]
    code, out, err = anamctl("session", "start", "camille", "--lang", "fr", *arguments)

    assert code == 0, err
    assert out.splitlines()[0].startswith("you      Une table pour deux")
    with wave.open(str(record)) as file:
        assert file.getnframes() > 0


def test_what_was_not_heard_fails(anamctl, server):
    arguments = ["--audio", str(CLIPS / "fr-table.wav"), "--expect-heard", "deux cafés", "--json"]
    code, out, _ = anamctl("session", "start", "camille", "--lang", "fr", *arguments)

    assert code == 1
    [verdict] = events(out)[-1]["expectations"]
    assert (verdict["name"], verdict["met"]) == ("expect-heard", False)
    assert "Une table" in verdict["found"]


def test_values_are_set_before_the_start(anamctl, server):
    _, out, _ = anamctl(
        "session", "start", "camille", "--say", "x", "--set", "voiceGenerationOptions.speed=1.2", "--json"
    )

    found = server.sessions.get(events(out)[-1]["sessionId"]).persona
    assert found["voiceGenerationOptions"] == {"speed": 1.2}
    assert found["maxSessionLengthSeconds"] == 185


def test_it_ends_at_its_longest_time(anamctl, server):
    code, out, _ = anamctl("session", "start", "camille", "--max-length", "300ms", "--watch", "--json")

    assert (code, events(out)[-1]["by"]) == (0, "limit")
    assert open_sessions(server) == 0


def test_it_ends_when_the_time_is_over(anamctl, server):
    code, out, _ = anamctl("session", "start", "camille", "--for", "100ms", "--json")

    assert (code, events(out)[-1]["reason"]) == (0, "the 0.1 s of --for were over")


# ---- before the start ------------------------------------------------------------------------------------------------


def requests(server):
    return len(server.service.journal.exchanges)


def test_errors_in_the_file_stop_it_with_the_report_of_validate(anamctl, server, persona):
    persona.write_text(PERSONA.replace("speed: 1.0", "speed: 9"), encoding="utf-8")
    before = requests(server)
    report = anamctl("validate", "personas/camille.yaml").out
    code, out, err = anamctl("session", "start", "camille", "--say", "x")

    assert (code, out) == (1, "")
    assert "ANM206  speed is 9" in report
    assert err.startswith(report[: report.index("\n1 error")].rstrip("\n"))
    assert err.endswith(
        "camille.yaml has 1 error, so nothing was started.\nhint: anamctl validate personas/camille.yaml\n"
    )
    assert requests(server) == before


def test_a_file_that_cannot_be_read_is_explained_too(anamctl, server, persona):
    persona.write_text("personaConfig: [", encoding="utf-8")
    code, _, err = anamctl("session", "start", str(persona))

    assert code == 1
    assert "YML003" in err


def test_errors_in_the_file_are_one_line_of_json(anamctl, server, persona):
    persona.write_text(PERSONA.replace("speed: 1.0", "speed: 9"), encoding="utf-8")
    code, out, err = anamctl("session", "start", "camille", "--json")

    [found] = events(out)
    assert (code, err) == (1, "")
    assert (found["command"], found["ok"]) == ("session start", False)
    assert [error["code"] for error in found["errors"]] == ["findings", "ANM206"]


def test_warnings_are_told_and_it_goes_on(anamctl, server, persona):
    persona.write_text(PERSONA.replace("speed: 1.0", "stability: 0.5"), encoding="utf-8")
    code, _, err = anamctl("session", "start", "camille", "--say", "x")

    assert code == 0
    assert "personas/camille.yaml:9:28: warning ANM219" in err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--set", "voiceGenerationOptions.speed=9"], 1, "--set: speed is 9: expected 0.5 to 2 [ANM206]."),
        (["--set", "voiceGenerationOptions.sped=1"], 2, 'no field "voiceGenerationOptions.sped" can be set.'),
        (["--lang", "de"], 2, "does not speak de."),
        (["--max-length", "0s"], 2, "--max-length must be more than nothing."),
        (["--for", "soon"], 2, '--for: "soon" is no duration'),
        (["--mic", "--audio", "x.wav"], 2, "--mic and --audio exclude each other."),
        (["--device", "x"], 2, "--device needs --mic or --speaker."),
        (["--detach", "--mic"], 2, "--detach goes without --mic and --speaker."),
        (["--detach", "--expect-reply-lang", "fr"], 2, "--expect-reply-lang goes without --detach."),
        (["--say", " "], 2, "there is nothing to say in an empty text."),
        (["--mic", "--expect-heard", " "], 2, "--expect-heard expects an empty text."),
        (["--expect-heard", "x"], 2, "--expect-heard needs --audio or --mic."),
        (["--expect-reply-lang", "french"], 2, '"french" is no language code.'),
        (["--audio", "nothing.wav"], 2, "nothing.wav"),
        (["--profile", "nope"], 2, 'no profile "nope".'),
        (["--sandbox", "--profile", "x"], 2, "--profile and --sandbox exclude each other."),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_asked(anamctl, server, arguments, code, message):
    before = requests(server)
    found = anamctl("session", "start", "camille", *arguments)

    assert found.code == code
    assert message in found.err
    assert requests(server) == before


def test_several_personas_that_speak_it_are_listed(anamctl, server, persona):
    (persona.parent / "other.yaml").write_text(PERSONA.replace("Camille", "Other"), encoding="utf-8")
    code, _, err = anamctl("session", "start", "--lang", "fr")

    assert code == 2
    assert "2 personas in personas/ speak fr; which one?" in err
    assert "camille.yaml (Camille: en fr es), personas/other.yaml" in err


def test_without_a_key_nothing_is_asked(anamctl, server, monkeypatch):
    monkeypatch.delenv("ANAM_API_KEY")
    code, _, err = anamctl("session", "start", "camille")

    assert code == 4
    assert "ANAM_API_KEY is not set" in err
    assert "--sandbox" in err


def test_without_the_extra_it_says_what_to_install_before_anything_is_asked(anamctl, server, monkeypatch):
    before = requests(server)
    monkeypatch.setattr("anamctl.anam.loading.find_spec", lambda name: None if name == "aiortc" else find_spec(name))
    code, out, err = anamctl("session", "start", "camille", "--say", "x")

    assert (code, out) == (2, "")
    assert err == ('anamctl: live sessions need aiortc, which is not installed.\nhint: pip install "anamctl[live]"\n')
    assert requests(server) == before


def test_an_id_that_the_account_lacks_is_named(anamctl, server, persona):
    persona.write_text(PERSONA.replace(VOICE, "6bfbe25a-979d-40f3-a92b-5394170af54c"), encoding="utf-8")
    code, out, err = anamctl("session", "start", "camille", "--say", "x")

    assert (code, out) == (3, "")
    assert "6bfbe25a-979d-40f3-a92b-5394170af54c" in err
    assert err.count("anamctl: ") == 1


def test_a_failed_start_has_its_error_in_the_summary(anamctl, serve):
    serve(faults=[{"request": "engine", "answer": "concurrent-limit"}])
    code, out, err = anamctl("session", "start", "camille", "--say", "x", "--json")

    last = events(out)[-1]
    assert (code, err, last["type"], last["ok"], last["exitCode"]) == (3, "", "summary", False, 3)
    assert last["errors"][0]["code"] == "concurrency"
