"""
Small words by which a text shows its language, for languages that share their script with others.

They are asked first: a prompt that has some of its own language's words needs no model of 130 MB to be believed. So
they need not be complete, nor tell close languages apart; a prompt without them is only looked at more closely. What
they must not do is to stand in two languages that are not close: a test looks at that.
"""

from __future__ import annotations

from functools import cache

from anamctl.languages.iso639 import language_of

# fmt: off
_WORDS = {
    # Latin script
    "af": "het jy vir met wat hulle asseblief jou nooit moenie",
    "az": "və bir bu üçün ilə sən olan siz heç verin yalnız qısa",
    "bs": "u ili kada samo što nikad nikada uvijek kratko ako nemoj",
    "ca": "el els amb que ets dels només sigues fes",
    "cs": "jsi jste pro nebo jen vždy pokud když že nikdy ať více podle",
    "cy": "yn yr mae chi ydych ac gyda ateb am bob",
    "da": "og til på med det ikke af dig altid aldrig hvis eller efter som skal",
    "de": "und bist der das nicht sie mit für ein eine auf immer wenn im",
    "en": "the and you are of with your or only always not when they answer answers",
    "es": "antes como después cuando cada aunque tres y el los las eres que siempre por más nunca sé tus al",
    "et": "oled kui see vasta ning või alati ainult kuidas mis ära kunagi keegi",
    "eu": "eta zara ez bat edo beti dira duen",
    "fi": "olet että tai aina vain jos sinä kanssa joku älä ole",
    "fr": "des est vous une pour dans toujours pas avec les sur ou sont à aux jamais sois reste ton",
    "ga": "an agus tá tú is don",
    "gl": "os as que unha máis nunca só ao",
    "hr": "u ili kada samo što nikad nikada uvijek kratko ako nemoj",
    "hu": "az egy vagy nem hogy csak mindig ha meg soha kérdezd olyan",
    "id": "yang untuk dengan anda adalah ini itu jangan selalu dalam kamu atau dari",
    "is": "að í þú á ekki við með um ert sem fyrir",
    "it": "il che sei gli di non sempre mai più alla",
    "lt": "yra į kad tik visada jei nuo arba",
    "lv": "uz par tikai vienmēr esi vai",
    "mi": "ki he ngā koe kia mō ana",
    "ms": "yang untuk dengan anda adalah ini itu jangan sentiasa dalam atau daripada kepada",
    "mt": "ta li hu għal fil",
    "nl": "het een bent voor met niet op altijd als dat van nooit naar",
    "no": "og til å på med det ikke av alltid deg aldri hvis eller etter som skal",
    "pl": "w z jest się jesteś że tylko zawsze jeśli lub nigdy podaj zachowaj ktoś",
    "pt": "os as que com uma você é não em seu nunca se",
    "ro": "și este în cu pe nu ești pentru să mereu doar dacă sau niciodată care îl",
    "sk": "pre alebo len vždy ak keď že nikdy podľa",
    "sl": "ali samo vedno če nikoli",
    "sq": "dhe të në një për që është ti vetëm nga gjithmonë",
    "sv": "och till är att på ett med för det inte av bara alltid dig aldrig om som eller efter ska",
    "sw": "ya wa kwa ni katika wewe kama daima lakini usi mtu",
    "tl": "ang ng mga ay ikaw lamang lang palaging kung",
    "tr": "ve bir bu için ile sen olarak siz her zaman yalnızca kısa asla et biri",
    "vi": "và là của bạn không có cho các một với trong được luôn hãy",
    # Cyrillic
    "be": "і ты што для як або заўсёды толькі калі вы ніколі",
    "bg": "от е винаги ако си се на за никога с да",
    "kk": "және мен бұл үшін бір сен сіз де тек егер туралы ешқашан",
    "ky": "жана менен бул үчүн бир сен сиз гана эгер",
    "mk": "во со од е секогаш ако никогаш бидејќи",
    "mn": "нь бол энэ биш юу бөгөөд",
    "ru": "ты что для вы только всегда если как кто-то кто при это его их к из "
    "об тех кому нужно чем у больше каждый даже второй ничего чтобы о никогда которые которых",
    "sr": "је сте са када никад никада увек немој u ili kada samo što nikad nikada uvek nemoj",
    "tg": "ва дар аз ки барои бо шумо ин",
    "uk": "і ти що з для ви або тільки завжди якщо як ніколи",
    # Arabic
    "ar": "في من على أن إلى عن مع لا أو أنت هذا هذه التي كل قبل ثم رقم ولا عند عندما إذا",
    "fa": "و در به از که را با این شما برای است یا فقط",
    "ps": "او په د ته چې له کې دی",
    "sd": "۽ جي کي ۾ جو سان لاءِ",
    "ug": "ۋە بۇ سىز ئۈچۈن",
    "ur": "اور میں کے ہیں کی کا سے کو آپ ہے پر یا صرف",
    # Devanagari
    "hi": "के में और की है को से का हैं आप पर या केवल",
    "mr": "आणि आहे आहात तुम्ही या च्या एक करा मध्ये फक्त किंवा नका बोला याबद्दल एका कधीही करून परत",
    "ne": "र मा छ छन् तपाईं को लाई हुनुहुन्छ गर्नुहोस् मात्र",
}
_LETTERS = {
    # Letters and endings that the language has and others of its script have not.
    "az": "ə", "be": "ў", "cs": "ř ě ů", "de": "ß", "es": "ñ ción ¿", "fi": "ää yö", "hu": "ő ű", "is": "ð þ",
    "kk": "ә ұ ң қ", "lt": "ė ų", "lv": "ļ ņ", "pl": "ł ż ś", "pt": "ção ões", "ro": "ț ș", "ru": "ы э", "tr": "ğ ı",
    "uk": "ї є", "vi": "ạ ề ộ đ", "fa": "پ چ گ", "ur": "ے ٹ ڈ ں", "mr": "ळ", "sr": "ђ ћ", "mk": "ѓ ќ",
}
# fmt: on

