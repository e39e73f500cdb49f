"""
The exception tree and the exit codes, the same in every command.

    AnamctlError
    ├── GuessError          1   a result would rest on a guess, and none was wanted
    ├── UsageError          2   the command line asks for something that cannot be
    ├── SettingsError       2   anamctl.toml, pyproject.toml or a profile is wrong
    ├── ServiceError        3   a service, the network or a device failed
    └── CredentialsError    4   a key or token is missing or was refused

An error carries one full sentence and, where there is one, a hint that says what to do next.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a finished process tells its caller."""

    OK = 0
    """Done, and every expectation was met."""
    FINDINGS = 1
    """The work was done, but there are findings or an expectation was not met."""
    USAGE = 2
    """The command line or the configuration is wrong."""
    SERVICE = 3
    """A service, the network or a device failed."""
    CREDENTIALS = 4
    """Credentials are missing or were refused."""
    BUG = 70
    """A bug in anamctl (EX_SOFTWARE of sysexits.h)."""
    INTERRUPTED = 130
    """Ended by Ctrl-C or a signal."""


class AnamctlError(Exception):
    """Base of all errors that are reported in two lines instead of a traceback."""

    exit_code = ExitCode.BUG
    code = "bug"

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class GuessError(AnamctlError):
    """A result would rest on something that nobody has published, and the command was told not to guess."""

    exit_code = ExitCode.FINDINGS
    code = "guess"


class UsageError(AnamctlError):
    """The command line asks for something that cannot be done."""

    exit_code = ExitCode.USAGE
    code = "usage"


class SettingsError(AnamctlError):
    """A settings file cannot be read, or says something that is not a setting."""

    exit_code = ExitCode.USAGE
    code = "settings"


class ServiceError(AnamctlError):
    """A service, the network or a device failed."""

    exit_code = ExitCode.SERVICE
    code = "service"


class CredentialsError(AnamctlError):
    """A key or token is missing, or the service refused it."""

    exit_code = ExitCode.CREDENTIALS
    code = "credentials"
