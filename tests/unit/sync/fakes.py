"""A service in memory that can be cut off anywhere, and a definition on disk."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from anamctl.bolna.failures import NotFoundError
from anamctl.definitions import emit
from anamctl.sync.definition import open_definition

if TYPE_CHECKING:
    from pathlib import Path

    from anamctl.sync.definition import Definition

URL = "https://api.bolna.ai"


class Killed(BaseException):
    """The process is gone."""


class FakeService:
    """
    Keeps agents and notes what it is asked; `errors` says what goes wrong, by operation.

    An error of ``create`` or ``replace`` comes after the change when the operation is in `applied`.
    """

    def __init__(self) -> None:
        self.bodies: dict[str, dict[str, Any]] = {}
        self.asked: list[str] = []
        self.errors: dict[str, list[BaseException | None]] = {}
        self.applied: set[str] = set()
        self.created_at = ""
        """When all of them were made; it does not say when empty."""

    def agents(self) -> list[dict[str, Any]]:
        self._ask("agents")
        return [self._flat(id_) for id_ in self.bodies]

    def read(self, id_: str) -> dict[str, Any]:
        self._ask("read")
        if id_ not in self.bodies:
            raise NotFoundError("Bolna has no such agent.", status=404, text="Agent not found")
        return self._flat(id_)

    def create(self, body: Any) -> str:
        return self._change("create", f"agent-{len(self.bodies) + 1}", body)

    def replace(self, id_: str, body: Any) -> None:
        self._change("replace", id_, body)

    def _change(self, operation: str, id_: str, body: Any) -> str:
        if operation not in self.applied:
            self._ask(operation)
        self.bodies[id_] = deepcopy(body)
        if operation in self.applied:
            self._ask(operation)
        return id_

    def _ask(self, operation: str) -> None:
        self.asked.append(operation)
        queue = self.errors.get(operation, [])
        error = queue.pop(0) if queue else None
        if error is not None:
            raise error

    def _flat(self, id_: str) -> dict[str, Any]:
        body = deepcopy(self.bodies[id_])
        dated = {"created_at": self.created_at} if self.created_at else {}
        return {"id": id_, **dated, **body["agent_config"], "agent_prompts": body["agent_prompts"]}


def written(folder: Path, body: dict[str, Any], name: str = "a.yaml") -> Definition:
    """Write a definition and open it."""
    path = folder / name
    path.write_text(emit.document(body), encoding="utf-8")
    return open_definition(str(path), "", {})
