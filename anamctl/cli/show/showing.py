"""
What ``anamctl show`` does, without the option parser.

A file that cannot be shown ends with its findings; everything else becomes plain data, and only at the very end, when
secrets are hidden, text.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from anamctl.cli.show.request import ShowRequest, checked
from anamctl.definitions.document import Kind
from anamctl.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from anamctl.cli.masking import Masker
    from anamctl.cli.show.subject import Subject
    from anamctl.definitions.choose import Found
    from anamctl.definitions.document import Document, SourceFile
    from anamctl.definitions.sheet import Sheet


def execute(request: ShowRequest) -> int:
    """Run the command and give its exit code."""
    from anamctl.definitions.choose import pick

    checked(request)
    found = _find(request)
    if _is_blocked(request, found.file):
        return ExitCode.FINDINGS
    document = pick(found, request.document)
    if _is_misshapen(request, found.file, document):
        return ExitCode.FINDINGS
    subject = _subject(document, request.view)
    codes = _asked(request, subject)
    _check_variables(found.file, document, subject, codes)
    if request.strict:
        subject.refuse_guesses(frozenset(codes) if codes else None)
    _Output(request, found.file, document, subject, codes).write()
    return ExitCode.OK


def _find(request: ShowRequest) -> Found:
    from anamctl.definitions.choose import STDIN, Found, find
    from anamctl.definitions.reader import read_bytes

    if request.name == STDIN:
        return Found(read_bytes(sys.stdin.buffer.read(), "<stdin>", os.environ))
    return find(request.name, os.environ)


def _subject(document: Document, view: str) -> Subject:
    from anamctl.cli.show.subject import AgentSubject, PersonaSubject

    return PersonaSubject(document, view) if document.kind is Kind.PERSONA else AgentSubject(document, view)


def _asked(request: ShowRequest, subject: Subject) -> list[str]:
    """The languages that were asked for, as they are written; none stands for all."""
    wanted = request.diff or ((request.lang,) if request.lang else ())
    return [_known(code, subject.codes) for code in wanted]


def _known(wanted: str, codes: list[str]) -> str:
    for code in (wanted, *(code for code in codes if code.casefold() == wanted.casefold())):
        if code in codes:
            return code
    raise UsageError(f'there is no language "{wanted}".', hint=f"one of: {', '.join(codes)}")


# ---- what keeps a file from being shown ------------------------------------------------------------------------------

_HARMLESS = frozenset({"ambiguous", "unset"})
"""Issues of reading after which the data still is what the file says."""


def _is_blocked(request: ShowRequest, file: SourceFile) -> bool:
    """Report what is wrong with the text itself; tell whether that leaves something to show."""
    if all(issue.kind in _HARMLESS for issue in file.issues):
        return False
    from anamctl.cli.show.errors import report

    return report(request, file, ("YML",))


def _is_misshapen(request: ShowRequest, file: SourceFile, document: Document) -> bool:
    from anamctl.cli.show.errors import misshapen, report

    found = misshapen(document)
    if found is None:
        return False
    if report(request, file, (), found.path):
        return True
    raise UsageError(f"{file.path} cannot be shown: {found.problem}.", hint=f"anamctl validate {file.path}")


def _check_variables(file: SourceFile, document: Document, subject: Subject, codes: list[str]) -> None:
    """Refuse to show a value that nobody knows; one of a language that nobody asked for may stay unknown."""
    if not any(issue.kind == "unset" for issue in file.issues):
        return
    from anamctl.cli.show.errors import unset_variable

    left_out = subject.other_entries(frozenset(codes)) if codes else []
    problem = unset_variable(file, document, left_out)
    if problem is not None:
        raise problem


# ---- output ----------------------------------------------------------------------------------------------------------


class _Output:
    """Everything that is known about what to write, and how."""

    def __init__(
        self, request: ShowRequest, file: SourceFile, document: Document, subject: Subject, codes: list[str]
    ) -> None:
        from anamctl.cli.masking import Masker

        self._request = request
        self._file = file
        self._document = document
        self._subject = subject
        self._codes = codes
        self._mask: Masker = Masker(file, os.environ)

    def write(self) -> None:
        """Write the result to stdout, and what is to be said about it to stderr."""
        if self._request.json:
            from anamctl.report.envelope import success

            sys.stdout.write(success("show", self._mask.data(self._envelope())))
        elif self._request.format == "text":
            self._text()
        else:
            sys.stdout.write(_dump(self._request.format, self._mask.data(self._data())))
            self._say_remarks()

    def _sheets(self) -> list[Sheet]:
        return self._subject.sheets(self._file.path)

    def _data(self) -> Any:  # noqa: ANN401
        from anamctl.cli.show import data as show_data

        if self._request.providers:
            return self._subject.providers(self._codes)
        if self._request.diff:
            return show_data.difference(self._sheets(), self._codes, self._mask)
        return self._subject.config(self._codes[0]) if self._codes else self._subject.whole()

    def _envelope(self) -> Any:  # noqa: ANN401
        from anamctl.cli.show import data as show_data

        sheets = self._sheets()
        codes = self._codes or self._subject.codes
        about = show_data.about(self._file, self._document, [self._narrowed(sheet) for sheet in sheets])
        if self._request.providers:
            return about | self._subject.providers(self._codes)
        if self._request.diff:
            return about | {"difference": show_data.difference(sheets, self._codes, self._mask)}
        about["languages"] = {code: self._subject.config(code) for code in codes}
        if self._request.explain:
            about["explanation"] = show_data.explanation(self._document, sheets, codes, self._mask)
        return about

    def _text(self) -> None:
        from anamctl.cli.show.text import write

        write(self._request, self._document, self._subject, self._codes, self._sheets(), self._mask)

    def _say_remarks(self) -> None:
        """A guess is never silent, not even beside data for a program."""
        if self._request.quiet or self._request.providers:
            return
        from anamctl.cli.show.data import remark_line
        from anamctl.report.width import visible

        for sheet in self._sheets():
            for remark in self._narrowed(sheet).remarks:
                sys.stderr.write(visible(remark_line(self._file, self._document, remark)) + "\n")

    def _narrowed(self, sheet: Sheet) -> Sheet:
        """Leave out the languages that nobody asked for."""
        asked = [code for code in self._codes if code in sheet.columns]
        return sheet.only(asked) if asked else sheet


def _dump(form: str, data: Any) -> str:  # noqa: ANN401
    if form == "json":
        from anamctl.report import dump

        return dump.dump(data)
    from anamctl.report import yamltext

    return yamltext.dump(data)
