from __future__ import annotations

from anamctl.lint.finding import Severity
from anamctl.report.run import plural
from tests.unit.report.samples import ADVICE, WARNING, finding, run


def test_findings_are_counted_by_severity():
    one = run(finding(), WARNING, WARNING, ADVICE, ADVICE, ADVICE)

    assert (one.errors, one.warnings, one.infos) == (1, 2, 3)
    assert one.count(Severity.WARNING) == 2


def test_a_number_stands_with_its_noun():
    assert [plural(number, "file") for number in (0, 1, 2, 1234)] == ["0 files", "1 file", "2 files", "1,234 files"]
