"""What secrets look like, and what only looks like one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Secret(NamedTuple):
    """A stretch of the text that nobody else should read."""

    start: int
    end: int
    what: str
    """What it seems to be: ``JSON Web Token``."""


# Each pattern begins with letters and not with a word boundary: then the search jumps from one place that has them to
# the next, and is twenty times as fast. What stands before is looked at afterwards.
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "private key",
        re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[A-Za-z0-9+/=\s\\:,]|-(?!----))*(?:-----END [A-Z ]+-----)?"),
    ),
    ("JSON Web Token", re.compile(r"eyJ(?<!\weyJ)[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?")),
    *(
        (
            "Bolna API key",
            re.compile(prefix + rf"(?<!\w{prefix})(?:[0-9a-f]{{32}}|[0-9a-f]{{8}}(?:-[0-9a-f]{{4,12}}){{4}})\b"),
        )
        for prefix in ("bn-", "sa-")
    ),
    *(("AWS access key", re.compile(prefix + rf"(?<!\w{prefix})[0-9A-Z]{{16}}\b")) for prefix in ("AKIA", "ASIA")),
    ("GitHub token", re.compile(r"gh(?<!\wgh)[pousr]_[A-Za-z0-9_]{22,}")),
    ("GitHub token", re.compile(r"github_pat_[A-Za-z0-9_]{22,}")),
    ("Slack token", re.compile(r"xox(?<!\wxox)[abeoprs]-[A-Za-z0-9-]{16,}")),
    ("Google API key", re.compile(r"AIza(?<!\wAIza)[A-Za-z0-9_-]{33,}")),
    *(
        (
            "API key",
            re.compile(
                prefix + rf"(?<!\w{prefix})[-_](?:[A-Za-z0-9]{{2,12}}[-_]){{0,3}}[A-Za-z0-9][A-Za-z0-9_-]{{11,}}"
            ),
        )
        for prefix in ("sk", "pk", "rk")
    ),
    ("bearer token", re.compile(r"earer(?<=[Bb]earer)\s+(?P<secret>[A-Za-z0-9._~+/-]{12,}={0,2})")),
    ("password in a URL", re.compile(r"://[^\s:/@\"']+:(?P<secret>[^\s:/@\"'${}]{4,})@")),
)
_IN_QUERY = re.compile(r"[?&][\w-]*(?i:token|key|secret|password|signature)=(?P<secret>[A-Za-z0-9._~%+/-]{12,}={0,2})")
_NAMED = re.compile(
    r"(?i:key|token|secret|passw(?:or)?d|authorization|credentials?)[\"']?[ \t]*[:=][ \t]*[\"']?"
    r"(?:(?:[Bb]earer|[Tt]oken|[Bb]asic)\s+)?(?P<secret>[A-Za-z0-9+/_.~-]{20,}={0,2})"
)

_NAMES = re.compile(r"(?:key|token|secret|passw(?:or)?d|authorization|credentials?)$")
_PASSWORD = re.compile(r"passw(?:or)?d$")
_SCHEME = re.compile(r"(?:bearer|token|basic)\s+", re.IGNORECASE)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_STAND_IN = re.compile(
    r"your|example|placeholder|dummy|changeme|change-me|change_me|replace|insert|redacted|sample|xxx|\*\*\*|\.\.\.|…"
    r"|<|>|\$\{|\$\(|\{\{|%\(|^[\[{].*[\]}]$|^(?:none|null|true|false|todo|test|secret|token|password|api[-_]?key)$",
    re.IGNORECASE,
)


def in_text(text: str, *, has_long: bool) -> Iterator[Secret]:
    """
    Find what has the shape of a secret, wherever it stands.

    Args:
        text: the text of a file.
        has_long: whether it has long rows of letters and digits; without one the slow patterns are left out.
    """
    shapes = list(_SHAPES)
    if "=" in text:
        shapes.append(("token in a URL", _IN_QUERY))
    if has_long:
        shapes.append(("value of a key that names a secret", _NAMED))
    for what, pattern in shapes:
        for match in pattern.finditer(text):
            group = match.lastgroup or 0
            start, end = match.span(group)
            if what == "private key" or _is_random(match[group]):
                yield Secret(start, end, what)


def names_secret(key: str) -> bool:
    """Tell whether a key is a name for secrets: ``api_key``, ``Authorization``, ``clientSecret``."""
    return _NAMES.search(key.lower().replace("-", "").replace("_", "")) is not None


def may_be_secret(key: str, value: str) -> bool:
    """Tell whether a value, given under a key that names secrets, is one and not a stand-in for one."""
    if _PASSWORD.search(key.lower()):
        return len(value) >= 4 and _STAND_IN.search(value) is None and " " not in value
    scheme = _SCHEME.match(value)
    bare = value[scheme.end() :] if scheme else value
    if " " in bare:
        return False
    if scheme and len(bare) >= 16 and not bare.islower() and not bare.isupper():
        return _UUID.fullmatch(bare) is None and _STAND_IN.search(bare) is None
    shortest = 8 if scheme or not key.lower().endswith("key") else 16
    return len(bare) >= shortest and _is_random(bare)


def _is_random(value: str) -> bool:
    """Tell a key that a machine made from a word, an id or a stand-in."""
    if _UUID.fullmatch(value) or _STAND_IN.search(value):
        return False
    digits = sum(char.isdigit() for char in value)
    letters = sum(char.isalpha() for char in value)
    return digits >= 2 and letters >= 2 and len(set(value)) >= min(8, len(value) // 2 + 1)
