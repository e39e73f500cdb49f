"""
A file holds a secret.

## What it does

Finds API keys, tokens and passwords: by their shape anywhere in a file (JSON Web Tokens, bearer tokens, keys of Bolna,
AWS, GitHub, Google and others, private keys, credentials in URLs), and by the name of their key (`api_key`, `token`,
`secret`, `password`, `Authorization`). The value itself is never printed. `${NAME}`, UUIDs and obvious stand-ins such
as `your-api-key` are left alone.

## Why it matters

Files with personas live in repositories, and what was once committed can be read by everybody who gets a copy. Anybody
with the key speaks on your account.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - type: server
      subtype: webhook
      name: book_table
      description: Book a table in the restaurant.
      url: https://tables.example/v1/book
      method: POST
      headers: {Authorization: Bearer 5f2c81d09be447a6b1c3fe2298d05a77}
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - type: server
      subtype: webhook
      name: book_table
      description: Book a table in the restaurant.
      url: https://tables.example/v1/book
      method: POST
      headers: {Authorization: "Bearer ${TABLES_TOKEN:-}"}
```

## Fix

None: put the value into an environment variable, revoke the old one, and remember that it stays in the history.

## Source

RFC 7519 (JSON Web Token); RFC 6750 (bearer tokens); Bolna docs, API keys; the documentation of the named services.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.lint.rule import Files
from anamctl.lint.rules.sec.secrets import secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.sec.secret_shapes import Secret

CODE = "SEC501"
NAME = "secret-in-file"
SUMMARY = "A file holds a secret"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Files()


def check(file: SourceFile) -> Iterator[Problem] | None:
    """Point at the secrets of a file."""
    found = secrets(file)
    return _problems(file, found) if found else None


def _problems(file: SourceFile, found: list[Secret]) -> Iterator[Problem]:
    from anamctl.lint.problems import between
    from anamctl.lint.rules.sec.where import Finder

    finder = Finder(file)
    for secret in found:
        scalar = finder.at(secret.start)
        yield between(
            secret.start,
            secret.end,
            f"{secret.what} in the file",
            "keep it in an environment variable and write ${NAME} here",
            path=scalar.path if scalar else (),
            notes=("whoever has read it can use it: revoke it and make a new one",),
        )
