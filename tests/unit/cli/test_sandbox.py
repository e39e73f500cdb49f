"""`anamctl sandbox`, in a process of its own."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
import wave
from contextlib import ExitStack

import httpx
import pytest
from websockets.sync.client import connect

from tests.unit.sandbox.servers import BASE

COMMAND = [sys.executable, "-m", "anamctl", "sandbox"]
posix = pytest.mark.skipif(os.name == "nt", reason="has other signals")


@pytest.fixture
def start(tmp_path):
    """Start a sandbox and give it with the lines that it prints first."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments, lines=9):
        process = subprocess.Popen(
            [*COMMAND, *arguments], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None
        return process, [process.stdout.readline() for _ in range(lines)]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def variables(lines):
    return dict(line.removeprefix("export ").strip().split("=", 1) for line in lines)


def ask(found, path="/v2/agent/all", **options):
    headers = {"Authorization": f"Bearer {found['BOLNA_API_KEY']}"}
    return httpx.request(options.pop("method", "GET"), found["BOLNA_API_URL"] + path, headers=headers, **options)


def ask_anam(found, path, **options):
    headers = {"Authorization": f"Bearer {found['ANAM_API_KEY']}"}
    return httpx.request(options.pop("method", "GET"), found["ANAM_API_URL"] + path, headers=headers, **options)


@posix
@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda one: one.name)
def test_it_prints_the_variables_and_serves_until_it_is_told_to_stop(start, signal_):
    process, lines = start()
    found = variables(lines)

    assert lines[0].startswith("export ANAM_API_URL=http://127.0.0.1:")
    assert lines[1] == "export ANAM_API_KEY=ak-sandbox\n"
    assert lines[2].startswith("export BOLNA_API_URL=http://127.0.0.1:")
    assert lines[3] == "export BOLNA_API_KEY=bn-sandbox\n"
    assert lines[4] == "export ASSEMBLYAI_API_KEY=aai-sandbox\n"
    assert lines[5].startswith("export ANAMCTL_STT_URL=http://127.0.0.1:")
    assert lines[6].startswith("export ANAMCTL_WHISPERLIVEKIT_URL=http://127.0.0.1:")
    assert lines[7] == "export DEEPGRAM_API_KEY=dg-sandbox\n"
    assert lines[8].startswith("export ANAMCTL_DEEPGRAM_URL=http://127.0.0.1:")
    assert ask(found).json() == []
    assert ask_anam(found, "/v1/voices").json()["meta"]["total"] > 100

    process.send_signal(signal_)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert err == (
        f"serving Anam at {found['ANAM_API_URL']}, Bolna at {found['BOLNA_API_URL']}, "
        f"AssemblyAI at {found['ANAMCTL_STT_URL']}, WhisperLiveKit at {found['ANAMCTL_WHISPERLIVEKIT_URL']}, "
        f"Deepgram at {found['ANAMCTL_DEEPGRAM_URL']}; Ctrl-C ends it\n"
    )
    with pytest.raises(httpx.ConnectError):
        ask(found)


@posix
def test_a_shell_can_take_the_variables_over(tmp_path):
    script = (
        f'eval "$({sys.executable} -m anamctl sandbox -q --for 30s & echo "export PID=$!")"\n'
        f'{sys.executable} -m anamctl agent list; echo "code $?"; kill "$PID"'
    )
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)

    assert done.stdout == "code 0\n"
    assert done.stderr.startswith("no agents at 127.0.0.1:")


def test_a_scenario_decides_what_goes_wrong(start, tmp_path):
    (tmp_path / "faults.yaml").write_text(
        "anam: {key: ak-mine, faults: [{request: voices, answer: spend-cap}]}\n"
        "bolna: {key: sa-mine, faults: [{request: list, status: 418}]}\n"
    )
    _, lines = start("--scenario", "faults.yaml")

    assert lines[1] == "export ANAM_API_KEY=ak-mine\n"
    assert lines[3] == "export BOLNA_API_KEY=sa-mine\n"
    assert ask_anam(variables(lines), "/v1/voices").status_code == 429
    assert ask(variables(lines)).status_code == 418


@pytest.mark.parametrize("name", ["anam", "bolna"])
def test_one_service_can_be_served_alone(start, name):
    _, lines = start("--only", name, lines=2)

    assert [line.partition("=")[0] for line in lines] == [
        f"export {name.upper()}_API_URL",
        f"export {name.upper()}_API_KEY",
    ]


