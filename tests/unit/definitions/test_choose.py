"""Which document somebody means."""

from __future__ import annotations

import pytest

from anamctl.definitions import choose
from anamctl.definitions.document import Kind
from anamctl.errors import UsageError

PERSONA = "personaConfig: {{name: {name}}}\n"
AGENT = "agent_config: {{agent_name: {name}, tasks: []}}\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "personas"
    folder.mkdir()
    (folder / "desk.yaml").write_text(PERSONA.format(name="Ingrid") + "---\n" + PERSONA.format(name="Night bell"))
    (folder / "support.json").write_text('{"agent_config": {"agent_name": "Parcel support", "tasks": []}}')
    (folder / "twins.yaml").write_text(PERSONA.format(name="Twin") + "---\n" + AGENT.format(name="twin"))
    (folder / "label.yaml").write_text("personaConfig: {personaId: x}\nclientLabel: lobby\n")
    (tmp_path / "outside.yaml").write_text(PERSONA.format(name="Outside"))


def found(name, wanted=""):
    return choose.name_of(choose.pick(choose.find(name, {}), wanted))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("outside.yaml", "Outside"),
        ("./personas/support.json", "Parcel support"),
        ("support", "Parcel support"),
        ("SUPPORT", "Parcel support"),
        ("parcel support", "Parcel support"),
        ("parcel-support", "Parcel support"),
        ("Parcel_Support", "Parcel support"),
        ("Night bell", "Night bell"),
        ("ingrid", "Ingrid"),
        ("lobby", "lobby"),
        ("label", "lobby"),
    ],
)
def test_a_path_a_stem_and_a_name_all_lead_there(name, expected):
    assert found(name) == expected


@pytest.mark.parametrize(("wanted", "expected"), [("1", "Ingrid"), ("2", "Night bell"), ("night BELL", "Night bell")])
def test_a_document_is_chosen_by_number_or_by_name(wanted, expected):
    assert found("desk", wanted) == expected


def test_a_number_wins_over_the_name_that_led_to_the_file():
    assert found("ingrid", "2") == "Night bell"


def message(name, wanted=""):
    with pytest.raises(UsageError) as caught:
        found(name, wanted)
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize("wanted", ["3", "0", "nobody"])
def test_a_document_that_is_not_there_is_answered_with_those_that_are(wanted):
    assert message("desk", wanted) == (
        f'personas/desk.yaml has no document "{wanted}".',
        "--document with one of: 1 (Ingrid), 2 (Night bell)",
    )


def test_of_several_documents_one_has_to_be_named():
    assert message("personas/desk.yaml") == (
        "personas/desk.yaml holds 2 documents; which one?",
        "--document with one of: 1 (Ingrid), 2 (Night bell)",
    )


def test_a_name_of_two_documents_is_answered_with_their_files():
    assert message("twin") == (
        '2 documents are called "twin".',
        "name the file: personas/twins.yaml (document 1), personas/twins.yaml (document 2)",
    )
    assert message("twins", "twin")[0] == 'personas/twins.yaml has several documents "twin".'


def test_two_files_with_one_stem_are_answered_with_both(tmp_path):
    (tmp_path / "personas" / "support.yaml").write_text(PERSONA.format(name="Other"))

    assert message("support") == (
        '2 files are called "support".',
        "name one: personas/support.json, personas/support.yaml",
    )


@pytest.mark.parametrize(
    ("name", "hint"), [("supprt", 'did you mean "support"?'), ("night-bel", 'did you mean "Night bell"?')]
)
def test_a_misspelt_name_is_answered_with_the_nearest(name, hint):
    assert message(name) == (f'no persona or agent is called "{name}".', hint)


def test_a_name_like_no_other_is_answered_with_a_list():
    assert (
        message("zzz")[1]
        == "one of: desk, label, support, twins, Ingrid, Night bell, lobby, Parcel support, and 2 more"
    )


def test_a_folder_is_answered_with_its_files():
    assert message("personas") == (
        "personas is a folder; one file is shown at a time.",
        "one of: personas/desk.yaml, personas/label.yaml, personas/support.json, personas/twins.yaml",
    )


@pytest.mark.parametrize("name", ["nope.yaml", "personas/nope", "a/b"])
def test_a_path_that_does_not_exist_is_never_taken_for_a_name(name):
    assert message(name)[0] == f'"{name}" does not exist.'


def test_without_the_folder_a_name_is_a_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path / "personas")

    assert message("ingrid")[0] == '"ingrid" does not exist.'


def test_documents_of_no_known_kind_are_not_counted(tmp_path):
    (tmp_path / "mixed.yaml").write_text("other: 1\n---\n" + PERSONA.format(name="One"))

    file = choose.find("mixed.yaml", {}).file
    assert [document.kind for document in file.documents] == [Kind.UNKNOWN, Kind.PERSONA]
    assert found("mixed.yaml") == "One"
    assert found("mixed.yaml", "1") == "One"


def test_variables_come_from_the_environment(tmp_path):
    (tmp_path / "v.yaml").write_text("personaConfig: {name: '${WHO}'}\n")

    assert choose.name_of(choose.find("v.yaml", {"WHO": "Nora"}).file.documents[0]) == "Nora"


def test_a_file_that_cannot_be_read_has_an_issue_and_no_documents(tmp_path):
    file = choose.open_file(str(tmp_path), {})

    assert [issue.kind for issue in file.issues] == ["unreadable"]
    assert file.documents == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("personaConfig: {name: 5}", ""),
        ("personaConfig: []", ""),
        ("personaConfig: {name: '  '}\nclientLabel: x", "x"),
        ("agent_config: null", ""),
        ("tools_config: {}", ""),
    ],
)
def test_whatever_has_no_name_has_an_empty_one(tmp_path, text, expected):
    (tmp_path / "n.yaml").write_text(text)

    assert choose.name_of(choose.find("n.yaml", {}).file.documents[0]) == expected
