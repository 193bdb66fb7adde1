"""Every rule finds what it is for, where it stands, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hiwar.checks.outward import RULE
from hiwar.checks.rules import RULES, check_site
from tests.checks.trees import Case, make, messages, read_cases, subject
from tests.conftest import ROOT

CASES = read_cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case(case: Case, tmp_path: Path) -> None:
    """A rule says exactly this of a site that was changed in this way."""
    assert messages(case.rule, subject(make(tmp_path, case.edits), case.url)) == case.faults


def test_the_site_itself_has_no_fault(tmp_path: Path) -> None:
    """What the cases change is right before: no rule says anything of it."""
    assert check_site(subject(make(tmp_path, []))) == ()


def test_errors_stand_before_warnings(tmp_path: Path) -> None:
    """What stops a deploy is read first."""
    heavy = {"file": "theme/a.js", "new": "x" * 100_001}
    faults = check_site(subject(make(tmp_path, [heavy, {"file": "robots.txt"}])))
    assert [(fault.rule, fault.severity) for fault in faults] == [
        ("missing-files", "error"),
        ("heavy-files", "warning"),
    ]


def test_every_rule_stands_in_the_documentation_in_its_order() -> None:
    """``docs/checks.md`` has a row for each rule, with what, why and remedy, and its severity."""
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning)[^|]* \| (.+) \| (.+) \| (.+) \|$", _docs(), re.MULTILINE)
    known = [(rule.name, rule.severity) for rule in RULES]
    assert [(name, severity) for name, severity, *_ in rows] == [*known, (RULE, "error")]
    assert all(len(cell) > 10 for _, _, *cells in rows for cell in cells)


def test_every_rule_on_trees_has_a_case_of_both_sorts() -> None:
    """Each rule that needs no sources is tried on what it finds and on what it must not find."""
    by_rule = {rule: [case for case in CASES if case.rule == rule] for rule in {case.rule for case in CASES}}
    assert {rule.name for rule in RULES} - by_rule.keys() == NEED_SOURCES
    for rule, cases in by_rule.items():
        assert any(case.faults for case in cases), rule
        assert any(not case.faults for case in cases), rule


#: Their tests are test_sources.py, test_live.py and test_hidden.py.
NEED_SOURCES = {
    *("wrong-titles", "missing-descriptions", "wrong-dates", "missing-entries", "changed-ids", "stray-files"),
    *("hidden-pieces", "shown-emails", "vanished-pages", "vanished-lists", "shrunken-site", "silent-corrections"),
    *("missing-twins", "stale-twins", "thin-releases", "bare-recordings", "bare-release-recordings"),
}


def _docs() -> str:
    return (ROOT / "docs/checks.md").read_text("utf-8")
