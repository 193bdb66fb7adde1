"""NodeBB: a topic, its first post being the company's.

Facts: docs.nodebb.org/api (read: ``/api/topic/{tid}``, write:
``/api/v3/posts/{pid}``), and a topic recorded from NodeBB 4.15. Its ETag
changes with every view, so that asking with it is no use. A deleted post keeps
its place, and its content is the key of a translation. Posts that came from
the fediverse have their address there as id.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, fields_of
from hiwar.platforms.vanishing import ask_after, vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "nodebb"
NAME: Final = "NodeBB"

_TOPIC: Final = re.compile(r"topic/(?P<id>\d+)(?:/[^?]*)?(?:\?.*)?$")
_MAX_PAGES: Final = 200


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the topic at an address of a declared forum."""
    found = community_of(url, communities)
    path = found and _TOPIC.match(found[1])
    if not found or not path:
        return None
    return Ref(PLATFORM, url, found[0].interface, path["id"], found[0])


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the topic page by page, then after what vanished."""
    answer = yield _page(ref, 1)
    if answer.says_no_more:
        raise Gone("the topic no longer exists")
    topic = fields_of(answer.json())
    if topic.flag("deleted"):
        raise Gone("the topic was deleted")
    root = topic.needed("mainPid")
    posts = {post.needed("pid"): post for post in topic.rows("posts")}
    if root not in posts:
        raise Unheard("answered a topic without its first post")
    whole = yield from _rest(ref, topic.within("pagination").number("pageCount"), posts)
    deleted = yield from ask_after(
        vanished(prior, posts) if whole else [],
        lambda comment: Request(f"{ref.api}/api/v3/posts/{quote(comment.key, safe='')}"),
    )
    said = tuple(_parse(post, ref, root) for pid, post in posts.items() if pid != root)
    return Heard(said, deleted, complete=whole)


def _rest(ref: Ref, pages: int, posts: dict[str, Fields]) -> Generator[Request, Answer, bool]:
    """Ask for the other pages; return whether all of them answered."""
    for number in range(2, min(pages, _MAX_PAGES) + 1):
        answer = yield _page(ref, number)
        try:
            posts |= {post.needed("pid"): post for post in fields_of(answer.json()).rows("posts")}
        except Unheard:
            return False
    return pages <= _MAX_PAGES


def _page(ref: Ref, number: int) -> Request:
    return Request(f"{ref.api}/api/topic/{ref.key}?page={number}")


def _parse(post: Fields, ref: Ref, root: str) -> Said:
    key, parent = post.needed("pid"), post.text("toPid")
    content = post.text("content")
    return Said(
        id=_permalink(ref, key),
        key=key,
        parent=_permalink(ref, parent) if parent not in {"", "0", root} else "",
        url=_permalink(ref, key),
        author=_author(post.within("user"), ref),
        published=post.needed_moment("timestampISO"),
        edited=post.moment("editedISO") if post.number("edited") else None,
        body=Body(content, "html", base=f"{_home(ref)}/"),
        is_deleted=post.flag("deleted") or content.startswith("[[topic:post-is-deleted"),
    )


def _author(user: Fields, ref: Ref) -> Author:
    name, slug = user.text("displayname", "username"), user.text("userslug")
    if name.startswith("[["):  # the key of a translation, such as "guest"
        name = ""
    remote = user.text("uid")
    if remote.startswith("https://"):
        return Author(name, remote, f"@{slug}" if slug else "")
    # Guests and people who left have no page.
    return Author(name, f"{_home(ref)}/user/{quote(slug)}" if slug else "", f"@{user.text('username')}" if slug else "")


def _permalink(ref: Ref, key: str) -> str:
    return key if key.startswith("https://") else f"{_home(ref)}/post/{key}"


def _home(ref: Ref) -> str:
    return ref.community.url if ref.community else ref.api
