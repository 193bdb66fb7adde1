"""Flarum: a discussion, its first post being the company's.

Facts: docs.flarum.org/rest-api, and flarum/framework at 2.x
(Api/Controller/ListPostsController.php, Api/Serializer/PostSerializer.php,
extensions/mentions), read on 23 November 2026. Posts come 50 a page, with their
authors beside them; the list says when there are more. Flarum knows no answers:
people mention a post in theirs. Hidden posts come without text, or not at all,
and to the public a deleted and a hidden one are both "not found".
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
    from collections.abc import Generator, Mapping, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "flarum"
NAME: Final = "Flarum"

_DISCUSSION: Final = re.compile(r"d/(?P<id>\d+)(?:-[^/?]*)?(?:/\d+)?/?(?:\?.*)?")
_ACCEPT: Final = "application/vnd.api+json"
_PER_PAGE: Final = 50
_MAX_PAGES: Final = 200
_MENTION: Final = re.compile(r"<a\b[^>]{0,300}\bclass=\"PostMention\"[^>]{0,300}>")
_MENTIONED: Final = re.compile(r"\bdata-id=\"(\d{1,18})\"")


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the discussion at an address of a declared forum."""
    found = community_of(url, communities)
    path = found and _DISCUSSION.fullmatch(found[1])
    if not found or not path:
        return None
    return Ref(PLATFORM, url, found[0].interface, path["id"], found[0])


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the discussion's posts page by page, then after what vanished."""
    answer = yield Request(f"{ref.api}/api/discussions/{ref.key}", _ACCEPT)
    if answer.says_no_more:
        raise Gone("the discussion no longer exists, or is not public any more")
    if fields_of(answer.json()).within("data").text("id") != ref.key:
        raise Unheard("answered something else than the discussion")
    posts: dict[str, Fields] = {}
    users: dict[str, Fields] = {}
    whole = yield from _posts(ref, posts, users)
    talk = {key: post for key, post in posts.items() if _is_comment(post)}
    missed = vanished(prior, talk) if whole else []
    deleted = yield from ask_after(missed, lambda comment: Request(f"{ref.api}/api/posts/{comment.key}", _ACCEPT))
    said = tuple(_parse(post, ref, talk, users) for post in talk.values())
    return Heard(said, deleted, complete=whole)


def _posts(ref: Ref, posts: dict[str, Fields], users: dict[str, Fields]) -> Generator[Request, Answer, bool]:
    """Take in all pages; return whether these are all."""
    for number in range(_MAX_PAGES):
        query = f"filter[discussion]={ref.key}&sort=number&page[limit]={_PER_PAGE}&page[offset]={number * _PER_PAGE}"
        answer = yield Request(f"{ref.api}/api/posts?{query}", _ACCEPT)
        try:
            raw = fields_of(answer.json())
        except Unheard:
            if number == 0:
                raise
            return False
        posts |= {row.needed("id"): row for row in raw.rows("data") if row.text("type") == "posts"}
        users |= {row.text("id"): row for row in raw.rows("included") if row.text("type") == "users"}
        if not raw.within("links").text("next"):
            return "data" in raw.raw
    return False


def _is_comment(post: Fields) -> bool:
    """Tell what people wrote below the first post from what happened: a new title, a lock."""
    attributes = post.within("attributes")
    return attributes.text("contentType") == "comment" and attributes.number("number") > 1


def _parse(post: Fields, ref: Ref, talk: Mapping[str, Fields], users: Mapping[str, Fields]) -> Said:
    home, attributes = ref.community.url if ref.community else ref.api, post.within("attributes")
    user = post.within("relationships").within("user").within("data").text("id")
    content = attributes.text("contentHtml")
    return Said(
        id=_id(home, post.needed("id")),
        key=post.needed("id"),
        parent=next((_id(home, key) for key in _mentioned(content) if key in talk and key != post.text("id")), ""),
        url=f"{home}/d/{ref.key}/{attributes.number('number')}",
        author=_author(users.get(user, Fields({})).within("attributes"), home),
        published=attributes.needed_moment("createdAt"),
        edited=attributes.moment("editedAt"),
        body=Body(content, "html", base=f"{home}/"),
        is_hidden=attributes.flag("isHidden"),
    )


def _mentioned(content: str) -> list[str]:
    """Return the numbers of the posts that one mentions, in its order."""
    found = (_MENTIONED.search(tag) for tag in _MENTION.findall(content[:20_000]))
    return [number[1] for number in found if number]


def _author(user: Fields, home: str) -> Author:
    """Return who wrote; nobody, where an account was deleted."""
    name = user.text("username")
    slug = user.text("slug", "username")
    return Author(
        user.text("displayName", "username"), f"{home}/u/{quote(slug)}" if slug else "", f"@{name}" if name else ""
    )


def _id(home: str, key: str) -> str:
    """Return an id that stays when posts are merged into another discussion."""
    return f"{home}/api/posts/{key}"
