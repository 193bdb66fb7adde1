"""What the pages quote the build as saying is what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.content.cases import read_case
from tests.docs.pages import PAGES, WRITING, WRITING_AR, Page, code

CASES = sorted((Path(__file__).parents[1] / "content/mistakes").glob("*.txt"))
_FAULT = re.compile(r"^(\S.*?:\d+): (.+)(?:\n  fix: (.+))?$", re.MULTILINE)
_HEADERS = {WRITING: ("It says", "Its remedy", "What happened"), WRITING_AR: ("الرسالة", "العلاج", "ماذا حدث")}


def reports() -> list[str]:
    """Return what the build says to each mistake."""
    return [read_case(case)[1] for case in CASES]


def faults() -> set[tuple[str, str]]:
    """Return every problem with its remedy."""
    return {(problem, fix) for report in reports() for _, problem, fix in _FAULT.findall(report)}


def rows(page: Page) -> list[tuple[str, str]]:
    """Return the problems and remedies in a page's table."""
    return [(code(row[0]), code(row[1])) for row in page.tables(*_HEADERS[page])]


@pytest.mark.parametrize("page", [WRITING, WRITING_AR], ids=lambda page: page.name)
def test_table_quotes_the_build(page: Page) -> None:
    """Every message in the table, with its remedy, is one that a case provokes; "…" leaves out the rest."""
    said = faults()
    unsaid = [row for row in rows(page) if not any(is_quoted(row, fault) for fault in said)]
    assert len(rows(page)) >= 25
    assert not unsaid


def is_quoted(row: tuple[str, str], fault: tuple[str, str]) -> bool:
    """Tell whether a row of the table is a fault, its remedy perhaps cut."""
    problem, fix = row
    is_same_fix = fault[1].startswith(fix.removesuffix("…")) if fix.endswith(" …") else fault[1] == fix
    return fault[0] == problem and is_same_fix


def test_both_languages_have_the_same_table() -> None:
    """The Arabic page names the same faults in the same order."""
    assert rows(WRITING) == rows(WRITING_AR)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_reports_are_the_builds_own(page: Page) -> None:
    """A report shown in a page is one that a case provokes."""
    shown = [fence.text.strip() for fence in page.fences if fence.language == "text" and _FAULT.match(fence.text)]
    assert all(any(text in report for report in reports()) for text in shown)
