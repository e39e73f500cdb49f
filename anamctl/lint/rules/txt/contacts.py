"""What people are sent to in a text: addresses of pages, e-mail addresses and telephone numbers."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import NamedTuple

_URL = re.compile(r"(?:[Hh][Tt][Tt][Pp][Ss]?://|www\.)[^\s<>\"'`{}|\\^\[\]（）「」、。，；]{3,500}")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
_PHONE = re.compile(r"\d[\d ()./\u00a0\u202f‑-]{5,24}\d")
_NO_PHONE = re.compile(
    r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}.*"  # a date
    r"|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d.*"
    r"|(?:19|20)\d\d\D{1,3}(?:19|20)\d\d"  # from year to year
    r"|\d{1,3}(?:[.\u00a0\u202f ]\d{3})+"  # a large number
    r"|\d+\.\d+"  # a number with a fraction
)
_AFTER = ".,;:!?)*_~…\u0964"
_DIGITS = range(7, 16)
_NATIONAL = 7
# The last digits, which stay when the code of the country comes or goes.


class Contacts(NamedTuple):
    """What a text names, each once, in its order."""

    urls: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


def contacts(text: str) -> Contacts:
    """Find what people are sent to."""
    urls = _first(_URL, text) if "://" in text or "www." in text else []
    mails = _first(_MAIL, text) if "@" in text else []
    for found in urls + mails:
        text = text.replace(found, " ")  # their digits are no telephone numbers
    urls = [url.rstrip(_AFTER) for url in urls]
    return Contacts(tuple(dict.fromkeys(urls)), tuple(dict.fromkeys(mails)), tuple(dict.fromkeys(_phones(text))))


def _first(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match[0] for match in islice(pattern.finditer(text), _MOST)]


_MOST = 50
# Each is looked for in every other prompt; a prompt with more is no prompt.


def _phones(text: str) -> list[str]:
    found = []
    for match in islice(_PHONE.finditer(text), _MOST):
        before = text[max(0, match.start() - 2) : match.start()]
        if (
            before[-1:].isalnum()
            or before[-1:] in {".", "_", "-", "/", "#"}
            or text[match.end() : match.end() + 1].isalnum()
        ):
            continue  # part of a word: the number of an order, a version
        is_international = before.endswith(("+", "+("))
        if sum(c.isdigit() for c in match[0]) not in _DIGITS or (
            not is_international and _NO_PHONE.fullmatch(match[0])
        ):
            continue
        found.append(("+" if before.endswith("+") else "") + match[0])
    return found


def lacking(base: Contacts, text: str, codes: tuple[str, ...]) -> list[str]:
    """
    List what another text lacks.

    Args:
        base: what it should name.
        text: the other text.
        codes: codes of both languages; a page may have them in its address, each its own.
    """
    missing = [url for url in base.urls if url not in text]
    if missing:
        found = [_without_language(url.rstrip(_AFTER), codes) for url in _first(_URL, text)]
        missing = [url for url in missing if _without_language(url, codes) not in found]
    if base.mails:
        lowered = text.lower()
        missing += [mail for mail in base.mails if mail.lower() not in lowered]
    absent = [phone for phone in base.phones if phone not in text]
    if absent:
        digits = _digits(text)
        missing += [phone for phone in absent if _digits(phone)[-_NATIONAL:] not in digits]
    return missing


def _digits(text: str) -> str:
    """Leave only the digits, those of every script as ASCII."""
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdecimal())


def _without_language(url: str, codes: tuple[str, ...]) -> list[str]:
    """Take an address apart and leave out the language in it, so that `/en/menu` and `/fr/menu` are the same."""
    words = re.split(r"[/.?=&#]+", url.lower().removeprefix("http://").removeprefix("https://").removeprefix("www."))
    return [word for word in words if word and re.split(r"[-_]", word, maxsplit=1)[0] not in codes]
