"""SEC501: keys, tokens and passwords."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.engine import Plan, run
from anamctl.lint.finding import Severity
from anamctl.lint.rules.sec import secret_in_file
from tests.unit.lint.rules.yml.asking import INLINE, ask, one

# Made up; written in two parts so that no scanner takes this file for a leak.
HEX = "5f2c81d09be447a6" + "b1c3fe2298d05a77"
JWT = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
    ".eyJzdWIiOiI0NzExIiwibmFtZSI6IkFubmEifQ"
    ".dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1gFWFOEjXk"
)
SK = "sk" + "-proj-Ab3dEf6hIj9kLmN0pQrS_tUvWx-Yz1234567890abcd"
SHAPES = {
    "JSON Web Token": JWT,
    "API key": SK,
    "Bolna API key": "bn" + "-0b7c2d9e4f1a48c3b5d6e7f809a1b2c3",
    "AWS access key": "AKIA" + "Q3EGRIVLZ7W5TN2X",
    "GitHub token": "ghp" + "_x7Kp2mQ9vR4tY8wZ1aB5cD3eF6gH0jL2nM4k",
    "Slack token": "xoxb" + "-2048576310-4857201936-Qw8eRt2yUi6oPa4s",
    "Google API key": "AIza" + "SyB7x2K9mQ4vR8tY1wZ5aC3dE6fG0hJ2kL7p",
}
TOOL = """\
  tools:
    - type: server
      subtype: webhook
      name: book
      description: Book a table.
      url: {url}
      method: POST
      headers: {headers}
