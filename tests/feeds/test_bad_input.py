"""Whatever stands in a piece, its feeds are valid."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hiwar.feeds import archive, atom, jsonfeed, rss
from hiwar.feeds.content import compose
from hiwar.feeds.dates import apart
from hiwar.model.feed import FeedAuthor, FeedTag
from tests.feeds.made import PLACE, entry, faults, feed

NASTY = "قبل\x00\x08\x1b\x7f\x85\ufffe\uffff\ud800بعد ]]> & \u202e"


@pytest.mark.parametrize(
    "changes",
    [
        {"title": NASTY, "summary": NASTY},
        {"content": compose(f"<p>{NASTY}</p>", PLACE, "ar", "rtl")},
        {"authors": (FeedAuthor(NASTY, "https://x.example/ماء نقي?q=|"),)},
        {"tags": (FeedTag(NASTY, NASTY),)},
        {"title": "]]>", "summary": "<![CDATA[ ]]>"},
        {"title": "a < b & c > d"},
        {"url": "https://مثال.إختبار/مدوّنة/ماء نقي/#[x]", "id": "tag:qatra.example,2026:ar/blog/ماء نقي"},
        {"conversation": "https://مثال.إختبار:8443/م", "comments_feed": "https://user@مثال.إختبار/م"},
        {"published": datetime(1995, 1, 1, tzinfo=UTC), "updated": datetime(1995, 1, 1, tzinfo=UTC)},
        {"published": datetime(2026, 1, 1, tzinfo=ZoneInfo("Asia/Kathmandu"))},
        {"summary": "", "authors": (FeedAuthor("x"),), "tags": (), "card": None, "enclosures": ()},
    ],
)
def test_no_value_of_an_entry_breaks_its_feeds(changes: dict[str, object]) -> None:
    assert faults(feed(replace(entry(), **changes))) == []


def test_a_title_of_markup_stays_text() -> None:
    """The service warns of it in RSS, whose titles may be taken for HTML; there is no error to find."""
    document = feed(entry(title="<b>غامق</b> &amp;"))
    assert all("ContainsHTML" in fault for fault in faults(document))
    assert b"<title>&lt;b&gt;" in atom.render(document)
    assert b"<title>&lt;b&gt;" in rss.render(document)


def test_a_date_of_local_mean_time_has_a_whole_offset() -> None:
    old = datetime(1890, 1, 1, tzinfo=ZoneInfo("Asia/Riyadh"))
    written = atom.render(feed(entry(published=old, updated=old)))
    assert b"1889-12-31T20:53:08+00:00</published>" in written


def test_a_date_without_zone_is_refused_before_it_is_written() -> None:
    with pytest.raises(ValueError, match="offset"):
        atom.render(feed(entry(published=datetime(2026, 1, 1), updated=datetime(2026, 1, 1))))  # noqa: DTZ001 -- the case


def test_an_empty_feed_is_a_feed() -> None:
    assert faults(feed()) == []
    assert faults(feed(subtitle="كل شيء", hub="", icon="", stylesheet="")) == []


def test_entries_of_one_instant_are_set_apart_without_moving_the_first() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    tied = [entry(number, updated=moment, published=moment) for number in range(5)]
    made = apart(tied)
    assert [one.id for one in made] == [one.id for one in tied]
    assert len({one.updated for one in made}) == 5
    assert made[0].updated == moment
    assert max(one.updated - moment for one in made).total_seconds() < 0.01
    assert {one.published for one in made} == {moment}
    assert apart(reversed(tied)) == tuple(reversed(made))
    assert faults(feed(*made)) == []


def long(number: int, size: int) -> object:
    return entry(number, content=compose(f"<p>{'ماء ' * (size // 7)}</p>", PLACE, "ar", "rtl"))


def test_a_post_of_two_megabytes_stands_whole_in_its_feeds() -> None:
    documents = archive.documents(feed(long(0, 2_000_000), *(entry(number) for number in range(1, 60))))
    assert [fault for document in documents for fault in faults(document)] == []
    assert len(documents[0].entries) == 50
    assert len(documents[0].entries[0].content) > 1_000_000


def test_a_feed_past_five_megabytes_holds_fewer_entries_and_loses_none() -> None:
    whole = feed(*(long(number, 1_000_000) for number in range(8)))
    documents = archive.documents(whole)
    assert [fault for document in documents for fault in faults(document)] == []
    assert 1 < len(documents[0].entries) < 8
    assert {one.id for document in documents for one in document.entries} == {one.id for one in whole.entries}


def test_a_post_larger_than_any_feed_is_told_by_its_summary() -> None:
    documents = archive.documents(feed(long(0, 6_000_000), entry(1)))
    assert faults(documents[0]) == []
    assert "سألتنا قارئة &amp; أجبنا &lt;هنا&gt;" in documents[0].entries[0].content
    assert len(documents[0].entries) == 2


def test_json_and_rss_of_large_feeds_stay_below_the_limit() -> None:
    document = archive.documents(feed(*(long(number, 1_000_000) for number in range(8))))[0]
    assert len(rss.render(document)) < 5_000_000
    assert len(jsonfeed.render(document)) < 5_000_000
