"""``anamctl voices``, ``avatars``, ``llms`` and ``personas``, against an Anam on loopback."""

from __future__ import annotations

import json
import os
import stat

import pytest

from anamctl.cli import anam_catalogue
from anamctl.report.width import columns

LISTS = ("voices", "avatars", "llms", "personas")


def asked(server, plural):
    return [exchange for exchange in server.service.journal.exchanges if exchange.operation == plural]


def data(found):
    assert found.code == 0, found.err
    return json.loads(found.out)["data"]


@pytest.mark.parametrize("plural", LISTS)
def test_everything_of_the_account_is_listed(anamctl, server, plural):
    whole = data(anamctl(plural, "--json"))
    table = anamctl(plural)

    assert whole["total"] == len(whole[plural]) > 0
    assert table.code == 0
    assert all(item["id"] in table.out for item in whole[plural])
    assert table.err.startswith(f"{whole['total']} ")


def test_items_are_whole_in_json(anamctl, server):
    found = data(anamctl("voices", "--json"))["voices"][0]

    assert {"id", "displayName", "provider", "providerModelId", "country", "createdAt"} <= found.keys()


@pytest.mark.parametrize("plural", LISTS)
@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
def test_ids_are_whole_and_lines_fit_at_every_width(anamctl, server, monkeypatch, plural, width):
    monkeypatch.setenv("COLUMNS", str(width))
    items = data(anamctl(plural, "--json"))[plural]
    out = anamctl(plural, "--color", "never").out

    assert all(item["id"] in out for item in items)
    assert max(columns(line) for line in out.splitlines()) <= max(width, 36)
    assert "\x1b" not in out


def test_colours_are_used_when_asked_for(anamctl, server):
    assert "\x1b[1m" in anamctl("avatars", "--color", "always").out


def test_a_file_gets_a_line_for_each(anamctl, server):
    whole = data(anamctl("voices", "--json"))

    assert len(anamctl("voices").out.splitlines()) == whole["total"] + 1


# ---- choosing --------------------------------------------------------------------------------------------------------


def test_voices_for_a_language_come_with_reasons_the_best_first(anamctl, server):
    found = anamctl("voices", "--lang", "fr")
    lines = found.out.splitlines()
    answer = data(anamctl("voices", "--lang", "fr", "--json"))

    assert lines[0].endswith("why")
    assert 'accent: France, description mentions "French"' in lines[1]
    assert "a guess: Anam says of no voice which languages it speaks" in found.err
    assert [one["id"] for one in answer["ranking"]] == [voice["id"] for voice in answer["voices"]]
    scores = [one["score"] for one in answer["ranking"]]
    assert scores == sorted(scores, reverse=True)
    assert len(lines) - 1 == sum(one["likely"] for one in answer["ranking"])
    assert all(one["reasons"] for one in answer["ranking"])


def test_what_is_said_of_a_list_is_one_line(anamctl, server):
    total = len(data(anamctl("voices", "--json"))["voices"])
    answer = data(anamctl("voices", "--lang", "fr", "--json"))["ranking"]
    likely = sum(one["likely"] for one in answer)

    assert anamctl("personas", "--lang", "fr", "--refresh").err == "1 of 6 personas\n"
    assert anamctl("llms", "--refresh").err == "8 language models\n"
    assert anamctl("voices", "--lang", "fr", "--refresh").err == (
        f"{likely} of {total} voices for fr, a guess: Anam says of no voice which languages it speaks;"
        f" {len(answer) - likely} more have a model that speaks many (--json has them)\n"
    )
    assert anamctl("voices", "--lang", "mi", "--refresh").err.endswith("which languages it speaks\n")


def test_cells_are_for_people(anamctl, server):
    table = anamctl("voices", "--color", "always").out.splitlines()

    assert "  female  " in "".join(table)
    assert "FEMALE" not in "".join(table)
    assert all(line.startswith("\x1b[1m") for line in table)
    assert all(line.count("\x1b[1m") == 1 for line in table[1:])


def test_a_language_that_nothing_speaks_for_still_has_the_voices_of_many_languages(anamctl, server):
    answer = data(anamctl("voices", "--lang", "mi", "--json"))
    found = anamctl("voices", "--lang", "mi")

    assert not any(one["likely"] for one in answer["ranking"])
    assert len(found.out.splitlines()) == len(answer["voices"]) + 1
    assert "its model speaks many languages" in found.out


@pytest.mark.parametrize(("text", "hint"), [("french", "did you mean fr?"), ("xx", "codes have two letters")])
@pytest.mark.parametrize("plural", ["voices", "personas"])
def test_what_is_no_language_is_refused_before_anything_is_asked(anamctl, server, plural, text, hint):
    code, _, err = anamctl(plural, "--lang", text)

    assert code == 2
    assert hint in err
    assert asked(server, plural) == []


def test_personas_are_chosen_by_the_language_they_hear(anamctl, server):
    found = data(anamctl("personas", "--lang", "fr", "--json"))["personas"]

    assert found
    assert {one["languageCode"] for one in found} == {"fr"}


@pytest.mark.parametrize("name", ["CARTESIA", "cartesia", "carte"])
def test_a_provider_may_be_shortened(anamctl, server, name):
    found = data(anamctl("voices", "--provider", name, "--json"))["voices"]

    assert {one["provider"] for one in found} == {"CARTESIA"}


def test_models_are_chosen_by_their_format(anamctl, server):
    found = data(anamctl("llms", "--provider", "azure", "--json"))["llms"]

    assert {one["llmFormat"] for one in found} == {"azure_openai"}


def test_an_unknown_provider_lists_the_known_ones(anamctl, server):
    code, _, err = anamctl("voices", "--provider", "acme")

    assert code == 2
    assert err.startswith('anamctl: nothing is of a provider "acme".\nhint: providers are CARTESIA, ')


