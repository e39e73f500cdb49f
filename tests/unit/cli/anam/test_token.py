"""``anamctl token``, against an Anam on loopback."""

from __future__ import annotations

import base64
import json

import pytest

from anamctl.anam.token import iso, read_claims

KEY_HINT = "hint: set ANAM_API_KEY, or add --sandbox to try it without an account.\n"


def asked(server, operation="mint"):
    return [exchange for exchange in server.service.journal.exchanges if exchange.operation == operation]


@pytest.mark.parametrize(
    "arguments",
    [("camille", "--lang", "fr"), ("--lang", "FR"), ("personas/camille.yaml", "-l", "fr"), ("Camille", "--lang=fr")],
)
def test_the_token_and_nothing_else_is_printed(anamctl, server, persona, arguments):
    code, out, err = anamctl("token", "mint", *arguments)

    assert code == 0
    assert read_claims(out.removesuffix("\n"))["type"] == "ephemeral"
    assert err.startswith(f"a token of {server.url.removeprefix('http://')} for Camille in fr, good for ")
    assert len(asked(server)) == 1


def test_quiet_says_nothing_more(anamctl, server, persona):
    assert anamctl("token", "mint", "camille", "-q").err == ""


def test_json_says_what_the_token_is_for(anamctl, server, persona):
    code, out, err = anamctl("token", "mint", "camille", "--lang", "fr", "--json")
    data = json.loads(out)["data"]

    assert (code, err) == (0, "")
    assert (data["persona"], data["file"], data["language"]) == ("Camille", "personas/camille.yaml", "fr")
    assert 3500 < data["expiresIn"] <= 3600
    assert data["expires"] == iso(read_claims(data["token"])["exp"])
    assert read_claims(data["token"])["type"] == "ephemeral"


def test_fields_can_be_set_and_a_wrong_one_is_refused_with_its_path(anamctl, server, persona):
    assert anamctl("token", "mint", "camille", "--set", "voiceGenerationOptions.speed=1.2").code == 0
    code, _, err = anamctl("token", "mint", "camille", "--set", "avatarModel=cara-9")

    assert code == 3
    assert err.startswith("anamctl: Anam refused the request (400: ")
    assert "avatarModel" in err
    assert "very secret concierge" not in err


def test_a_saved_persona_needs_no_file(anamctl, server):
    id_ = json.loads(anamctl("personas", "--json").out)["data"]["personas"][0]["id"]
    code, out, err = anamctl("token", "mint", "--persona-id", id_)

    assert code == 0
    assert read_claims(out.strip())["type"] == "stateful"
    assert f"for persona {id_}, good for" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--persona-id", "x"), "--persona-id is no UUID."),
        (("camille", "--persona-id", "x"), "--persona-id and a file exclude each other."),
        (("--persona-id", "x", "--lang", "fr"), "--persona-id takes no --lang."),
        (("--lang", "hi"), "no persona in personas/ speaks hi."),
        (("camille", "--lang", "hi"), "personas/camille.yaml does not speak hi."),
        (("camile",), 'no persona or agent is called "camile".'),
        (("camille", "--set", "x=1"), 'no field "x" can be set.'),
        (("camille", "--sandbox", "--profile", "p"), "--profile and --sandbox exclude each other."),
        (("camille", "--profile", "p"), 'no profile "p".'),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_asked(anamctl, server, persona, arguments, message):
    code, out, err = anamctl("token", "mint", *arguments)

    assert (code, out) == (2, "")
    assert err.startswith(f"anamctl: {message}\nhint: ")
    assert asked(server) == []


def test_a_variable_without_value_is_said_before_anything_is_asked(anamctl, server, persona):
    persona.write_text(persona.read_text().replace("Camille", "${WHO}"))
    code, _, err = anamctl("token", "mint", "camille")

    assert code == 2
    assert err.startswith("anamctl: personas/camille.yaml:2 needs ${WHO}, which is not set.")
    assert asked(server) == []


def test_without_a_key_it_says_which_variable_and_the_sandbox(anamctl, persona):
    assert anamctl("token", "mint", "camille") == (
        4,
        "",
        "anamctl: Anam wants a key, and ANAM_API_KEY is not set.\n" + KEY_HINT,
    )