"""


def tool(headers="{}", url="https://tables.example/book"):
    return INLINE + TOOL.format(headers=headers, url=url)


def agent(**params):
    lines = "".join(f"          {key}: {value}\n" for key, value in params.items())
    return f"tools_config:\n  api_tools:\n    tools_params:\n      book:\n        x:\n{lines}"


# ---- by shape --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", SHAPES)
@pytest.mark.parametrize(
    "frame",
    [
        "tools_config:\n  unheard_of: {}\n",
        "tools_config:\n  unheard_of: '{}'\n",
        "tools_config:\n  prompt: |\n    Use it: {} please.\n",
        "# {}\ntools_config: 1\n",
        INLINE + "  anything: {}\n",
    ],
)
def test_a_secret_is_known_by_its_shape(frame, what):
    found = one(secret_in_file, frame.format(SHAPES[what]))

    assert found.text.strip("'\"") == SHAPES[what]
    assert found.message == f"{what} in the file"
    assert found.severity is Severity.ERROR
    assert found.fix is None
    assert "${NAME}" in found.label


@pytest.mark.parametrize("what", ["JSON Web Token", "API key", "GitHub token", "Bolna API key"])
@pytest.mark.parametrize("frame", ["# {}\n", "# ANAM_API_KEY={}\n"])
def test_a_long_secret_is_found_in_the_comment_of_a_clean_persona(frame, what):
    assert one(secret_in_file, INLINE + frame.format(SHAPES[what])).text == SHAPES[what]


def test_a_private_key_is_found_whole():
    key = (
        "-----BEGIN PRIVATE KEY-----\n    " + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC" * 2 + "\n    -----END PRIVATE KEY-----"
    )
    found = one(secret_in_file, f"tools_config:\n  key_file: |\n    {key}\n")

    assert found.text == key
    assert found.message == "private key in the file"


@pytest.mark.parametrize(
    ("url", "secret", "message"),
    [
        (f"https://x.example/hook?token={HEX}&a=b", HEX, "token in a URL in the file"),
        ("https://x.example/hook?a=b&api_key=k3y0f7w3lv3chars", "k3y0f7w3lv3chars", "token in a URL in the file"),
        ("https://anna:s3cr3tw0rd@x.example/hook", "s3cr3tw0rd", "password in a URL in the file"),
    ],
)
def test_credentials_in_urls_are_found(url, secret, message):
    found = one(secret_in_file, tool(url=url))

    assert (found.text, found.message) == (secret, message)


def test_a_bearer_token_is_found_without_its_scheme():
    found = one(secret_in_file, f"tools_config:\n  x: |\n    curl -H 'authorization: Bearer {HEX}'\n")

    assert found.text == HEX


# ---- by the name of the key ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Authorization", f"Bearer {HEX}"),
        ("Authorization", "Basic dXNlcjpwNHNzdzByZA=="),
        ("authorization", "Token 8f3a91bc"),
        ("X-Api-Key", "k1w9x8c7v6b5n4m3q"),
        ("apiKey", HEX),
        ("api_token", "9c1e44d7a0"),
        ("clientSecret", "c5d81f0a2b"),
        ("password", "hunter2"),
        ("Passwd", "opensesame"),
    ],
)
def test_under_a_key_that_names_a_secret_less_is_enough(key, value):
    for text in (tool("{" + f'"{key}": "{value}"' + "}"), agent(**{key: f'"{value}"'})):
        found = one(secret_in_file, text)
        assert value.rpartition(" ")[2] in found.text
        assert found.pointer.endswith(f"/{key}")


@pytest.mark.parametrize("key", ["apiKey", "api_key", "token"])
def test_a_key_that_we_do_not_know_makes_a_persona_suspect(key):
    assert one(secret_in_file, INLINE + f"  {key}: k1w9x8c7v6b5n4m3q\n").message == f'value of "{key}" in the file'


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Authorization", "Bearer ${TOKEN}"),
        ("Authorization", "Bearer ${TOKEN:-}"),
        ("Authorization", "Bearer YOUR_API_KEY"),
        ("Authorization", "Bearer <token>"),
        ("Authorization", "Bearer your-token-12345678"),
        ("Authorization", "{{token}}"),
        ("apiKey", "your-api-key-goes-here-1"),
        ("apiKey", "sk-xxxxxxxxxxxxxxxxxxxxxxxx"),
        ("apiKey", "..."),
        ("apiKey", ""),
        ("apiKey", "6bfbe25a-979d-40f3-a92b-5394170af54b"),
        ("api_token", "%(token)s"),
        ("password", "${PASSWORD}"),
        ("password", "changeme"),
        ("password", "the word of the day"),
        ("token", "token"),
        ("secret", "none"),
        ("keywords", HEX),
        ("max_tokens", "k1w9x8c7v6b5n4m3q"),
        ("monkeyname", "k1w9x8c7v6b5n4m3q"),
        ("description", "k1w9x8c7v6b5n4m3q"),
    ],
)
def test_placeholders_ids_and_stand_ins_pass(key, value):
    assert ask(secret_in_file, tool("{" + f'"{key}": "{value}"' + "}"), environ={"TOKEN": HEX, "PASSWORD": "x"}) == []


@pytest.mark.parametrize(
    "text",
    [
        "6bfbe25a-979d-40f3-a92b-5394170af54b",
        "AKIAIOSFODNN7EXAMPLE",
        "the task-force_of_the_desk-clerk_2024_is_here",
        "bn-IN and sk-SK and hi-IN",
        "Bearer of bad news",
        "a bearer internationalization",
        "silenceBeforeAutoEndTurnSeconds",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "https://x.example:8080/a?b=c&language=en",
        "mailto:anna@x.example",
        "eyJust a word. eyJaneiro",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
        "12345678901234567890123456789012345678901234567890",
        "0" * 64,
    ],
)
def test_text_that_only_resembles_a_secret_passes(text):
    assert ask(secret_in_file, f"tools_config:\n  a: {text!r}\n") == []
    assert ask(secret_in_file, INLINE + f"  systemPrompt: {text!r}\n  tools: []\n") == []


def test_a_value_from_the_environment_is_not_in_the_file():
    text = tool("{Authorization: 'Bearer ${TOKEN}'}")

    assert ask(secret_in_file, text, environ={"TOKEN": HEX}) == []


@pytest.mark.parametrize(
    ("key", "value", "is_secret"),
    [
        ("password", "abcd", True),
        ("password", "abc", False),
        ("token", "ab34ef78", True),
        ("token", "ab34ef7", False),
        ("token", "abcdefg7", False),
        ("token", "1234567a", False),
        ("api_key", "ab34ef78ij12mn56", True),
        ("api_key", "ab34ef78ij12mn5", False),
        ("api_key", "abababab12121212", False),
        ("authorization", "Bearer AbCdEfGhIjKlMnOp", True),
        ("authorization", "Bearer AbCdEfGhIjKlMnO", False),
        ("authorization", "Bearer abcdefghijklmnop", False),
        ("authorization", "Bearer ABCDEFGHIJKLMNOP", False),
        ("authorization", "Bearer 6BFBE25a-979d-40f3-a92b-5394170af54b", False),
        ("authorization", "Bearer YourOwnTokenHere1", False),
    ],
)
def test_where_the_bounds_are(key, value, is_secret):
    assert bool(ask(secret_in_file, agent(**{key: value}))) is is_secret


@pytest.mark.parametrize("value", ["", " 1", " text", " []", " ~", " {}"])
def test_a_persona_without_content_is_no_matter(value):
    assert ask(secret_in_file, f"personaConfig:{value}\n") == []


def test_two_secrets_may_stand_side_by_side():
    found = ask(secret_in_file, f"tools_config: '{SHAPES['AWS access key']}{chr(32)}{SHAPES['Bolna API key']}'\n")

    assert [one.text for one in found] == [SHAPES["AWS access key"], SHAPES["Bolna API key"]]


def test_each_secret_is_found_once():
    found = ask(secret_in_file, tool("{" + f"Authorization: 'Bearer {JWT}', apiKey: '{SK}'" + "}"))

    assert len(found) == 2
    assert [SK in one.text or JWT in one.text for one in found] == [True, True]


def test_it_is_found_in_json_with_its_pointer():
    found = one(secret_in_file, f'{{"tools_config": {{"a": ["{SK}"]}}}}', "a.json")

    assert (found.text, found.pointer) == (SK, "/tools_config/a/0")


def test_what_aliases_repeat_is_found_once():
    assert len(ask(secret_in_file, f"tools_config: {{a: &x {{password: hunter2}}, b: *x, c: [*x]}}\n# {SK}\n")) == 2


def test_nothing_of_it_is_said():
    for value in SHAPES.values():
        found = one(secret_in_file, f"tools_config:\n  api_key: {value}\n")
        said = found.message + found.label + "".join(found.notes) + found.pointer
        assert not any(value[start : start + 6] in said for start in range(len(value) - 6))


def test_the_example_personas_have_none(project_root):
    for path in sorted((project_root / "personas").iterdir()):
        assert ask(secret_in_file, path.read_bytes(), path.name) == []


@pytest.mark.parametrize("secret", ["AKIAQ7ZK3MPLW2X9RTBV", "Bearer k9Qz7Lm2Xv4Rt8Wp"])
def test_a_short_credential_in_the_prompt_of_a_plain_persona_is_found(secret):
    persona = "personaConfig:\n  personaId: 30fa96d0-26c4-4e55-94a0-517025942e18\n"
    text = f"{persona}languages:\n  fr: {{systemPrompt: Use {secret} please}}\n"
    found = [finding for finding in run(read_bytes(text.encode(), "x.yaml"), Plan()) if finding.code == "SEC501"]

    assert len(found) == 1
    assert secret.split()[-1] not in repr(found)
