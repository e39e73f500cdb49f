"""Every option reaches the request."""

from __future__ import annotations

import pytest
import typer

from anamctl.cli.app import app, main
from anamctl.cli.listen import starting
from anamctl.cli.listen.options import GROUPS
from anamctl.cli.listen.request import ListenRequest, SttRequest
from anamctl.stt.typed import TYPED

VALUES = {"text": "x", "list": "x", "number": "0.5", "integer": "2", "silence": "400ms", "time": "2m"}


def typed_cases():
    """Give arguments for every option of the table, and the value that is to be found."""
    for typed in TYPED:
        if typed.kind == "flag":
            yield [typed.name], True
            yield [typed.negation], False
        else:
            value = VALUES[typed.kind]
            yield [typed.name, value], (value,) if typed.kind == "list" else value


OPTIONS = [
    (["a.wav", "-"], {}, {"arguments": ("a.wav", "-")}),
    (["--file", "a.wav", "--file", "b.wav"], {}, {"files": ("a.wav", "b.wav")}),
    (["--mic"], {}, {"mic": True}),
    (["--device", "2"], {}, {"device": "2"}),
    (["--list-devices"], {}, {"list_devices": True}),
    (["--rate", "16k"], {}, {"rate": "16k"}),
    (["--pace", "max"], {}, {"pace": "max"}),
    (["--provider", "deepgram"], {"provider": "deepgram"}, {}),
    (["--model", "whisper-rt"], {"model": "whisper-rt"}, {}),
    (["-m", "whisper-rt"], {"model": "whisper-rt"}, {}),
    (["--url", "wss://x"], {"url": "wss://x"}, {}),
    (["--region", "eu"], {"region": "eu"}, {}),
    (["--allow-insecure"], {"allow_insecure": True}, {}),
    (["--keyterm", "Aurore", "--keyterm", "Lyon"], {"typed": {"--keyterm": ("Aurore", "Lyon")}}, {}),
    (["--formatting", "--no-formatting"], {"typed": {"--formatting": False}}, {}),
    *[(case[0], {"typed": {case[0][0].replace("--no-", "--"): case[1]}}, {}) for case in typed_cases()],
    (["--param", "a=1", "--param", "b=2"], {"params": ("a=1", "b=2")}, {}),
    (["--expect", "fr"], {}, {"expect": "fr"}),
    (["-e", "fr"], {}, {"expect": "fr"}),
    (["--min-confidence", "0.7"], {}, {"min_confidence": "0.7"}),
    (["--min-share", "0.8"], {}, {"min_share": "0.8"}),
    (["--persona", "concierge"], {}, {"persona": "concierge"}),
    (["--lang", "fr"], {}, {"lang": "fr"}),
    (["-l", "fr"], {}, {"lang": "fr"}),
    (["--document", "2"], {}, {"document": "2"}),
    (["--save", "a.txt", "--save", "b.srt"], {}, {"saves": ("a.txt", "b.srt")}),
    (["--report", "r.svg", "--report", "r.html"], {}, {"reports": ("r.svg", "r.html")}),
    (["--force"], {}, {"force": True}),
    (["--suite", "s.yaml"], {}, {"suite": "s.yaml"}),
    (["--junit", "j.xml"], {}, {"junit": "j.xml"}),
    (["--compare", "assemblyai", "deepgram"], {}, {"compare": ("assemblyai", "deepgram")}),
    (["--for", "5s"], {}, {"duration": "5s"}),
    (["--max-length", "10m"], {}, {"max_length": "10m"}),
    (["--profile", "staging"], {"profile": "staging"}, {}),
    (["-p", "staging"], {"profile": "staging"}, {}),
    (["--sandbox"], {"sandbox": True}, {}),
    (["--scenario", "s.yaml"], {"scenario": "s.yaml"}, {}),
    (["--json"], {}, {"json": True}),
    (["--color", "never"], {}, {"color": "never"}),
    (["--quiet"], {"quiet": True}, {}),
    (["-q"], {"quiet": True}, {}),
    (["--verbose"], {"verbose": True}, {}),
    (["-v"], {"verbose": True}, {}),
    (["--debug"], {}, {"debug": True}),
]


@pytest.fixture
def asked(monkeypatch):
    found: list[tuple[SttRequest, ListenRequest]] = []

    def listen(service, request):
        found.append((service, request))
        return 7

    monkeypatch.setattr(starting, "listen", listen)
    return found


@pytest.mark.parametrize(("arguments", "service", "request_"), OPTIONS, ids=lambda value: " ".join(value) or "-")
def test_an_option_reaches_the_request(arguments, service, request_, asked):
    assert main(["listen", *arguments]) == 7
    assert asked == [(SttRequest(**service), ListenRequest(**request_))]


def test_no_option_is_left_out_of_this_test():
    command = typer.main.get_command(app).get_command(None, "listen")  # type: ignore[attr-defined]
    known = {
        option
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("-")
    }

    assert {word for arguments, _, _ in OPTIONS for word in arguments if word.startswith("-") and word != "-"} == known


def test_an_option_that_is_misspelt_is_a_mistake_of_the_user(capsys):
    assert main(["listen", "--expekt", "fr"]) == 2
    assert "--expekt" in capsys.readouterr().err


def test_every_option_stands_in_the_help_under_one_heading():
    command = typer.main.get_command(app).get_command(None, "listen")  # type: ignore[attr-defined]
    known = [max(parameter.opts, key=len) for parameter in command.params if parameter.param_type_name == "option"]
    grouped = [name for names in GROUPS.values() for name in names]

    assert sorted(grouped) == sorted([*known, "--help"])


@pytest.mark.parametrize("columns", [80, 120])
def test_help_has_one_column_of_options_and_one_of_texts(columns, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert main(["listen", "--help"]) == 0
    lines = capsys.readouterr().out.partition("Arguments:")[2].splitlines()

    assert all(len(line) <= columns for line in lines)
    assert {line for line in lines if line and not line.startswith(" ")} == {f"{heading}:" for heading in GROUPS}
    starts = {len(line) - len(line[line.index("  ", 2) :].lstrip()) for line in lines if line.startswith("  -")}
    assert len(starts) == 1
    assert "  --[no-]formatting " in "\n".join(lines)


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: typed.name)
def test_help_of_a_setting_is_a_line_at_80_columns(typed):
    assert len(typed.help) <= 80 - 2 - 31