def test_a_refused_key_is_named_by_its_source_and_not_shown(anamctl, server, persona, monkeypatch):
    monkeypatch.setenv("ANAM_API_KEY", "very-secret")
    code, out, err = anamctl("token", "mint", "camille")

    assert (code, out) == (4, "")
    assert err.startswith("anamctl: Anam refused the key (401")
    assert "ANAM_API_KEY from the environment was used.\n" in err
    assert "very-secret" not in err


def test_a_profile_names_address_and_variable(anamctl, server, persona, tmp_path, monkeypatch):
    monkeypatch.setenv("STAGING_KEY", server.service.scenario.key)
    monkeypatch.setenv("ANAM_API_KEY", "other")
    (tmp_path / "anamctl.toml").write_text(
        f'[profile.staging.anam]\nurl = "{server.url}/v1"\nkey-variable = "STAGING_KEY"\n'
    )

    assert anamctl("token", "mint", "camille", "--profile", "staging").code == 0
    assert anamctl("token", "mint", "camille").code == 4


def test_the_sandbox_of_the_command_is_never_the_real_thing(anamctl, persona, monkeypatch):
    monkeypatch.setenv("ANAM_API_KEY", "real")
    monkeypatch.setenv("ANAM_API_URL", "https://anam.example.invalid")
    code, out, err = anamctl("token", "mint", "camille", "--sandbox", "-v")

    assert code == 0
    assert read_claims(out.strip())
    assert err.startswith("sandbox: http://127.0.0.1:")
    assert "a token of the sandbox for Camille in en" in err


@pytest.mark.parametrize(
    ("answer", "code", "message", "hint"),
    [
        ("no-plan", 3, "Anam finds no plan for the organisation of this key (402", "choose a plan"),
        ("spend-cap", 3, "the organisation of this key has reached its spend cap (429", "waiting does not help"),
        ("usage-limit", 3, "a usage limit of the plan is reached", "wait"),
        ("invalid", 3, "Anam refused the request (400", "personaConfig.avatarModel: Invalid enum value"),
        ("invalid-list", 3, "Anam refused the request (400", "personaConfig.avatarModel: Invalid enum value"),
        ("busy-page", 3, "Anam is not available (503: a page", "try again in a minute"),
    ],
)
def test_errors_of_the_service_say_what_to_do(anamctl, serve, persona, answer, code, message, hint):
    serve(faults=[{"request": "mint", "answer": answer}])
    found = anamctl("token", "mint", "camille")

    assert found.code == code
    assert found.err.splitlines()[-2].startswith(f"anamctl: {message}")
    assert hint in found.err
    assert "very secret" not in found.err


def test_a_service_that_recovers_is_asked_again(anamctl, serve, persona, slept):
    serve(faults=[{"request": "mint", "status": 500, "times": 2}])
    code, out, err = anamctl("token", "mint", "camille")

    assert code == 0
    assert out.count(".") == 2
    assert len(slept) == 2
    assert err.count("trying again in") == 2


def test_an_address_where_nobody_answers_is_told(anamctl, persona, monkeypatch):
    monkeypatch.setenv("ANAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("ANAM_API_KEY", "k")
    code, _, err = anamctl("token", "mint", "camille", "-q")

    assert code == 3
    assert err == (
        "anamctl: 127.0.0.1:9 cannot be reached: connection refused, tried 3 times.\n"
        "hint: is the network up? The address is ANAM_API_URL from the environment.\n"
    )


# ---- inspect ---------------------------------------------------------------------------------------------------------

NOW = 1_800_000_000
SIGNATURE = "very-secret-signature"


def token(**claims):
    middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"eyJhbGciOiJIUzI1NiJ9.{middle}.{SIGNATURE}"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("anamctl.cli.token.inspecting.now", lambda: NOW)


GOOD = token(type="ephemeral", accountId="a1", iat=NOW - 60, exp=NOW + 3540, odd={"x": [1]})


def test_claims_and_the_time_that_is_left_are_shown(anamctl):
    code, out, err = anamctl("token", "inspect", GOOD)

    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "type       ephemeral",
        "accountId  a1",
        "iat        2027-01-15T07:59:00Z (1799999940)",
        "exp        2027-01-15T08:59:00Z (1800003540)",
        'odd        {"x": [1]}',
        "good for 59 min",
    ]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        f"  {GOOD}\n",
        f"Bearer {GOOD}",
        f'"{GOOD}"',
        json.dumps({"sessionToken": GOOD}),
        json.dumps({"version": 1, "data": {"token": GOOD}}),
    ],
)
@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_a_token_may_come_through_stdin_in_many_wrappings(anamctl, text, arguments):
    code, out, _ = anamctl("token", "inspect", *arguments, stdin=text.encode())

    assert code == 0
    assert out.endswith("good for 59 min\n")


