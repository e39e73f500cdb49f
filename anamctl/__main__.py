"""
The entry point: the two calls that must start at once, then the command line proper.

Building the option parser costs more than linting a hundred files. A version needs none, and neither does
``anamctl validate FILE...`` as pre-commit and editors call it: without an option there is nothing to parse.
"""

from __future__ import annotations

import sys

from anamctl import __version__


def run() -> None:
    """Run the command line of this process and exit with its code."""
    arguments = sys.argv[1:]
    if arguments in (["--version"], ["-V"]):
        sys.stdout.write(f"anamctl {__version__}\n")
        return
    from anamctl.cli.guard import guarded

    if arguments[:1] == ["validate"] and not any(argument.startswith("-") for argument in arguments):
        from anamctl.cli.validating import Request, execute

        sys.exit(guarded(lambda: execute(Request(paths=tuple(arguments[1:])))))
    from anamctl.cli.app import main

    sys.exit(main(arguments))


if __name__ == "__main__":
    run()
