"""Paths of files the way other programs want them."""

from __future__ import annotations

import os
from urllib.parse import quote


def from_here(path: str) -> str:
    """Write a path relative to the working directory, with slashes; one that lies elsewhere stays absolute."""
    path = os.path.normpath(path)
    if os.path.isabs(path):
        path = path.removeprefix(os.getcwd().rstrip(os.sep) + os.sep)
    return path.replace(os.sep, "/")


def uri(path: str) -> str:
    """Write a path as a URI reference; an absolute one becomes a ``file:`` URI."""
    escaped = quote(path.replace(os.sep, "/"), errors="surrogateescape")
    if not os.path.isabs(path):
        return escaped
    return "file://" + ("" if escaped.startswith("/") else "/") + escaped
