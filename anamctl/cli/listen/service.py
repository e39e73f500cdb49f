"""The speech-to-text that a command hears with: the real one, or one of our own for as long as the command runs."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from anamctl.errors import CredentialsError, UsageError
from anamctl.profiles import DEFAULT, load_profiles
from anamctl.report.width import visible
from anamctl.settings import nearest_key
from anamctl.stt import addresses, providers, typed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from anamctl.cli.listen.request import SttRequest
    from anamctl.listening.target import Target
    from anamctl.sandbox.runner import Service
    from anamctl.sandbox.scenario.files import Scenario
    from anamctl.secret import Secret
    from anamctl.stt.provider import Provider
    from anamctl.stt.providers import About

URL_VARIABLES = {
    "assemblyai": "ANAMCTL_STT_URL",
    "whisperlivekit": "ANAMCTL_WHISPERLIVEKIT_URL",
    "deepgram": "ANAMCTL_DEEPGRAM_URL",
}
"""Environment variables that lead to another server than the service's own."""


class Access(NamedTuple):
    """Where a service is and who asks, with where each was found."""

    url: str
    url_source: str
    key: Secret | None
    key_source: str
    """Empty without one."""
    no_key: str = ""
    """Why there is none."""
    token: Secret | None = None
    """In the place of a key."""


@contextmanager
def opened(request: SttRequest, targets: Sequence[Target], *, keyterms: Sequence[str] = ()) -> Iterator[list[Provider]]:
    """
    Make a provider for each target. Those of the sandbox are served until this is left.

    Args:
        request: what holds for all of them.
        targets: the services.
        keyterms: words to listen for that a service which cannot do so may ignore.

    Raises:
        CredentialsError: there is no key. Nobody is sent to the sandbox who did not ask for it.
        UsageError: options do not go together, or the sandbox is not installed.
    """
    if not (request.sandbox or request.scenario):
        yield [_make(request, one, _access(request, one), keyterms) for one in targets]
        return
    for given, option in ((request.profile, "--profile"), (request.url, "--url"), (request.region, "--region")):
        if given:
            raise UsageError(
                f"{option} and --sandbox exclude each other.", hint="a sandbox needs no key and no address."
            )
    with _sandbox(request, targets) as variables:
        yield [_make(request, one, _sandboxed(one, variables), keyterms) for one in targets]


# ---- the real one ----------------------------------------------------------------------------------------------------


def _access(request: SttRequest, target: Target) -> Access:
    """
    Find address and key of a service.

    Raises:
        UsageError: there is no such profile.
        SettingsError: the settings are wrong.
        CredentialsError: there is no key, and the service wants one.
    """
    about = providers.about(target.provider)
    profiles, file = load_profiles(os.getcwd())
    name = request.profile or DEFAULT
    if request.profile and request.profile not in profiles and request.profile != DEFAULT:
        hint = nearest_key(request.profile, profiles) or f"profiles are {', '.join(sorted(profiles)) or 'none'}."
        raise UsageError(
            f'no profile "{request.profile}".', hint=hint if profiles else "anamctl.toml has no [profile.NAME]."
        )
    own = profiles.get(name, {}).get(about.name, {})
    where = f"profile {name} of {file}"
    url, url_source = _url(request, about, own, where)
    token = _token(about)
    key, key_source = _key(request, about, own, where, is_own=bool(url), has_token=token is not None)
    if key is None and token is not None:
        key_source = f"{about.token_variable} from the environment (a temporary token)"
    if request.verbose:
        address = f"{addresses.harmless(url)} ({url_source})" if url else f"{about.url} (the default)"
        sys.stderr.write(visible(f"{about.shown}: address: {address if not request.region else request.region}") + "\n")
        sys.stderr.write(visible(f"{about.shown}: key: {key_source or 'none'}") + "\n")
    return Access(url, url_source, key, key_source, _no_key(about, own), token if key is None else None)


def _url(request: SttRequest, about: About, own: Mapping[str, str], where: str) -> tuple[str, str]:
    if request.url:
        return request.url.strip(), "--url"
    if request.region:
        return "", "--region"
    variable = URL_VARIABLES[about.name]
    given = os.environ.get(variable, "").strip()
    if "url" in own and (request.profile or not given):
        return own["url"], where
    return (given, f"{variable} from the environment") if given else ("", "the default")


def _key(
    request: SttRequest, about: About, own: Mapping[str, str], where: str, *, is_own: bool, has_token: bool
) -> tuple[Secret | None, str]:
    """
    Find a key, and say where; a server of one's own may want none, and who has a token needs none.

    Raises:
        CredentialsError: there is none, and it is needed.
    """
    from anamctl.secret import Secret

    variable, named = about.key_variable, ""
    if "key-variable" in own and (request.profile or not os.environ.get(variable)):
        variable, named = own["key-variable"], f", named by {where}"
    key = os.environ.get(variable, "").strip()
    if key:
        return Secret(key), f"{variable} from the environment{named}"
    if not has_token and (named or (about.wants_key and not is_own)):
        raise CredentialsError(
            f"{about.shown} wants a key, and {variable} is not set{named}.",
            hint=f"set {variable}, or add --sandbox to try it without an account.",
        )
    return None, ""


