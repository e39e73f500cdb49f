"""
Why files and a service are not brought together.

    AnamctlError
    ├── ChangedElsewhereError   1   the service holds something newer than what this file was based on
    ├── ChangedHereError        1   the file holds something that a pull would lose
    └── GoneError               1   the agent that the lock file names is not there any more
"""

from __future__ import annotations

from anamctl.errors import AnamctlError, ExitCode


class ChangedElsewhereError(AnamctlError):
    """Somebody else has changed the agent since it was last pushed or pulled."""

    exit_code = ExitCode.FINDINGS
    code = "changed-elsewhere"


class ChangedHereError(AnamctlError):
    """The file was changed since it was last pushed or pulled."""

    exit_code = ExitCode.FINDINGS
    code = "changed-here"


class GoneError(AnamctlError):
    """The service does not have the agent that the lock file names."""

    exit_code = ExitCode.FINDINGS
    code = "gone"
