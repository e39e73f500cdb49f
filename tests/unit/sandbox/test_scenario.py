from __future__ import annotations

import pytest

from anamctl.errors import UsageError
from anamctl.sandbox.scenario.files import Scenario, load

FULL = """\
bolna:
  key: sa-other
  bad_key: unauthorized
  answers: expanded
  limits: {agent: 2, other: 3, window: 500ms}
  agents:
    - {id: one, agent_config: {agent_name: One}}
  faults:
    - request: replace
      after: 1
      times: 2
      status: 429
      body: detail
      message: Slow down
      retry_after: Wed, 21 Oct 2026 07:28:00 GMT
    - {drop: true, applied: true, delay: 2m}
    - {request: read, lose: [agent_config.x], change: {agent_config.y: [1]}}
"""


def write(tmp_path, text) -> str:
    path = tmp_path / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_everything_that_can_be_said_is_read(tmp_path):
    scenario = load(write(tmp_path, FULL)).bolna
    first, second, third = scenario.faults

    assert (scenario.key, scenario.bad_key, scenario.answers) == ("sa-other", "unauthorized", "expanded")
    assert scenario.limits.window == 0.5
    assert scenario.agents == ({"id": "one", "agent_config": {"agent_name": "One"}},)
    assert (first.request, first.after, first.times, first.status) == ("replace", 1, 2, 429)
    assert first.retry_after == "Wed, 21 Oct 2026 07:28:00 GMT"
    assert (second.request, second.drop, second.applied, second.delay) == ("any", True, True, 120.0)
    assert (third.lose, third.change) == (("agent_config.x",), {"agent_config.y": [1]})


@pytest.mark.parametrize("text", ["", "{}", "bolna: {}", "# nothing\n"])
def test_an_empty_scenario_is_one_in_which_nothing_goes_wrong(tmp_path, text):
    assert load(write(tmp_path, text)) == Scenario()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bolna: {faulty: []}", "bolna.faulty: no such key; did you mean `faults`."),
        ("bolna: {faults: [{request: reed}]}", "bolna.faults.0.request: input should be 'any', 'create'"),
        ("bolna: {faults: [{status: 99}]}", "bolna.faults.0.status: "),
        ("bolna: {faults: [{delay: soon}]}", 'bolna.faults.0.delay: value error, "soon" is no duration'),
        ("bolna: {limits: {window: true}}", "true is no duration"),
        ("bolna: {key: ''}", "bolna.key: "),
        ("anamm: {}", "anamm: no such key; did you mean `anam`."),
        ("other: {}", "other: no such key; there are anam, bolna, assemblyai, whisperlivekit, deepgram."),
        ("bolna: {faults: [{requests: read}]}", "bolna.faults.0.requests: no such key; did you mean `request`."),
        ("anam: {catalogue: {voices: {ad: []}}}", "anam.catalogue.voices.ad: no such key; did you mean `add`."),
        ("anam: {live_faults: [{fault: drop, cod: 1}]}", "live_faults.0.cod: no such key; did you mean `code`."),
        ("anam: {live_faults: [{fault: no-peer, at: ready}]}", "`no-peer` happens at offer, not at ready"),
        ("anam: {live_faults: [{fault: drop, at: reopen}]}", "only `refuse` happens at reopen"),
        ("anam: {live_faults: [{fault: end, code: 1000}]}", "only `drop` has a code"),
        ("anam: {live_faults: [{fault: drop, code: 1006}]}", "1006 is never sent"),
        ("anam: {live_faults: [{}]}", "anam.live_faults.0.fault: field required"),
        ("anam: {faults: [{answer: spend-cup}]}", "anam.faults.0.answer: input should be "),
        ("anam: {replies: {french: [x]}}", "anam.replies.french"),
        ("anam: {catalogue: {voices: {add: [{name: x}]}}}", "an entry needs an `id`"),
        ("anam: {slots: -1}", "anam.slots: "),
        ("assemblyai: {fault: []}", "assemblyai.fault: no such key; did you mean `faults`."),
        ("assemblyai: {faults: [{fault: drp}]}", "assemblyai.faults.0.fault: input should be 'refuse', 'drop'"),
        ("assemblyai: {faults: [{fault: drop, cod: 1}]}", "faults.0.cod: no such key; did you mean `code`."),
        ("assemblyai: {faults: [{fault: refuse, at: begin}]}", "`refuse` happens at connect, not at begin"),
        ("assemblyai: {faults: [{fault: drop, at: connect}]}", "only `refuse` happens at connect"),
        ("assemblyai: {faults: [{fault: mute, code: 1000}]}", "only `drop` and `error` have a code"),
        ("assemblyai: {faults: [{fault: drop, code: 1005}]}", "1005 is never sent"),
        ("assemblyai: {faults: [{fault: send}]}", "`send` needs something to send"),
        ("assemblyai: {faults: [{fault: drop, send: [x]}]}", "only `send` sends"),
        ("assemblyai: {faults: [{fault: drop, at: sound}]}", "`at: sound` and `sound` need each other"),
        ("assemblyai: {faults: [{fault: drop, sound: 1s}]}", "`at: sound` and `sound` need each other"),
        ("assemblyai: {script: [{at: 1s}]}", "assemblyai.script.0.send: field required"),
        ("assemblyai: {script: [{send: ['hex:xyz']}]}", "`hex:` is followed by pairs of hexadecimal digits"),
        ("assemblyai: {hears: [{at: 1s, text: Hi, lang: en}]}", "assemblyai.hears.0.lang: no such key"),
        ("assemblyai: {spoil: {Turn: {loose: [words]}}}", "loose: no such key; did you mean `lose`."),
        ("assemblyai: {limits: {pace: 0}}", "assemblyai.limits.pace: "),
        ("whisperlivekit: {times: minutes}", "whisperlivekit.times: input should be 'hundredths' or 'seconds'"),
        ("deepgram: {key: ''}", "deepgram.key: "),
        ("[]", "the file: "),
        ("a: [", "is not YAML"),
    ],
)
def test_what_no_scenario_says_is_told_with_its_place(tmp_path, text, said):
    with pytest.raises(UsageError) as refused:
        load(write(tmp_path, text))

    assert said in refused.value.message
    assert refused.value.hint


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="cannot be read: no such file") as raised:
        load(str(tmp_path / "none.yaml"))
    assert raised.value.hint == "is the path right?"