def _no_key(about: About, own: Mapping[str, str]) -> str:
    variable = own.get("key-variable", about.key_variable)
    return f"{variable} is {'empty' if variable in os.environ else 'not set'}"


def _token(about: About) -> Secret | None:
    from anamctl.secret import Secret

    found = os.environ.get(about.token_variable, "").strip() if about.token_variable else ""
    return Secret(found) if found else None


# ---- the sandbox -----------------------------------------------------------------------------------------------------


@contextmanager
def _sandbox(request: SttRequest, targets: Sequence[Target]) -> Iterator[Mapping[str, str]]:
    names = list(dict.fromkeys(one.provider for one in targets))
    from anamctl.sandbox.extra import require

    require(*names)
    from anamctl.sandbox.runner import Runner
    from anamctl.sandbox.scenario.files import Scenario, load

    chosen = load(request.scenario) if request.scenario else Scenario()
    with Runner([_served(providers.about(name).name, chosen) for name in names]) as runner:
        variables = runner.variables()
        if request.verbose:
            for name in names:
                sys.stderr.write(f"sandbox: {providers.about(name).shown} at {runner.url(name)}\n")
        yield variables


def _served(name: str, scenario: Scenario) -> Service:
    if name == "assemblyai":
        from anamctl.sandbox.stt.assemblyai.service import AssemblyService

        return AssemblyService(scenario.assemblyai)
    if name == "whisperlivekit":
        from anamctl.sandbox.stt.whisperlivekit.service import WhisperService

        return WhisperService(scenario.whisperlivekit)
    from anamctl.sandbox.stt.deepgram.service import DeepgramService

    return DeepgramService(scenario.deepgram)


def _sandboxed(target: Target, variables: Mapping[str, str]) -> Access:
    from anamctl.secret import Secret

    about = providers.about(target.provider)
    key = variables.get(about.key_variable, "")
    return Access(
        variables[URL_VARIABLES[about.name]], "the sandbox", Secret(key) if key else None, "the key of the sandbox"
    )


# ---- options ---------------------------------------------------------------------------------------------------------


def _make(request: SttRequest, target: Target, access: Access, keyterms: Sequence[str]) -> Provider:
    from anamctl.stt.options import Options

    about = providers.about(target.provider)
    try:
        return providers.make(
            about.name,
            Options(
                model=target.model or request.model,
                url=access.url,
                region=request.region,
                key=access.key,
                token=access.token,
                credential=_credential(access),
                settings=settings(request, target, keyterms if takes_keyterms(target, request) else ()),
                written=typed.written({**dict(target.options), **request.typed}, target.provider),
                params=(*target.params, *request.params),
                allow_plain=request.allow_insecure,
            ),
        )
    except UsageError as error:
        # Which one of several addresses is meant is not for the provider to know.
        if "address" in error.message and access.url_source not in ("--url", "the default"):
            raise UsageError(f"{error.message[:-1]} ({access.url_source}).", hint=error.hint) from None
        raise


def _credential(access: Access) -> str:
    if access.key is None and access.token is None:
        return access.no_key
    return f"{access.key_source}{',' if ',' in access.key_source else ''} was used"


def takes_keyterms(target: Target, request: SttRequest) -> bool:
    """Tell whether a model can listen for words; one that nobody knows may."""
    name = _KEYTERM.names.get(target.provider)
    if name is None:
        return False
    families = next(parameter for parameter in providers.parameters(target.provider) if parameter.name == name).models
    if families is None:
        return True
    from anamctl.stt.assemblyai.models import family

    kind = family(target.model or request.model or providers.about(target.provider).default_model)
    return kind == "unknown" or kind in families


_KEYTERM = typed.BY_NAME["--keyterm"]


def settings(request: SttRequest, target: Target, keyterms: Sequence[str] = ()) -> dict[str, object]:
    """
    Give what typed options mean to a service, by its own names.

    Args:
        request: options that hold for all services.
        target: the service, with options of its own; those of the command line win.
        keyterms: words to listen for where nobody asked for others.

    Raises:
        UsageError: it knows nothing like it, or a setting is given by both of its names.
    """
    found = typed.settings({**dict(target.options), **request.typed}, target.provider)
    for text in (*target.params, *request.params):
        name = text.partition("=")[0].strip()
        if name in found:
            raise UsageError(f"{name} is given twice: as a setting, and by an option.", hint="leave one of them out.")
    words = _KEYTERM.names.get(target.provider)
    if keyterms and words is not None:
        found.setdefault(words, tuple(keyterms))
    return found