def test_the_port_is_that_of_anam_and_the_next_ones_those_of_the_others(start):
    names = ("ANAM_API_URL", "BOLNA_API_URL", "ANAMCTL_STT_URL", "ANAMCTL_WHISPERLIVEKIT_URL", "ANAMCTL_DEEPGRAM_URL")
    for port in free_runs(len(names)):
        process, lines = start("--port", str(port))
        if lines[0]:
            found = variables(lines)
            assert [found[name] for name in names] == [f"http://127.0.0.1:{port + index}" for index in range(5)]
            return
        process.wait()
    pytest.fail("no ports beside each other stayed free")


def free_runs(count):
    """Give ports that are free and whose next ones were free; another process may take them at any time."""
    for _ in range(20):
        with ExitStack() as stack:
            first = stack.enter_context(socket.socket())
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                for index in range(1, count):
                    stack.enter_context(socket.socket()).bind(("127.0.0.1", port + index))
            except (OSError, OverflowError):
                continue
        yield port


def test_agents_are_kept_in_a_file_when_asked(start, tmp_path):
    for count in (1, 2):
        process, lines = start("--state", "agents.json")
        assert ask(variables(lines), "/v2/agent", method="POST", json=BASE).status_code == 201
        process.kill()
        process.communicate()

        assert len(json.loads((tmp_path / "agents.json").read_text())["agents"]) == count


def test_json_lines_tell_where_it_is_and_what_is_asked(start):
    process, lines = start("--json", "-q", lines=1)
    ready = json.loads(lines[0])
    ask(ready["variables"])
    assert process.stdout is not None
    request = json.loads(process.stdout.readline())

    assert (ready["type"], ready["t"]) == ("ready", 0.0)
    assert request.pop("t") >= 0
    assert request == {
        "type": "request",
        "service": "bolna",
        "operation": "list",
        "method": "GET",
        "path": "/v2/agent/all",
        "status": 200,
    }


START = {"personaConfig": {"avatarId": "30fa96d0-26c4-4e55-94a0-517025942e18"}}


def test_json_lines_tell_what_happens_in_sessions(start):
    process, lines = start("--json", "-q", lines=1)
    found = json.loads(lines[0])["variables"]
    id_ = ask_anam(found, "/v1/engine/session", method="POST", json=START).json()["sessionId"]
    ask_anam(found, f"/v1/sessions/{id_}/stop", method="POST")
    assert process.stdout is not None
    events = [json.loads(process.stdout.readline()) for _ in range(4)]

    happened = [event for event in events if event["type"] == "session"]
    assert [(one["service"], one["session"], one["what"], one["kind"]) for one in happened] == [
        ("anam", id_, "opened", ""),
        ("anam", id_, "ended", "stop"),
    ]


def test_verbose_tells_what_happens_in_sessions(start):
    process, lines = start("--verbose", "--only", "anam", lines=2)
    found = variables(lines)
    id_ = ask_anam(found, "/v1/engine/session", method="POST", json=START).json()["sessionId"]
    ask_anam(found, f"/v1/sessions/{id_}/stop", method="POST")
    assert process.stderr is not None
    said = [process.stderr.readline() for _ in range(5)]

    assert said[1:3] == [f"anam: session {id_[:8]} has an engine\n", "anam: POST /v1/engine/session → 200\n"]
    assert set(said[3:]) == {
        f"anam: session {id_[:8]} ended by stop\n",
        f"anam: POST /v1/sessions/{id_}/stop → 200\n",
    }


def listen(found, query):
    """Open a session of speech-to-text, and end it."""
    address = found["ANAMCTL_STT_URL"].replace("http", "ws", 1) + "/v3/ws?sample_rate=16000&" + query
    with connect(address, proxy=None) as socket:
        socket.recv()
        socket.send(json.dumps({"type": "Terminate"}))
        for _ in socket:
            pass


def test_verbose_tells_what_happens_in_speech_to_text_and_no_token(start):
    process, lines = start("--verbose", "--only", "assemblyai", lines=2)
    found = variables(lines)
    token = httpx.get(
        found["ANAMCTL_STT_URL"] + "/v3/token?expires_in_seconds=60", headers={"Authorization": "aai-sandbox"}
    ).json()["token"]
    listen(found, f"speech_model=u3-rt-pro&token={token}")
    process.send_signal(signal.SIGTERM)
    said = process.communicate(timeout=60)[1]

    assert re.findall(r"^assemblyai: (?:session \w{8} )?(.+)$", said, re.MULTILINE) == [
        "GET /v3/token → 200",
        "GET /v3/ws → 101",
        "is open",
        "→ Begin (socket)",
        "← Terminate (socket)",
        "→ Termination (socket)",
        "ended by client",
    ]
    assert token[:20] not in said


