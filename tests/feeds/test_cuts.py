"""Lists are cut again when one of their entries is another, and only then; whatever is remembered of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from hiwar.feeds.cuts import Chain, Cuts, Row
from hiwar.feeds.planned import plan
from hiwar.model.feed import Feed, FeedEntry
from hiwar.model.memory import Forgetful
from tests.feeds.made import NEWEST, edition, entry, feed


class Kept(Forgetful):
    """A memory of one text."""

    def __init__(self) -> None:
        self.text: str | None = None
        self.house = "one"

    def recall(self, _room: str, _key: str) -> str | None:
        return self.text

    def keep(self, _room: str, _key: str, text: str) -> None:
        self.text = text


def planned(number: int, stamp: str = "", size: int = 1_000) -> FeedEntry:
    moment = NEWEST - timedelta(days=40 * number)
    return plan(lambda: entry(number), f"{number} {stamp}", size, moment, moment)


def asked(memory: Kept, whole: Feed, cut: Callable[[Feed], tuple[Feed, ...]]) -> tuple[list[Row], bool]:
    """Return the rows of a list, and whether it was cut for them."""
    cuts, done = Cuts(memory, edition().lang), []

    def noted(one: Feed) -> tuple[Feed, ...]:
        done.append(1)
        return cut(one)

    rows = list(cuts.rows(Chain(whole, noted)))
    cuts.keep()
    return rows, bool(done)


def halves(whole: Feed) -> tuple[Feed, ...]:
    """Return two documents, of which the second is in one format only."""

    first = replace(whole, entries=whole.entries[:1])
    return first, replace(whole, entries=whole.entries[1:], atom=f"{whole.page}feed-1.xml", rss="", json="")


def test_what_is_the_same_is_not_cut_again() -> None:
    memory = Kept()
    whole = feed(planned(1), planned(2))
    first, is_cut = asked(memory, whole, halves)
    assert is_cut
    assert [row[:3] for row in first] == [(whole.atom, whole.rss, whole.json), (f"{whole.page}feed-1.xml", "", "")]
    assert asked(memory, feed(planned(1), planned(2)), halves) == (first, False)


@pytest.mark.parametrize(
    "entries",
    [
        (planned(1, "edited"), planned(2)),
        (planned(1, size=2_000), planned(2)),
        (planned(2), planned(1)),
        (planned(1),),
        (planned(0), planned(1), planned(2)),
        (entry(1), planned(2)),
    ],
)
def test_what_is_another_is(entries: tuple[FeedEntry, ...]) -> None:
    """An entry, its length, their order or number; and one that nobody planned is always looked at."""
    memory = Kept()
    asked(memory, feed(planned(1), planned(2)), halves)
    assert asked(memory, feed(*entries), halves)[1]


def test_only_the_documents_of_an_edited_entry_are_others() -> None:
    memory = Kept()
    before, _ = asked(memory, feed(planned(1), planned(2)), halves)
    after, _ = asked(memory, feed(planned(1), planned(2, "edited")), halves)
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": ["key", [1]]}', '{"a": ["key", [["", ""]]]}'])
def test_a_broken_memory_is_nothing(text: str) -> None:
    memory = Kept()
    right, _ = asked(memory, feed(planned(1), planned(2)), halves)
    memory.text = text
    assert asked(memory, feed(planned(1), planned(2)), halves) == (right, True)


def test_other_programs_cut_by_themselves() -> None:
    memory = Kept()
    asked(memory, feed(planned(1), planned(2)), halves)
    memory.house = "two"
    assert asked(memory, feed(planned(1), planned(2)), halves)[1]
