"""NodeBB.

Facts: docs.nodebb.org (``/api/topic/{tid}``), and answers recorded from
4.15.1: 20 posts a page; a deleted post keeps its place, with a translation key
for its content; the ETag changes at every request, for the views are counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, fields_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Hearing

PLATFORM: Final = "nodebb"
NAME: Final = "NodeBB"

_TOPIC: Final = re.compile(r"topic/(?P<id>[\w-]+)(?:/.*)?$")
_MAX_PAGES: Final = 100


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the topic at an address of a declared forum."""
    found = community_of(url, communities)
    path = found and _TOPIC.match(found[1].partition("?")[0])
    return Ref(PLATFORM, url, found[0].interface, path["id"], found[0]) if found and path else None


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the topic page by page."""
    del prior  # no validator ever holds, and deleted posts are marked
    answer = yield Request(f"{ref.api}/api/topic/{ref.key}")
    if answer.says_no_more:
        raise Gone("the topic no longer exists")
    topic = fields_of(answer.json())
    if topic.flag("deleted"):
        raise Gone("the topic was deleted")
    posts = list(topic.rows("posts"))
    pages = topic.within("pagination").number("pageCount") or 1
    complete = pages <= _MAX_PAGES
    for page in range(2, min(pages, _MAX_PAGES) + 1):
        answer = yield Request(f"{ref.api}/api/topic/{ref.key}?page={page}")
        try:
            posts += fields_of(answer.json()).rows("posts")
        except Unheard:
            complete = False
            break
    main = topic.text("mainPid")
    said = tuple(_parse(ref, post, main) for post in posts if post.text("pid") != main)
    return Heard(said, complete=complete)


def _parse(ref: Ref, post: Fields, main: str) -> Said:
    key, parent = post.needed("pid"), post.text("toPid")
    url = _id(ref, key)
    return Said(
        id=url,
        key=key,
        parent="" if parent in {"", "0", main} else _id(ref, parent),
        url=url,
        author=_author(ref, post.within("user")),
        published=post.needed_moment("timestampISO"),
        edited=post.moment("editedISO"),
        body=Body(post.text("content"), "html", base=url),
        is_deleted=post.flag("deleted"),
    )


def _id(ref: Ref, key: str) -> str:
    """Return the address of a post; one that came over ActivityPub has its address as its id."""
    base = ref.community.url if ref.community else ref.api
    return key if "://" in key else f"{base}/post/{key}"


def _author(ref: Ref, user: Fields) -> Author:
    base = ref.community.url if ref.community else ref.api
    slug, name = user.text("userslug"), user.text("username")
    address = f"{base}/user/{quote(slug)}" if slug else ""
    return Author(user.text("displayname", "username"), address, f"@{name}" if name and slug else "")
