"""The rule on policies: none missing, none late, none wide."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from hiwar.checks.markup import missing_policies
from hiwar.checks.rule import Subject
from hiwar.checks.tree import read_tree

if TYPE_CHECKING:
    from pathlib import Path

META = '<meta http-equiv="Content-Security-Policy" content="{}">'
STRICT = META.format("default-src 'none'; script-src 'self'")


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        (STRICT, ""),
        ("", "no Content-Security-Policy"),
        ('<link rel="icon" href="/x.ico">' + STRICT, "no Content-Security-Policy"),
        (META.format("default-src 'self'"), "too wide"),
        (META.format("default-src 'none'; script-src 'unsafe-inline'"), "too wide"),
    ],
)
def test_a_page_without_a_strict_policy_is_named(tmp_path: Path, head: str, problem: str) -> None:
    """An exact one passes; one after the first link would come too late for it."""
    (tmp_path / "index.html").write_text(f'<html lang="en" dir="ltr"><head>{head}</head><body></body></html>')
    found = list(missing_policies(Subject(read_tree(tmp_path, "out", "https://a.example", ""), datetime.now(UTC))))
    assert [problem in fault.problem for fault in found] == ([True] if problem else [])
