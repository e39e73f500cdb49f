"""
Which address and which key a command uses, and where each came from.

A profile is a table of the settings file, with a table for each service::

    [profile.staging.bolna]
    url = "https://bolna.staging.example"
    key-variable = "BOLNA_STAGING_KEY"

A key never stands in a file: a profile names the environment variable that holds it. What a profile that was asked for
says wins; what it does not say comes from the environment, then from the profile "default", then from the service.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from anamctl.errors import CredentialsError, SettingsError, UsageError
from anamctl.secret import Secret
from anamctl.settings import find_table, nearest_key

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "default"
"""The profile that is used when none is asked for; it need not exist."""
SANDBOX = "sandbox"
"""The name under which things of the sandbox are remembered; no profile of a file may have it."""
SERVICES = ("anam", "assemblyai", "bolna", "deepgram", "whisperlivekit")
_KEYS = ("url", "key-variable")
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Needs(NamedTuple):
    """What a service is called and where its address and key are looked for."""

    service: str
    shown: str
    default_url: str
    url_variable: str
    key_variable: str


class Found(NamedTuple):
    """A value and where it came from, in words: ``BOLNA_API_KEY from the environment``."""

    value: str
    source: str


class Credentials(NamedTuple):
    """An address and a key."""

    profile: str
    url: Found
    key: Secret
    key_source: str


def load_profiles(folder: str) -> tuple[dict[str, dict[str, dict[str, str]]], str]:
    """
    Read the profiles that count in a folder, and give them with the name of their file.

    Raises:
        SettingsError: the file cannot be read, or a profile says something that is none of its business.
    """
    found = find_table(folder)
    if found is None:
        return {}, ""
    profiles, file = found.data.get("profile", {}), found.where
    if not isinstance(profiles, dict):
        raise SettingsError(f'{file}: "profile" must be a table.', hint="write [profile.NAME.bolna]")
    for name, services in profiles.items():
        _check_profile(file, name, services)
    return profiles, file


def resolve(needs: Needs, profile: str, folder: str, environ: Mapping[str, str] | None = None) -> Credentials:
    """
    Find the address and the key of a service.

    Args:
        needs: the service.
        profile: the profile that was asked for; empty for none.
        folder: where the search for settings begins.
        environ: the environment; that of this process when left out.

    Raises:
        UsageError: there is no such profile, or the address is none.
        SettingsError: the settings are wrong.
        CredentialsError: there is no key.
    """
    environ = os.environ if environ is None else environ
    profiles, file = load_profiles(folder)
    if profile and profile not in profiles and profile != DEFAULT:
        known = ", ".join(sorted(profiles)) or "none"
        hint = nearest_key(profile, profiles) or f"profiles are {known}."
        raise UsageError(f'no profile "{profile}".', hint=hint if profiles else "anamctl.toml has no [profile.NAME].")
    name = profile or DEFAULT
    own = profiles.get(name, {}).get(needs.service, {})
    where = f"profile {name} of {file}"
    url = _url(needs, own, where, environ, is_asked_for=bool(profile))
    _check_url(url)
    variable = Found(needs.key_variable, "")
    if "key-variable" in own and (profile or not environ.get(needs.key_variable)):
        variable = Found(own["key-variable"], f", named by {where}")
    key = environ.get(variable.value, "").strip()
    if not key:
        raise CredentialsError(
            f"{needs.shown} wants a key, and {variable.value} is not set{variable.source}.",
            hint=f"set {variable.value}, or add --sandbox to try it without an account.",
        )
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise CredentialsError(
            f"{variable.value} holds characters that no key has.", hint="copy the key again, without quotes and spaces."
        )
    return Credentials(name, url, Secret(key), f"{variable.value} from the environment{variable.source}")


def _url(needs: Needs, own: dict[str, str], where: str, environ: Mapping[str, str], *, is_asked_for: bool) -> Found:
    given = environ.get(needs.url_variable, "").strip()
    if "url" in own and (is_asked_for or not given):
        return Found(own["url"].rstrip("/"), where)
    if given:
        return Found(given.rstrip("/"), f"{needs.url_variable} from the environment")
    return Found(needs.default_url, "the default")


def _check_url(url: Found) -> None:
    """
    Refuse an address that is none, or one to which a key must not travel.

    Raises:
        UsageError: it is refused.
    """
    try:
        parts = urlsplit(url.value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or not url.value.isascii() or not url.value.isprintable():
        raise UsageError(f"the address ({url.source}) is none.", hint="write it like https://api.example.com")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise UsageError(
            f"the address ({url.source}) holds more than a host and a path.",
            hint="write it like https://api.example.com",
        )
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise UsageError(
            f"the address ({url.source}) is not encrypted: everybody on the way could read the key.",
            hint="write https://; http:// is for this machine only.",
        )


def _check_profile(file: str, name: str, services: Any) -> None:  # noqa: ANN401  # TOML
    if name == SANDBOX:
        raise SettingsError(f'{file}: no profile can be called "{SANDBOX}".', hint="--sandbox is an option.")
    if not isinstance(services, dict):
        raise SettingsError(f'{file}: "profile.{name}" must be a table.', hint=f"write [profile.{name}.bolna]")
    for service, own in services.items():
        here = f"profile.{name}.{service}"
        if service not in SERVICES:
            hint = nearest_key(service, SERVICES) or f"services are {', '.join(SERVICES)}."
            raise SettingsError(f'{file}: unknown service "{here}".', hint=hint)
        if not isinstance(own, dict):
            raise SettingsError(f'{file}: "{here}" must be a table.', hint=f"write [{here}]")
        for key, value in own.items():
            if key in ("key", "api-key", "token"):
                raise SettingsError(
                    f'{file}: "{here}.{key}": a key does not belong into a file.',
                    hint='put it into an environment variable and write key-variable = "ITS_NAME".',
                )
            if key not in _KEYS:
                hint = nearest_key(key, _KEYS) or f"known keys are {', '.join(_KEYS)}."
                raise SettingsError(f'{file}: unknown key "{here}.{key}".', hint=hint)
            if not isinstance(value, str) or not value.strip():
                raise SettingsError(f'{file}: "{here}.{key}" must be a text.', hint=f'write it like this: {key} = "…"')
