"""What is said when a stream cannot go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.errors import AnamctlError, CredentialsError, ServiceError, UsageError

if TYPE_CHECKING:
    from anamctl.stt.events import Failed
    from anamctl.stt.provider import Provider

_KINDS: dict[str, type[AnamctlError]] = {"auth": CredentialsError, "usage": UsageError}
_HINTS = {
    "auth": "is the key right, and is there something left on the account?",
    "usage": "change the option, or leave it out.",
    "protocol": "when the address is right, it is a fault of anamctl: please report it.",
    "busy": "end other sessions, or try again in a minute.",
    "pace": "play files with --pace 1.",
}


def failure(provider: Provider, failed: Failed, tries: int, *, has_begun: bool) -> AnamctlError:
    """
    Make the error for a session that failed for good.

    Args:
        provider: the service.
        failed: why.
        tries: how many failed in a row.
        has_begun: whether there was a session before.
    """
    what = "the stream is lost" if has_begun else "no session could be started"
    often = f" (tried {tries} times)" if tries > 1 else ""
    kind = _KINDS.get(failed.kind, ServiceError)
    hint = failed.hint or _HINTS.get(
        failed.kind, "try again; when it stays so, look at the status page of the service."
    )
    message = f"{provider.shown}: {what}: {failed.text}{often}."
    if failed.kind == "auth":
        message += f" {provider.credential}." if provider.credential else ""
        hint = hint if provider.secrets or failed.hint else "this server wants a key; set that variable."
    return kind(message, hint=hint)
