"""Any topic that a forum offers as an Atom or RSS feed: phpBB, vBulletin, MyBB, SMF and their like.

Facts: RFC 4287, RSS 2.0, RFC 4685 for answers, and a real phpBB feed. A feed
holds the newest ten or fifteen posts, so absence from it never means deletion.
Old forums write windows-1256 and let PHP print behind the end, which
`feedparser` reads all the same.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import feedparser

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard, community_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "feed"
NAME: Final = "Forum"

_ACCEPT: Final = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9"
#: phpBB ends every post with who wrote it when, in the forum's language.
_STATISTICS: Final = re.compile(
    r"<p>[^<]{1,40}<a href=\"[^\"]*memberlist\.php[^\"]*\">[^<]*</a>[^<]*</p>\s*<hr ?/>\s*$"
)


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the feed at an address of a declared forum."""
    found = community_of(url, communities)
    return Ref(PLATFORM, url, f"{found[0].interface}/{found[1]}", url, found[0]) if found and found[1] else None


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the feed."""
    answer = yield Request(ref.api, accept=_ACCEPT, validator=prior.validator if prior else None)
    if answer.is_unchanged:
        return None
    if answer.status == 410:
        raise Gone("the topic no longer exists")
    if answer.status != 200:
        raise Unheard(f"answered {answer.status}")
    feed = _read(answer)
    return Heard(tuple(_said(feed, ref)), complete=False, validator=answer.validator())


def _read(answer: Answer) -> Any:
    headers = {"content-type": answer.headers.get("content-type", ""), "content-location": answer.url}
    feed = feedparser.parse(answer.body, response_headers=headers)
    if not feed.version:
        raise Unheard(f"answered {answer.media_type or 'something'} instead of a feed")
    return feed


def _said(feed: Any, ref: Ref) -> Iterator[Said]:
    for entry in feed.entries:
        name = entry.get("id") or entry.get("link")
        published = _moment(entry, "published_parsed") or _moment(entry, "updated_parsed")
        if name and published:
            yield _parse(entry, name, published, ref)


def _parse(entry: Any, name: str, published: datetime, ref: Ref) -> Said:
    updated = _moment(entry, "updated_parsed")
    link = entry.get("link") or ref.url
    contents = entry.get("content") or [{"value": entry.get("summary", "")}]
    return Said(
        id=name,
        key=name,
        parent=(entry.get("thr_in-reply-to") or {}).get("ref", ""),
        url=link,
        author=Author(entry.get("author", ""), (entry.get("author_detail") or {}).get("href", "")),
        published=published,
        edited=updated if updated and updated > published else None,
        body=Body(_STATISTICS.sub("", str(contents[0].get("value", "")).strip()), "html", base=link),
    )


def _moment(entry: Any, name: str) -> datetime | None:
    # Asked for by "in": feedparser's get() takes "published" for a missing "updated", and warns.
    if name not in entry or entry[name] is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(entry[name]), UTC)
    except (ValueError, OverflowError):
        return None