ANAM = """\
anam:
  key: ak-other
  token_life: 1s
  slots: 1
  grace: 250ms
  max_length: 10m
  silence: 0
  updates: silent
  ack_fields: snake
  refusals: list
  heartbeat: 500ms
  ice_servers: [{urls: "stun:127.0.0.1:1"}]
  greetings: {no: Hei, fr: Bonjour}
  replies: {no: [Ja., Nei.]}
  latencies: {mint: 1ms, engine: 2ms, lists: 3ms, answer: 4ms, ready: 5ms, greeting: 6ms,
              reply: 7ms, word: 8ms, update: 8ms}
  catalogue: {voices: {clear: true, remove: [a], add: [{id: b}]}}
  faults:
    - {request: engine, after: 1, times: 2, answer: busy, status: 502, body: text, message: x, retry_after: 3}
    - {drop: true, delay: 1s, applied: true, lose: [a.b], change: {c: 1}}
  live_faults:
    - {fault: drop, at: update, after: 1, times: 2, delay: 1s, code: 1000}
    - {fault: garbage, on: channel, message: "{"}
    - {fault: refuse, at: reopen, status: 503}
"""


def test_everything_that_can_be_said_of_anam_is_read(tmp_path):
    said = load(write(tmp_path, ANAM)).anam

    assert (said.key, said.token_life, said.slots, said.grace, said.max_length) == ("ak-other", 1.0, 1, 0.25, 600.0)
    assert (said.silence, said.updates, said.ack_fields, said.refusals) == (0.0, "silent", "snake", "list")
    assert (said.heartbeat, said.ice_servers) == (0.5, ({"urls": "stun:127.0.0.1:1"},))
    assert list(said.latencies.model_dump().values()) == [number / 1000 for number in (1, 2, 3, 4, 5, 6, 7, 8, 8)]
    assert said.catalogue.voices.add == ({"id": "b"},)
    assert [fault.fails for fault in said.faults] == [True, True]
    assert [fault.moment for fault in said.live_faults] == ["update", "ready", "reopen"]


def test_norwegian_is_no_boolean_and_on_is_a_key(tmp_path):
    said = load(write(tmp_path, ANAM)).anam

    assert said.greetings == {"no": "Hei", "fr": "Bonjour"}
    assert said.replies == {"no": ("Ja.", "Nei.")}
    assert said.live_faults[1].on == "channel"


def test_a_fault_that_only_waits_does_not_fail(tmp_path):
    said = load(write(tmp_path, "anam: {faults: [{delay: 1s}, {lose: [a]}]}")).anam

    assert [fault.fails for fault in said.faults] == [False, False]


SPEECH = """\
assemblyai:
  key: aai-other
  formatting: second-turn
  language_on: final
  refusals: documented
  whisper_delay: 1s
  whisper_silence: 0
  heartbeat: 1s
  latencies: {token: 1ms, begin: 2ms, partial: 3ms, final: 4ms, formatted: 5ms, end: 6ms, jitter: 7ms}
  limits: {sessions: 1, new_per_minute: 2, too_many: "3009", max_length: 3s, frames: "off", pace: 4, burst: 5s,
           second: 6ms}
  hears: [{at: 1s, text: Nei, language: no, confidence: 0.5, known: false}]
  script: [{at: 1s, send: [{on: "{n}"}, text, "hex:00FF", [1]], repeat: 2, every: 3s}]
  spoil: {Begin: {lose: [a], change: {b: 1}}}
  faults:
    - {fault: drop, at: sound, sound: 1s, after: 1, times: 2, delay: 3s, code: 1011, message: x}
    - {fault: deaf, lasts: 1s}
    - {fault: refuse, status: 503}
    - {fault: send, at: end, send: [x]}
whisperlivekit: {token: t, pcm_input: false, delay: 1s, pause: 0, times: seconds}
deepgram: {key: k, patience: 1s, interim: 0}
"""


def test_everything_that_can_be_said_of_speech_to_text_is_read(tmp_path):
    scenario = load(write(tmp_path, SPEECH))
    said = scenario.assemblyai

    assert list(said.latencies.model_dump().values()) == [number / 1000 for number in range(1, 8)]
    assert list(said.limits.model_dump().values()) == [1, 2, "3009", 3.0, "off", 4.0, 5.0, 0.006]
    assert said.hears is not None
    assert (said.hears[0].language, said.hears[0].known) == ("no", False)
    assert said.script[0].send == ({"on": "{n}"}, "text", "hex:00FF", [1])
    assert said.spoil["Begin"].change == {"b": 1}
    assert [fault.moment for fault in said.faults] == ["sound", "begin", "connect", "end"]
    assert (scenario.whisperlivekit.token, scenario.whisperlivekit.pause) == ("t", 0.0)
    assert (scenario.deepgram.patience, scenario.deepgram.interim) == (1.0, 0.0)
