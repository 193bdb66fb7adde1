"""Webmention: what people write about pages of the site on their own sites.

One hearing is about the whole site, so each comment says what page it is
``about``. Anybody can send one, so a moderator releases them. Facts, read on
23 November 2026: github.com/aaronpk/webmention.io, README.md and
helpers/formats.rb (``mentions.jf2``: pages from 0, ``since_id``, deleted ones
left out; a domain's mentions need the account's token, as a parameter), and
aaronpk/webmention.io#206: the filter by ``wm-property`` leaves mentions out, so
kinds are told apart here. Bridgy (brid.gy/about) sends a copy of each answer on
social networks, with the original's permalink as ``url``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Heard, Ref, Request, Said, Unheard
from hiwar.platforms.addresses import links_in
from hiwar.platforms.fields import Fields, fields_of
from hiwar.text import shortened

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "webmention"
#: What readers see instead of a word that only those who build sites know.
NAME: Final = "Another site"

_ENDPOINT: Final = re.compile(r"(?P<front>https?://[^/?#]+)/(?P<domain>[^/?#]+)/webmention")
_PER_PAGE: Final = 100
_MAX_PAGES: Final = 300
#: Characters of a page that mentions ours; a reply is shown whole.
_EXCERPT: Final = 400
_BRIDGY: Final = re.compile(r"https://(?:[\w-]+\.)?brid\.gy/|https://brid-gy\.appspot\.com/", re.ASCII)


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return what came to a declared endpoint: the mentions of a whole site."""
    path = _ENDPOINT.fullmatch(url)
    declared = next((one for one in communities if one.url == url), None)
    if not path or not declared:
        return None
    return Ref(PLATFORM, url, declared.api or path["front"], path["domain"], declared)


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for all mentions page by page; with a prior source, for those after its newest only."""
    numbers = [int(comment.key) for comment in prior.comments if comment.key.isdecimal()] if prior else []
    rows, whole = yield from _mentions(ref, max(numbers, default=0))
    said = tuple(_parse(row) for row in rows if _is_said(row, ref))
    return Heard(said, complete=whole and prior is None)


def _mentions(ref: Ref, newest: int) -> Generator[Request, Answer, tuple[list[Fields], bool]]:
    """Return the mentions after one, oldest first, and whether these are all."""
    found: list[Fields] = []
    since = f"&since_id={newest}" if newest else ""
    for number in range(_MAX_PAGES):
        query = f"domain={ref.key}&sort-dir=up&per-page={_PER_PAGE}&page={number}{since}"
        answer = yield Request(f"{ref.api}/api/mentions.jf2?{query}", auth_by="?token")
        try:
            rows = _children(answer)
        except Unheard:
            if number == 0:
                raise
            return found, False
        found += rows
        if len(rows) < _PER_PAGE:
            return found, True
    return found, False


def _children(answer: Answer) -> list[Fields]:
    page = fields_of(answer.json())
    if "children" not in page.raw:
        raise Unheard("answered something else than a feed")
    return list(page.rows("children"))


def _is_said(row: Fields, ref: Ref) -> bool:
    """Tell what somebody says from likes and reposts, from what is private, and from our own pages."""
    is_speech = row.text("wm-property") in {"in-reply-to", "mention-of"} and bool(_words(row))
    is_ours = _host(row.text("wm-source")) in {ref.key, f"www.{ref.key}"}
    return is_speech and not is_ours and not row.flag("wm-private")


def _words(row: Fields) -> str:
    return (
        row.within("content").text("text", "html", "value") or row.within("summary").text("value") or row.text("name")
    )


def _parse(row: Fields) -> Said:
    source, url = row.needed("wm-source"), row.text("url")
    received, published = row.needed_moment("wm-received"), row.moment("published")
    is_copy = bool(_BRIDGY.match(source))
    return Said(
        id=source,
        key=row.needed("wm-id"),
        # A page may claim any permalink; Bridgy and the page's own host are believed.
        url=url if url and (is_copy or _host(url) == _host(source)) else source,
        author=_author(row.within("author"), source, is_copy=is_copy),
        # What a page says of itself may lie in the future.
        published=min(published, received) if published else received,
        body=_body(row, source),
        about=row.text("wm-target"),
        is_queued=True,
    )


def _body(row: Fields, source: str) -> Body:
    html = row.within("content").text("html")
    if html and row.text("wm-property") == "in-reply-to":
        return Body(html, "html", base=source)
    words = row.within("summary").text("value") or row.within("content").text("text") or _words(row)
    text = words if row.text("wm-property") == "in-reply-to" else shortened(" ".join(words.split()), _EXCERPT)
    return Body(text, "plain", links=links_in(text))


def _author(author: Fields, source: str, *, is_copy: bool) -> Author:
    """Return who wrote, with an address that somebody vouches for: Bridgy, or the place of the page itself."""
    url = author.text("url")
    is_theirs = _host(url) == _host(source) and source.startswith(f"{url.rstrip('/')}/")
    return Author(author.text("name") or _host(source), url if is_copy or is_theirs else "")


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
