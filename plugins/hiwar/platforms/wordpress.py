"""WordPress: the comments below a post.

Facts: developer.wordpress.org/rest-api/reference/comments, and answers
recorded from 6.1: 100 comments a page at most, the total in a header, 200 with
an empty list for a post that does not exist, a parent that is no more.
``?rest_route=`` answers with every setting of permalinks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, rows_of

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "wordpress"
NAME: Final = "WordPress"

_PER_PAGE: Final = 100
_MAX_PAGES: Final = 50
_DIGITS: Final = re.compile(r"\d+")


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the post at an address of a declared site: by its number, else by its name."""
    found = community_of(url, communities)
    if not found:
        return None
    parts = urlsplit(found[1])
    number = next(iter(parse_qs(parts.query).get("p", ())), "")
    name = unquote(parts.path.strip("/").rpartition("/")[2])
    key = number if _DIGITS.fullmatch(number) else f"/{name}" if name else ""
    return Ref(PLATFORM, url, found[0].interface, key, found[0]) if key else None


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the comments page by page; where there are none, ask whether the post is there."""
    post = ref.key if not ref.key.startswith("/") else (yield from _number(ref))
    rows, complete = yield from _comments(ref, post)
    if not rows and prior and prior.comments:
        answer = yield Request(_route(ref, f"posts/{post}"))
        if answer.says_no_more:
            raise Gone("the post no longer exists")
        answer.json()
    said = tuple(_parse(ref, row) for row in rows if row.text("type") in {"", "comment"})
    return Heard(said, complete=complete)


def _number(ref: Ref) -> Generator[Request, Answer, str]:
    answer = yield Request(_route(ref, "posts", f"&slug={quote(ref.key[1:])}"))
    post = next(rows_of(answer.json()), None)
    if post is None:
        raise Unheard(f'has no post called "{ref.key[1:]}"')
    return post.needed("id")


def _comments(ref: Ref, post: str) -> Generator[Request, Answer, tuple[list[Fields], bool]]:
    rows: list[Fields] = []
    for page in range(1, _MAX_PAGES + 1):
        answer = yield Request(_route(ref, "comments", f"&post={post}&per_page={_PER_PAGE}&order=asc&page={page}"))
        try:
            found = list(rows_of(answer.json()))
        except Unheard:
            if page == 1:
                raise
            return rows, False
        rows += found
        total = answer.headers.get("x-wp-total", "")
        if len(found) < _PER_PAGE or total == str(len(rows)):
            return rows, not total.isdigit() or len(rows) >= int(total)
    return rows, False


def _parse(ref: Ref, row: Fields) -> Said:
    key, parent = row.needed("id"), row.text("parent")
    return Said(
        id=_id(ref, key),
        key=key,
        parent="" if parent in {"", "0"} else _id(ref, parent),
        url=row.text("link"),
        author=Author(row.text("author_name"), row.text("author_url")),
        published=row.needed_moment("date_gmt"),
        body=Body(row.within("content").text("rendered"), "html", base=row.text("link") or ref.url),
    )


def _id(ref: Ref, key: str) -> str:
    """Return an id that outlives a change of permalinks."""
    return f"{ref.community.url if ref.community else ref.api}/#comment-{key}"


def _route(ref: Ref, path: str, query: str = "") -> str:
    return f"{ref.api}/?rest_route=/wp/v2/{path}{query}"