def test_a_search_goes_through_all_texts_without_accents_and_capitals(anamctl, server):
    everything = data(anamctl("voices", "--json"))["voices"]
    theo = next(voice for voice in everything if "é" in voice["displayName"])
    plain = theo["displayName"].replace("é", "e").split()[0].upper()
    found = data(anamctl("voices", "--search", plain, "--json"))["voices"]

    assert theo in found
    assert len(found) < len(everything)
    assert data(anamctl("voices", "-s", theo["id"][:13], "--json"))["voices"] == [theo]
    assert anamctl("voices", "-s", "no such voice at all").out == ""
    assert anamctl("voices", "-s", "no such voice at all").err.startswith(f"0 of {len(everything)} voices")


# ---- the cache -------------------------------------------------------------------------------------------------------


def test_a_list_is_asked_for_once_a_day(anamctl, server, monkeypatch, cache):
    anamctl("voices")
    pages = len(asked(server, "voices"))
    second = anamctl("voices")

    assert pages == 2
    assert len(asked(server, "voices")) == pages
    assert "; asked 0 s ago, --refresh asks again" in second.err

    later = anam_catalogue.now() + anam_catalogue.DAY + 1
    monkeypatch.setattr(anam_catalogue, "now", lambda: later)
    anamctl("voices")

    assert len(asked(server, "voices")) == 2 * pages


def test_refresh_asks_again(anamctl, server):
    for _ in range(2):
        assert "asked" not in anamctl("avatars", "--refresh").err

    assert len(asked(server, "avatars")) == 2


def test_files_of_the_cache_are_private_and_say_nothing_of_the_key(anamctl, server, cache):
    anamctl("voices")
    (file,) = os.listdir(cache)
    key = server.service.scenario.key

    if os.name != "nt":  # which knows no such modes
        assert stat.S_IMODE(os.stat(cache).st_mode) == 0o700
        assert stat.S_IMODE(os.stat(cache / file).st_mode) == 0o600
    assert key not in file
    assert key not in (cache / file).read_text()


def test_another_key_has_another_cache(anamctl, server, cache, monkeypatch):
    anamctl("voices")
    monkeypatch.setenv("ANAM_API_KEY", "other")

    assert anamctl("voices").code == 4


def test_the_sandbox_of_the_command_is_not_kept(anamctl, cache):
    assert anamctl("avatars", "--sandbox").code == 0
    assert not cache.exists()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "{}",
        '{"version": 2, "asked_at": 4000000000, "items": []}',
        '{"version": 1, "asked_at": "now", "items": []}',
        '{"version": 1, "asked_at": 4000000000, "items": []}',
        '{"version": 1, "asked_at": NaN, "items": []}',
        '{"version": 1, "items": {}}',
        "[" * 100_000,
    ],
)
def test_a_file_of_the_cache_that_is_none_is_passed_over(anamctl, server, cache, text):
    anamctl("avatars")
    (file,) = cache.iterdir()
    file.write_text(text)

    assert anamctl("avatars").code == 0
    assert len(asked(server, "avatars")) == 2


@pytest.mark.skipif(os.name == "nt", reason="knows no such modes")
def test_a_folder_where_others_may_write_is_not_used(anamctl, server, cache):
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    anamctl("avatars")

    assert list(cache.iterdir()) == []


def test_a_cache_that_cannot_be_written_does_no_harm(anamctl, server, cache):
    cache.parent.write_text("no folder")

    assert anamctl("avatars").code == 0


def test_without_a_setting_the_cache_is_where_the_system_has_caches(monkeypatch, tmp_path):
    monkeypatch.delenv("ANAMCTL_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert os.path.join("anamctl", "anam") in anam_catalogue.folder()


# ---- what goes wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plural", LISTS)
def test_an_empty_list_is_no_error(anamctl, serve, plural):
    serve(faults=[{"request": plural, "answer": "not-found"}])
    found = anamctl(plural)

    assert (found.code, found.out) == (0, "")
    assert found.err.startswith("0 ")


def test_a_proxy_is_not_asked_for_this_machine(anamctl, server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")

    assert anamctl("llms").code == 0


def test_quiet_says_nothing_beside_the_list(anamctl, server):
    assert anamctl("llms", "-q").err == ""


@pytest.mark.parametrize("plural", LISTS)
def test_without_a_key_it_says_so(anamctl, plural):
    code, out, err = anamctl(plural)

    assert (code, out) == (4, "")
    assert err.startswith("anamctl: Anam wants a key, and ANAM_API_KEY is not set.\n")


def test_foreign_text_cannot_drive_the_terminal(anamctl, server, cache):
    anamctl("avatars")
    (file,) = cache.iterdir()
    kept = json.loads(file.read_text())
    kept["items"] = [
        {"id": "\x1b[2J1", "displayName": "[bold]x[/bold]\x1b[31m\u202e日本語", "displayTags": ["a\nb", 1]}
    ]
    file.write_text(json.dumps(kept))
    out = anamctl("avatars", "--color", "never").out

    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[bold]x[/bold]" in out
    assert "a b" in out


def test_secrets_that_a_service_lets_slip_are_not_kept_nor_shown(anamctl, serve, cache):
    secret = "sk-abcdefghijklmnopqrstuv0123456789"  # looks like a key
    own = {"id": "11111111-2222-3333-4444-555555555555", "displayName": "Own", "apiKey": secret}
    serve(catalogue={"llms": {"add": [{**own, "urls": [f"https://x.example/?token={secret}"]}]}})
    found = anamctl("llms", "--json")

    assert data(found)["llms"][0]["displayName"] == "Own"
    assert secret not in found.out
    assert all(secret not in file.read_text() for file in cache.iterdir())
