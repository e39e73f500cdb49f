from __future__ import annotations

import pytest

from anamctl.languages.supported import services
from anamctl.stt.assemblyai.models import DEFAULT, family, is_known, remark


@pytest.mark.parametrize(
    ("model", "found"),
    [
        ("universal-streaming-english", "english"),
        ("universal-streaming-multilingual", "multilingual"),
        ("universal-streaming-multilingual-2", "multilingual"),
        ("whisper-rt", "whisper"),
        ("whisper-rt-turbo", "whisper"),
        ("u3-rt-pro", "u3-rt"),
        ("universal-3-5-pro", "universal-3"),
        ("universal-3-6", "universal-3"),
        ("universal-3-9-ultra", "universal-3"),
        ("universal-4", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_model_belongs_to_a_family_also_when_it_is_new(model, found):
    assert family(model) == found


def test_every_model_of_the_table_of_languages_is_known():
    for service in services():
        owner, _, model = service.slug.partition("/")
        assert owner != "assemblyai" or is_known(model), model


def test_the_default_needs_no_remark():
    assert remark(DEFAULT) == ""


@pytest.mark.parametrize("model", ["universal-4", "u3-pro", "whisper-rt", "u3-rt-pro"])
def test_a_model_that_may_not_work_is_remarked_and_not_refused(model):
    assert model in remark(model)
