"""Archives: nothing is lost, and a document changes only with its own month."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.feeds import archive, atom
from hiwar.model.feed import Feed
from tests.feeds.made import entry, faults, feed

YEAR = tuple(entry(number * 2) for number in range(180))


def files(whole: Feed) -> dict[str, bytes]:
    return {document.atom: atom.render(document) for document in archive.documents(whole)}


def changed(before: Feed, after: Feed) -> set[str]:
    old, new = files(before), files(after)
    return {name.rpartition("/")[2] for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def test_fifty_entries_need_no_archive() -> None:
    documents = archive.documents(feed(*YEAR[:50]))
    assert len(documents) == 1
    assert documents[0].prev_archive == ""


def test_the_chain_leads_through_every_month_and_loses_nothing() -> None:
    documents = archive.documents(feed(*YEAR))
    by_address = {document.atom: document for document in documents}
    seen, at = set(), documents[0]
    while True:
        seen |= {one.id for one in at.entries}
        if not at.prev_archive:
            break
        at = by_address[at.prev_archive]
        assert at.current == documents[0].atom
    assert seen == {one.id for one in YEAR}
    assert [fault for document in documents for fault in faults(document)] == []


def test_months_are_whole_and_newest_first() -> None:
    for document in archive.documents(feed(*YEAR))[1:]:
        assert len({one.month for one in document.entries}) == 1
        assert f"feed-{document.entries[0].month}.xml" in document.atom
        expected = [one.id for one in YEAR if one.month == document.entries[0].month]
        assert [one.id for one in document.entries] == expected


def test_a_new_piece_changes_the_feed_and_no_archive() -> None:
    newest = replace(entry(0), id="tag:qatra.example,2026:ar/blog/new")
    assert changed(feed(*YEAR[1:]), feed(newest, *YEAR[1:])) == {"feed.xml"}


def test_an_edit_changes_its_month_alone() -> None:
    edited = [replace(one, title="معدّل") if one is YEAR[120] else one for one in YEAR]
    assert changed(feed(*YEAR), feed(*edited)) == {f"feed-{YEAR[120].month}.xml"}


def test_an_edit_of_a_new_piece_changes_the_feed_alone() -> None:
    edited = [replace(YEAR[0], title="معدّل"), *YEAR[1:]]
    assert changed(feed(*YEAR), feed(*edited)) == {"feed.xml"}


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, 700), max_size=130))
def test_no_set_of_dates_loses_an_entry(days: set[int]) -> None:
    whole = feed(*(entry(day, content="x") for day in sorted(days)))
    documents = archive.documents(whole)
    reached = {one.id for document in documents for one in document.entries}
    assert reached == {one.id for one in whole.entries}
    assert len(documents[0].entries) == min(50, len(days))


def test_an_entry_is_never_larger_than_it_was_taken_for() -> None:
    for content in ("", "<p>&amp;</p>" * 500, "ماء " * 900, "&" * 2000):
        one = entry(content=content)
        assert len(atom.render_entry(one)) <= archive.size(one)


def test_the_month_of_an_early_year_has_four_digits() -> None:
    assert entry(published=datetime(999, 1, 2, tzinfo=UTC)).month == "0999-01"
