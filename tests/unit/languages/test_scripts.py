from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.languages.iso639 import iso639_codes, languages
from anamctl.languages.scripts import acceptable_scripts, dominant_script, fits, script_name

PROMPTS = {
    "en": ("Latn", "You are a hotel concierge. Keep answers short and ask for the guest's name."),
    "fr": ("Latn", "Tu es concierge d’hôtel. Réponds brièvement, toujours en français, « s’il te plaît »."),
    "vi": ("Latn", "Bạn là nhân viên lễ tân khách sạn. Trả lời ngắn gọn, luôn bằng tiếng Việt."),
    "ru": ("Cyrl", "Вы консьерж отеля. Отвечайте кратко, всегда по-русски, и спросите имя гостя."),
    "el": ("Grek", "Είστε θυρωρός ξενοδοχείου. Απαντάτε σύντομα και ρωτάτε το όνομα του επισκέπτη."),
    "hy": ("Armn", "Դուք հյուրանոցի կոնսիերժ եք։ Պատասխանեք հակիրճ և հարցրեք հյուրի անունը։"),
    "ka": ("Geor", "თქვენ სასტუმროს კონსიერჟი ხართ. უპასუხეთ მოკლედ და ჰკითხეთ სტუმარს სახელი."),
    "he": ("Hebr", "אתה קונסיירז' במלון. ענה בקצרה, תמיד בעברית, ושאל לשם האורח."),
    "ar": ("Arab", "أنت موظف استقبال في فندق. أجب باختصار دائمًا بالعربية واسأل عن اسم الضيف."),
    "ur": ("Arab", "آپ ہوٹل کے استقبالیہ پر ہیں۔ مختصر جواب دیں اور مہمان کا نام پوچھیں۔"),
    "hi": ("Deva", "आप एक होटल के सहायक हैं। छोटे उत्तर दें, हमेशा हिंदी में बोलें और नाम पूछें।"),
    "bn": ("Beng", "আপনি একটি হোটেলের সহায়ক। সংক্ষেপে উত্তর দিন এবং অতিথির নাম জিজ্ঞাসা করুন।"),
    "pa": ("Guru", "ਤੁਸੀਂ ਇੱਕ ਹੋਟਲ ਦੇ ਸਹਾਇਕ ਹੋ। ਛੋਟੇ ਜਵਾਬ ਦਿਓ ਅਤੇ ਮਹਿਮਾਨ ਦਾ ਨਾਮ ਪੁੱਛੋ।"),
    "gu": ("Gujr", "તમે હોટેલના સહાયક છો. ટૂંકા જવાબ આપો અને મહેમાનનું નામ પૂછો."),
    "od": ("Orya", "ଆପଣ ଏକ ହୋଟେଲର ସହାୟକ। ସଂକ୍ଷେପରେ ଉତ୍ତର ଦିଅନ୍ତୁ ଏବଂ ଅତିଥିଙ୍କ ନାମ ପଚାରନ୍ତୁ।"),
    "ta": ("Taml", "நீங்கள் ஒரு ஹோட்டல் உதவியாளர். சுருக்கமாக பதிலளித்து விருந்தினரின் பெயரைக் கேளுங்கள்."),
    "te": ("Telu", "మీరు హోటల్ సహాయకులు. క్లుప్తంగా సమాధానం ఇవ్వండి మరియు అతిథి పేరు అడగండి."),
    "kn": ("Knda", "ನೀವು ಹೋಟೆಲ್ ಸಹಾಯಕರು. ಚಿಕ್ಕದಾಗಿ ಉತ್ತರಿಸಿ ಮತ್ತು ಅತಿಥಿಯ ಹೆಸರನ್ನು ಕೇಳಿ."),
    "ml": ("Mlym", "നിങ്ങൾ ഒരു ഹോട്ടൽ സഹായിയാണ്. ചുരുക്കമായി മറുപടി നൽകുകയും പേര് ചോദിക്കുകയും ചെയ്യുക."),
    "th": ("Thai", "คุณเป็นพนักงานต้อนรับของโรงแรม ตอบสั้น ๆ เป็นภาษาไทยเสมอ และถามชื่อแขก"),
    "ja": ("Jpan", "あなたはホテルのコンシェルジュです。常に日本語で短く答え、お名前を伺ってください。"),
    "zh": ("Hani", "你是酒店礼宾员。请简短回答，始终使用中文，并询问客人的姓名。"),
    "ko": ("Hang", "당신은 호텔 컨시어지입니다. 항상 한국어로 짧게 대답하고 이름을 물어보세요."),
    "am": ("Ethi", "እርስዎ የሆቴል ረዳት ነዎት። በአጭሩ ይመልሱ እና የእንግዳውን ስም ይጠይቁ።"),
}


@pytest.mark.parametrize("code", PROMPTS)
def test_a_prompt_fits_its_language(code):
    assert fits(code, PROMPTS[code][1])


@pytest.mark.parametrize("code", PROMPTS)
def test_a_prompt_does_not_fit_a_language_of_another_script(code):
    script, text = PROMPTS[code]
    wrong = {other for other, (foreign, _) in PROMPTS.items() if foreign != script and fits(other, text)}

    assert wrong == ({"pa"} if script == "Arab" else set())  # in Pakistan Punjabi is written in Arabic letters


