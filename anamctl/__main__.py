"""
The entry point: what must start at once, then the command line proper.

Loading the option parser takes longer than linting two hundred files. A version needs none, nor do most calls of
``anamctl validate``, ``anamctl show``, ``anamctl session start`` and ``anamctl listen``.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress

from anamctl import __version__


def run() -> None:
    """Run the command line of this process and exit with its code."""
    arguments = sys.argv[1:]
    is_version = arguments in (["--version"], ["-V"])
    if is_version and sys.stdout is not None:
        with suppress(OSError):
            _show_version()
            return
    from anamctl.cli.streams import prepare_streams

    prepare_streams()
    if is_version:  # which could not be shown
        from anamctl.cli.guard import guarded

        sys.exit(guarded(_show_version))
    # What modules leave behind while they load is not garbage; looking for some costs a tenth of the start.
    gc.disable()
    try:
        code = _run(arguments)
    except KeyboardInterrupt:  # while modules load; what comes after is guarded
        code = 130
    gc.enable()
    sys.exit(code)


def _show_version() -> int:
    sys.stdout.write(f"anamctl {__version__}\n")
    sys.stdout.flush()
    return 0


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["validate"]:
        from anamctl.cli.quick import parse

        request = parse(arguments[1:])
        if request is not None:
            from anamctl.cli.guard import guarded
            from anamctl.cli.validating import execute

            return guarded(lambda: execute(request))
    if arguments[:1] == ["show"]:
        from anamctl.cli.show.request import parse as parse_show

        shown = parse_show(arguments[1:])
        if shown is not None:
            from anamctl.cli.guard import guarded
            from anamctl.cli.show.showing import execute as execute_show

            return guarded(lambda: execute_show(shown), json=shown.json, name="show")
    if arguments[:2] == ["session", "start"]:
        from anamctl.cli.session.quick import parse as parse_start

        started = parse_start(arguments[2:])
        if started is not None:
            from anamctl.cli.guard import guarded
            from anamctl.cli.session.starting import start

            gc.enable()  # a session may run for hours
            return guarded(lambda: start(*started), json=started[1].json, name="session start")
    if arguments[:1] == ["listen"]:
        from anamctl.cli.listen.quick import parse as parse_listen

        asked = parse_listen(arguments[1:])
        if asked is not None:
            from anamctl.cli.guard import guarded
            from anamctl.cli.listen.starting import listen

            gc.enable()  # somebody may listen for hours
            return guarded(lambda: listen(*asked), json=asked[1].json, name="listen")
    from anamctl.cli.app import main

    gc.enable()  # sessions and servers run for hours
    return main(arguments)


if __name__ == "__main__":
    run()