CLOSE = (
    {"da", "no", "nb", "nn", "sv"},
    {"bs", "hr", "sr", "sl"},
    {"id", "ms", "jv"},
    {"cs", "sk"},
    {"es", "gl", "pt", "ca", "an", "oc"},
    {"be", "ru", "uk"},
    {"bg", "mk"},
    {"af", "nl"},
    {"hi", "mr", "ne", "sa"},
    {"fa", "ps", "ku", "ur"},
    {"ar", "ug"},
    {"kk", "ky"},
    {"az", "tr"},
    {"as", "bn"},
    {"zh", "yue"},
)
"""Languages that a short text does not tell apart for certain."""

ENOUGH = 3
FEW = 2
SHORT = 120


@cache
def words(code: str) -> tuple[str, ...]:
    """Give the words of a language with spaces around them, and its letters; empty when they are not here."""
    found = [f" {word} " for word in _WORDS.get(code, "").split() if len(word) > 1 or not word.isascii()]
    return (*dict.fromkeys(found), *_LETTERS.get(code, "").split())


@cache
def signs(code: str) -> tuple[str, ...] | None:
    """Give the words by which to know a language, or None when its script settles it, or nobody knows the code."""
    found = language_of(code)
    return words(found.code) if found and found.script in _SHARED_SCRIPTS else None


_SHARED_SCRIPTS = frozenset({"Arab", "Cyrl", "Deva", "Latn"})


def looks_like(code: str, text: str) -> bool:
    """Tell whether a text has several small words of a language."""
    wanted = FEW if len(text) < SHORT else ENOUGH
    for word in words(code):
        if word in text:
            wanted -= 1
            if not wanted:
                return True
    return False


def are_close(one: str, other: str) -> bool:
    """Tell whether two languages are too near to each other to be told apart by a prompt."""
    return one == other or any(one in group and other in group for group in CLOSE)
