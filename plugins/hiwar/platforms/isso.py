"""Isso, a comment server of one's own.

Facts: isso-comments.de/docs/reference/server-api, and answers recorded from
0.14: two levels only (an answer to an answer moves up), ``mode`` 1 shown, 2
waiting for a moderator, 4 deleted but answered; seconds since 1970.

A thread's address is that of the server with the page it belongs to:
``https://comments.example.org/?uri=/blog/launch/``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote, urlsplit

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Heard, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, fields_of

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "isso"
NAME: Final = "Isso"

_SHOWN, _DELETED = 1, 4
_MAX_BRANCHES: Final = 50


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the thread of a page on a declared server."""
    found = community_of(url, communities)
    uri = next(iter(parse_qs(urlsplit(found[1]).query).get("uri", ())), "") if found else ""
    return Ref(PLATFORM, url, found[0].interface, uri, found[0]) if found and uri else None


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the thread, then for the answers that it folded away."""
    del prior  # the server gives no validator, and deleted comments vanish or are marked
    thread = fields_of((yield Request(_address(ref))).json())
    rows = list(thread.rows("replies"))
    complete = not thread.number("hidden_replies")
    for row in tuple(rows):
        rows += row.rows("replies")
    folded = [row.needed("id") for row in thread.rows("replies") if row.number("hidden_replies")]
    for parent in folded[:_MAX_BRANCHES]:
        complete = (yield from _branch(ref, parent, rows)) and complete
    complete = complete and len(folded) <= _MAX_BRANCHES
    said = tuple(_parse(ref, row) for row in rows if row.number("mode") in {_SHOWN, _DELETED})
    return Heard(said, complete=complete)


def _branch(ref: Ref, parent: str, rows: list[Fields]) -> Generator[Request, Answer, bool]:
    """Add all answers to a comment; tell whether they came."""
    answer = yield Request(f"{_address(ref)}&parent={parent}")
    try:
        rows += fields_of(answer.json()).rows("replies")
    except Unheard:
        return False
    return True


def _parse(ref: Ref, row: Fields) -> Said:
    key, parent = row.needed("id"), row.text("parent")
    return Said(
        id=_id(ref, key),
        key=key,
        parent=_id(ref, parent) if parent else "",
        author=Author(row.text("author"), row.text("website")),
        published=row.needed_moment("created"),
        edited=row.moment("modified"),
        body=Body(row.text("text"), "html", base=ref.url),
        is_deleted=row.number("mode") == _DELETED,
    )


def _id(ref: Ref, key: str) -> str:
    return f"{ref.community.url if ref.community else ref.api}/id/{key}"


def _address(ref: Ref) -> str:
    return f"{ref.api}/?uri={quote(ref.key, safe='')}"
