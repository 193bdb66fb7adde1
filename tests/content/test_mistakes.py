"""Every mistake of a writer is named with its file, its line and its remedy."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hiwar.content.read import read_site
from hiwar.errors import ContentError
from hiwar.media.library import Library
from tests.content.cases import lay_out, read_case

CASES = sorted((Path(__file__).parent / "mistakes").glob("*.txt"))
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_there_are_forty_mistakes() -> None:
    """The table is at least as long as was promised."""
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_mistake_is_named(case: Path, content: Path) -> None:
    """The report is what the case expects, to the letter."""
    files, expected = read_case(case)
    lay_out(content, files)
    with pytest.raises(ContentError) as caught:
        read_site(content, NOW, Library())
    assert str(caught.value) == expected
