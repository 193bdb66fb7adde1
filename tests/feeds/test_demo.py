"""Every feed of the demo, made as a build makes it, says what its sources say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import feedparser
import pytest
from lxml import html

from hiwar import urls
from hiwar.content.read import read_site
from hiwar.errors import SetupError
from hiwar.feeds.plugin import ICON, MakeFeeds
from hiwar.media.library import Library
from hiwar.model.build import Build, Request
from hiwar.model.card import Card
from hiwar.model.conversation import Conversation, Turn
from hiwar.model.page import Page
from hiwar.model.sketch import Draft, sketched
from hiwar.model.thread import Author, Comment
from hiwar.site.stage import BUILD
from hiwar.stamps import Stamps
from tests.conftest import NOW, ROOT
from tests.feeds.rules import atom as atom_rules
from tests.feeds.rules import json as json_rules
from tests.feeds.rules import opml as opml_rules
from tests.feeds.rules import rss as rss_rules

RULES = {"rss.xml": rss_rules.faults, "feed.json": json_rules.faults}


def built(content: Path, said: Conversation | None = None) -> tuple[Build, dict[str, bytes]]:
    """Return a build of a content folder as far as feeds go, and the files of its feeds.

    The oldest post of each language has the conversation, when there is one.
    """
    now = datetime.fromisoformat(NOW)
    build = Build(Request(content=content, theme=ROOT / "theme", cache=ROOT / ".cache", cwd=ROOT, now=now))
    build.site, _ = read_site(content, now, Library())
    company = build.site.company
    for piece in build.site.pieces:
        card = Card(f"/cards/{piece.digest[:8]}.jpg", piece.title)
        address = urls.piece(company, piece)
        is_oldest = piece is build.site.of(piece.lang, "post")[0]
        sketch = sketched(Page(address, piece.lang, "piece", piece.title), Stamps(), piece)
        sketch.card = card
        build.sketches.append(sketch)
        if said and is_oldest:
            build.conversations[address] = said
    stage = MakeFeeds({BUILD: build})
    build.dressers = [stage.dress]
    stage.generate_context()
    feeds = tuple(build.drafts)
    build.drafts.append(Draft(ICON, lambda: b"made by another room", []))
    files = {draft.address: draft.make() for draft in feeds}
    assert len(files) == len(feeds)
    return build, files


@pytest.fixture(scope="module")
def demo() -> tuple[Build, dict[str, bytes]]:
    return built(ROOT / "content")


def text_of(markup: str) -> str:
    return "".join(html.fragment_fromstring(markup, create_parent="div").itertext()).replace("\n", "")


def test_every_feed_keeps_the_rules_of_its_format(demo: tuple[Build, dict[str, bytes]]) -> None:
    build, files = demo
    found = []
    for address, content in files.items():
        rules = RULES.get(address.rpartition("/")[2], atom_rules.faults)
        found += [f"{address}: {fault}" for fault in rules(content, build.site.company.url + quote(address))]
    assert len(files) > 100
    assert found == []


def entries(demo: tuple[Build, dict[str, bytes]], lang: str) -> Iterator[tuple[object, object]]:
    """Give each piece of a language with what a reader found of it in the feed of everything."""
    build, files = demo
    read = feedparser.parse(files[urls.root(build.site.company, lang) + "feed.xml"], sanitize_html=False)
    assert not read.bozo
    assert read.feed.language == lang
    assert read.feed.icon == urls.absolute(build.site.company, ICON)
    pieces = [piece for piece in reversed(build.site.of(lang)) if piece.date]
    pieces.sort(key=lambda piece: piece.public_from, reverse=True)
    assert len(read.entries) == len(pieces)
    yield from zip(pieces, read.entries, strict=True)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_reader_finds_what_the_writers_wrote(demo: tuple[Build, dict[str, bytes]], lang: str) -> None:
    build, _ = demo
    for piece, entry in entries(demo, lang):
        assert entry.title == piece.title
        assert entry.id.startswith(f"tag:qatra.example,2026:{lang}/{piece.folder}/")
        assert entry.link == urls.absolute(build.site.company, urls.piece(build.site.company, piece))
        assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == piece.public_from
        changed = max(piece.changed or piece.public_from, piece.public_from)
        assert abs(datetime(*entry.updated_parsed[:6], tzinfo=UTC) - changed).total_seconds() < 1
        assert [tag.label for tag in entry.get("tags", ())] == [tag.name for tag in piece.tags]
        authors = [build.site.people[name].name[lang] for name in piece.authors] or [build.site.company.name[lang]]
        assert [author.name for author in entry.authors] == authors
        assert text_of(str(piece.body)).strip() in text_of(entry.content[0].value)
        assert entry.media_content[0]["url"].endswith(f"/cards/{piece.digest[:8]}.jpg")


def test_every_page_names_feeds_that_there_are(demo: tuple[Build, dict[str, bytes]]) -> None:
    build, files = demo
    for page in build.pages:
        assert page.values["feeds"]
        assert {link.address for link in page.values["feeds"]} <= files.keys()


def test_the_follow_pages_and_their_files_are_there(demo: tuple[Build, dict[str, bytes]]) -> None:
    build, _ = demo
    pages = {page.address: page for page in build.pages}
    for address in ("/follow/", "/en/follow/"):
        assert pages[address].template == "follow"
        assert opml_rules.faults(build.files[f"{address}feeds.opml"]) == []
    assert b":root:lang(ar) { direction: rtl; }" in build.files["/follow/feed.css"]


def test_the_demo_builds_to_the_same_feeds_twice(demo: tuple[Build, dict[str, bytes]]) -> None:
    assert built(ROOT / "content")[1] == demo[1]


def conversation(count: int) -> Conversation:
    moment = datetime(2026, 11, 20, 12, tzinfo=UTC)
    said = [
        Comment(f"https://x.example/{number}", "", "", "", Author("نور"), moment, f"<p>سؤال {number}</p>")
        for number in range(count)
    ]
    turns = (Turn(one, f"comment-{number}", "ن", "rtl", moment, None, ()) for number, one in enumerate(said))
    return Conversation(tuple(turns), count, moment, ())


def test_a_comment_touches_the_feeds_of_the_conversation_alone() -> None:
    quiet, loud = built(ROOT / "content", conversation(1))[1], built(ROOT / "content", conversation(2))[1]
    assert quiet.keys() == loud.keys()
    changed = {address for address in quiet if quiet[address] != loud[address]}
    assert len(changed) == 4
    assert {address.rpartition("/")[2] for address in changed} == {"comments.xml"}
    assert {"/dialogue/comments.xml", "/en/dialogue/comments.xml"} < changed


def test_a_conversation_is_found_from_the_piece_and_its_page() -> None:
    build, files = built(ROOT / "content", conversation(2))
    address = next(address for address in files if address.startswith("/blog/") and address.endswith("/comments.xml"))
    page = next(page for page in build.pages if page.address == address.removesuffix("comments.xml"))
    assert address in [link.address for link in page.values["feeds"]]
    read = feedparser.parse(files[address])
    assert [entry.author for entry in read.entries] == ["نور", "نور"]
    about = next(
        entry for entry in feedparser.parse(files["/blog/feed.xml"]).entries if entry.link.endswith(page.address)
    )
    assert [link.href.endswith(address) for link in about.links if link.rel == "replies"] == [True, False]
    found = [
        fault
        for address, content in files.items()
        if address.endswith("comments.xml")
        for fault in atom_rules.faults(content, build.site.company.url + quote(address))
    ]
    assert found == []


def test_a_theme_without_a_style_sheet_for_feeds_is_named(tmp_path: Path) -> None:
    build, _ = built(ROOT / "content")
    poor = Build(replace(build.request, theme=tmp_path))
    poor.site = build.site
    with pytest.raises(SetupError, match=r"feed\.css: the theme has no style sheet for feeds"):
        MakeFeeds({BUILD: poor}).generate_context()
