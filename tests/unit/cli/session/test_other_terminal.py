"""A session in one process, asked from another."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path

import pytest

from tests.unit.cli.session.conftest import PERSONA, events, is_open, kill, open_sessions, wait_until


def received(server, id_, kind):
    return [message.data for message in server.sessions.get(id_).received if message.kind == kind]


# ---- changes ---------------------------------------------------------------------------------------------------------


def test_a_change_is_applied_and_shown_before_and_after(anamctl, server, running):
    code, out, err = anamctl("session", "update", "--speed", "1.1", "--lang", "fr")

    assert (code, err) == (0, "systemPrompt needs a new session\n")
    lines = sorted(line.partition(": applied in ")[0] for line in out.splitlines())
    assert lines == ["languageCode en -> fr", "voiceGenerationOptions.speed 1.0 -> 1.1"]
    assert server.sessions.get(running.id).persona["languageCode"] == "fr"


def test_the_options_of_a_layer_go_along(anamctl, server, running):
    code, _, err = anamctl("session", "update", "--lang", "es")

    assert code == 0
    assert "voiceId and systemPrompt need a new session" in err
    found = server.sessions.get(running.id).persona
    assert (found["languageCode"], found["voiceDetectionOptions"]) == ("es", {"endOfSpeechSensitivity": 0.7})


def test_a_rejected_change_tells_the_reason_of_the_service(anamctl, server, running):
    # Our rules can only warn: which kind of voice it is cannot be seen offline.
    code, out, err = anamctl("session", "update", "--stability", "0.4")

    assert code == 1
    assert out.startswith("voiceGenerationOptions.stability 0.4: rejected: ")
    assert "ANM219" in err


def test_what_our_own_check_refuses_is_not_sent(anamctl, server, running):
    for arguments, reason in (
        (["--speed", "9"], "speed is 9: expected 0.5 to 2 [ANM206]"),
        (["--lang", "jp"], 'unknown language code "jp"'),
        (["--set", "voiceId=x"], "voiceId cannot change while a session runs"),
    ):
        code, out, _ = anamctl("session", "update", *arguments)

        assert code == 1
        assert f": not sent: {reason}" in out
    assert received(server, running.id, "persona_config") == []


@pytest.mark.parametrize(("arguments", "expected"), [([], 0), (["--require-ack"], 1)])
def test_a_silent_engine_leaves_a_change_unconfirmed(anamctl, serve, background, arguments, expected):
    serve(updates="silent")
    background().until("ready")
    code, out, _ = anamctl("session", "update", "--lang", "fr", "--timeout", "100ms", *arguments)

    assert code == expected
    assert out.startswith("languageCode fr: sent, unconfirmed")


def test_a_late_answer_is_told_where_the_session_runs(anamctl, serve, background):
    serve(latencies={"greeting": 0, "reply": 0.01, "word": 0, "update": "200ms"})
    one = background()
    one.until("ready")
    assert "unconfirmed" in anamctl("session", "update", "--lang", "fr", "--timeout", "50ms").out
    assert one.until("update")["outcome"] == "unconfirmed"
    late = one.until("update")

    assert (late["outcome"], late["late"]) == ("applied", True)
    assert one.end()["updates"] == {"applied": 1, "rejected": 0, "unconfirmed": 0, "not_sent": 0}


def test_a_persona_file_is_taken_over_as_far_as_it_can_be(anamctl, server, running, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text(PERSONA.replace("speed: 1.0", "speed: 1.2").replace("You are", "You were"), encoding="utf-8")
    code, out, err = anamctl("session", "update", "--from", str(other))

    assert (code, err) == (0, "systemPrompt needs a new session\n")
    assert out.startswith("voiceGenerationOptions.speed 1.0 -> 1.2: applied in ")
    again = anamctl("session", "update", "--from", str(other))
    assert (again.code, again.out) == (1, "nothing of it can change while the session runs\n")
    same = anamctl("session", "update", "--from", "personas/camille.yaml", "--json")
    assert json.loads(same.out)["data"]["fields"][0]["after"] == 1.0
    assert anamctl("session", "update", "--from", "personas/camille.yaml").out == "nothing to change\n"


def test_a_language_chooses_the_layer_of_a_persona_file(anamctl, server, running):
    code, out, err = anamctl("session", "update", "--from", "personas/camille.yaml", "--lang", "es")

    assert code == 0
    assert "languageCode en -> es: applied" in out
    assert "voiceId and systemPrompt need a new session" in err
    found = server.sessions.get(running.id).persona
    assert (found["languageCode"], found["voiceDetectionOptions"]) == ("es", {"endOfSpeechSensitivity": 0.7})
    again = anamctl("session", "update", "--from", "personas/camille.yaml", "--lang", "es")
    assert again.out.startswith("languageCode es: applied")


def test_a_language_goes_along_with_a_file_that_names_no_other(anamctl, server, running, tmp_path):
    path = tmp_path / "quick.yaml"
    path.write_text("voiceGenerationOptions: {speed: 1.1}", encoding="utf-8")
    assert anamctl("session", "update", "--from", str(path), "--lang", "es").code == 0
    assert server.sessions.get(running.id).persona["languageCode"] == "es"

    broken = anamctl("session", "update", "--from", "-", stdin=b"a: [")
    assert (broken.code, "hint: write it like `voiceGenerationOptions: {speed: 1.1}`." in broken.err) == (2, True)

    path.write_text("languageCode: fr", encoding="utf-8")
    code, _, err = anamctl("session", "update", "--from", str(path), "--lang", "es")
    assert (code, err.partition("\n")[0]) == (2, f'anamctl: {path} says "fr", and --lang es.')


def test_a_file_may_hold_only_what_changes(anamctl, server, running, tmp_path):
    path = tmp_path / "louder.json"
    path.write_text('{"voiceGenerationOptions": {"volume": 1.5}}', encoding="utf-8")

    assert anamctl("session", "update", "--from", str(path), "--speed", "1.1").code == 0
    assert anamctl("session", "update", "--from", "-", stdin=b"languageCode: fr\n").code == 0
    persona = server.sessions.get(running.id).persona
    assert persona["voiceGenerationOptions"] == {"speed": 1.1, "volume": 1.5}
    assert persona["languageCode"] == "fr"


def test_every_option_is_a_field(anamctl, server, running):
    found = json.loads(
        anamctl(
            *("session", "update", "--json", "--volume", "0.9", "--end-of-speech-sensitivity", "0.2"),
            *("--silence-before-skip-turn-seconds", "3", "--silence-before-session-end-seconds", "40"),
            *("--silence-before-auto-end-turn-seconds", "2", "--speech-enhancement-level", "0.1"),
        ).out
    )

    assert found["ok"] is True
    assert found["data"]["outcome"] == "applied"
    assert {field["path"] for field in found["data"]["fields"]} == {
        "voiceGenerationOptions.volume",
        "voiceDetectionOptions.endOfSpeechSensitivity",
        "voiceDetectionOptions.silenceBeforeSkipTurnSeconds",
        "voiceDetectionOptions.silenceBeforeSessionEndSeconds",
        "voiceDetectionOptions.silenceBeforeAutoEndTurnSeconds",
        "voiceDetectionOptions.speechEnhancementLevel",
    }


def test_a_change_that_is_none_is_a_mistake(anamctl, server, running):
    for arguments, message in (
        ([], "there is nothing to change."),
        (["--from", "personas/camille.yaml", "--lang", "de"], "personas/camille.yaml does not speak de."),
        (["--speed", "1", "--timeout", "soon"], "--timeout"),
        (["--set", "speed=1"], 'no field "speed" can be set.'),
        (["--from", "nothing.yaml"], "nothing.yaml"),
    ):
        code, _, err = anamctl("session", "update", *arguments)

        assert code == 2
        assert message in err


# ---- words -----------------------------------------------------------------------------------------------------------


def test_words_arrive(anamctl, server, running):
    id_ = running.id

    assert anamctl("session", "say", "Hello").code == 0
    assert anamctl("session", "context", id_[:8], "It rains.", "--quiet") == (0, "", "")
    assert json.loads(anamctl("session", "interrupt", "--json").out)["data"] == {"id": id_}
    assert wait_until(lambda: len(received(server, id_, "interrupt")) == 1)
    assert [message["content"] for message in received(server, id_, "speech")] == ["Hello"]
    assert [message["content"] for message in received(server, id_, "context")] == ["It rains."]


@pytest.mark.parametrize("words", [["a", "b", "c"], [" "]])
def test_words_that_are_none_are_a_mistake(anamctl, server, words):
    assert anamctl("session", "say", *words).code == 2


# ---- which one -------------------------------------------------------------------------------------------------------


def test_sessions_are_listed(anamctl, server, running):
    code, out, _ = anamctl("session", "list")
    [found] = json.loads(anamctl("session", "list", "--json").out)["data"]

    assert code == 0
    assert out.splitlines()[0].split() == ["id", "persona", "language", "state", "ends", "in", "service"]
    assert out.splitlines()[1].startswith(f"{running.id}  Camille  en        ready  ")
    assert (found["state"], found["pid"]) == ("ready", running.process.pid)


def test_nothing_runs(anamctl, server):
    assert anamctl("session", "list") == (0, "", "no session runs on this machine\n")
    for arguments in (["update", "--speed", "1"], ["say", "x"], ["stop"], ["interrupt"]):
        code, _, err = anamctl("session", *arguments)
        assert (code, err.splitlines()[0]) == (2, "anamctl: no session runs on this machine.")


def test_when_several_run_one_has_to_be_named(anamctl, server, own, background):
    other = background()
    other.until("ready")
    code, _, err = anamctl("session", "stop")

    assert code == 2
    assert "2 sessions run; which one?" in err
    assert own.id in err
    assert other.id in err
    assert anamctl("session", "stop", other.id[:12]).code == 0
    assert anamctl("session", "stop").code == 0
    assert not any(is_open(server, one.id) for one in (own, other))


def test_the_sessions_of_the_account_are_listed_with_its_slots(anamctl, server, running):
    code, out, err = anamctl("session", "list", "--remote")
    found = json.loads(anamctl("session", "list", "--remote", "--json").out)["data"]

    assert code == 0
    assert re.fullmatch(r"\d+ of 50 slots (is|are) taken\n", err)
    line = next(line for line in out.splitlines() if running.id in line)
    assert line.endswith("  yes")
    assert found["concurrency"]["limit"] == 50
    assert [one["here"] for one in found["sessions"] if one["id"] == running.id] == [True]


def test_a_list_of_this_machine_needs_no_profile(anamctl, server):
    assert anamctl("session", "list", "--profile", "x").code == 2


# ---- the end ---------------------------------------------------------------------------------------------------------


def test_stopping_ends_it_and_says_what_it_cost(anamctl, server, own):
    code, out, err = anamctl("session", "stop")

    assert (code, err) == (0, "")
    assert out.startswith(f"ended {own.id} · ")
    last = own.finish()
    assert (last["exitCode"], last["reason"]) == (0, "`anamctl session stop`")
    assert not is_open(server, own.id)


def test_a_session_whose_process_was_killed_is_ended_at_the_service(anamctl, server, own):
    id_ = own.id
    own.process.kill()
    own.process.wait()
    assert is_open(server, id_)
    assert " gone " in anamctl("session", "list").out
    code, _, err = anamctl("session", "say", "x")
    assert (code, err.splitlines()[0]) == (3, f"anamctl: session {id_} has no process any more.")

    code, out, _ = anamctl("session", "stop", id_[:6])
    assert (code, out) == (0, f"ended {id_} at the service, because its process is gone\n")
    assert wait_until(lambda: not is_open(server, id_))
    assert anamctl("session", "list").out == ""


def test_a_session_of_another_machine_is_ended_by_its_whole_id(anamctl, server, own, monkeypatch, tmp_path):
    id_ = own.id
    monkeypatch.setenv("ANAMCTL_RUNTIME_DIR", str(tmp_path / "elsewhere"))
    code, out, _ = anamctl("session", "stop", id_, "--json")

    assert code == 0
    assert json.loads(out)["data"]["how"] == "at the service"
    assert own.finish()["exitCode"] == 3
    code, _, err = anamctl("session", "stop", "00000000-0000-4000-8000-000000000000")
    assert code == 3
    assert "knows no running session" in err


def test_a_session_whose_process_hangs_is_ended_at_the_service(anamctl, server, own, monkeypatch):
    monkeypatch.setattr("anamctl.live.control_client.PATIENCE", 0.2)
    monkeypatch.setattr("anamctl.live.control_client.Control.__init__.__defaults__", (0.2,))
    monkeypatch.setattr("anamctl.cli.session.asking._ENDING", 0.1)
    own.process.send_signal(signal.SIGSTOP)
    try:
        code, _, err = anamctl("session", "say", "x")
        assert (code, "does not answer" in err) == (3, True)
        assert anamctl("session", "stop").code == 0
        assert wait_until(lambda: not is_open(server, own.id))
    finally:
        own.process.send_signal(signal.SIGCONT)
    assert own.finish()["exitCode"] == 3


# ---- in the background -----------------------------------------------------------------------------------------------


def test_a_detached_session_goes_on_when_the_command_is_over(anamctl, server, runtime):
    code, out, err = anamctl("session", "start", "camille", "--lang", "fr", "--detach", "--say", "Bonjour")
    id_ = out.strip()
    log = Path(err.splitlines()[0].partition("log: ")[2])

    assert code == 0
    assert wait_until(lambda: len(received(server, id_, "speech")) == 1)
    [found] = json.loads(anamctl("session", "list", "--json").out)["data"]
    assert (found["id"], found["language"], found["state"]) == (id_, "fr", "ready")
    assert found["pid"] != os.getpid()
    assert os.getsid(found["pid"]) != os.getsid(0)
    assert log.stat().st_mode & 0o777 == 0o600
    assert anamctl("session", "stop").code == 0
    assert wait_until(lambda: '"summary"' in log.read_text())
    assert events(log.read_text())[-1]["exitCode"] == 0


def test_a_detached_session_that_was_killed_is_found(anamctl, server):
    anamctl("session", "start", "camille", "--detach", "--quiet")
    [found] = json.loads(anamctl("session", "list", "--json").out)["data"]
    kill(found["pid"])

    assert " gone " in anamctl("session", "list").out
    assert anamctl("session", "stop").code == 0


def test_a_sandbox_can_run_in_the_background(anamctl, runtime, persona, monkeypatch):
    monkeypatch.delenv("ANAM_API_KEY", raising=False)
    code, out, _ = anamctl("session", "start", "camille", "--sandbox", "--detach", "--json")

    assert code == 0
    found = json.loads(out)["data"]
    assert anamctl("session", "update", "--lang", "fr").code == 0
    assert anamctl("session", "stop").out.startswith(f"ended {found['id']} · ")
    assert wait_until(lambda: '"summary"' in Path(found["log"]).read_text())


@pytest.mark.parametrize(
    ("answer", "code", "word"), [("concurrent-limit", 3, "429"), ("unauthorized", 4, "401"), ("busy", 3, "503")]
)
def test_a_detached_session_that_does_not_get_ready_says_why(anamctl, serve, answer, code, word):
    server = serve(faults=[{"request": "engine" if code == 3 else "mint", "answer": answer}])
    found = anamctl("session", "start", "camille", "--detach")

    assert (found.code, found.out) == (code, "")
    assert word in found.err
    assert open_sessions(server) == 0


def test_errors_are_told_before_anything_is_detached(anamctl, server, persona):
    persona.write_text(PERSONA.replace("speed: 1.0", "speed: 9"), encoding="utf-8")
    code, _, err = anamctl("session", "start", "camille", "--detach")

    assert code == 1
    assert "ANM206" in err
