"""Mastodon, and servers that speak its interface (Takahē, Pleroma, GoToSocial).

Facts: docs.joinmastodon.org/methods/statuses (``context``), and answers
recorded from Takahē. Without a token Mastodon sends 60 descendants at most and
says nowhere that it cut the tree (mastodon/mastodon#25892), so the tree is
compared with each post's ``replies_count`` and walked where it looks cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hiwar.model.thread import Attachment, Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, fields_of
from hiwar.platforms.vanishing import MAX_CHECKS, vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Comment, Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "mastodon"
NAME: Final = "Mastodon"

#: Paths of posts: Mastodon's own two, GoToSocial's, Takahē's, Pleroma's.
_POST: Final = re.compile(
    r"(?:@[^/]+/(?:statuses/|posts/)?|users/[^/]+/statuses/|web/statuses/|notice/)(?P<id>[0-9A-Za-z]+)/?$"
)
#: Posts for everybody; the others must never be taken in, though a token shows them.
_OPEN: Final = frozenset({"public", "unlisted"})
#: Requests spent on cut branches, and on comments that were there before.
_MAX_WALKS: Final = 40


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the post at an address of a declared server."""
    found = community_of(url, communities)
    path = found and _POST.match(found[1])
    if not found or not path:
        return None
    return Ref(PLATFORM, url, found[0].interface, path["id"], found[0])


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the tree, walk where it is cut, then ask after what vanished."""
    answer = yield Request(_context(ref, ref.key), validator=prior.validator if prior else None)
    if answer.is_unchanged:
        return None
    if answer.says_no_more:
        raise Gone("the post no longer exists")
    tree = _Tree(ref.key, {comment.key: comment.id for comment in prior.comments} if prior else {})
    tree.take(answer)
    tree.expect(fields_of((yield Request(_status(ref, ref.key))).json()))
    whole = not tree.cut()
    yield from _walk(ref, tree)
    missed = vanished(prior, tree.posts)
    deleted = yield from _ask_after(ref, tree, missed)
    # Only when this one answer held everything does a 304 to it mean "nothing new".
    validator = answer.validator() if whole and len(deleted) == len(missed) else None
    return Heard(tuple(tree.said()), deleted, complete=not tree.cut(), validator=validator)


@dataclass(slots=True)
class _Tree:
    """The posts seen so far, by the server's own ids."""

    root: str
    #: Ids of posts heard before, which may be parents.
    ids: dict[str, str]
    posts: dict[str, Fields] = field(default_factory=dict)
    #: How many answers each post says it has.
    expected: dict[str, int] = field(default_factory=dict)

    def take(self, answer: Answer) -> None:
        """Add the descendants of an answer to ``context``."""
        for post in fields_of(answer.json()).rows("descendants"):
            self.add(post)

    def add(self, post: Fields) -> None:
        """Add one post."""
        key = post.needed("id")
        self.posts[key] = post
        self.ids[key] = post.needed("uri")
        self.expect(post)

    def expect(self, post: Fields) -> None:
        """Note how many answers a post says it has."""
        self.expected[post.needed("id")] = post.number("replies_count")

    def cut(self) -> list[str]:
        """Return the ids of posts with fewer answers here than they say they have."""
        present = dict.fromkeys(self.expected, 0)
        for post in self.posts.values():
            parent = post.text("in_reply_to_id")
            present[parent] = present.get(parent, 0) + 1
        return [key for key, count in self.expected.items() if present[key] < count]

    def said(self) -> list[Said]:
        """Return the posts that are for everybody."""
        return [_parse(post, self) for post in self.posts.values() if post.text("visibility") in _OPEN]


def _walk(ref: Ref, tree: _Tree) -> Generator[Request, Answer, None]:
    asked = {ref.key}
    for _ in range(_MAX_WALKS):
        branch = next((key for key in tree.cut() if key not in asked), None)
        if branch is None:
            return
        asked.add(branch)
        answer = yield Request(_context(ref, branch))
        try:
            tree.take(answer)
        except Unheard:
            continue  # the branch stays cut, and the answer is marked so


def _ask_after(ref: Ref, tree: _Tree, missed: Sequence[Comment]) -> Generator[Request, Answer, frozenset[str]]:
    """Ask for each comment that vanished: Mastodon leaves deleted posts out without a word."""
    deleted = set()
    for comment in missed[:MAX_CHECKS]:
        answer = yield Request(_status(ref, comment.key))
        if answer.says_no_more:
            deleted.add(comment.id)
            continue
        try:
            tree.add(fields_of(answer.json()))
        except Unheard:
            continue  # not heard is not deleted
    return frozenset(deleted)


def _parse(post: Fields, tree: _Tree) -> Said:
    parent = post.text("in_reply_to_id")
    return Said(
        id=post.needed("uri"),
        key=post.needed("id"),
        parent="" if parent == tree.root else tree.ids.get(parent, ""),
        url=post.text("url", "uri"),
        author=_author(post.within("account")),
        published=post.needed_moment("created_at"),
        edited=post.moment("edited_at"),
        lang=post.text("language"),
        warning=post.text("spoiler_text"),
        body=Body(post.text("content"), "html", base=post.text("url", "uri")),
        attachments=tuple(
            Attachment(media.text("remote_url", "url"), media.text("description"))
            for media in post.rows("media_attachments")
            if media.text("remote_url", "url")
        ),
    )


def _author(account: Fields) -> Author:
    handle = account.text("acct")
    return Author(account.text("display_name", "username"), account.text("url"), f"@{handle}" if handle else "")


def _status(ref: Ref, key: str) -> str:
    return f"{ref.api}/api/v1/statuses/{key}"


def _context(ref: Ref, key: str) -> str:
    return f"{_status(ref, key)}/context"