def test_json_has_the_claims(anamctl):
    code, out, err = anamctl("token", "inspect", GOOD, "--json")
    data = json.loads(out)["data"]

    assert (code, err) == (0, "")
    assert data["claims"]["odd"] == {"x": [1]}
    assert (data["expires"], data["expiresIn"], data["expired"]) == ("2027-01-15T08:59:00Z", 3540, False)


def test_an_expired_token_ends_with_one(anamctl):
    code, out, _ = anamctl("token", "inspect", token(type="ephemeral", exp=NOW - 61))

    assert code == 1
    assert out.endswith("expired 1 min 1 s ago\n")


def test_a_token_expires_to_the_second(anamctl):
    assert anamctl("token", "inspect", token(exp=NOW)).code == 1
    assert anamctl("token", "inspect", token(exp=NOW + 1)).out.endswith("good for 1 s\n")


def test_long_claims_are_cut_and_all_scripts_can_be_read(anamctl):
    lines = anamctl("token", "inspect", token(a="x" * 201, b="y" * 200, c=["é日"])).out.splitlines()

    assert lines[0] == "a  " + "x" * 199 + "…"
    assert lines[1] == "b  " + "y" * 200
    assert lines[2] == 'c  ["é日"]'


def test_a_token_that_does_not_say_when_is_not_judged(anamctl):
    code, out, _ = anamctl("token", "inspect", token(type="ephemeral"))

    assert code == 0
    assert out.endswith("it does not say when it expires; Anam's tokens are good for one hour\n")


def test_a_kind_that_clients_refuse_is_remarked_on(anamctl):
    assert "type legacy" in anamctl("token", "inspect", token(type="legacy")).err
    assert anamctl("token", "inspect", token(type="legacy"), "-q").err == ""


@pytest.mark.parametrize("text", ["", "nonsense-secret", f"a.{SIGNATURE}.c", "{", json.dumps({"a": SIGNATURE}), "[]"])
def test_what_is_no_token_is_said_without_repeating_it(anamctl, text):
    code, out, err = anamctl("token", "inspect", "-", stdin=text.encode())

    assert (code, out) == (2, "")
    assert err.count("\n") == 2
    assert "secret" not in err


def test_neither_the_token_nor_secrets_in_it_are_printed(anamctl):
    text = token(apiKey="sk-abcdefghijklmnopqrstuv0123456789", url="https://x.example/?token=abcdef0123456789abcdef")
    for more in ((), ("--json",)):
        found = anamctl("token", "inspect", text, *more)

        assert found.code == 0
        assert SIGNATURE not in found.out + found.err
        assert "sk-abcdef" not in found.out
        assert "abcdef0123456789abcdef" not in found.out


def test_control_characters_do_not_reach_the_terminal(anamctl):
    out = anamctl("token", "inspect", token(**{"\x1b[31mname": "\x1b[2J\u202e"})).out

    assert "\x1b" not in out
    assert "\u202e" not in out


def test_a_terminal_without_a_token_is_not_waited_for(anamctl, monkeypatch):
    monkeypatch.setattr("anamctl.cli.terminal.is_terminal", lambda _=None: True)

    assert anamctl("token", "inspect").err.startswith("anamctl: there is no token.\n")
