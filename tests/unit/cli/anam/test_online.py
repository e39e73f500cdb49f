"""``anamctl validate --online``, against an Anam on loopback."""

from __future__ import annotations

import json

import pytest

from tests.unit.sandbox.servers import AVATAR

LUCY = "de23e340-1416-4dd8-977d-065a7ca11697"


def codes(anamctl, *more):
    found = anamctl("validate", "-f", "json", *more)
    return sorted({finding["code"] for finding in json.loads(found.out)["findings"]}), found.code


@pytest.fixture
def wrong(persona):
    """Let the persona name an avatar that is a slip away, and its French voice be one with another accent."""
    persona.write_text(persona.read_text().replace(AVATAR, AVATAR[:-1] + "9"))
    return persona


def test_what_the_account_lacks_is_an_error_with_the_nearest(anamctl, server, wrong):
    code, out, err = anamctl("validate", "--online")

    assert (code, err) == (1, "")
    assert f"personas/camille.yaml:3:13  error  ANM229  the account has no avatar {AVATAR[:-1]}9" in out
    assert f"did you mean {AVATAR}" in out
    assert "ANM230" in out


def test_without_online_nothing_is_asked_and_nothing_said(anamctl, server, wrong):
    assert codes(anamctl) == ([], 0)
    assert server.service.journal.exchanges == []


def test_the_provider_of_a_voice_is_known(anamctl, server, persona):
    persona.write_text(persona.read_text() + "    voiceGenerationOptions: {emotion: calm}\n")
    offline = anamctl("validate", "-f", "concise")
    online = anamctl("validate", "-f", "concise", "--online")

    assert offline.code == 1  # a voice of Anam's examples
    assert "ANM219" in online.out
    assert "error" in next(line for line in online.out.splitlines() if "ANM219" in line)


def test_a_voice_that_only_the_account_knows_is_judged_by_its_provider(anamctl, server, persona):
    fish = next(
        voice
        for voice in json.loads(anamctl("voices", "--json").out)["data"]["voices"]
        if voice["provider"] == "FISH_AUDIO" and voice["country"] == "FR"
    )
    text = persona.read_text().replace(LUCY, fish["id"])
    persona.write_text(text + "    voiceGenerationOptions: {stability: 1, speed: 1.9}\n")

    assert codes(anamctl, "--online", "--select", "ANM219,ANM230") == (["ANM219"], 1)


def test_the_lists_are_kept_for_the_next_run_and_nothing_is_kept_of_the_findings(anamctl, server, wrong, tmp_path):
    anamctl("validate", "--online")
    asked = len(server.service.journal.exchanges)
    anamctl("validate", "--online")

    assert asked == len(server.service.journal.exchanges) > 0
    assert not (tmp_path / ".anamctl_cache").exists()
    anamctl("validate", "--online", "--refresh")
    assert len(server.service.journal.exchanges) == 2 * asked


def test_verbose_says_what_was_looked_into(anamctl, server, persona):
    err = anamctl("validate", "--online", "-v").err

    assert "key: ANAM_API_KEY from the environment\n" in err
    assert " avatars, 122 voices, " in err


def test_the_sandbox_has_an_account_too(anamctl, wrong):
    assert codes(anamctl, "--online", "--sandbox")[0][0] == "ANM229"


def test_stdin_and_many_files_are_looked_up_too(anamctl, server, wrong):
    assert "ANM229" in anamctl("validate", "-", "--online", stdin=wrong.read_bytes()).out
    assert "ANM229" in anamctl("validate", str(wrong), str(wrong.parent), "--online", "--jobs", "2").out


def test_a_misspelt_id_can_be_fixed(anamctl, server, wrong):
    anamctl("validate", "--online", "--unsafe-fixes")

    assert f"avatarId: {AVATAR}\n" in wrong.read_text()


def test_a_comment_about_an_online_rule_is_not_unused_offline(anamctl, server, wrong):
    text = wrong.read_text().replace(AVATAR[:-1] + "9", AVATAR[:-1] + "9  # anamctl: ignore[ANM229]")
    wrong.write_text(text)

    assert codes(anamctl) == ([], 0)
    assert "ANM229" not in codes(anamctl, "--online")[0]
    wrong.write_text(text.replace(AVATAR[:-1] + "9", AVATAR))
    assert "YML019" in codes(anamctl, "--online")[0]
    assert codes(anamctl) == ([], 0)


@pytest.mark.parametrize("option", [("--sandbox",), ("--refresh",), ("--profile", "x")])
def test_options_of_the_account_need_online(anamctl, persona, option):
    code, out, err = anamctl("validate", *option)

    assert (code, out) == (2, "")
    assert err == f"anamctl: {option[0]} goes with --online.\nhint: without it files are checked offline.\n"


def test_without_a_key_nothing_is_checked(anamctl, persona):
    code, out, err = anamctl("validate", "--online")

    assert (code, out) == (4, "")
    assert "ANAM_API_KEY is not set" in err


def test_a_failing_service_is_not_taken_for_findings(anamctl, serve, persona):
    serve(faults=[{"request": "voices", "status": 500}])

    assert anamctl("validate", "--online", "-q").code == 3


def test_tools_are_looked_up_and_lists_are_named(anamctl, server, persona):
    nobody = "11111111-2222-3333-4444-555555555555"
    text = persona.read_text().replace(AVATAR, nobody)
    persona.write_text(text.replace("  languageCode", f"  toolIds: [{nobody}]\n  languageCode"))
    out = anamctl("validate", "--online", "--select", "ANM229").out

    assert f"the account has no tool {nobody}" in out
    assert "is it of another account?" in out
    assert "`anamctl avatars` lists what there is" in out


def test_an_account_without_tools_says_nothing_of_tools(anamctl, serve, persona):
    serve(catalogue={"tools": {"clear": True}})
    tool = "11111111-2222-3333-4444-555555555555"
    persona.write_text(persona.read_text().replace("  languageCode", f"  toolIds: [{tool}]\n  languageCode"))

    assert "ANM229" not in codes(anamctl, "--online")[0]


def test_an_address_that_is_not_the_api_does_not_make_every_id_unknown(anamctl, server, persona, monkeypatch):
    monkeypatch.setenv("ANAM_API_URL", server.url + "/elsewhere")
    code, out, err = anamctl("validate", "--online")

    assert (code, out) == (3, "")
    assert "ANAM_API_URL from the environment" in err


def test_an_account_in_which_nothing_is_listed_is_none(anamctl, serve, persona):
    serve(catalogue={name: {"clear": True} for name in ("avatars", "voices", "llms")})
    code, out, err = anamctl("validate", "--online")

    assert (code, out) == (3, "")
    assert "lists no avatars, voices and language models at all.\nhint: is http://127.0.0.1:" in err
