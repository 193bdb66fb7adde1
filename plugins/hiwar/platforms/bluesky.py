"""Bluesky: the public AppView of the AT protocol, or one of your own.

Facts: docs.bsky.app/docs/api/app-bsky-feed-get-post-thread, and answers
recorded from the real AppView. A branch that the depth cuts has no ``replies``
though its ``replyCount`` is not 0; a deleted reply takes its branch with it; a
deleted root is 400 with ``NotFound``, not 404; replies that the thread's author
hid are sent all the same, and listed in ``threadgate``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from hiwar.model.thread import Attachment, Author
from hiwar.platforms.adapter import Body, Gone, Heard, Link, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, fields_of, rows_of
from hiwar.platforms.vanishing import MAX_CHECKS, vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Comment, Source, Validator
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "bluesky"
NAME: Final = "Bluesky"

FRONT: Final = "https://bsky.app"
API: Final = "https://public.api.bsky.app"
_POST: Final = re.compile(r"profile/(?P<actor>[A-Za-z0-9.:_-]+)/post/(?P<key>[A-Za-z0-9._~:-]+)/?$")
#: The deepest that the interface gives at once.
_DEPTH: Final = 1000
_MAX_WALKS: Final = 40
#: Labels: docs.bsky.app/docs/advanced-guides/moderation, "Label definitions".
_NOT_FOR_ALL: Final = "!no-unauthenticated"
_HIDE: Final = frozenset({"!hide", "!takedown", "spam"})
_WARN: Final = frozenset({"!warn", "porn", "sexual", "nudity", "graphic-media", "gore"})


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the post at an address of bsky.app or of a declared community."""
    declared = community_of(url, communities)
    rest = declared[1] if declared else url.removeprefix(FRONT + "/")
    path = _POST.match(rest)
    if not path:
        return None
    community = declared[0] if declared else None
    key = f"at://{path['actor']}/app.bsky.feed.post/{path['key']}"
    return Ref(PLATFORM, url, (community.api if community else "") or API, key, community)


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the tree, walk where it is cut, then ask after what vanished."""
    answer = yield _thread(ref, ref.key, prior.validator if prior else None)
    if answer.is_unchanged:
        return None
    if _is_not_found(answer):
        raise Gone("the post no longer exists")
    tree = _Tree(ref.community.url if ref.community else FRONT)
    tree.take(answer)
    whole = not tree.cut
    yield from _walk(ref, tree)
    missed = vanished(prior, tree.seen)
    deleted = yield from _ask_after(ref, tree, missed)
    validator = answer.validator() if whole and len(deleted) == len(missed) else None
    return Heard(tuple(tree.said.values()), deleted | tree.closed, complete=not tree.cut, validator=validator)


@dataclass(slots=True)
class _Tree:
    """The posts seen so far, by address."""

    #: The site whose pages the permalinks lead to.
    front: str
    root: str = ""
    said: dict[str, Said] = field(default_factory=dict)
    #: Posts whose authors want no reader who is not logged in.
    closed: frozenset[str] = frozenset()
    #: Posts whose answers were left out.
    cut: list[str] = field(default_factory=list)
    hidden: frozenset[str] = frozenset()

    @property
    def seen(self) -> frozenset[str]:
        """Every post that was in an answer, taken in or not."""
        return self.closed | self.said.keys()

    def take(self, answer: Answer) -> None:
        """Add the posts of an answer to ``getPostThread``.

        Raises:
            Unheard: the post asked for is blocked or not found.
        """
        raw = fields_of(answer.json())
        thread = raw.within("thread")
        if not thread.within("post").text("uri"):
            raise Unheard(f"answered {thread.text('$type') or 'something else'} instead of a post")
        self.root = self.root or thread.within("post").needed("uri")
        gate = raw.within("threadgate").within("record").raw.get("hiddenReplies")
        self.hidden |= {uri for uri in gate if isinstance(uri, str)} if isinstance(gate, list) else set()
        # Blocked off by the author of what it answers: alive, and not in their thread.
        if thread.within("parent").text("$type").endswith("#blockedPost"):
            self.hidden |= {thread.within("post").needed("uri")}
        for node in _nodes(thread):
            self._add(node)

    def _add(self, node: Fields) -> None:
        post = node.within("post")
        uri = post.needed("uri")
        if "replies" not in node.raw and post.number("replyCount"):
            self.cut.append(uri)
        if uri == self.root:
            return
        labels = _labels(post)
        if _NOT_FOR_ALL in labels:
            self.closed |= {uri}
        else:
            self.said[uri] = _parse(post, self, labels)


def _nodes(thread: Fields) -> Iterator[Fields]:
    """Return every post of a tree; blocked and deleted ones have none."""
    waiting = [thread]
    while waiting:
        node = waiting.pop()
        if node.within("post").raw:
            yield node
            waiting.extend(node.rows("replies"))


def _walk(ref: Ref, tree: _Tree) -> Generator[Request, Answer, None]:
    unheard = []
    for _ in range(_MAX_WALKS):
        if not tree.cut:
            break
        branch = tree.cut.pop()
        answer = yield _thread(ref, branch)
        try:
            tree.take(answer)
        except Unheard:
            unheard.append(branch)
    tree.cut += unheard


def _ask_after(ref: Ref, tree: _Tree, missed: Sequence[Comment]) -> Generator[Request, Answer, frozenset[str]]:
    """Ask for each comment that vanished: a deleted one hides those below it."""
    deleted: set[str] = set()
    for comment in missed[:MAX_CHECKS]:
        if comment.id in tree.seen:
            continue
        answer = yield _thread(ref, comment.id)
        if _is_not_found(answer):
            deleted.add(comment.id)
            continue
        try:
            tree.take(answer)
        except Unheard:
            continue  # not heard is not deleted
    return frozenset(deleted)


def _is_not_found(answer: Answer) -> bool:
    if answer.status not in {400, 404} or not answer.is_json:
        return False
    return b'"error":"NotFound"' in answer.body.replace(b" ", b"")


def _parse(post: Fields, tree: _Tree, labels: frozenset[str]) -> Said:
    uri, record, author = post.needed("uri"), post.within("record"), post.within("author")
    created, indexed = record.moment("createdAt"), post.needed_moment("indexedAt")
    parent = record.within("reply").within("parent").text("uri")
    languages = record.raw.get("langs")
    return Said(
        id=uri,
        key=uri,
        parent="" if parent == tree.root else parent,
        url=f"{tree.front}/profile/{author.text('did')}/post/{uri.rpartition('/')[2]}",
        author=_author(author, tree.front),
        # What a client says may lie in the future; the AppView sorts the same way.
        published=min(created, indexed) if created else indexed,
        lang=languages[0] if isinstance(languages, list) and languages and isinstance(languages[0], str) else "",
        warning=", ".join(sorted(label.lstrip("!") for label in labels & _WARN)),
        body=Body(record.text("text"), "plain", links=tuple(_links(record, tree.front))),
        attachments=tuple(_attachments(post.within("embed"), tree.front)),
        is_hidden=uri in tree.hidden or bool(labels & _HIDE),
    )


def _author(author: Fields, front: str) -> Author:
    handle = author.text("handle")
    # What the AppView sends when a handle's domain no longer answers for it.
    known = handle if handle != "handle.invalid" else ""
    name = author.text("displayName") or known
    return Author(name, f"{front}/profile/{author.text('did')}", f"@{known}" if known else "")


def _labels(post: Fields) -> frozenset[str]:
    found = [*post.rows("labels"), *post.within("author").rows("labels")]
    negated = {label.text("val") for label in found if label.flag("neg")}
    return frozenset(label.text("val") for label in found) - negated


def _links(record: Fields, front: str) -> Iterator[Link]:
    """Return what facets link to (docs.bsky.app/docs/advanced-guides/post-richtext)."""
    for facet in record.rows("facets"):
        index = facet.within("index")
        for feature in facet.rows("features"):
            url = feature.text("uri")
            if feature.text("did"):
                url = f"{front}/profile/{feature.text('did')}"
            elif feature.text("tag"):
                url = f"{front}/hashtag/{quote(feature.text('tag'), safe='')}"
            if url:
                yield Link(index.number("byteStart"), index.number("byteEnd"), url)


def _attachments(embed: Fields, front: str) -> Iterator[Attachment]:
    """Return what an embed's view shows: pictures, a video, a page, a quoted post."""
    for image in embed.rows("images"):
        yield Attachment(image.text("fullsize"), image.text("alt"))
    external = embed.within("external")
    if external.text("uri"):
        yield Attachment(external.text("uri"), external.text("title"))
    if embed.text("playlist"):
        yield Attachment(embed.text("playlist"), embed.text("alt"))
    quoted = embed.within("record")
    if "/app.bsky.feed.post/" in quoted.text("uri"):
        did = quoted.within("author").text("did")
        yield Attachment(f"{front}/profile/{did}/post/{quoted.text('uri').rpartition('/')[2]}")
    for part in rows_of([embed.raw.get("media")]):
        yield from _attachments(part, front)


def _thread(ref: Ref, uri: str, validator: Validator | None = None) -> Request:
    query = urlencode({"uri": uri, "depth": _DEPTH, "parentHeight": 1})
    # The AppView asks nobody who they are, and a token that may post is not for asking.
    return Request(f"{ref.api}/xrpc/app.bsky.feed.getPostThread?{query}", validator=validator, auth_by="")
