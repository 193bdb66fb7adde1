"""Hacker News: the comments below a story, or below a comment.

Facts, read on 23 November 2026: hn.algolia.com/api (``items``: the whole tree in
one answer, 10,000 requests an hour for an address), github.com/HackerNews/API
(``item``: one at a time, with ``deleted``, ``dead`` and the story's count of
``descendants``). Algolia lags some minutes and leaves the deleted without name
and text; the other interface knows at once. HTML is ``<p>`` between paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard
from hiwar.platforms.fields import Fields, fields_of
from hiwar.platforms.vanishing import MAX_CHECKS, vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Comment, Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "hackernews"
NAME: Final = "Hacker News"

FRONT: Final = "https://news.ycombinator.com"
API: Final = "https://hn.algolia.com/api/v1"
#: One item at a time, and nothing behind its time.
_ITEMS: Final = "https://hacker-news.firebaseio.com/v0"
_ITEM: Final = re.compile(re.escape(FRONT) + r"/item\?(?:[^#]*&)?id=(?P<id>\d+)(?:&.*)?")


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the item at an address of Hacker News, declared or not."""
    path = _ITEM.fullmatch(url)
    if not path:
        return None
    community = next((one for one in communities if one.url == FRONT), None)
    return Ref(PLATFORM, url, (community.api if community else "") or API, path["id"], community, FRONT)


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the tree, for how many there should be, then after what vanished."""
    story = fields_of((yield _item(ref.key)).json())
    if story.flag("deleted") or story.flag("dead"):
        raise Gone("the story was taken down")
    answer = yield Request(f"{ref.api}/items/{ref.key}", auth_by="")
    if answer.says_no_more:
        raise Unheard("is not in the index yet")
    said = {comment.key: comment for comment in _comments(fields_of(answer.json()), ref)}
    missed = vanished(prior, said)
    deleted, hidden = yield from _ask_after(ref, missed, said)
    # The count of a story leaves the deleted and the dead out; a comment has none.
    present = sum(not comment.is_deleted for comment in said.values())
    return Heard(tuple(said.values()), deleted, hidden, complete=present >= story.number("descendants"))


def _comments(root: Fields, ref: Ref) -> Iterator[Said]:
    waiting = list(root.rows("children"))
    while waiting:
        row = waiting.pop()
        yield _parse(row, ref)
        waiting.extend(row.rows("children"))


def _parse(row: Fields, ref: Ref) -> Said:
    key, parent, text = row.needed("id"), row.text("parent_id"), row.text("text")
    return Said(
        id=_permalink(key),
        key=key,
        parent=_permalink(parent) if parent not in {"", ref.key} else "",
        url=_permalink(key),
        author=_author(row.text("author")),
        published=row.needed_moment("created_at_i" if row.number("created_at_i") else "created_at"),
        body=Body(text, "html", base=f"{FRONT}/"),
        is_deleted=not text and not row.text("author"),
    )


def _ask_after(
    ref: Ref, missed: Sequence[Comment], said: dict[str, Said]
) -> Generator[Request, Answer, tuple[frozenset[str], frozenset[str]]]:
    """Return what was deleted and what is dead of the comments that vanished, and take in what stands."""
    deleted, hidden = set(), set()
    for comment in missed[:MAX_CHECKS]:
        answer = yield _item(comment.key)
        try:
            row = fields_of(answer.json())
        except Unheard:
            continue  # not heard is not deleted
        if row.flag("deleted"):
            deleted.add(comment.id)
        elif row.flag("dead"):
            hidden.add(comment.id)
        elif row.text("text"):
            said[comment.key] = _parse_item(row, ref)
    return frozenset(deleted), frozenset(hidden)


def _parse_item(row: Fields, ref: Ref) -> Said:
    key, parent = row.needed("id"), row.text("parent")
    return Said(
        id=_permalink(key),
        key=key,
        parent=_permalink(parent) if parent not in {"", ref.key} else "",
        url=_permalink(key),
        author=_author(row.text("by")),
        published=row.needed_moment("time"),
        body=Body(row.text("text"), "html", base=f"{FRONT}/"),
    )


def _author(name: str) -> Author:
    return Author(name, f"{FRONT}/user?id={name}", name) if name else Author()


def _permalink(key: str) -> str:
    return f"{FRONT}/item?id={key}"


def _item(key: str) -> Request:
    return Request(f"{_ITEMS}/item/{key}.json", auth_by="")
