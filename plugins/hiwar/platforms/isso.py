"""Isso: comments of one's own server below pages of one's own.

A community's ``url`` is the site whose pages are commented, its ``api`` where
Isso answers; a thread's address is the page's. Facts: isso-comments.de/docs,
"API", and answers recorded from Isso 0.14. Everything comes in one answer,
nested two levels, an answer to an answer hanging on the first comment. A
deleted comment with answers stays as mode 4, one without vanishes; asked for
alone, what exists is 403 to strangers, and what does not is 404.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlencode, urlsplit

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Heard, Ref, Request, Said, community_of
from hiwar.platforms.fields import Fields, fields_of
from hiwar.platforms.vanishing import MAX_CHECKS, vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Comment, Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "isso"
NAME: Final = "Isso"

#: ``mode`` of a comment (isso/db/comments.py): accepted; 2 waits for a moderator.
_ACCEPTED: Final = 1
_DELETED: Final = 4


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the thread of a page of a declared site."""
    found = community_of(url, communities)
    if not found:
        return None
    return Ref(PLATFORM, url, found[0].interface, urlsplit(url).path, found[0])


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for all comments at once, then after what vanished."""
    raw = yield from _fetch(ref)
    said = {comment.key: comment for comment in _parse_all(raw, ref)}
    deleted = yield from _ask_after(ref, vanished(prior, said), said)
    return Heard(tuple(said.values()), deleted, complete=not _is_cut(raw))


def _fetch(ref: Ref) -> Generator[Request, Answer, Fields]:
    """Ask for a page as browsers name it, percent-encoded, then as people do."""
    typed = unquote(ref.key)
    raw = Fields({})
    for path in dict.fromkeys((quote(typed), typed)):
        raw = fields_of((yield Request(f"{ref.api}/?{urlencode({'uri': path})}")).json())
        if any(raw.rows("replies")):
            break
    return raw


def _is_cut(raw: Fields) -> bool:
    return bool(raw.number("hidden_replies")) or any(row.number("hidden_replies") for row in raw.rows("replies"))


def _parse_all(raw: Fields, ref: Ref) -> Iterator[Said]:
    for row in raw.rows("replies"):
        for comment in (row, *row.rows("replies")):
            if comment.number("mode") in {_ACCEPTED, _DELETED}:
                yield _parse(comment, ref)


def _parse(row: Fields, ref: Ref) -> Said:
    key, parent = row.needed("id"), row.text("parent")
    return Said(
        id=_permalink(ref, key),
        key=key,
        parent=_permalink(ref, parent) if parent else "",
        url=_permalink(ref, key),
        # A visitor's website is whatever they typed, so it names no account.
        author=Author(row.text("author")),
        published=row.needed_moment("created"),
        edited=row.moment("modified"),
        body=Body(row.text("text"), "html", base=ref.url),
        is_deleted=row.number("mode") == _DELETED,
    )


def _permalink(ref: Ref, key: str) -> str:
    return f"{ref.url}#isso-{key}"


def _ask_after(
    ref: Ref, missed: Sequence[Comment], said: dict[str, Said]
) -> Generator[Request, Answer, frozenset[str]]:
    """Ask for each comment that vanished, if the server tells 404 from 403 at all."""
    standing = next((key for key, comment in said.items() if not comment.is_deleted), None)
    if not missed or standing is None:
        return frozenset()
    if (yield _alone(ref, standing)).status != 403:
        return frozenset()
    deleted = set()
    for comment in missed[:MAX_CHECKS]:
        answer = yield _alone(ref, comment.key)
        if answer.status == 404:
            deleted.add(comment.id)
    return frozenset(deleted)


def _alone(ref: Ref, key: str) -> Request:
    return Request(f"{ref.api}/id/{key}")
