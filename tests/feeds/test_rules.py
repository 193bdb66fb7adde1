"""The rules find what they are there to find: each is broken once, and named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from hiwar.feeds import atom, jsonfeed, rss
from tests.feeds.made import entry, faults, feed
from tests.feeds.rules import atom as atom_rules
from tests.feeds.rules import common
from tests.feeds.rules import json as json_rules
from tests.feeds.rules import rss as rss_rules

FEED = feed(entry(0), entry(1))
ATOM, RSS, JSON = atom.render(FEED), rss.render(FEED), jsonfeed.render(FEED)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b' rel="self"', b' rel="via"', "MissingSelf"),
        (b"/feed.xml", b"/other.xml", "SelfDoesntMatchLocation"),
        (b'<content type="html">', b'<content type="CDATA">', "InvalidMIMEType"),
        (b'rel="enclosure" type="video/mp4"', b'rel="alternate" type="text/html"', "DuplicateAtomLink"),
        (b'rel="replies"', b'rel="answers"', "UnregisteredAtomLinkRel"),
        (b"ar/blog/%D9%84", "ar/blog/ل".encode(), "InvalidFullLink"),
        (b"tag:qatra.example,2026:ar/blog", b"tag:Qatra:ar/blog", "InvalidTAG"),
        (b"2026-11-03T11:00:00+03:00</updated>", b"2026-11-03</updated>", "InvalidRFC3339Date"),
        (b"2026-11-03T10:00:00+03:00</published>", b"1925-11-03T10:00:00+03:00</published>", "ImplausibleDate"),
        (b"2026-11-02T11:00:00+03:00</updated>", b"2026-11-03T11:00:00+03:00</updated>", "DuplicateUpdated"),
        (b"-1</id>", b"-0</id>", "DuplicateEntries"),
        (b'xml:lang="ar"><id>', b"><id>", "InvalidLanguage"),
        (b"&lt;div lang", b"&lt;script&gt;&lt;/script&gt;&lt;div lang", "SecurityRisk"),
        (b"&lt;div lang", b"&lt;div onclick=x lang", "SecurityRiskAttr"),
        (b'href="https://news.qatra.example/products', b'href="/products', "ContainsRelRef"),
        (b"&lt;/video&gt;", b"", "NotHtml"),
        (b"<entry", b"<x:entry xmlns:x='urn:x'/><entry", "UnknownNamespace"),
        (b"</feed>", b"<subtitle/></feed>", "MisplacedMetadata"),
        (b' length="1234"', b' length=""', "InvalidInteger"),
        (b"<name>", b"<name> </name><name>", "NotBlank"),
    ],
)
def test_a_broken_atom_feed_is_found_out(old: bytes, new: bytes, fault: str) -> None:
    assert atom_rules.faults(ATOM, FEED.atom) == []
    assert old in ATOM
    assert any(found.startswith(fault) for found in atom_rules.faults(ATOM.replace(old, new), FEED.atom))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b' rel="self"', b' rel="via"', "MissingAtomSelfLink"),
        (b' isPermaLink="false"', b"", "InvalidPermalink"),
        (b"guid", b"source", "MissingGuid"),
        (b"+0000</pubDate>", b"AST</pubDate>", "InvalidRFC2822Date"),
        (b"<pubDate>Tue", b"<pubDate>Wed", "IncorrectDOW"),
        (b"<language>ar", b"<language>xx-nowhere-land", "InvalidLanguage"),
        (b"<dc:creator>", b"<dc:creator/><dc:creator>", "NotBlank"),
        (b"</channel>", b"<ttl>5</ttl></channel>", "MisplacedItem"),
        (
            b"<link>https://news.qatra.example/</link><description>",
            b"<link>https://news.qatra.example/rss.xml</link><description>",
            "SelfIsChannelLink",
        ),
        (b"icon.png", b"icon.svg", "ImageUrlFormat"),
        ("<title>لماذا".encode(), b"<title>&lt;/b&gt;", "ContainsHTML"),
        (b"<enclosure", b'<enclosure url="x"/><enclosure', "DuplicateElement"),
    ],
)
def test_a_broken_rss_feed_is_found_out(old: bytes, new: bytes, fault: str) -> None:
    assert rss_rules.faults(RSS, FEED.rss) == []
    assert old in RSS
    assert any(found.startswith(fault) for found in rss_rules.faults(RSS.replace(old, new), FEED.rss))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"version/1.1", b"version/1", "Version"),
        (b'"language"', b'"lingua"', "UnknownKey"),
        (b'"authors":[', b'"authors":"x","_":[', "NotAList"),
        (b'"mime_type"', b'"_mime"', "Missing: mime_type"),
        (b'"size_in_bytes":1234', b'"size_in_bytes":"1234"', "NotPositive"),
        (b'-1"', b'-0"', "DuplicateIds"),
        (b"feed.json", b"feed2.json", "SelfDoesntMatchLocation"),
    ],
)
def test_a_broken_json_feed_is_found_out(old: bytes, new: bytes, fault: str) -> None:
    assert json_rules.faults(JSON, FEED.json) == []
    assert old in JSON
    assert any(found.startswith(fault) for found in json_rules.faults(JSON.replace(old, new), FEED.json))


def test_an_archive_without_its_links_is_found_out() -> None:
    whole = feed(entry(), current=FEED.atom, atom="https://news.qatra.example/feed-2026-11.xml")
    document = atom.render(whole)
    assert atom_rules.faults(document, whole.atom) == []
    assert "MissingCurrentInArchive" in atom_rules.faults(document.replace(b'rel="current"', b'rel="via"'), whole.atom)


@pytest.mark.parametrize("check", [common.uri, common.web, common.rfc3339, common.rfc822, common.language, common.mime])
def test_every_rule_refuses_nothing_and_nonsense(check: Callable[[str | None], list[str]]) -> None:
    assert check(None)
    assert check(" ")
    assert check("ماء")


def test_two_entries_of_one_instant_are_a_fault_until_they_are_set_apart() -> None:
    one, other = entry(0), entry(1)
    tied = feed(one, replace(other, updated=one.updated))
    assert any("DuplicateUpdated" in fault for fault in faults(tied))
    assert faults(feed(one, replace(other, updated=one.updated + timedelta(milliseconds=1)))) == []
