"""What tests of announcing are made from."""

from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from markupsafe import Markup

from hiwar import ledger
from hiwar.announce.calling import LIMITS, Network, policy_for
from hiwar.announce.compose import Message
from hiwar.announce.place import Seat
from hiwar.announce.sending import Book, Session
from hiwar.errors import Faults
from hiwar.http import Client
from hiwar.model.announcement import Wording
from hiwar.model.community import Community
from hiwar.model.company import Company
from hiwar.model.piece import Piece, PieceId
from hiwar.wholefiles import write_whole
from tests.announce.doubles import TOKEN

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
URL = "https://news.qatra.example/blog/tank/"


def community(platform, url="https://social.qatra.example", **more):
    more = {"account": "@qatra", "announce": ("post", "release"), "category": 7, **more}
    return Community(platform, url, **more)


def at(double, **more):
    """Return the community that a double is."""
    name = next(
        name
        for name in ("mastodon", "discourse", "nodebb", "telegram")
        if name == type(double.platform).__name__.lower()
    )
    url = f"{double.url}/qatra" if name == "telegram" else double.url
    return community(name, url, api=double.url, **more)


def seat(where):
    return Seat(where, TOKEN, where.write_names()[-1], where.account)


def company(*communities):
    return Company(
        url="https://news.qatra.example",
        languages=("ar", "en"),
        timezone=ZoneInfo("Asia/Riyadh"),
        name={"ar": "قطرة", "en": "Qatra"},
        feed_authority="qatra.example,2026",
        communities=communities,
    )


def piece(slug="tank", lang="en", age=timedelta(hours=1), **more):
    more = {
        "kind": "post",
        "title": "The tank that washes itself",
        "summary": "A tank that is clean by itself.",
        **more,
    }
    return Piece(
        slug=slug,
        lang=lang,
        source=f"{lang}/blog/{slug}.md",
        shown=f"content/{lang}/blog/{slug}.md",
        body=Markup("<p>Water.</p>"),
        date=NOW - age,
        **more,
    )


def message(slug="tank", lang="en", **more):
    more = {
        "title": "The tank that washes itself",
        "summary": "A tank that is clean by itself.",
        "url": URL.replace("tank", slug),
        "tags": ("Water quality", "Lab"),
        "wording": Wording(),
        "epoch": int(NOW.timestamp()) - 3600,
        **more,
    }
    return Message(piece=PieceId("post", slug), lang=lang, **more)


def message_of(piece):
    base = "https://news.qatra.example" + ("" if piece.lang == "ar" else "/en")
    return message(
        piece.slug,
        piece.lang,
        title=piece.title,
        summary=piece.summary,
        url=f"{base}/blog/{piece.slug}/",
        wording=piece.wording,
    )


def said(**texts):
    return Wording(MappingProxyType({"" if key == "all" else key: text for key, text in texts.items()}))


def read(path):
    faults = Faults()
    found = ledger.read(path.parent, path.parent, faults)
    assert not faults.found, faults.found
    return found


def open_session(path, where, *, pause=lambda: None):
    """Return a session on a ledger's file, and the client that it calls with."""

    def keep(rows):
        pause()
        write_whole(path, ledger.render(rows))
        pause()

    client = Client("Hiwar/test", policy_for([where]), LIMITS, sleep=lambda _: None)
    return Session(Book(read(path), keep), Network(client), lambda: NOW), client
