"""A first system prompt in many languages, for files that `anamctl init` writes."""

from __future__ import annotations

PROMPTS: dict[str, str] = {
    "ar": "أنت مساعد ودود. اجعل إجاباتك قصيرة، وأجب دائما باللغة العربية.",
    "bg": "Ти си любезен асистент. Отговаряй кратко и винаги на български.",
    "bn": "আপনি একজন বন্ধুসুলভ সহকারী। সংক্ষেপে উত্তর দিন, সবসময় বাংলায়।",
    "ca": "Ets un assistent amable. Respon breument i sempre en català.",
    "cs": "Jsi přátelský asistent. Odpovídej krátce a vždy česky.",
    "da": "Du er en venlig assistent. Svar kort og altid på dansk.",
    "de": "Du bist ein freundlicher Assistent. Antworte kurz und immer auf Deutsch.",
    "el": "Είσαι ένας φιλικός βοηθός. Απάντα σύντομα και πάντα στα ελληνικά.",
    "en": "You are a friendly assistant. Keep answers short and always answer in English.",
    "es": "Eres un asistente amable. Responde con brevedad y siempre en español.",
    "fa": "تو یک دستیار خوش‌برخورد هستی. کوتاه و همیشه به فارسی پاسخ بده.",
    "fi": "Olet ystävällinen avustaja. Vastaa lyhyesti ja aina suomeksi.",
    "fr": "Tu es un assistant aimable. Réponds brièvement et toujours en français.",
    "gu": "તમે એક મૈત્રીપૂર્ણ સહાયક છો. ટૂંકમાં અને હંમેશા ગુજરાતીમાં જવાબ આપો.",
    "he": "אתה עוזר ידידותי. ענה בקצרה ותמיד בעברית.",
    "hi": "आप एक मित्रवत सहायक हैं। संक्षेप में और हमेशा हिंदी में उत्तर दें।",
    "hr": "Ti si ljubazan pomoćnik. Odgovaraj kratko i uvijek na hrvatskom.",
    "hu": "Barátságos asszisztens vagy. Válaszolj röviden és mindig magyarul.",
    "id": "Anda adalah asisten yang ramah. Jawablah dengan singkat dan selalu dalam bahasa Indonesia.",
    "it": "Sei un assistente cordiale. Rispondi in breve e sempre in italiano.",
    "ja": "あなたは親しみやすいアシスタントです。短く、いつも日本語で答えてください。",
    "kn": "ನೀವು ಸ್ನೇಹಪರ ಸಹಾಯಕರು. ಚಿಕ್ಕದಾಗಿ ಮತ್ತು ಯಾವಾಗಲೂ ಕನ್ನಡದಲ್ಲಿ ಉತ್ತರಿಸಿ.",
    "ko": "당신은 친절한 도우미입니다. 짧게, 항상 한국어로 대답하세요.",
    "ml": "നിങ്ങൾ സൗഹൃദപരമായ ഒരു സഹായിയാണ്. ചുരുക്കമായും എപ്പോഴും മലയാളത്തിലും മറുപടി നൽകുക.",
    "mr": "तुम्ही एक मैत्रीपूर्ण सहाय्यक आहात. थोडक्यात आणि नेहमी मराठीत उत्तर द्या.",
    "ms": "Anda ialah pembantu yang mesra. Jawab dengan ringkas dan sentiasa dalam bahasa Melayu.",
    "nl": "Je bent een vriendelijke assistent. Antwoord kort en altijd in het Nederlands.",
    "no": "Du er en vennlig assistent. Svar kort og alltid på norsk.",
    "or": "ଆପଣ ଜଣେ ବନ୍ଧୁତ୍ୱପୂର୍ଣ୍ଣ ସହାୟକ। ସଂକ୍ଷେପରେ ଏବଂ ସବୁବେଳେ ଓଡ଼ିଆରେ ଉତ୍ତର ଦିଅନ୍ତୁ।",
    "pa": "ਤੁਸੀਂ ਇੱਕ ਦੋਸਤਾਨਾ ਸਹਾਇਕ ਹੋ। ਸੰਖੇਪ ਵਿੱਚ ਅਤੇ ਹਮੇਸ਼ਾ ਪੰਜਾਬੀ ਵਿੱਚ ਜਵਾਬ ਦਿਓ।",
    "pl": "Jesteś przyjaznym asystentem. Odpowiadaj krótko i zawsze po polsku.",
    "pt": "És um assistente simpático. Responde de forma breve e sempre em português.",
    "ro": "Ești un asistent prietenos. Răspunde pe scurt și întotdeauna în română.",
    "ru": "Ты дружелюбный помощник. Отвечай коротко и всегда по-русски.",
    "sk": "Si priateľský asistent. Odpovedaj stručne a vždy po slovensky.",
    "sl": "Si prijazen pomočnik. Odgovarjaj na kratko in vedno v slovenščini.",
    "sr": "Ти си љубазан помоћник. Одговарај кратко и увек на српском.",
    "sv": "Du är en vänlig assistent. Svara kort och alltid på svenska.",
    "sw": "Wewe ni msaidizi mwenye urafiki. Jibu kwa ufupi na kwa Kiswahili kila wakati.",
    "ta": "நீங்கள் நட்பான உதவியாளர். சுருக்கமாகவும் எப்போதும் தமிழிலும் பதிலளியுங்கள்.",
    "te": "మీరు స్నేహపూర్వక సహాయకులు. క్లుప్తంగా, ఎల్లప్పుడూ తెలుగులో సమాధానం ఇవ్వండి.",
    "th": "คุณเป็นผู้ช่วยที่เป็นมิตร ตอบสั้น ๆ และตอบเป็นภาษาไทยเสมอ",
    "tl": "Isa kang palakaibigang katulong. Sumagot nang maikli at palaging sa Tagalog.",
    "tr": "Sen cana yakın bir asistansın. Kısa ve her zaman Türkçe yanıt ver.",
    "uk": "Ти приязний помічник. Відповідай коротко і завжди українською.",
    "ur": "آپ ایک دوستانہ معاون ہیں۔ مختصر اور ہمیشہ اردو میں جواب دیں۔",
    "vi": "Bạn là một trợ lý thân thiện. Hãy trả lời ngắn gọn và luôn bằng tiếng Việt.",
    "zh": "你是一位友好的助手。请简短回答，并始终使用中文。",
}
"""ISO 639-1 code to two short sentences: who the assistant is, and to answer briefly in that language."""


def prompt(code: str, english_name: str) -> str:
    """Give a prompt in a language; in English, naming the language, where we have none."""
    fallback = f"You are a friendly assistant. Keep answers short and always answer in {english_name}."
    return PROMPTS.get(code, fallback)
