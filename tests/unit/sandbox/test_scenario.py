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
        ("other: {}", "other: no such key; there are anam, bolna."),
        ("bolna: {faults: [{requests: read}]}", "bolna.faults.0.requests: no such key; did you mean `request`."),
        ("anam: {catalogue: {voices: {ad: []}}}", "anam.catalogue.voices.ad: no such key; did you mean `add`."),
        ("anam: {live_faults: [{fault: drop, cod: 1}]}", "live_faults.0.cod: no such key; did you mean `code`."),
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
    with pytest.raises(UsageError, match="cannot be read: no such file"):
        load(str(tmp_path / "none.yaml"))
