"""The table of keys of coverage.toml is the keys themselves."""

from __future__ import annotations

from hiwar.content.coverage import KEYS
from tests.docs.pages import ROOT, Page, code

PAGE = Page(ROOT / "docs/press-kit.md")


def test_every_key_has_its_row() -> None:
    """In the order of the code, and no other."""
    rows = PAGE.tables("Key", "Needed", "What it says")
    assert [code(row[0]) for row in rows] == list(KEYS)
