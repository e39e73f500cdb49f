"""``anamctl agent push``, without the option parser."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.cli.agent.service import ServiceRequest, opened
from anamctl.cli.agent.text import Hidden, as_data, say, value
from anamctl.cli.terminal import uses_color, width
from anamctl.errors import AnamctlError, ExitCode
from anamctl.report.run import plural

if TYPE_CHECKING:
    from anamctl.bolna.failures import RefusedError
    from anamctl.cli.agent.service import Opened
    from anamctl.lint.finding import Finding
    from anamctl.sync.definition import Definition
    from anamctl.sync.pushing import Outcome, Plan


class PushRequest(NamedTuple):
    """What to push, and how."""

    name: str
    id: str = ""
    document: str = ""
    dry_run: bool = False
    yes: bool = False
    force: bool = False
    new: bool = False
    json: bool = False
    color: str = "auto"


class InvalidError(AnamctlError):
    """The file has findings, so it was not pushed."""

    exit_code = ExitCode.FINDINGS
    code = "findings"


def push(service: ServiceRequest, request: PushRequest) -> int:
    """Check, compare, ask, push, and say what the service made of it."""
    from anamctl.sync.definition import open_definition, refuse_unset

    _check_request(request)
    definition = open_definition(request.name, request.document, os.environ)
    output = _Output(service, request, definition)
    findings = _blocking(definition)
    if findings:
        return output.invalid(findings)
    refuse_unset(definition)
    with opened(service) as found:
        from anamctl.bolna.failures import RefusedError
        from anamctl.sync.pushing import Push, Wishes

        run = Push(found.client, definition, found.lock(definition.path))
        plan = run.plan(Wishes(request.id, request.force, request.new))
        output.plan(found, plan)
        if request.dry_run:
            return ExitCode.OK
        if plan.action != "none" and not request.yes and not _ask(found, definition, plan):
            say("nothing was changed", quiet=service.quiet)
            return ExitCode.FINDINGS
        try:
            outcome = run.execute(plan, recheck=not request.yes)
        except RefusedError as error:
            return output.refused(error)
        return output.outcome(found, plan, outcome)


def _check_request(request: PushRequest) -> None:
    from anamctl.cli.asking import require_answerable
    from anamctl.errors import UsageError

    if request.new and request.id:
        raise UsageError("--new and --id exclude each other.", hint="a new agent gets its id from Bolna.")
    require_answerable(yes=request.yes or request.dry_run, json=request.json)


def _blocking(definition: Definition) -> list[Finding]:
    """Lint the file as `validate` does, and give what keeps it from being pushed."""
    from anamctl.lint.finding import Severity
    from anamctl.lint.rules import all_codes
    from anamctl.lint.runner import Linter, Selection
    from anamctl.settings import load_lint_settings

    settings = load_lint_settings(os.getcwd(), all_codes)
    selection = Selection(
        settings.select,
        settings.ignore,
        settings.severities,
        settings.per_file_ignores,
        settings.folder,
        settings.max_file_size,
    )
    wanted = (Severity.ERROR, Severity.WARNING) if settings.strict else (Severity.ERROR,)
    found = Linter(selection, os.environ).lint_bytes(definition.file.data, definition.path)
    return [finding for finding in found if finding.severity in wanted]


def _ask(found: Opened, definition: Definition, plan: Plan) -> bool:
    from anamctl.cli.asking import ask
    from anamctl.report.width import visible

    name = visible(definition.name)
    if plan.action == "create":
        return ask(f'create agent "{name}" at {found.shown}?')
    return ask(f'replace agent {visible(plan.entry.id)} ("{name}") at {found.shown}?')


class _Output:
    """What is written, and where."""

    def __init__(self, service: ServiceRequest, request: PushRequest, definition: Definition) -> None:
        self._quiet = service.quiet
        self._request = request
        self._definition = definition
        self._hidden = Hidden(definition.file)

    def plan(self, found: Opened, plan: Plan) -> None:
        """Show what would change: as the result of a dry run, and otherwise as something to decide by."""
        self._hidden = Hidden(self._definition.file, plan.held)
        if plan.is_resumed:
            say(f"note: agent {plan.entry.id} was made by a push that was cut off; it is taken over", quiet=self._quiet)
        dry = self._request.dry_run
        if self._request.json:
            if dry:
                self._json({**self._data(plan.action, plan.entry.id), "changes": self._changes(plan), "dryRun": True})
            return
        stream = sys.stdout if dry else sys.stderr
        if plan.action == "create":
            text = self._summary(plan)
            if dry:
                sys.stdout.write(f"would create {text}\n")
            else:
                say(f"creating {text}", quiet=self._quiet)
        elif plan.action == "replace" and (dry or not self._quiet):
            stream.write(self._diff(found, plan, color=uses_color(self._request.color, stream)))

    def outcome(self, found: Opened, plan: Plan, outcome: Outcome) -> int:
        """Say what was done, and what the service made of it."""
        code = ExitCode.FINDINGS if outcome.made.lost else ExitCode.OK
        made = [{str(change.path[-1]): change.after} for changes in outcome.made for change in changes]
        self._hidden = Hidden(self._definition.file, {"before": plan.held, "made": made})
        if self._request.json:
            data = self._data(outcome.action, outcome.id)
            data["changes"] = self._changes(plan)
            for name, changes in outcome.made._asdict().items():
                data[name] = as_data(changes, self._hidden, "sent", "held")
            self._json(data)
            return code
        word = {"create": "created", "replace": "replaced", "none": "unchanged"}[outcome.action]
        sys.stdout.write(f"{word} {outcome.id}\n")
        sys.stdout.flush()
        for change in outcome.made.lost:
            if change.kind == "removed":
                say(f"Bolna dropped {change.shown_path}, which was {value(change, change.before, self._hidden)}")
            else:
                before, after = (value(change, one, self._hidden) for one in (change.before, change.after))
                say(f"Bolna changed {change.shown_path} from {before} to {after}")
        for change in outcome.made.added:
            text = f"note: Bolna added {change.shown_path}: {value(change, change.after, self._hidden)}"
            say(text, quiet=self._quiet)
        if outcome.made.lost:
            say(f"agent {outcome.id} at {found.shown} is not what {self._definition.path} says")
        return code

    def invalid(self, findings: list[Finding]) -> int:
        """Say what is wrong with the file."""
        summary = f"{self._definition.path} has {plural(len(findings), 'finding')} and was not pushed."
        if self._request.json:
            self._fail(InvalidError(summary, hint=f"anamctl validate {self._definition.path}"), findings)
            return ExitCode.FINDINGS
        self._show(findings)
        raise InvalidError(summary, hint="fix what is above, and push again.")

    def refused(self, error: RefusedError) -> int:
        """Say what the service did not like, in its words and beside them in ours."""
        from anamctl.sync.explaining import explain

        findings = explain(error.text, self._definition, os.environ)
        if self._request.json:
            self._fail(error, findings)
            return error.exit_code
        if findings:
            say("this is what Bolna may mean:")
            self._show(findings)
        raise error

    # ---- pieces --------------------------------------------------------------------------------------------------

    def _data(self, action: str, id_: str) -> dict[str, Any]:
        return {"action": action, "id": id_ or None, "file": self._definition.path}

    def _changes(self, plan: Plan) -> list[dict[str, Any]]:
        return as_data(plan.changes, self._hidden, "service", "file") if plan.action != "none" else []

    def _summary(self, plan: Plan) -> str:
        from anamctl.sync.listing import listed

        one = listed([plan.body], {})[0]
        speaks = f" in {', '.join(one.languages)}" if one.languages else ""
        return f'agent "{one.name}"{speaks}'

    def _diff(self, found: Opened, plan: Plan, *, color: bool) -> str:
        from anamctl.bolna.comparing import normal
        from anamctl.report.unified import render

        before, after = (self._hidden.data(normal(one)) for one in (plan.held or {}, plan.body))
        return render(before, after, (f"{found.shown} {plan.entry.id}", self._definition.path), color=color)

    def _show(self, findings: list[Finding]) -> None:
        from anamctl.report.text import Style, render_finding

        style = Style(color=uses_color(self._request.color, sys.stderr))
        sys.stderr.write("\n".join(render_finding(finding, style, width()) for finding in findings))

    @staticmethod
    def _json(data: dict[str, Any]) -> None:
        from anamctl.report.envelope import success

        sys.stdout.write(success("agent push", data))

    @staticmethod
    def _fail(error: AnamctlError, findings: list[Finding]) -> None:
        from anamctl.report.envelope import failure

        others = [
            (finding.code, f"{finding.path}:{finding.line}:{finding.column}: {finding.message}", finding.label)
            for finding in findings
        ]
        sys.stdout.write(failure(error, "agent push", others))
