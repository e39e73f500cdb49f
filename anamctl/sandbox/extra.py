"""Whether the extra that serves is installed. What needs it is imported only after asking here."""

from __future__ import annotations

from importlib.util import find_spec

from anamctl.errors import UsageError

PACKAGES = ("starlette", "uvicorn")
"""What every service needs."""
MORE = {
    "anam": ("aiortc", "numpy"),
    "assemblyai": ("numpy",),
    "whisperlivekit": ("numpy",),
    "deepgram": ("numpy",),
}
"""What a service needs besides, by its name; Anam only for sessions, its lists and tokens do without."""


def require(*services: str) -> None:
    """
    Make sure that services can be served.

    Args:
        services: their names; what every service needs is asked for without any.

    Raises:
        UsageError: a package is missing; the hint is the command that installs it.
    """
    needed = [*PACKAGES, *(package for service in services for package in MORE.get(service, ()))]
    missing = [name for name in dict.fromkeys(needed) if find_spec(name) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        listed = " and ".join(part for part in (", ".join(missing[:-1]), missing[-1]) if part)
        raise UsageError(
            f"the sandbox needs {listed}, which {verb} not installed.", hint='pip install "anamctl[sandbox]"'
        )
