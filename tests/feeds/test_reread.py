"""Two readers that we did not write read every format back as the source had it."""

from __future__ import annotations

import json
import time
from calendar import timegm
from datetime import UTC, datetime

import fastfeedparser
import feedparser
import pytest

from hiwar.feeds import atom, jsonfeed, rss
from hiwar.feeds.characters import uri
from hiwar.model.feed import ReplyTo
from tests.feeds.made import entry, faults, feed

FEED = feed(entry(0), entry(1, card=None, enclosures=(), tags=(), summary="", conversation="", comments_feed=""))


def moment(parsed: time.struct_time) -> datetime:
    return datetime.fromtimestamp(timegm(parsed), UTC)


def test_the_feed_keeps_every_rule() -> None:
    assert faults(FEED) == []


def test_feedparser_reads_atom_as_it_was_meant() -> None:
    read = feedparser.parse(atom.render(FEED))
    assert not read.bozo
    assert (read.version, read.feed.language, read.feed.title) == ("atom10", "ar", FEED.title)
    assert [link.href for link in read.feed.links if link.rel == "hub"] == [FEED.hub]
    for found, source in zip(read.entries, FEED.entries, strict=True):
        assert (found.id, found.link, found.title) == (uri(source.id), uri(source.url), source.title)
        assert moment(found.published_parsed) == source.published
        assert moment(found.updated_parsed) == source.updated
        assert [author.name for author in found.authors] == [author.name for author in source.authors]
        assert [(tag.term, tag.label) for tag in found.get("tags", ())] == list(source.tags)
        assert found.content[0].language == "ar"
        assert "قطرة ون" in found.content[0].value
    enclosures = [(link.href, link.type, link.length) for link in read.entries[0].links if link.rel == "enclosure"]
    assert enclosures == [(file.url, file.type, str(file.length)) for file in FEED.entries[0].enclosures]
    replies = [(link.type, link.href) for link in read.entries[0].links if link.rel == "replies"]
    assert replies[0] == ("application/atom+xml", uri(FEED.entries[0].comments_feed))
    assert read.entries[0].media_content[0]["url"] == "https://news.qatra.example/cards/1f.jpg"


def test_feedparser_reads_rss_as_it_was_meant() -> None:
    read = feedparser.parse(rss.render(FEED))
    assert not read.bozo
    assert (read.version, read.feed.language, read.feed.link) == ("rss20", "ar", FEED.page)
    for found, source in zip(read.entries, FEED.entries, strict=True):
        assert (found.id, found.link, found.title) == (uri(source.id), uri(source.url), source.title)
        assert not found.guidislink
        assert moment(found.published_parsed) == source.published
        assert [author.name for author in found.authors] == [author.name for author in source.authors]
        assert [tag.term for tag in found.get("tags", ())] == [tag.label for tag in source.tags]
    first = read.entries[0]
    assert (first.enclosures[0].href, first.enclosures[0].length) == (FEED.entries[0].enclosures[0].url, "1234")
    assert first.comments == uri(FEED.entries[0].conversation)
    assert first.wfw_commentrss == uri(FEED.entries[0].comments_feed)


@pytest.mark.parametrize("written", [atom.render(FEED), rss.render(FEED), jsonfeed.render(FEED)])
def test_another_reader_reads_every_format(written: bytes) -> None:
    read = fastfeedparser.parse(written)
    assert (read.feed.title, read.feed.link) == (FEED.title, FEED.page)
    for found, source in zip(read.entries, FEED.entries, strict=True):
        assert (found["id"], found["link"], found["title"]) == (uri(source.id), uri(source.url), source.title)
        assert datetime.fromisoformat(found["published"]) == source.published
        assert found["content"][0]["value"] == source.content


def test_json_says_what_the_others_say() -> None:
    item = json.loads(jsonfeed.render(FEED))["items"][0]
    source = FEED.entries[0]
    assert item["content_html"] == source.content
    assert item["summary"] == source.summary
    assert item["image"] == "https://news.qatra.example/cards/1f.jpg"
    assert [row["size_in_bytes"] for row in item["attachments"]] == [1234, 99]
    assert item["attachments"][0]["duration_in_seconds"] == 12
    assert item["_conversation"]["feed_url"] == uri(source.comments_feed)


def test_a_reply_names_what_it_answers() -> None:
    answered = ReplyTo("tag:qatra.example,2026:ar/blog/ماء", "https://news.qatra.example/blog/ماء/")
    document = feed(entry(reply_to=answered), rss="", json="")
    assert faults(document) == []
    assert f'<thr:in-reply-to ref="{uri(answered.id)}" href="{uri(answered.url)}"'.encode() in atom.render(document)


def test_no_format_says_how_many_comments_there_are() -> None:
    """A count would change every feed that holds the piece whenever somebody speaks."""
    for written in (atom.render(FEED), rss.render(FEED), jsonfeed.render(FEED)):
        assert b"thr:count" not in written
        assert b"thr:total" not in written
        assert b"slash:comments" not in written


def test_the_stylesheet_stands_before_the_root_and_nothing_runs() -> None:
    for written in (atom.render(FEED), rss.render(FEED)):
        assert b'<?xml-stylesheet type="text/css" href="/follow/feed.css"?>' in written
        assert b"xsl" not in written