def test_verbose_tells_what_is_asked_on_stderr(start):
    process, lines = start("--verbose")
    ask(variables(lines), "/v2/agent/x%1B[2J")
    assert process.stderr is not None
    process.stderr.readline()

    assert process.stderr.readline() == "bolna: GET /v2/agent/x<U+001B>[2J → 404\n"


def test_it_ends_by_itself_when_asked(anamctl):
    code, out, _ = anamctl("sandbox", "--for", "1ms")

    assert code == 0
    assert out.count("export ") == 9


@pytest.mark.parametrize("name", ["assemblyai", "whisperlivekit", "deepgram"])
def test_one_speech_service_can_be_served_alone(anamctl, name):
    code, out, err = anamctl("sandbox", "--only", name, "--for", "1ms")

    assert code == 0
    assert out.count("_URL=") == 1
    assert err.lower().startswith(f"serving {name} at http://127.0.0.1:")


def test_a_scenario_decides_what_goes_wrong_with_speech_to_text(start, tmp_path):
    (tmp_path / "faults.yaml").write_text(
        "assemblyai: {key: mine, refusals: documented}\nwhisperlivekit: {token: t}\ndeepgram: {key: dg-mine}\n"
    )
    _, lines = start("--scenario", "faults.yaml", lines=10)
    found = variables(lines)

    assert (found["ASSEMBLYAI_API_KEY"], found["DEEPGRAM_API_KEY"]) == ("mine", "dg-mine")
    assert httpx.get(found["ANAMCTL_STT_URL"] + "/v3/token").status_code == 401
    assert httpx.get(found["ANAMCTL_WHISPERLIVEKIT_URL"] + "/health").json()["status"] == "ok"


# ---- sounds ----------------------------------------------------------------------------------------------------------


def test_the_known_utterances_can_be_had_as_files(anamctl, tmp_path):
    code, out, err = anamctl("sandbox", "--clips", str(tmp_path / "new" / "sounds"))
    with open(out.strip(), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert code == 0
    assert err.startswith(f"{len(rows)} utterances in ")
    assert {row["file"] for row in rows} == {path.name for path in (tmp_path / "new/sounds").glob("*.wav")}
    assert len({row["language"] for row in rows}) >= 10
    for row in rows:
        with wave.open(str(tmp_path / "new/sounds" / row["file"])) as sound:
            assert sound.getparams()[:3] == (1, 2, 16000)
            assert sound.getnframes() / 16000 == pytest.approx(float(row["seconds"]), abs=0.01)
        assert row["text"]


def test_files_of_others_stay_where_the_known_utterances_go(anamctl, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    out = ""
    for _ in range(2):
        code, out, err = anamctl("sandbox", "--clips", str(tmp_path), "--json", "-q")
        assert (code, err) == (0, "")

    assert json.loads(out)["data"]["clips"] > 30
    assert (tmp_path / "mine.txt").read_text() == "mine"


# ---- usage -----------------------------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_told(anamctl):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, out, err = anamctl("sandbox", "--port", str(other.getsockname()[1]))

    assert (code, out) == (2, "")
    assert "cannot be used: " in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--port", "70000"), "port 70000 cannot be used"),
        (("--port", "x"), "x"),
        (("--for", "soon"), '--for: "soon" is no duration; write 500ms, 4s, 2m or 1h.'),
        (("--scenario", "none.yaml"), "none.yaml cannot be read"),
        (("--state", "."), ". cannot be read"),
        (("--only", "anma"), '--only: there is no "anma".'),
        (("--clips", "/dev/null/x"), "/dev/null/x cannot be written: not a directory."),
        (("--only", "anam", "--state", "x.json"), "--state keeps the agents of Bolna"),
    ],
)
def test_usage_errors_are_two(anamctl, arguments, said):
    code, out, err = anamctl("sandbox", *arguments)

    assert (code, out) == (2, "")
    assert said in err


def test_a_missing_extra_is_one_line_and_the_command_that_installs_it(anamctl, monkeypatch):
    monkeypatch.setattr("anamctl.sandbox.extra.find_spec", lambda _: None)
    code, _, err = anamctl("sandbox")

    assert code == 2
    assert err.splitlines()[1] == 'hint: pip install "anamctl[sandbox]"'
