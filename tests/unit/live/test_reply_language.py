from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.languages.iso639 import iso639_codes
from anamctl.live.reply_language import judge

REPLIES = [
    ("fr", "Bonsoir ! Oui, à vingt heures. Combien serez-vous ?"),
    ("fr", "Parfait, je note une table pour deux."),
    ("fr", "D'accord, c'est noté. Autre chose ?"),
    ("es", "¡Claro! ¿Para cuántas personas?"),
    ("es", "Buenas noches, tenemos una mesa a las ocho."),
    ("en", "Good evening! How can I help you today?"),
    ("en", "Sure, a table for two at eight."),
    ("de", "Guten Abend! Wie kann ich Ihnen helfen?"),
    ("de", "Gerne, ein Tisch für zwei Personen um acht Uhr."),
    ("it", "Buonasera! Come posso aiutarla?"),
    ("it", "Certo, un tavolo per due alle otto."),
    ("pt", "Boa noite! Em que posso ajudar?"),
    ("pt", "Claro, uma mesa para dois às oito."),
    ("nl", "Goedenavond, waarmee kan ik u helpen?"),
    ("hi", "नमस्ते! मैं आपकी कैसे मदद कर सकता हूँ?"),
    ("ja", "こんばんは。ご予約は何名様でしょうか。"),
    ("ar", "مساء الخير! كيف يمكنني مساعدتك؟"),
    ("ru", "Добрый вечер! Чем я могу вам помочь?"),
    ("ko", "안녕하세요, 무엇을 도와드릴까요?"),
    ("tr", "İyi akşamlar! Size nasıl yardımcı olabilirim?"),
    ("pl", "Dobry wieczór! W czym mogę pomóc?"),
    ("sv", "God kväll! Hur kan jag hjälpa dig?"),
    ("vi", "Xin chào! Tôi có thể giúp gì cho bạn?"),
]
CODES = sorted({code for code, _ in REPLIES})


@pytest.mark.parametrize(("code", "text"), REPLIES)
def test_a_reply_is_in_its_language_and_in_no_other(code, text):
    found = judge(text, code)

    assert found.is_expected is True
    assert 0.6 < found.share <= 1
    assert found.why
    for other in CODES:
        if other != code:
            assert judge(text, other).is_expected is False, other


@pytest.mark.parametrize("text", ["", "Bonjour !", "Okay.", "42", "?!", "Natürlich."])
@pytest.mark.parametrize("code", ["fr", "en", "hi", "ja"])
def test_a_few_letters_say_nothing(text, code):
    assert judge(text, code).is_expected is None


def test_chinese_characters_alone_say_nothing_of_japanese():
    assert judge("晚上好，请问几位？", "zh").is_expected is True
    assert judge("晚上好，请问几位？", "ja").is_expected is None


def test_languages_that_are_alike_count_as_one():
    text = "Dobra večer, kako vam mogu pomoći?"

    assert judge(text, "hr").is_expected is True
    assert judge(text, "bs").is_expected is True


def test_unless_the_words_of_the_other_are_clearly_more():
    text = "God aften, hvordan kan jeg hjælpe dig med et bord til to?"

    assert judge(text, "da").is_expected is True
    assert (judge(text, "no").is_expected, judge(text, "no").code) == (False, "da")


def test_the_other_language_is_named():
    assert judge("Good evening! How can I help you today?", "fr").code == "en"


def test_more_words_make_it_surer():
    few, many = (
        judge("Bien sûr, un instant.", "fr"),
        judge("Bonjour, comment puis-je vous aider, pour une table ?", "fr"),
    )

    assert few.is_expected is many.is_expected is True
    assert few.share < many.share


@given(st.text(max_size=60), st.sampled_from(sorted(iso639_codes())))
def test_no_text_is_too_strange(text, code):
    found = judge(text, code)

    assert 0 <= found.share <= 1
    assert found.why
