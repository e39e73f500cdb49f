"""`anamctl show`, as a user calls it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from anamctl.bolna.expanded import expand
from anamctl.bolna.sending import to_send
from anamctl.definitions.persona import effective
from anamctl.definitions.reader import read_bytes
from anamctl.report.width import columns
from tests.unit.test_imports import HEAVY, load

ROOT = Path(__file__).resolve().parents[4]
VECTORS = ROOT / "tests" / "unit" / "bolna" / "explained" / "vectors.yaml"
DOCUMENTATION = VECTORS.with_name("documentation.yaml")
EXAMPLES = json.loads(VECTORS.parent.with_name("vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _examples(tmp_path):
    shutil.copytree(ROOT / "personas", tmp_path / "personas")
    for file in (VECTORS, DOCUMENTATION):
        shutil.copy(file, tmp_path)


def data_of(name):
    (document,) = read_bytes((ROOT / "personas" / name).read_bytes(), name, {}).documents
    return document.data


# --- personas -------------------------------------------------------------------------------------


def test_a_persona_is_shown_side_by_side(anamctl):
    code, out, err = anamctl("show", "concierge")

    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "concierge.yaml · Anam persona · Camille · 5 languages"
    assert lines[2].split() == ["en", "fr", "ja", "ar", "hi"]
    assert next(line for line in lines if "languageCode" in line).split() == [
        "languageCode",
        "en",
        "fr",
        "ja",
        "ar",
        "hi",
    ]


@pytest.mark.parametrize("form", ["json", "yaml"])
@pytest.mark.parametrize("code", ["en", "fr", "ja", "ar", "hi"])
def test_a_language_of_a_persona_is_exactly_what_is_posted(anamctl, form, code):
    result = anamctl("show", "concierge", "--lang", code, "--format", form)
    posted = (json.loads if form == "json" else yaml.safe_load)(result.out)

    data = data_of("concierge.yaml")
    assert posted == {
        "personaConfig": effective(data["personaConfig"], code, data["languages"].get(code)),
        "sessionOptions": data["sessionOptions"],
    }
    assert result.err == ""


def test_without_a_language_all_requests_are_given(anamctl):
    found = json.loads(anamctl("show", "concierge", "-f", "json").out)

    assert list(found) == ["en", "fr", "ja", "ar", "hi"]
    assert json.loads(anamctl("show", "concierge", "-f", "json", "-l", "FR").out) == found["fr"]


def test_a_saved_persona_is_posted_as_it_is(anamctl):
    found = json.loads(anamctl("show", "saved", "-f", "json").out)

    assert found == {
        "base": {key: data_of("saved.yaml")[key] for key in ("clientLabel", "personaConfig", "sessionOptions")}
    }


def test_reasons_of_a_persona_name_lines_of_the_file(anamctl):
    out = anamctl("show", "concierge", "--lang", "fr", "--explain").out
    text = (ROOT / "personas" / "concierge.yaml").read_text(encoding="utf-8").splitlines()

    reasons = out.partition("\nfr\n")[2].splitlines()
    found = {line.split()[0]: re.split(r"  +", line.strip())[-2:] for line in reasons if line.startswith("  persona")}
    assert found["personaConfig.languageCode"] == [str(text.index("  fr:") + 1), "its key"]
    assert found["personaConfig.avatarModel"] == [str(text.index("  avatarModel: cara-4") + 1), "base"]
    assert found["personaConfig.voiceGenerationOptions.speed"] == [
        str(text.index("      speed: 1.05") + 1),
        "its entry",
    ]
    assert "\nen\n" not in out


# --- agents ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["ta", "en", "od", "hi", "ur"])
def test_the_worked_examples_give_exactly_their_legs(anamctl, code):
    vector = next(vector for vector in EXAMPLES["vectors"] if vector["code"] == code)

    found = json.loads(anamctl("show", "vectors.yaml", "--lang", code, "-f", "json").out)

    assert found == {"transcriber": vector["transcriber"], "synthesizer": vector["synthesizer"]}


@pytest.mark.parametrize("code", ["en", "hi"])
def test_the_example_of_the_documentation_gives_exactly_its_legs(anamctl, code):
    found = yaml.safe_load(anamctl("show", "documentation.yaml", "-l", code, "-f", "yaml").out)

    legs = EXAMPLES["documentation_example"]["legs"][code]
    assert {part: found[part] for part in ("transcriber", "synthesizer")} == legs
    assert found["agent_name"] == {"en": "Alex", "hi": "राज"}[code]


def test_reasons_are_those_that_a_person_wrote_down(anamctl):
    out = anamctl("show", "vectors.yaml", "--explain", "--json").out
    found = json.loads(out)["data"]["explanation"]

    rows = [
        line.split()
        for line in VECTORS.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        if line[:1].isalpha()
    ]
    for code, key, value, line, origin, rules, confidence in rows:
        row = next(row for row in found[code] if row["key"] == key)
        assert [str(row["line"]), row["origin"], row["rules"]] == [line, origin, rules.split(",")]
        assert row["confidence"] == confidence.replace("-", "")
        assert json.dumps(row["value"]).strip('"') == value


def test_an_agent_is_shown_as_the_call_reads_it_or_as_it_is_sent(anamctl):
    data = data_of("support.yaml")

    assert json.loads(anamctl("show", "support", "-f", "json").out) == expand(data)
    assert json.loads(anamctl("show", "support", "--as", "runtime", "-f", "json").out) == expand(data)
    assert yaml.safe_load(anamctl("show", "support", "--as", "sent", "-f", "yaml").out) == to_send(data)
    entry = json.loads(anamctl("show", "support", "--as", "sent", "-l", "hi", "-f", "json").out)
    assert entry["transcriber"] == {"provider": "sarvam", "model": "saaras:v3", "language": "hi"}


def test_the_table_as_sent_shows_what_entries_say(anamctl):
    lines = anamctl("show", "support", "--as", "sent").out.splitlines()

    assert next(line for line in lines if "endpointing" in line).split() == ["endpointing", "250", "–", "–"]


def test_the_base_of_an_agent_is_a_language_too(anamctl):
    found = json.loads(anamctl("show", "support", "-l", "base", "-f", "json").out)

    assert found["transcriber"] == {"provider": "deepgram", "model": "nova-3", "language": "en", "endpointing": 250}
    assert anamctl("show", "support", "-l", "base").out.splitlines()[2].split() == ["base"]


def test_guesses_are_marked_and_told_with_their_line(anamctl):
    out = anamctl("show", "vectors.yaml").out

    assert "ur-IN (guess)" in out
    assert "od (guess)" in out
    assert 'od: "od" is our guess for the synthesizer cartesia. Cartesia itself calls Odia or;' in out
    assert "vectors.yaml:38" in " ".join(out.split())


def test_guesses_are_told_beside_data_for_programs(anamctl):
    code, _, err = anamctl("show", "vectors.yaml", "-f", "json", "-l", "od")

    assert code == 0
    assert len(err.splitlines()) == 1
    assert err.startswith('od: "od" is our guess')
    assert err.endswith("  vectors.yaml:38\n")
    assert anamctl("show", "vectors.yaml", "-f", "json", "-l", "od", "-q").err == ""
    assert anamctl("show", "vectors.yaml", "-f", "json", "-l", "ta").err == ""


def test_strict_refuses_guesses_and_names_them(anamctl):
    code, out, err = anamctl("show", "vectors.yaml", "--strict")

    assert (code, out) == (1, "")
    assert err.startswith('anamctl: 3 values are guesses: synthesizer.provider_config.language of "od" is "od"; ')
    assert anamctl("show", "vectors.yaml", "--strict", "--lang", "ta").code == 0
    assert anamctl("show", "vectors.yaml", "--strict", "--as", "sent").code == 0
    assert anamctl("show", "support", "--strict").code == 0
    assert anamctl("show", "concierge", "--strict").code == 0


def test_several_tasks_are_shown_one_after_the_other(anamctl, tmp_path):
    task = (
        "{tools_config: {transcriber: {provider: deepgram}, multilingual_config: {enabled: true, languages: {%s: {}}}}}"
    )
    (tmp_path / "two.yaml").write_text(f"agent_config: {{tasks: [{task % 'en'}, {task % 'hi'}]}}\n")

    out = anamctl("show", "two.yaml").out
    assert [line for line in out.splitlines() if line.startswith("two.yaml ·")] == [
        "two.yaml · Bolna agent · task 1 · 1 language · opens in en",
        "two.yaml · Bolna agent · task 2 · 1 language · opens in en",
    ]
    assert "task 1" not in anamctl("show", "two.yaml", "--lang", "hi").out
    assert json.loads(anamctl("show", "two.yaml", "-l", "hi", "-f", "json").out)["transcriber"]["language"] == "hi"


# --- differences and providers --------------------------------------------------------------------


def test_a_difference_shows_only_what_two_languages_do_not_share(anamctl):
    out = anamctl("show", "support", "--diff", "en", "hi").out

    assert out.splitlines()[2].split() == ["en", "hi"]
    assert "endpointing" not in out
    assert "elevenlabs" in out
    assert "·" not in out.partition("\n")[2].replace("·   ", "")


def test_a_difference_is_data_too(anamctl):
    rows = json.loads(anamctl("show", "helpline", "--diff", "hi", "ta", "-f", "json").out)

    assert {"key": "synthesizer.provider_config.voice", "hi": "Anushka", "ta": "Vidya"} in rows
    assert {"key": "transcriber.language", "hi": "hi-IN", "ta": "ta-IN"} in rows
    assert not any(row["key"] == "transcriber.provider" for row in rows)
    base = json.loads(anamctl("show", "support", "--diff", "base", "hi", "-f", "json").out)
    assert {"key": "synthesizer.buffer_size", "base": 40} in base


def test_a_language_does_not_differ_from_itself(anamctl):
    assert "nothing differs" in anamctl("show", "support", "--diff", "hi", "hi").out


def test_providers_and_the_keys_that_are_needed(anamctl):
    out = anamctl("show", "support", "--providers").out

    assert "hi        sarvam    saaras:v3    sarvam      bulbul:v2          Anushka" in out.splitlines()
    assert out.splitlines()[-5:] == [
        "  deepgram  hears en",
        "  elevenlabs  speaks en",
        "  sarvam  hears hi; speaks hi",
        "  openai  language model",
        "  plivo  telephony",
    ]
    found = json.loads(anamctl("show", "support", "--providers", "-l", "hi", "-f", "json").out)
    assert found["keys"][0] == {"provider": "sarvam", "for": ["hears hi", "speaks hi"]}
    assert [use["language"] for use in found["providers"]] == ["hi"]


def test_a_persona_needs_one_key(anamctl):
    found = json.loads(anamctl("show", "concierge", "--providers", "-l", "fr", "-f", "json").out)

    assert found["keys"] == [{"provider": "anam", "for": ["everything; ANAM_API_KEY"]}]
    assert found["providers"][0]["voiceId"] == "de23e340-1416-4dd8-977d-065a7ca11697"


def test_languages_of_a_persona_need_not_name_the_same_parts(anamctl, tmp_path):
    (tmp_path / "x.yaml").write_text("personaConfig: {languageCode: en, llmId: a}\nlanguages: {fr: {voiceId: b}}\n")

    lines = anamctl("show", "x.yaml", "--providers").out.splitlines()

    assert [line.split() for line in lines[2:5]] == [["language", "llmId", "voiceId"], ["en", "a"], ["fr", "a", "b"]]


# --- the envelope ---------------------------------------------------------------------------------


def test_the_envelope_holds_everything_that_is_known(anamctl):
    found = json.loads(anamctl("show", "vectors.yaml", "--json", "-l", "od", "--explain").out)

    assert (found["version"], found["command"], found["ok"], found["errors"]) == (1, "show", True, [])
    data = found["data"]
    assert {key: data[key] for key in ("file", "document", "kind", "name")} == {
        "file": "vectors.yaml",
        "document": 1,
        "kind": "agent",
        "name": "",
    }
    assert [(remark["line"], remark["languages"]) for remark in data["remarks"]] == [(38, ["od"])]
    assert list(data["languages"]) == list(data["explanation"]) == ["od"]


def test_the_envelope_holds_a_difference_and_providers(anamctl):
    assert json.loads(anamctl("show", "support", "--json", "--diff", "en", "hi").out)["data"]["difference"]
    data = json.loads(anamctl("show", "support", "--json", "--providers").out)["data"]
    assert set(data) >= {"file", "providers", "keys"}
    assert set(json.loads(anamctl("show", "concierge", "--json").out)["data"]["languages"]) == {
        "en",
        "fr",
        "ja",
        "ar",
        "hi",
    }


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nobody"], "usage"),
        (["vectors.yaml", "--strict"], "guess"),
        (["broken.yaml"], "findings"),
    ],
)
def test_failures_have_the_same_envelope(anamctl, tmp_path, arguments, code):
    (tmp_path / "broken.yaml").write_text("personaConfig: [\n")

    result = anamctl("show", *arguments, "--json")

    found = json.loads(result.out)
    assert (found["command"], found["ok"], found["data"]) == ("show", False, None)
    assert found["errors"][0]["code"] == code
    assert (result.code, result.err) == ({"usage": 2}.get(code, 1), "")


# --- which one ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["personas/concierge.yaml", "concierge", "Camille", "camille"])
def test_a_file_a_stem_and_a_name_all_lead_there(anamctl, name):
    assert anamctl("show", name).out.startswith("concierge.yaml · Anam persona · Camille")


def test_a_document_of_a_file_with_several_is_named(anamctl):
    code, _, err = anamctl("show", "front-desk")

    assert code == 2
    assert err == (
        "anamctl: personas/front-desk.yaml holds 3 documents; which one?\n"
        "hint: --document with one of: 1 (Ingrid), 2 (Night bell), 3 (lobby-guide)\n"
    )
    assert "Night bell" in anamctl("show", "front-desk", "--document", "2").out
    assert "Night bell" in anamctl("show", "night-bell").out


def test_a_definition_can_be_piped_in(anamctl):
    text = (ROOT / "personas" / "support.yaml").read_bytes()

    result = anamctl("show", "-", "--lang", "hi", stdin=text)

    assert result.code == 0
    assert result.out.startswith("<stdin> · Bolna agent · Parcel support")


@pytest.mark.parametrize("option", [["--lang", "de"], ["--diff", "en", "de"]])
def test_a_language_that_is_not_there_is_answered_with_those_that_are(anamctl, option):
    assert anamctl("show", "support", *option) == (
        2,
        "",
        'anamctl: there is no language "de".\nhint: one of: en, hi, base\n',
    )


def test_a_persona_has_no_other_form_at_run_time(anamctl):
    code, _, err = anamctl("show", "concierge", "--as", "runtime")

    assert code == 2
    assert "a persona runs as it is sent" in err
    assert anamctl("show", "concierge", "--as", "sent").code == 0


def test_options_are_refused_on_both_roads_alike(anamctl):
    short = anamctl("show", "support", "--json", "-f", "json")
    long = anamctl("show", "support", "--json", "-fjson")

    assert short == long
    assert short.code == 2


# --- files that cannot be shown -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("personaConfig: [\n", "YML003"),
        ("", "YML009"),
        ("other: 1\n", "YML011"),
        ("- 1\n", "YML010"),
        ("personaConfig: {a: 1, a: 2}\n", "YML007"),
        ("personaConfig: {a: '${'}\n", "YML016"),
    ],
)
def test_a_file_with_errors_in_its_text_is_answered_with_them(anamctl, tmp_path, text, code):
    (tmp_path / "x.yaml").write_text(text)

    found = anamctl("show", "x.yaml")

    assert (found.code, found.out) == (1, "")
    assert found.err.startswith("x.yaml:")
    assert code in found.err
    assert "1 error in 1 of 1 file" in found.err


@pytest.mark.parametrize(
    "text",
    [
        "personaConfig: [1]\n",
        "personaConfig: null\n",
        "personaConfig: {}\nlanguages: [fr]\n",
        "personaConfig: {}\nlanguages: {fr: true}\n",
        "tools_config: {multilingual_config: {enabled: true, languages: [hi]}}\n",
        "tools_config: {transcriber: 5}\n",
        "tools_config: {synthesizer: {provider: x, provider_config: text}}\n",
        "multilingual_config: {languages: {hi: {synthesizer: []}}}\n",
        "multilingual_config: {languages: {hi: {synthesizer: {provider_config: [1]}}}}\n",
        "agent_config: 3\n",
    ],
)
def test_parts_of_a_wrong_type_are_answered_with_their_findings(anamctl, tmp_path, text):
    (tmp_path / "x.yaml").write_text(text)

    found = anamctl("show", "x.yaml")

    assert found.code == 1
    assert found.out == ""
    assert re.search(r"^x\.yaml:\d+:\d+  (error|warning)  (ANM|BOL)\d+  ", found.err)
    assert "expected a mapping" in found.err or "is null" in found.err or "a mapping" in found.err


def test_an_agent_that_neither_hears_nor_speaks_is_said_to_be_so(anamctl, tmp_path):
    (tmp_path / "x.yaml").write_text("agent_config: {agent_name: x, tasks: [{tools_config: {}}]}\n")

    found = anamctl("show", "x.yaml")

    assert found.code in {1, 2}
    assert "Traceback" not in found.err
    assert found.out == ""


def test_warnings_keep_nothing_from_being_shown(anamctl, tmp_path):
    (tmp_path / "x.yaml").write_text("personaConfig: {name: no, languageCode: en, nonsense: 1}\n")

    assert anamctl("show", "x.yaml").code == 0


def test_an_unset_variable_is_named_with_its_line(anamctl, tmp_path, monkeypatch):
    monkeypatch.delenv("VOICE_DE", raising=False)
    (tmp_path / "x.yaml").write_text(
        "personaConfig: {languageCode: en, voiceId: a}\nlanguages:\n  fr: {}\n  de:\n    voiceId: ${VOICE_DE}\n"
    )

    code, out, err = anamctl("show", "x.yaml")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "anamctl: x.yaml:5 needs ${VOICE_DE}, which is not set.",
        "hint: set VOICE_DE in the environment, or write a default: ${VOICE_DE:-...}",
    ]
    assert anamctl("show", "x.yaml", "--lang", "de").code == 2
    assert anamctl("show", "x.yaml", "--lang", "fr").code == 0
    assert anamctl("show", "x.yaml", "--diff", "en", "fr").code == 0
    monkeypatch.setenv("VOICE_DE", "v1")
    assert json.loads(anamctl("show", "x.yaml", "-l", "de", "-f", "json").out)["personaConfig"]["voiceId"] == "v1"


def test_an_unset_variable_of_an_agent_counts_only_where_it_is_needed(anamctl, tmp_path, monkeypatch):
    monkeypatch.delenv("VOICE", raising=False)
    text = VECTORS.read_text(encoding="utf-8").replace("voice_id: vidya", "voice_id: ${VOICE}")
    (tmp_path / "x.yaml").write_text(text)

    assert anamctl("show", "x.yaml", "--lang", "ta").code == 2
    assert anamctl("show", "x.yaml", "--lang", "hi").code == 0


# --- secrets and foreign text ---------------------------------------------------------------------

TOKEN = "5f2c81d09be447a6b1c3fe2298d05a77"


@pytest.fixture
def secretive(tmp_path, monkeypatch):
    monkeypatch.setenv("TABLES_TOKEN", "opensesame")
    (tmp_path / "s.yaml").write_text(
        VECTORS.read_text(encoding="utf-8").replace("voice: Vidya", f"voice: Vidya\n            api_key: k{TOKEN}")
        + "  api_tools:\n    headers: {Authorization: '${TABLES_TOKEN}', X: 'Bearer "
        + TOKEN
        + "'}\n"
    )


@pytest.mark.parametrize(
    "options",
    [
        [], ["--explain"], ["--lang", "ta"], ["--diff", "ta", "hi"], ["-f", "json"], ["-f", "yaml"], ["--as", "sent"],
        ["--as", "sent", "-f", "json"], ["--json", "--explain"], ["--json", "--diff", "ta", "hi"], ["--providers"],
    ],
)  # fmt: skip
def test_secrets_never_appear(anamctl, secretive, options):
    found = anamctl("show", "s.yaml", *options)

    assert found.code == 0
    assert TOKEN not in found.out + found.err
    assert "opensesame" not in found.out + found.err
    if options[:1] in ([], ["-f"], ["--lang"]):
        assert "•••" in found.out


@pytest.mark.parametrize("options", [[], ["--lang", "fr"], ["-f", "yaml"], ["-f", "json"], ["--explain"]])
def test_text_cannot_drive_the_terminal(anamctl, tmp_path, options):
    (tmp_path / "x.json").write_text(
        json.dumps(
            {
                "personaConfig": {"name": "a\x1b]0;x\x07\u202eb", "languageCode": "en"},
                "languages": {"fr": {"systemPrompt": "\x1b[2J\n\u202edrawkcab", "initialMessage": "\u200bx"}},
            }
        )
    )

    out = anamctl("show", "x.json", *options).out

    assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(out)


@pytest.mark.parametrize("width", [40, 60, 100, 160])
@pytest.mark.parametrize("name", ["concierge", "support", "helpline"])
def test_every_table_fits_its_terminal(anamctl, monkeypatch, width, name):
    monkeypatch.setenv("COLUMNS", str(width))

    lines = anamctl("show", name).out.splitlines()

    table = lines[: next((place for place, line in enumerate(lines) if line.startswith(("agent name", "·"))), None)]
    assert all(columns(line) <= width for line in table)


def test_colours_come_and_go_with_the_option(anamctl):
    assert "\x1b[" in anamctl("show", "support", "--color", "always").out
    assert "\x1b[" not in anamctl("show", "support").out


# --- what it loads --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize("name", ["support", "concierge"])
def test_data_needs_only_the_yaml_parser(tmp_path, form, name):
    loaded = load("show", name, "--format", form, cwd=tmp_path)

    assert loaded.foreign <= {"yaml", "_yaml"}
    assert loaded.modules & HEAVY == frozenset()


@pytest.mark.parametrize("name", ["support", "concierge"])
def test_the_table_needs_rich_and_nothing_else_that_is_heavy(tmp_path, name):
    loaded = load("show", name, "--explain", cwd=tmp_path)

    assert "rich" in loaded.foreign
    assert loaded.modules & (HEAVY - {"rich"}) == frozenset()
    assert not any(name.startswith(("anamctl.lint.rules.bol", "anamctl.lint.engine")) for name in loaded.ours)
