"""``--watch``: a persona that is saved is checked, and what can change while the session runs is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.errors import AnamctlError
from anamctl.lint.finding import Severity
from anamctl.live.watching import INTERVAL, saves

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.lint.runner import Linter
    from anamctl.live.runner import Runner
    from anamctl.live.source import Source

_SHOWN = 5


async def follow(
    runner: Runner, source: Source, linter: Linter, environ: Mapping[str, str], interval: float = INTERVAL
) -> None:
    """
    Watch the file of a persona, and take over what is saved.

    Args:
        runner: the session.
        source: the persona.
        linter: the rules.
        environ: values for ``${NAME}``.
        interval: seconds between two looks.
    """
    path = source.choice.path
    runner.note(f"watching {path}")
    async for data in saves(path, interval):
        findings = [one for one in linter.lint_bytes(data, path) if one.severity is Severity.ERROR]
        if findings:
            for one in findings[:_SHOWN]:
                runner.note(f"{path}:{one.line}:{one.column}: {one.code} {one.full_message}")
            runner.note(f"{path} has errors; the session goes on as it was")
            continue
        try:
            source.reload(data, environ)
            language = runner.changer.language
            target = source.layer(language) if language else None
            await runner.follow(target or source.body(), path)
        except AnamctlError as error:
            runner.note(f"{error.message} {error.hint}".strip())
