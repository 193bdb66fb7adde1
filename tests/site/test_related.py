"""What to read on is older, near in subject, and stays the same when something new is published."""

from __future__ import annotations

from hiwar.site.related import match_related
from tests.site.pieces import piece

PIECES = (
    piece("a", tags=("water", "lab")),
    piece("b", tags=("tea",)),
    piece("c", tags=("water",)),
    piece("d"),
    piece("e", tags=("water", "lab"), about=("one",)),
    piece("f", about=("one",)),
)


def slugs(source: str) -> list[str]:
    return [found.slug for found in match_related(PIECES)[f"en/blog/{source}.md"]]


def test_those_that_share_most_come_first() -> None:
    """Then the newer of those that share as much, then what was published just before."""
    assert slugs("e") == ["a", "c", "d"]
    assert slugs("f") == ["e", "d", "c"]


def test_the_oldest_has_nothing_before_it() -> None:
    """And the next has one."""
    assert slugs("a") == []
    assert slugs("b") == ["a"]


def test_a_new_piece_changes_no_old_page() -> None:
    """Whatever its subjects."""
    before = match_related(PIECES)
    after = match_related((*PIECES, piece("g", tags=("water", "lab", "tea"), about=("one",))))
    assert {source: after[source] for source in before} == before