@pytest.mark.parametrize("code", PROMPTS)
def test_the_dominant_script_of_a_prompt_is_named(code):
    script, text = PROMPTS[code]

    assert dominant_script(text) == script


@pytest.mark.parametrize("code", PROMPTS)
def test_the_dominant_script_is_among_the_acceptable_ones(code):
    assert dominant_script(PROMPTS[code][1]) in acceptable_scripts(code)


@pytest.mark.parametrize(
    ("tag", "scripts"),
    [
        ("sr", {"Cyrl", "Latn"}),
        ("ja", {"Jpan", "Hira", "Kana", "Hani"}),
        ("ko", {"Kore", "Hang", "Hani"}),
        ("zh", {"Hans", "Hant", "Hani"}),
        ("hi", {"Deva"}),
        ("hi-IN", {"Deva"}),
        ("pa", {"Guru", "Arab"}),
        ("ur", {"Arab"}),
        ("kk", {"Cyrl", "Latn", "Arab"}),
        ("uz", {"Latn", "Cyrl", "Arab"}),
        ("az", {"Latn", "Cyrl", "Arab"}),
        ("od", {"Orya"}),
        ("xx", set()),
    ],
)
def test_the_scripts_of_a_language(tag, scripts):
    assert acceptable_scripts(tag) == scripts


@pytest.mark.parametrize(
    "text", [PROMPTS["ru"][1], "Vi ste hotelski recepcioner. Odgovarajte kratko i pitajte za ime."]
)
def test_serbian_may_be_written_in_both_its_scripts(text):
    assert fits("sr", text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("hi", "WhatsApp"),
        ("ja", "OK!"),
        ("fr", "你好"),
        ("ar", ""),
        ("ru", "12345 678 90 — 100 %"),
        ("xx", PROMPTS["ru"][1]),
        ("", PROMPTS["ru"][1]),
        ("ae", PROMPTS["en"][1]),  # Avestan: a script outside the basic plane, which we do not count
    ],
)
def test_what_one_cannot_say_fits(code, text):
    assert fits(code, text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("hi", "आप Grand Palace Hotel के सहायक हैं। मेहमान का WhatsApp number पूछें और confirm करें।"),
        ("hi", "{guest_name} से https://www.example.com/booking/confirm?lang=hi पर जाने को कहें।"),
        ("ru", "Пишите на reservations@grand-palace-hotel.example.com, {{booking_reference_number}}."),
        ("ta", '<break time="500ms"/> வணக்கம் `get_booking_details` ${GUEST_NAME_OF_THE_BOOKING}'),
        ("zh", "你是 Grand Palace Hotel 的礼宾员。请简短回答。"),
        ("en", "You are a host at 東京ホテル. Greet people with こんにちは and then speak English."),
    ],
)
def test_names_links_placeholders_and_markup_do_not_spoil_the_fit(code, text):
    assert fits(code, text)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("hi", "You are a hotel concierge. Keep answers short."),
        ("hi", "Aap ek hotel ke sahayak hain. Chhote uttar dijiye."),
        ("en", "आप एक होटल के सहायक हैं। छोटे उत्तर दें।"),
        ("bn", PROMPTS["hi"][1]),
        ("ja", "你是酒店礼宾员。请简短回答，始终使用中文，并询问客人的姓名。"),
        ("ko", "你是酒店礼宾员。请简短回答，始终使用中文，并询问客人的姓名。"),
        ("zh", "あなたはホテルのコンシェルジュです。常に日本語で短く答え、お名前を伺ってください。"),
        ("fr", "你是酒店礼宾员，请简短回答。"),
    ],
)
def test_another_script_does_not_fit(code, text):
    assert not fits(code, text)


@pytest.mark.parametrize("text", ["", "OK", "   ", "12345", "你好", "😀" * 40])
def test_too_few_letters_have_no_dominant_script(text):
    assert dominant_script(text) is None


def test_a_text_of_two_scripts_is_named_after_the_heavier():
    assert dominant_script("Welcome, dear guest! Добро пожаловать в наш отель, дорогой гость!") == "Cyrl"
    assert dominant_script("Добро! Welcome to our hotel, dear guest, how may I help you?") == "Latn"


def test_one_han_character_weighs_as_much_as_three_letters():
    assert dominant_script("Grand Palace 你是酒店的礼宾员") == "Hani"


@pytest.mark.parametrize(("script", "name"), [("Deva", "Devanagari"), ("Hani", "Han"), ("Xxxx", "Xxxx")])
def test_scripts_have_english_names(script, name):
    assert script_name(script) == name


def test_every_script_of_every_language_has_a_name():
    used = {script for entry in languages() for script in acceptable_scripts(entry.code)}

    assert {script for script in used if script_name(script) == script} == {"Thai"}


@given(st.one_of(st.sampled_from(sorted(iso639_codes())), st.text(max_size=6)), st.text(alphabet=st.characters()))
def test_any_text_can_be_judged(code, text):
    assert fits(code, text) in {True, False}
    assert dominant_script(text) is None or script_name(dominant_script(text) or "")


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_ascii_always_fits_a_latin_language(text):
    assert fits("fr", text)
    assert dominant_script(text) in {None, "Latn"}
