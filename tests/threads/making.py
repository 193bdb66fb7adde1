"""Short ways to values that the tests of this room need."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hiwar.model.moderation import Moderation
from hiwar.model.piece import PieceId
from hiwar.model.speaker import Speaker
from hiwar.model.thread import Author, Comment, Source, Thread
from hiwar.platforms.adapter import Body, Said
from hiwar.threads.accounts import Account, Accounts, plain
from hiwar.threads.conversation import Manner
from hiwar.threads.judging import Law

RIYADH = ZoneInfo("Asia/Riyadh")

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PIECE = PieceId("post", "drop-2-tank")
URL = "https://social.qatra.example/@qatra/100"


def comment(name, **more):
    """Return a comment whose id ends in the name; ``day`` is of November 2026."""
    day = more.pop("day", 2)
    plain = {
        "id": f"https://social.example/{name}",
        "key": name,
        "parent": "",
        "url": f"https://social.example/@lina/{name}",
        "author": Author("Lina", "https://social.example/@lina", "@lina"),
        "published": datetime(2026, 11, day, 9, 0, tzinfo=UTC),
        "html": f"<p>{name}</p>",
    }
    if "answers" in more:
        more["parent"] = f"https://social.example/{more.pop('answers')}"
    return Comment(**{**plain, **more})


def said(name, **more):
    """Return the same as a platform sends it."""
    made = comment(name)
    plain = {
        "id": made.id,
        "key": made.key,
        "url": made.url,
        "author": made.author,
        "published": made.published,
        "body": Body(made.html),
    }
    return Said(**{**plain, **more})


def source(*comments, **more):
    plain = {"platform": "mastodon", "url": URL, "heard": NOW - timedelta(days=3)}
    return Source(**{**plain, **more}, comments=tuple(comments))


def thread(*sources):
    return Thread(PIECE, tuple(sources))


def law(voices=None, moderation=None, withdrawn=None):
    """Return rules that protect accounts, which are given with their voice by address."""
    known = {plain(address): Account(address, voice) for address, voice in (voices or {}).items()}
    gone = {plain(address): start for address, start in (withdrawn or {}).items()}
    return Law(moderation or Moderation(), Accounts(known, gone))


def manner(lang="en", voices=None, moderation=None, withdrawn=None):
    """Return how a page shows a conversation in which these accounts are the company's."""
    speakers = {address: Speaker("Qatra Lab", voice, "the lab team") for address, voice in (voices or {}).items()}
    return Manner(lang, RIYADH, speakers, law(voices, moderation, withdrawn))
