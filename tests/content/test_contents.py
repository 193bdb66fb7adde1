"""A list of contents stands where a writer wants it, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.content.converting import piece

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 6, 1, tzinfo=UTC)

TEXT = "Title: A\n\n## Tank and *tap*\n\nWater.\n\n## حنفية\n"


def test_a_list_stands_where_it_is_wanted(content: Path) -> None:
    found = piece(content, NOW, TEXT + "\n[TOC]\n", {})
    assert '<div class="toc">' in found.body
    assert found.body.count('href="#') == 2


def test_headings_are_known_without_a_list(content: Path) -> None:
    found = piece(content, NOW, TEXT, {})
    assert len(found.headings) == 2
    assert "toc" not in found.body
    assert found.headings == piece(content, NOW, TEXT + "\n[TOC]\n", {}).headings
