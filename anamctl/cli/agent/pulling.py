"""``anamctl agent pull``, without the option parser."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.cli.agent.listing import known_id
from anamctl.cli.agent.service import ServiceRequest, opened
from anamctl.cli.agent.text import remark, say
from anamctl.errors import ExitCode

if TYPE_CHECKING:
    from anamctl.cli.agent.service import Opened
    from anamctl.sync.definition import Definition
    from anamctl.sync.pulling import Pulled


class PullRequest(NamedTuple):
    """What to pull, and where to."""

    id: str
    """An id, or a definition whose id the lock file knows."""
    file: str = ""
    """Where to; stdout when empty."""
    document: str = ""
    dry_run: bool = False
    force: bool = False
    json: bool = False
    color: str = "auto"


def pull(service: ServiceRequest, request: PullRequest) -> int:
    """Write an agent to stdout or to a file."""
    from anamctl.sync.definition import is_definition, open_definition

    file = request.file
    if not file and is_definition(request.id, os.environ):
        request, file = request._replace(id=""), request.id
    definition = None
    if file and (not request.id or os.path.exists(file)):
        definition = open_definition(file, request.document, os.environ)
    with opened(service) as found:
        id_ = known_id(found, definition, request.id) if definition is not None else request.id
        held = found.client.read(id_)
        if not file:
            return _to_stdout(request, service, id_, held)
        return _Pull(service, request, found, definition, file).run(id_, held)


def _to_stdout(request: PullRequest, service: ServiceRequest, id_: str, held: dict[str, Any]) -> int:
    from anamctl.bolna.importing import import_agent

    document, remarks = import_agent(held)
    for one in remarks:
        say(remark(one), quiet=service.quiet)
    if request.json:
        from anamctl.report.envelope import success

        sys.stdout.write(success("agent pull", {"id": id_, "agent": document}))
    else:
        from anamctl.definitions import emit

        # The result is a file, to the letter; what it holds is not ours to hide.
        sys.stdout.write(emit.document(document))
    return ExitCode.OK


class _Pull:
    """A pull into a file."""

    def __init__(
        self, service: ServiceRequest, request: PullRequest, found: Opened, definition: Definition | None, file: str
    ) -> None:
        self._quiet = service.quiet
        self._request = request
        self._found = found
        self._definition = definition
        self._path = definition.path if definition is not None else file
        self._key = definition.key if definition is not None else ""

    def run(self, id_: str, held: dict[str, Any]) -> int:
        from anamctl.sync import pulling

        lock = self._found.lock(self._path)
        if self._definition is None:
            pulled = pulling.new_file(held, self._path)
        else:
            pulled = pulling.into_file(held, self._definition, os.environ)
            if not self._request.force:
                pulling.refuse_loss(lock.find(self._key), self._definition, pulled, id_)
        for one in pulled.remarks:
            say(remark(one), quiet=self._quiet)
        if not self._request.dry_run:
            pulling.write(pulled, held, id_, lock, self._key)
        self._report(pulled, id_)
        return ExitCode.OK

    def _report(self, pulled: Pulled, id_: str) -> None:
        if pulled.is_rewritten:
            say(f"note: the comments inside the agent in {pulled.path} could not be kept", quiet=self._quiet)
        self._warn_of_secrets(pulled)
        if self._request.json:
            from anamctl.report.envelope import success

            data = {
                "id": id_,
                "file": pulled.path,
                "isNew": pulled.is_new,
                "changed": pulled.is_changed,
                "dryRun": self._request.dry_run,
                "remarks": [{"path": list(one.path), "text": one.text} for one in pulled.remarks],
            }
            sys.stdout.write(success("agent pull", data))
        elif self._request.dry_run:
            self._show_diff(pulled)
        elif pulled.is_changed:
            say(f"{'wrote' if pulled.is_new else 'updated'} {pulled.path} from agent {id_}", quiet=self._quiet)
        else:
            say(f"{pulled.path} says what agent {id_} is", quiet=self._quiet)

    def _show_diff(self, pulled: Pulled) -> None:
        from anamctl.lint.fixes import diff
        from anamctl.report.width import visible

        before = self._definition.file.data if self._definition is not None else b""
        for line in diff(pulled.path, before, pulled.data).splitlines():
            sys.stdout.write(visible(line) + "\n")

    def _warn_of_secrets(self, pulled: Pulled) -> None:
        """Say when the service has put a key into the file: it would be committed."""
        from anamctl.lint.runner import Linter, Selection

        linter = Linter(Selection(select=("SEC501",)), os.environ)
        for finding in linter.lint_bytes(pulled.data, pulled.path) if pulled.is_changed else []:
            say(f"note: {finding.path}:{finding.line}: {finding.message} ({finding.code})", quiet=self._quiet)
