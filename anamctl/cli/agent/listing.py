"""``anamctl agent list``, ``diff`` and ``delete``, without the option parser."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from anamctl.cli.agent.service import ServiceRequest, opened
from anamctl.cli.agent.text import Hidden, as_data, say
from anamctl.cli.terminal import is_terminal, uses_color, width
from anamctl.errors import ExitCode, UsageError
from anamctl.report.width import visible

if TYPE_CHECKING:
    from anamctl.cli.agent.service import Opened
    from anamctl.sync.definition import Definition


def list_agents(service: ServiceRequest, *, json: bool, color: str) -> int:
    """Print all agents."""
    from anamctl.sync.listing import listed

    with opened(service) as found:
        files = {id_: file for lock in found.near_locks() for id_, file in lock.files_by_id().items()}
        agents = listed(found.client.agents(), files)
    if json:
        from anamctl.report.envelope import success

        data = [agent._asdict() for agent in agents]
        sys.stdout.write(success("agent list", data))
    elif agents:
        from anamctl.view.agents import show_agents

        rows = ((one.name, one.id, " ".join(one.languages), one.updated[:10], one.file) for one in agents)
        shown = [tuple(map(visible, row)) for row in rows]
        limit = width() if is_terminal() or os.environ.get("COLUMNS") else None
        show_agents(shown, color=uses_color(color), width=limit)
    else:
        say(f"no agents at {found.shown}", quiet=service.quiet)
    return ExitCode.OK


class DiffRequest(NamedTuple):
    """What to compare."""

    name: str
    id: str = ""
    document: str = ""
    json: bool = False
    color: str = "auto"


def diff(service: ServiceRequest, request: DiffRequest) -> int:
    """Print what is different between a file and the service: from the service's to the file's."""
    from anamctl.bolna.comparing import changes, normal
    from anamctl.bolna.sending import to_send
    from anamctl.sync.definition import open_definition, refuse_unset

    definition = open_definition(request.name, request.document, os.environ)
    refuse_unset(definition)
    with opened(service) as found:
        id_ = known_id(found, definition, request.id)
        held = found.client.read(id_)
    before, after = normal(held), normal(to_send(definition.data))
    differences = list(changes(before, after))
    hidden = Hidden(definition.file, held)
    if request.json:
        from anamctl.report.envelope import success

        data = {
            "id": id_,
            "file": definition.path,
            "same": not differences,
            "changes": as_data(differences, hidden, "service", "file"),
        }
        sys.stdout.write(success("agent diff", data))
    elif differences:
        from anamctl.report.unified import render

        names = (f"{found.shown} {id_}", definition.path)
        color = uses_color(request.color)
        sys.stdout.write(render(hidden.data(before), hidden.data(after), names, color=color))
    else:
        say(f"{definition.path} and agent {id_} are the same", quiet=service.quiet)
    return ExitCode.FINDINGS if differences else ExitCode.OK


def known_id(found: Opened, definition: Definition, wanted: str) -> str:
    """
    Give the agent that a file belongs to.

    Raises:
        UsageError: nobody has said.
    """
    if wanted:
        return wanted
    lock = found.lock(definition.path)
    id_ = lock.find(definition.key).id
    if not id_:
        raise UsageError(
            f"which agent {definition.path} is at {found.shown} is not known.",
            hint="add --id ID; a push or a pull notes it in anamctl.lock.",
        )
    return id_


def delete(service: ServiceRequest, name: str, *, yes: bool, json: bool) -> int:
    """Delete an agent, and what the lock file knows about it."""
    from anamctl.cli.asking import ask, require_answerable
    from anamctl.sync.definition import is_definition, open_definition

    require_answerable(yes=yes, json=json)
    definition = open_definition(name, "", os.environ) if is_definition(name, os.environ) else None
    with opened(service) as found:
        id_ = known_id(found, definition, "") if definition is not None else name
        shown = found.client.read(id_).get("agent_name")
        if not yes and not ask(f'delete agent {id_} ("{shown}") at {found.shown}?'):
            say("nothing was changed", quiet=service.quiet)
            return ExitCode.FINDINGS
        found.client.delete(id_)
        for lock in [found.lock(definition.path)] if definition is not None else found.near_locks():
            lock.forget(id_)
    if json:
        from anamctl.report.envelope import success

        sys.stdout.write(success("agent delete", {"id": id_}))
    else:
        sys.stdout.write(f"deleted {visible(id_)}\n")
    return ExitCode.OK
