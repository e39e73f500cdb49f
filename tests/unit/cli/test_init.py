from __future__ import annotations

import pytest

from anamctl.definitions import starter


def test_a_persona_is_written_validates_and_says_what_to_do_next(anamctl, tmp_path):
    code, out, err = anamctl("init", "Concierge", "--lang", "en,fr,ar")
    path = tmp_path / "personas" / "concierge.yaml"

    assert (code, out) == (0, "")
    assert err.replace("\\", "/") == "wrote personas/concierge.yaml; now: anamctl validate personas/concierge.yaml\n"
    assert path.read_text(encoding="utf-8") == starter.persona(
        "Concierge", {"en": "English", "fr": "French", "ar": "Arabic"}
    )
    assert anamctl("validate", "--strict").code == 0


def test_an_agent_is_written_and_validates(anamctl, tmp_path):
    assert anamctl("init", "Helpline", "--lang", "hi,od", "--kind", "agent", "-q") == (0, "", "")
    assert (tmp_path / "personas" / "helpline.yaml").read_text(encoding="utf-8") == starter.agent(
        "Helpline", {"hi": "Hindi", "od": "Odia"}
    )
    assert anamctl("validate", "--strict").code == 0


def test_without_languages_it_is_english_french_and_german(anamctl):
    out = anamctl("init", "x", "--output", "-").out

    assert out == starter.persona("x", {"en": "English", "fr": "French", "de": "German"})


def test_a_dash_is_stdout_and_writes_nothing(anamctl, tmp_path):
    code, out, err = anamctl("init", "x", "-o", "-")

    assert (code, err) == (0, "")
    assert out.startswith("# x: an Anam persona")
    assert list(tmp_path.iterdir()) == []


def test_a_language_may_be_named_twice_and_with_spaces(anamctl):
    out = anamctl("init", "x", "--lang", " en , fr,en,", "-o", "-").out

    assert out == starter.persona("x", {"en": "English", "fr": "French"})


def test_a_language_that_anam_does_not_list_is_said(anamctl):
    assert (
        'note: Anam does not list Basque ("eu"); `anamctl validate` warns of it.\n'
        in anamctl("init", "x", "--lang", "en,eu").err
    )


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Hotel Zürich", "hotel-zürich.yaml"),
        ("हिन्दी सहायक", "हिन्दी-सहायक.yaml"),
        ("../../etc/passwd", "etc-passwd.yaml"),
        ("a: b #c", "a-b-c.yaml"),
        ("no", "no.yaml"),
    ],
)
def test_the_file_is_named_after_the_persona(anamctl, tmp_path, name, file):
    assert anamctl("init", name, "--lang", "en").code == 0
    assert [path.name for path in (tmp_path / "personas").iterdir()] == [file]
    assert list(tmp_path.iterdir()) == [tmp_path / "personas"]
    assert anamctl("validate", "--strict").code == 0


@pytest.mark.parametrize(
    ("arguments", "first", "hint"),
    [
        (("x", "--lang", "en,jp"), '--lang: "jp" is not an ISO 639-1 code.', 'did you mean "ja"?'),
        (("x", "--lang", "French"), '--lang: "French" is not an ISO 639-1 code.', 'did you mean "fr"?'),
        (("x", "--lang", "qq"), '--lang: "qq" is not an ISO 639-1 code.', "`anamctl languages` lists all."),
        (("x", "--lang", ","), "--lang names no language.", "for example --lang en,fr,de"),
        (("x", "-k", "agent", "-l", "hi"), "a Bolna agent needs two languages at least.", "for example --lang en,hi"),
        (("x", "-k", "agent", "-l", "hi,hi"), "a Bolna agent needs two languages at least.", "for example"),
        (("x", "-k", "agent", "-l", "hi,or"), '--lang: "or" is not a language that Bolna lists.', 'did you mean "od"?'),
        (("x", "-k", "agent", "-l", "hi,qq"), '--lang: "qq" is not a language that Bolna lists.', "Bolna lists as bn"),
        (("",), "NAME is what callers see.", "in any script"),
        (("a\x1bb",), "NAME is what callers see.", "in any script"),
        (("!!!",), '"!!!" gives no file name.', "--output FILE"),
    ],
)
def test_a_wrong_call_is_answered_with_what_was_meant(anamctl, tmp_path, arguments, first, hint):
    code, out, err = anamctl("init", *arguments)

    assert (code, out) == (2, "")
    assert err.startswith(f"anamctl: {first}\nhint: ")
    assert hint in err
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays_as_it_is(anamctl, tmp_path):
    anamctl("init", "x")
    before = (tmp_path / "personas" / "x.yaml").read_bytes()

    code, _, err = anamctl("init", "x", "--lang", "de")

    assert code == 2
    assert "is there already.\nhint: " in err
    assert (tmp_path / "personas" / "x.yaml").read_bytes() == before


def test_a_file_in_the_place_of_the_folder_is_said(anamctl, tmp_path):
    (tmp_path / "personas").write_text("")
    code, _, err = anamctl("init", "x")

    assert code == 2
    assert err.startswith("anamctl: cannot make the folder personas: ")


def test_another_place_can_be_chosen(anamctl, tmp_path):
    anamctl("init", "x", "--output", "bots/de/y.yml", "--lang", "de")

    assert (tmp_path / "bots" / "de" / "y.yml").is_file()
