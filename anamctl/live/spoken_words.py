"""
Small words of what people say to each other: greetings, questions, thanks, I and you.

The linter knows the small words of prompts; a reply has others. A word may stand in several languages: what counts is
which language has the most.
"""

from __future__ import annotations

# fmt: off
SPOKEN = {
    "af": "goeie dag naand hoe kan ek help dankie asseblief ja nee ons",
    "az": "salam necə kömək edə bilərəm təşəkkür xahiş bəli xeyr mən biz",
    "bs": "dobar dan veče kako mogu pomoći hvala molim da ne vam za",
    "ca": "hola bon dia bona nit com puc ajudar gràcies sisplau sí vostè per",
    "cs": "dobrý den večer jak mohu vám pomoci děkuji prosím ano ne se v na stůl kolik",
    "cy": "bore da noswaith sut alla i helpu diolch os gwelwch yn dda",
    "da": "god aften hej hvordan kan jeg hjælpe tak ja nej vi har en klokken",
    "de": "guten tag abend morgen hallo wie kann ich ihnen helfen danke bitte ja nein wir haben gerne zwei um uhr was"
          " ist noch tisch nacht natürlich möchten",
    "en": "good morning evening hello hi how can i help thank thanks please yes no we have today would like table two"
          " at for a is what sure that welcome my",
    "es": "hola buenas buenos días noches tardes qué puedo ayudar ayudarle gracias sí usted tenemos mesa para en una a"
          " de dos las claro cuántas personas perfecto cómo hoy está",
    "et": "tere päevast õhtust kuidas saan aidata aitäh palun jah ei teid me",
    "eu": "kaixo egun on gabon nola lagundu dezaket eskerrik asko bai",
    "fi": "hei hyvää päivää iltaa kuinka voin auttaa kiitos kyllä ei meillä teitä miten on",
    "fr": "bonjour bonsoir comment puis je vous aider merci oui non nous avons bien sûr table deux heures combien"
          " pouvez êtes voulez parfait aujourd'hui avez soir ce que un il le la de d'accord",
    "ga": "dia duit conas is féidir liom cabhrú go raibh maith agat",
    "gl": "ola bos días boas noites como podo axudar grazas si vostede",
    "hr": "dobar dan večer kako mogu pomoći hvala molim da ne vam za",
    "hu": "jó napot estét hogyan segíthetek köszönöm kérem igen nem miben önnek van",
    "id": "selamat pagi siang malam halo bagaimana saya bisa membantu terima kasih ya tidak kami ada apa",
    "is": "góðan daginn kvöld hvernig get ég aðstoðað takk já nei við",
    "it": "buongiorno buonasera ciao come posso aiutarla aiutare grazie sì lei abbiamo tavolo per due alle una certo"
          " quante persone siete oggi cosa è un la di ho perfetto stasera vorrei",
    "lt": "laba diena labas vakaras kaip galiu padėti ačiū prašau taip ne jums mes",
    "lv": "labdien labvakar kā varu palīdzēt paldies lūdzu jā nē jums mēs",
    "mi": "kia ora me pēhea taku āwhina",
    "ms": "selamat pagi petang malam helo bagaimana saya boleh membantu terima kasih ya tidak kami ada apa",
    "nl": "goedendag goedemorgen goedenavond goedemiddag hallo hoe waarmee kan ik u helpen dank bedankt ja nee we"
          " hebben tafel twee om uur graag hoeveel personen is wat natuurlijk vanavond",
    "no": "god dag kveld hei hvordan kan jeg hjelpe takk ja nei vi har en klokken",
    "pl": "dzień dobry wieczór jak mogę pomóc dziękuję proszę tak nie panu pani mamy czym stolik na dwie osoby ile co",
    "pt": "olá bom boa dia noite tarde como posso ajudar ajudá-lo obrigado obrigada sim senhor temos mesa para dois às"
          " claro quantas pessoas hoje são está um uma perfeito gostaria de",
    "ro": "bună ziua seara cum vă pot ajuta mulțumesc rog da dumneavoastră avem masă două persoane ce sigur",
    "sk": "dobrý deň večer ako môžem vám pomôcť ďakujem prosím áno nie máme",
    "sl": "dober dan večer kako lahko pomagam hvala prosim ja ne vam imamo",
    "sq": "mirëdita mirëmbrëma si mund ju ndihmoj faleminderit ju lutem po jo",
    "sv": "god dag kväll hej hur kan jag hjälpa tack ja nej vi har bord klockan gärna vad",
    "sw": "habari jambo naweza kukusaidia vipi asante tafadhali ndiyo hapana sisi",
    "tl": "kumusta magandang araw gabi paano kita matutulungan salamat po opo hindi",
    "tr": "merhaba iyi günler akşamlar nasıl yardımcı olabilirim teşekkür ederim lütfen evet hayır size kaç kişi masa",
    "vi": "xin chào tôi giúp gì cảm ơn vâng không bạn chúng tôi",
    "be": "добры дзень вечар як магу дапамагчы дзякуй калі ласка так не вам",
    "bg": "здравейте добър ден вечер как мога помогна благодаря моля да не ви имаме маса",
    "kk": "сәлеметсіз бе қалай көмектесе аламын рахмет иә жоқ",
    "mk": "добар ден вечер како можам да помогнам благодарам молам ви имаме",
    "ru": "здравствуйте добрый день вечер как могу вам помочь спасибо пожалуйста да нет у нас есть столик чем мы",
    "sr": "добар дан вече како могу да помогнем хвала молим вам имамо dobar dan veče kako mogu hvala molim vam",
    "uk": "добрий день вечір як можу вам допомогти дякую будь ласка так ні у нас є столик чим",
    "ar": "مساء صباح الخير مرحبا كيف يمكنني مساعدتك شكرا نعم لدينا طاولة أهلا بك السلام عليكم تفضل",
    "fa": "سلام صبح شب بخیر چطور می‌توانم کمک کنم ممنون بله خیر شما",
    "ur": "السلام علیکم کیسے مدد کر سکتا سکتی ہوں شکریہ جی نہیں ہم آپ",
    "hi": "नमस्ते शुभ कैसे मदद कर सकता सकती हूँ हूं आपकी मैं धन्यवाद कृपया जी हाँ नहीं हम क्या",
    "mr": "नमस्कार कसे कशी मदत करू शकतो शकते मी आपली तुमची धन्यवाद होय नाही आम्ही",
    "ne": "नमस्ते कसरी मद्दत गर्न सक्छु म तपाईंलाई धन्यवाद हो होइन हामी",
}
# fmt: on
"""Words by language, with spaces between them."""
