"""Which invisible characters are needed where they stand, and what to say about the others."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

from anamctl.lint.finding import Edit, Fix, Severity
from anamctl.lint.problems import between, quote
from anamctl.lint.rules.sec.hidden import after, before, find, name_of, visible_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.sec.hidden import Hidden

_TAG = "\U000e0000-\U000e007f"
CHARACTERS = (
    f"[{_TAG}]+|[\xad\u034f\u115f\u1160\u180b-\u180f\u200b-\u200d\u2060-\u2064\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0100-\U000e01ef]"
)

_ZERO_WIDTH_SPACE = "\u200b"
_NON_JOINER, _JOINER = "\u200c", "\u200d"
_HARMLESS = frozenset("\xad\u034f\u115f\u1160\u3164\uffa0")
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_BLACK_FLAG = "\U0001f3f4"
_TAG_BASE, _CANCEL_TAG = 0xE0000, "\U000e007f"

_JOINED = ((0x600, 0x8FF), (0x900, 0xDFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
"""Blocks of Arabic, Syriac, N'Ko and Mandaic, of the Indic scripts, Burmese, Khmer and Mongolian."""
_UNSPACED = ((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19FF), (0x1A20, 0x1AAF))
"""Blocks of Thai, Lao, Burmese, Khmer, Tai Le and Tai Tham, which write no spaces between words."""
_PICTURES = ((0x1F000, 0x1FAFF), (0x2190, 0x21FF), (0x2300, 0x23FF), (0x2460, 0x27BF), (0x2900, 0x2BFF))
_IDEOGRAPHS = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_OTHER_PICTURES = frozenset("\xa9\xae\u203c\u2049\u2122\u2139\u3030\u303d\u3297\u3299#*0123456789")


def problems(file: SourceFile, *, written: bool) -> Iterator[Problem]:
    """Word a problem for each invisible character that is not needed."""
    for hidden in find(file, CHARACTERS, written=written):
        if _is_needed(file, hidden):
            continue
        character = hidden.characters[0]
        if "\U000e0000" <= character <= "\U000e007f":
            yield _tags(hidden)
            continue
        yield between(
            hidden.start,
            hidden.end,
            name_of(character),
            "nobody sees it; remove it",
            path=hidden.path,
            fix=Fix("remove the character", (Edit(hidden.start, hidden.end, ""),)),
            severity=Severity.WARNING if character in _HARMLESS else None,
        )


def _tags(hidden: Hidden) -> Problem:
    spelt = "".join(chr(ord(tag) - _TAG_BASE) for tag in hidden.characters if tag != _CANCEL_TAG)
    spelt = "".join(char for char in spelt if char.isprintable())
    count = len(hidden.characters)
    found = "tag character" if count == 1 else f"{count} tag characters"
    return between(
        hidden.start,
        hidden.end,
        f"{found} that spell{'s' if count == 1 else ''} {quote(spelt)}" if spelt else found,
        "nobody sees them, but a model reads them; remove them",
        path=hidden.path,
        fix=Fix("remove the hidden text", (Edit(hidden.start, hidden.end, ""),), safe=False),
    )


def _is_needed(file: SourceFile, hidden: Hidden) -> bool:
    character = hidden.characters[0]
    previous = before(file, hidden)
    if character == _NON_JOINER:
        return _in(previous, _JOINED)
    if character == _JOINER:
        following = after(file, hidden)
        if _in(previous, _JOINED) or (_in(following, _JOINED) and not _is_invisible(previous)):
            return True
        return _is_picture(visible_before(file, hidden, "\ufe0f" + _SKIN_TONES)) and _is_picture(following)
    if character == _ZERO_WIDTH_SPACE:
        return _in(previous, _UNSPACED) and _in(after(file, hidden), _UNSPACED)
    if "\u180b" <= character <= "\u180f":
        return "\u1820" <= previous <= "\u18aa"
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return _takes_variants(previous)
    if character < "\U000e0000":
        return False
    # Flags of regions: a black flag, the letters of the region as tags, and a tag that ends them.
    region = hidden.characters[:-1]
    return (
        previous == _BLACK_FLAG
        and hidden.characters.endswith(_CANCEL_TAG)
        and 0 < len(region) <= 6
        and all("\U000e0030" <= tag <= "\U000e007a" for tag in region)
    )


def _in(character: str, blocks: tuple[tuple[int, int], ...]) -> bool:
    code = ord(character) if character else 0
    return any(low <= code <= high for low, high in blocks)


def _is_invisible(character: str) -> bool:
    return bool(character) and category(character) == "Cf"


def _is_picture(character: str) -> bool:
    return _in(character, _PICTURES) or (bool(character) and character in _OTHER_PICTURES)


def _takes_variants(character: str) -> bool:
    """Tell whether a variation selector may follow: after emoji, symbols and ideographs."""
    if not character:
        return False
    return _is_picture(character) or _in(character, _IDEOGRAPHS) or category(character) in {"So", "Sm"}
