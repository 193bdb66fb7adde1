"""Discourse: a topic, its first post being the company's.

Facts: docs.discourse.org ("Get a single topic", "Get specific posts from a
topic"), and recorded topics. The first answer holds 20 posts and the ids of
all; the others are asked for by id, since ``?page=`` and ``?post_number=`` are
windows that repeat. Answers point at numbers in the topic, not at ids.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, community_of
from hiwar.platforms.fields import Fields, fields_of
from hiwar.platforms.vanishing import MAX_CHECKS, vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Comment, Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "discourse"
NAME: Final = "Discourse"

#: ``t/slug/12``, ``t/12``, each with the number of a post after it.
_TOPIC: Final = re.compile(r"t/(?:(?!\d+(?:/|$))[^/]+/)?(?P<id>\d+)(?:/\d+)?/?(?:\?.*)?$")
_BATCH: Final = 20
#: Kinds of posts (app/models/post.rb, ``Post.types``): what people write, and
#: what moderators do; 3 is "closed this topic", 4 a whisper among the staff.
_TALK: Final = frozenset({1, 2})


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the topic at an address of a declared forum."""
    found = community_of(url, communities)
    path = found and _TOPIC.match(found[1])
    if not found or not path:
        return None
    return Ref(PLATFORM, url, found[0].interface, path["id"], found[0])


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the topic, for the posts it left out, then after what vanished."""
    answer = yield Request(f"{ref.api}/t/{ref.key}.json")
    if answer.says_no_more:
        raise Gone("the topic no longer exists")
    topic = fields_of(answer.json())
    stream = topic.within("post_stream")
    posts = {post.needed("id"): post for post in stream.rows("posts")}
    wanted = _ids(stream)
    yield from _rest(ref, [key for key in wanted if key not in posts], posts)
    deleted, hidden = yield from _ask_after(ref, vanished(prior, posts), posts)
    numbers = {post.number("post_number"): key for key, post in posts.items()}
    said = (_parse(post, ref, topic, numbers) for post in posts.values() if _is_comment(post))
    return Heard(tuple(said), deleted, hidden, complete=bool(wanted) and all(key in posts for key in wanted))


def _ids(stream: Fields) -> list[str]:
    listed = stream.raw.get("stream")
    return [str(key) for key in listed if isinstance(key, int)] if isinstance(listed, list) else []


def _rest(ref: Ref, missing: Sequence[str], posts: dict[str, Fields]) -> Generator[Request, Answer, None]:
    """Ask for posts by their ids, a batch at a time."""
    for start in range(0, len(missing), _BATCH):
        query = "&".join(f"post_ids[]={key}" for key in missing[start : start + _BATCH])
        answer = yield Request(f"{ref.api}/t/{ref.key}/posts.json?{query}")
        for post in fields_of(answer.json()).within("post_stream").rows("posts"):
            posts[post.needed("id")] = post


def _ask_after(
    ref: Ref, missed: Sequence[Comment], posts: dict[str, Fields]
) -> Generator[Request, Answer, tuple[frozenset[str], frozenset[str]]]:
    """Return what was deleted and what is hidden of the comments that vanished without a word."""
    deleted, hidden = set(), set()
    for comment in missed[:MAX_CHECKS]:
        answer = yield Request(f"{ref.api}/posts/{comment.key}.json")
        if answer.says_no_more:
            deleted.add(comment.id)
        elif answer.status == 403 and answer.is_json:
            hidden.add(comment.id)
        elif answer.status == 200 and answer.is_json:
            post = fields_of(answer.json())
            # A post that was moved belongs to another topic now.
            if post.text("topic_id") == ref.key:
                posts[post.needed("id")] = post
    return frozenset(deleted), frozenset(hidden)


def _is_comment(post: Fields) -> bool:
    return post.number("post_number") > 1 and post.number("post_type") in _TALK


def _parse(post: Fields, ref: Ref, topic: Fields, numbers: Mapping[int, str]) -> Said:
    home = ref.community.url if ref.community else ref.api
    answered = post.number("reply_to_post_number")
    parent = numbers.get(answered, "") if answered > 1 else ""
    name = post.text("username")
    edited = post.moment("updated_at") if post.number("version") > 1 else None
    return Said(
        id=f"{home}/p/{post.needed('id')}",
        key=post.needed("id"),
        parent=f"{home}/p/{parent}" if parent else "",
        url=f"{home}/t/{topic.text('slug') or '-'}/{ref.key}/{post.number('post_number')}",
        author=Author(post.text("name", "username"), f"{home}/u/{name}" if name else "", f"@{name}" if name else ""),
        published=post.needed_moment("created_at"),
        edited=edited,
        body=Body(post.text("cooked"), "html", base=f"{home}/"),
        is_hidden=post.flag("hidden"),
        is_deleted=post.flag("user_deleted") or bool(post.text("deleted_at")),
    )
