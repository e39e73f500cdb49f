"""
What a persona says when nobody told it what to say: short lines for a table in a restaurant.

The greeting and the first reply of a language come from the clips where there are some, so that they can be heard;
what is here follows them, and stands in for them in the other languages.
"""

from __future__ import annotations

from typing import NamedTuple


class Phrases(NamedTuple):
    """Lines in one language."""

    greeting: str
    """Empty where a clip has it."""
    replies: tuple[str, ...]
    """What follows the reply of the clip, or all there is."""


PHRASES: dict[str, Phrases] = {
    "ar": Phrases("", ("حسنًا، طاولة لشخصين الليلة.", "هل تحتاج إلى شيء آخر؟")),
    "bn": Phrases("শুভ সন্ধ্যা! আমি কীভাবে সাহায্য করতে পারি?", ("অবশ্যই, একটু অপেক্ষা করুন।", "ঠিক আছে, আজ রাতে দুজনের জন্য টেবিল।")),
    "cs": Phrases(
        "Dobrý večer! Jak vám mohu pomoci?", ("Jistě, okamžik prosím.", "Výborně, stůl pro dva na dnešní večer.")
    ),
    "da": Phrases(
        "God aften! Hvad kan jeg hjælpe med?", ("Ja tak, et øjeblik.", "Fint, jeg skriver et bord til to i aften.")
    ),
    "de": Phrases("", ("Sehr gut, ich notiere einen Tisch für zwei.", "Kann ich sonst noch etwas für Sie tun?")),
    "el": Phrases(
        "Καλησπέρα! Πώς μπορώ να βοηθήσω;", ("Βεβαίως, μια στιγμή παρακαλώ.", "Ωραία, ένα τραπέζι για δύο απόψε.")
    ),
    "en": Phrases(
        "", ("Very good, I have put you down for a table for two.", "Is there anything else I can do for you?")
    ),
    "es": Phrases("", ("Muy bien, anoto una mesa para dos personas.", "¿Puedo ayudarle en algo más?")),
    "fa": Phrases("عصر بخیر! چطور می‌توانم کمک کنم؟", ("البته، یک لحظه لطفاً.", "بسیار خوب، یک میز برای دو نفر.")),
    "fi": Phrases(
        "Hyvää iltaa! Kuinka voin auttaa?", ("Totta kai, hetkinen vain.", "Hyvä, pöytä kahdelle täksi illaksi.")
    ),
    "fr": Phrases("", ("Parfait, je note une table pour deux.", "Puis-je faire autre chose pour vous ?")),
    "he": Phrases("ערב טוב! איך אפשר לעזור?", ("בוודאי, רק רגע.", "מצוין, שולחן לשניים הערב.")),
    "hi": Phrases("", ("बहुत अच्छा, मैंने दो लोगों के लिए मेज़ लिख ली है।", "क्या मैं कुछ और कर सकता हूँ?")),
    "hu": Phrases(
        "Jó estét! Miben segíthetek?", ("Természetesen, egy pillanat.", "Rendben, egy asztal két főre ma estére.")
    ),
    "id": Phrases(
        "Selamat malam! Ada yang bisa saya bantu?",
        ("Tentu, mohon tunggu sebentar.", "Baik, satu meja untuk dua orang."),
    ),
    "it": Phrases("", ("Benissimo, segno un tavolo per due persone.", "Posso fare altro per lei?")),
    "ja": Phrases("", ("かしこまりました。二名様のお席をご用意します。", "ほかにご用件はございますか。")),
    "ko": Phrases(
        "안녕하세요! 무엇을 도와드릴까요?",
        ("네, 잠시만 기다려 주세요.", "좋습니다. 오늘 저녁 두 분 자리를 예약하겠습니다."),
    ),
    "nl": Phrases("", ("Prima, ik noteer een tafel voor twee.", "Kan ik verder nog iets voor u doen?")),
    "no": Phrases(
        "God kveld! Hva kan jeg hjelpe deg med?",
        ("Selvfølgelig, et øyeblikk.", "Flott, jeg noterer et bord for to i kveld."),
    ),
    "pl": Phrases("", ("Bardzo dobrze, zapisuję stolik dla dwóch osób.", "Czy mogę jeszcze w czymś pomóc?")),
    "pt": Phrases("", ("Muito bem, anoto uma mesa para duas pessoas.", "Posso ajudar em mais alguma coisa?")),
    "ro": Phrases(
        "Bună seara! Cu ce vă pot ajuta?",
        ("Desigur, o clipă vă rog.", "Foarte bine, notez o masă pentru două persoane."),
    ),
    "ru": Phrases("Добрый вечер! Чем могу помочь?", ("Конечно, одну минуту.", "Хорошо, записываю столик на двоих.")),
    "sv": Phrases("", ("Fint, jag skriver upp ett bord för två.", "Kan jag hjälpa till med något mer?")),
    "ta": Phrases("மாலை வணக்கம்! நான் எப்படி உதவலாம்?", ("நிச்சயமாக, ஒரு நிமிடம்.", "சரி, இரண்டு பேருக்கு ஒரு மேசை.")),
    "th": Phrases("สวัสดีครับ มีอะไรให้ช่วยไหมครับ", ("ได้ครับ รอสักครู่ครับ", "เรียบร้อยครับ โต๊ะสำหรับสองท่านคืนนี้")),
    "tr": Phrases("", ("Çok iyi, iki kişilik bir masa yazıyorum.", "Size başka nasıl yardımcı olabilirim?")),
    "uk": Phrases("Добрий вечір! Чим можу допомогти?", ("Звичайно, хвилинку.", "Добре, записую столик на двох.")),
    "vi": Phrases(
        "Xin chào! Tôi có thể giúp gì cho bạn?", ("Vâng, xin chờ một chút.", "Tốt lắm, một bàn cho hai người tối nay.")
    ),
    "zh": Phrases("", ("好的，今晚两位的座位已经记下了。", "还有什么可以帮您的吗？")),
}
"""By language. A persona whose language is not here speaks English."""
