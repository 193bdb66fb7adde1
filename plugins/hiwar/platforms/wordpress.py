"""WordPress: the comments below a post of a blog.

Facts: developer.wordpress.org/rest-api/reference/comments, and answers recorded
from WordPress 6.1. ``?rest_route=`` works with every kind of permalinks. An
unknown post is 200 with an empty list, so emptiness proves nothing; answers to
a comment in the bin keep pointing at it; a comment that the blog took back is
401 for the public, and one that is no more is 404.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, rows_of
from hiwar.platforms.vanishing import MAX_CHECKS, vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Comment, Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "wordpress"
NAME: Final = "WordPress"

#: The most that the interface gives; more is 400.
_PER_PAGE: Final = 100
_MAX_PAGES: Final = 100
_NUMBER: Final = re.compile(r"\d+")
#: Where a pretty address may belong; the interface has one list for each.
_KINDS: Final = ("posts", "pages")


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the post at an address of a declared blog: ``?p=4``, or a pretty one."""
    bare = url.partition("?")[0].rstrip("/")
    found = community_of(url, communities)
    if not found:
        return None
    query = parse_qs(urlsplit(url).query)
    number = next((value for name in ("p", "page_id") for value in query.get(name, ())), "")
    key = number if _NUMBER.fullmatch(number) else unquote(bare[len(found[0].url) :]).strip("/")
    return Ref(PLATFORM, url, found[0].interface, key, found[0]) if key else None


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Find the post's number, ask for its comments page by page, then after what vanished."""
    post = ref.key if _NUMBER.fullmatch(ref.key) else (yield from _number(ref))
    rows, whole = yield from _comments(ref, post)
    if not rows and prior and prior.comments:
        answer = yield Request(_route(ref, f"posts/{post}"))
        if answer.says_no_more and b"rest_post_invalid_id" in answer.body:
            raise Gone("the post no longer exists")
    deleted, hidden = yield from _ask_after(ref, vanished(prior, rows) if whole else [])
    said = tuple(_parse(row, ref, post) for row in rows.values() if row.text("type") in {"", "comment"})
    return Heard(said, deleted, hidden, complete=whole)


def _comments(ref: Ref, post: str) -> Generator[Request, Answer, tuple[dict[str, Fields], bool]]:
    """Return the comments by id, and whether these are all."""
    rows: dict[str, Fields] = {}
    for number in range(1, _MAX_PAGES + 1):
        answer = yield Request(_route(ref, "comments", post=post, per_page=_PER_PAGE, order="asc", page=number))
        try:
            listed = answer.json()
        except Unheard:
            if number == 1:
                raise
            return rows, False
        if not isinstance(listed, list):
            raise Unheard("answered something else than a list")
        rows |= {row.needed("id"): row for row in rows_of(listed)}
        if number >= _count(answer, "x-wp-totalpages"):
            return rows, "x-wp-total" in answer.headers and len(rows) >= _count(answer, "x-wp-total")
    return rows, False


def _number(ref: Ref) -> Generator[Request, Answer, str]:
    """Return the number of the post at a pretty address.

    Raises:
        Unheard: the blog lists no such post.
    """
    slug = ref.key.rpartition("/")[2]
    for kind in _KINDS:
        answer = yield Request(_route(ref, kind, slug=slug, _fields="id,link"))
        for row in rows_of(answer.json()):
            if unquote(urlsplit(row.text("link")).path).strip("/").endswith(ref.key):
                return row.needed("id")
    raise Unheard("lists no post at this address")


def _ask_after(
    ref: Ref, missed: Sequence[Comment]
) -> Generator[Request, Answer, tuple[frozenset[str], frozenset[str]]]:
    """Return what was deleted and what is hidden of the comments that vanished."""
    deleted, hidden = set(), set()
    for comment in missed[:MAX_CHECKS]:
        answer = yield Request(_route(ref, f"comments/{comment.key}"))
        if answer.says_no_more:
            deleted.add(comment.id)
        elif answer.status in {401, 403} and answer.is_json and b"rest_cannot_read" in answer.body:
            hidden.add(comment.id)
    return frozenset(deleted), frozenset(hidden)


def _parse(row: Fields, ref: Ref, post: str) -> Said:
    key, parent = row.needed("id"), row.text("parent")
    link = row.text("link")
    return Said(
        id=_id(ref, post, key),
        key=key,
        parent=_id(ref, post, parent) if parent not in {"", "0"} else "",
        url=link,
        # Names are stored with entities; the address is whatever was typed, so it names no account.
        author=Author(html.unescape(row.text("author_name"))),
        published=row.needed_moment("date_gmt"),
        body=Body(row.within("content").text("rendered"), "html", base=link),
    )


def _id(ref: Ref, post: str, key: str) -> str:
    """Return an id that outlives a change of permalinks."""
    home = ref.community.url if ref.community else ref.api
    return f"{home}/?p={post}#comment-{key}"


def _count(answer: Answer, header: str) -> int:
    value = answer.headers.get(header, "")
    return int(value) if value.isascii() and value.isdigit() else 0


def _route(ref: Ref, path: str, **query: str | int) -> str:
    rest = f"&{urlencode(query)}" if query else ""
    return f"{ref.api}/?rest_route=/wp/v2/{quote(path)}{rest}"
