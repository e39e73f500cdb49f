"""ANM223: strict region policies without region."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import region_policy
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


@pytest.mark.parametrize("region", ["", ", region: ''", ", region: null"])
def test_strict_needs_a_region(region):
    found = one(region_policy, INLINE + f"sessionOptions: {{regionPolicy: strict{region}}}\n")

    assert (found.place, found.text) == ("5:32", "strict")
    assert found.message == "regionPolicy strict without region"
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize("session", ["{regionPolicy: strict, region: eu}", "{regionPolicy: preferred}", "{}", "[]"])
def test_other_policies_pass(session):
    assert not ask(region_policy, INLINE + f"sessionOptions: {session}\n")
