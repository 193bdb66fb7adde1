"""Discourse.

Facts: docs.discourse.org (``/t/{id}.json``, ``/t/{id}/posts.json``), and real
topics: the first answer holds 20 posts and the ids of all (``post_stream``);
``?post_number=`` is a window that repeats itself at the end, so the rest is
asked for by id.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, fields_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "discourse"
NAME: Final = "Discourse"

_TOPIC: Final = re.compile(r"t/(?:[^/]+/)?(?P<id>\d+)(?:/\d+)?/?$")
#: What people wrote; the others are "closed this topic" and whispers to staff.
_WRITTEN: Final = frozenset({1, 2})
_BATCH: Final = 20
_MAX_POSTS: Final = 2000


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the topic at an address of a declared forum."""
    found = community_of(url, communities)
    path = found and _TOPIC.match(found[1].partition("?")[0])
    return Ref(PLATFORM, url, found[0].interface, path["id"], found[0]) if found and path else None


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the topic, then for the posts that the first answer leaves out."""
    del prior  # Discourse names deleted posts in no answer, so there is nobody to ask after
    answer = yield Request(f"{ref.api}/t/{ref.key}.json")
    if answer.says_no_more:
        raise Gone("the topic no longer exists")
    topic = fields_of(answer.json())
    stream = topic.within("post_stream")
    wanted = [str(key) for key in _ids(stream)]
    posts = {post.needed("id"): post for post in stream.rows("posts")}
    missing = [key for key in wanted[:_MAX_POSTS] if key not in posts]
    yield from _rest(ref, missing, posts)
    complete = bool(wanted) and all(key in posts for key in wanted)
    return Heard(tuple(_said(ref, topic, posts)), complete=complete)


def _ids(stream: Fields) -> list[object]:
    found = stream.raw.get("stream")
    return found if isinstance(found, list) else []


def _rest(ref: Ref, missing: list[str], posts: dict[str, Fields]) -> Generator[Request, Answer, None]:
    for start in range(0, len(missing), _BATCH):
        query = "&".join(f"post_ids[]={key}" for key in missing[start : start + _BATCH])
        answer = yield Request(f"{ref.api}/t/{ref.key}/posts.json?{query}")
        try:
            found = fields_of(answer.json()).within("post_stream")
        except Unheard:
            return  # what is missing makes the answer incomplete
        posts.update((post.needed("id"), post) for post in found.rows("posts"))


def _said(ref: Ref, topic: Fields, posts: dict[str, Fields]) -> Iterator[Said]:
    ids = {post.number("post_number"): _id(ref, post) for post in posts.values()}
    for post in posts.values():
        # The first post is the topic itself.
        if post.number("post_number") > 1 and post.number("post_type") in _WRITTEN:
            yield _parse(ref, topic, post, ids)


def _parse(ref: Ref, topic: Fields, post: Fields, ids: dict[int, str]) -> Said:
    base = ref.community.url if ref.community else ref.api
    number, parent = post.number("post_number"), post.number("reply_to_post_number")
    username = post.text("username")
    return Said(
        id=_id(ref, post),
        key=post.needed("id"),
        parent=ids.get(parent, "") if parent > 1 else "",
        url=f"{base}/t/{topic.text('slug') or '-'}/{ref.key}/{number}",
        author=Author(post.text("name", "username"), f"{base}/u/{username}" if username else "", f"@{username}"),
        published=post.needed_moment("created_at"),
        edited=post.moment("updated_at") if post.number("version") > 1 else None,
        body=Body(post.text("cooked"), "html", base=f"{base}/t/{ref.key}/{number}"),
        is_hidden=post.flag("hidden"),
        is_deleted=post.flag("user_deleted") or bool(post.text("deleted_at")),
    )


def _id(ref: Ref, post: Fields) -> str:
    return f"{ref.community.url if ref.community else ref.api}/p/{post.needed('id')}"
