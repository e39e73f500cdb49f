"""Secrets that are easy to recognise, and looking for them in everything that was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

KEY = "ak-planted-5f1e0c"
TURN = {
    "urls": ["turn:127.0.0.1:9?transport=udp", "turn:user:planted-url-13@127.0.0.1:9", "turn:x?key=planted-query-8"],
    "username": "planted-user-77",
    "credential": "planted-turn-42",
}
PLANTED = (KEY, "planted-user-77", "planted-turn-42", "planted-url-13", "planted-query-8", "eyJ")
"""What must not be seen; every token begins with the last."""
SERVED: dict[str, Any] = {"key": KEY, "ice_servers": (TURN,)}
"""A scenario with all of them."""


def seen(*texts: str, allowed: tuple[str, ...] = ()) -> list[str]:
    """List the secrets that are in texts."""
    return [secret for secret in PLANTED if secret not in allowed and any(secret in text for text in texts)]


def seen_in(*folders: Path) -> list[str]:
    """List the secrets that are in the files of folders, or in their names."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return seen(*(f"{path.name} {path.read_bytes().decode('utf-8', 'replace')}" for path in files))
