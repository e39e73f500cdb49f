"""Whether the extra that serves is installed. What needs it is imported only after asking here."""

from __future__ import annotations

from importlib.util import find_spec

from anamctl.errors import UsageError

PACKAGES = ("starlette", "uvicorn")


def require() -> None:
    """
    Make sure that the sandbox can be served.

    Raises:
        UsageError: a package is missing; the hint is the command that installs it.
    """
    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        raise UsageError(
            f"the sandbox needs {' and '.join(missing)}, which {verb} not installed.",
            hint='pip install "anamctl[sandbox]"',
        )
