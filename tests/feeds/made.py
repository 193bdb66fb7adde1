"""Pieces, comments and feeds made up for tests: a small water company in two languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from hiwar.feeds import atom, jsonfeed, rss
from hiwar.feeds.characters import uri
from hiwar.feeds.content import Place, compose
from hiwar.feeds.edition import Edition
from hiwar.model.company import Company, Person
from hiwar.model.feed import Enclosure, Feed, FeedAuthor, FeedComment, FeedEntry, FeedPicture, FeedTag
from hiwar.model.media import MediaFile
from hiwar.model.piece import Illustration, Piece, Tag
from hiwar.model.site import Site
from tests.feeds.rules import atom as atom_rules
from tests.feeds.rules import json as json_rules
from tests.feeds.rules import rss as rss_rules

URL = "https://news.qatra.example"
RIYADH = ZoneInfo("Asia/Riyadh")
NEWEST = datetime(2026, 11, 3, 10, 0, tzinfo=RIYADH)
PLACE = Place(f"{URL}/blog/why/", URL)
COMPANY = Company(
    url=URL,
    languages=("ar", "en"),
    timezone=RIYADH,
    name=MappingProxyType({"ar": "قطرة", "en": "Qatra"}),
    feed_authority="qatra.example,2026",
)
PEOPLE = MappingProxyType(
    {
        "lab": Person("lab", {"ar": "مختبر قطرة", "en": "Qatra Lab"}, accounts=("https://social.qatra.example/@lab",)),
        "fan": Person("fan", {"ar": "سلمى", "en": "Salma"}, voice="fan", accounts=("https://fans.example/@salma",)),
    }
)
#: A body with everything that a feed must change or must leave alone.
BODY = """<p>مرحبا <a href="/products/qatra-one/">قطرة ون</a> و<a href="#fn">حاشية</a> ]]&gt; &amp; &lt;b&gt;</p>
<p><img src="/media/tank.png" srcset="/media/tank.png 1x, /media/tank-2x.png 2x" alt="خزان" width="10" height="5"></p>
<video controls poster="/media/poster.jpg"><source src="/media/film.mp4" type="video/mp4"></video>
<p id="fn">حاشية</p>"""


def entry(number: int = 0, **changes: Any) -> FeedEntry:
    """An entry; the higher its number, the older it is by so many days."""
    url = f"{URL}/blog/لماذا-{number}/"
    moment = NEWEST - timedelta(days=number)
    made = FeedEntry(
        id=f"tag:qatra.example,2026:ar/blog/لماذا-{number}",
        url=url,
        title=f"لماذا نقول 99.4٪؟ ({number})",
        lang="ar",
        published=moment,
        updated=moment + timedelta(hours=1),
        content=compose(BODY, Place(url, URL), "ar", "rtl"),
        summary="سألتنا قارئة & أجبنا <هنا>",
        authors=(FeedAuthor("مختبر قطرة", f"{URL}/people/lab/"), FeedAuthor("سلمى")),
        tags=(FeedTag("جودة-الماء", "جودة الماء"), FeedTag("lab", "مختبر")),
        card=FeedPicture(f"{URL}/cards/1f.jpg", "image/jpeg", 1200, 630, "لماذا نقول"),
        enclosures=(
            Enclosure(f"{URL}/media/film.mp4", "video/mp4", 1234, "فيلم", 12),
            Enclosure(f"{URL}/media/talk.mp3", "audio/mpeg", 99),
        ),
        conversation=f"{url}#conversation",
        comments_feed=f"{url}comments.xml",
    )
    return replace(made, **changes)


def feed(*entries: FeedEntry, **changes: Any) -> Feed:
    """A feed of the Arabic home."""
    made = Feed(
        id="tag:qatra.example,2026:ar/",
        title="قطرة",
        subtitle="كل ما ننشر",
        lang="ar",
        page=f"{URL}/",
        updated=max((one.updated for one in entries), default=datetime(2026, 1, 1, tzinfo=UTC)),
        entries=entries,
        author=FeedAuthor("قطرة", f"{URL}/"),
        atom=f"{URL}/feed.xml",
        rss=f"{URL}/rss.xml",
        json=f"{URL}/feed.json",
        hub="https://hub.example/",
        stylesheet="/follow/feed.css",
        icon=f"{URL}/icon.png",
    )
    return replace(made, **changes)


def edition(lang: str = "ar", translate: Callable[[str], str] = str) -> Edition:
    return Edition(COMPANY, lang, translate, hub="https://hub.example/", stylesheet="/follow/feed.css")


def piece(slug: str = "why", **changes: Any) -> Piece:
    made = Piece(
        kind="post",
        slug=slug,
        lang="ar",
        source=f"ar/blog/2026-11-03-{slug}.md",
        shown=f"content/ar/blog/2026-11-03-{slug}.md",
        title="لماذا نقول 99.4٪؟",
        summary="سألتنا قارئة.",
        body=Markup(BODY),
        date=NEWEST,
        tags=(Tag("جودة-الماء", "جودة الماء"),),
        authors=("lab",),
        about=("qatra-one",),
        illustration=Illustration(MediaFile(Path("tank.png"), "/media/tank.1f.png", 1600, 900), 'خزان "كبير"'),
    )
    return replace(made, **changes)


def site(*pieces: Piece) -> Site:
    product = piece("qatra-one", kind="product", title="Qatra One", date=None, about=(), authors=(), tags=())
    return Site(COMPANY, PEOPLE, (*pieces, product, replace(product, lang="en")))


def comment(number: int = 0, **changes: Any) -> FeedComment:
    moment = NEWEST + timedelta(minutes=number)
    made = FeedComment(
        id=f"https://social.example/@noor/{number}",
        url=f"https://social.example/@noor/{number}",
        author=FeedAuthor("نور <b>", "https://social.example/@noor"),
        published=moment,
        updated=moment,
        html="<p>وماذا عن <strong>البئر</strong>؟</p>",
        lang="ar",
    )
    return replace(made, **changes)


def faults(document: Feed) -> list[str]:
    """Everything that is wrong with a feed, in every format that it has."""
    found = [f"atom: {fault}" for fault in atom_rules.faults(atom.render(document), uri(document.atom))]
    if document.rss:
        found += [f"rss: {fault}" for fault in rss_rules.faults(rss.render(document), uri(document.rss))]
    if document.json:
        found += [f"json: {fault}" for fault in json_rules.faults(jsonfeed.render(document), uri(document.json))]
    return found
