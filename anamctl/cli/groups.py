"""Commands that have commands of their own: ``anamctl agent push``."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

from anamctl.cli.app import GROUPS
from anamctl.errors import UsageError


class InnerGroup(TyperGroup):
    """A group below ``anamctl``; it says which of its commands was probably meant."""

    @property
    def known(self) -> tuple[str, ...]:
        """Its commands in the order of use."""
        return GROUPS[self.name or ""]

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Give the names in the order of use."""
        return list(self.known)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Find the command that is called."""
        if args[0] not in self.known and not args[0].startswith("-") and not ctx.resilient_parsing:
            from anamctl.lint.nearest import nearest

            close = nearest(args[0], self.known)
            hint = f"did you mean `anamctl {self.name} {close}`?" if close else f"commands are {', '.join(self.known)}."
            raise UsageError(f'no command "{self.name} {args[0]}".', hint=hint)
        return super().resolve_command(ctx, args)
