"""Lemmy: the comments below a post.

Facts: join-lemmy.org/api (version 3), and LemmyNet/lemmy,
crates/db_views/src/comment_view.rs at 016c9c2, read on 23 November 2026. With
``max_depth`` pages and limits are ignored and 300 comments come at most, so it
is left out: then 50 come a page. What was deleted or removed is left out of
lists since 0.19 and came with its text before; asked for alone it says which.
``path`` names the ancestors by number. Dates before 0.19 lack their ``Z``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, fields_of
from hiwar.platforms.markdown import to_html
from hiwar.platforms.vanishing import MAX_CHECKS, vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Comment, Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "lemmy"
NAME: Final = "Lemmy"

_POST: Final = re.compile(r"post/(?P<id>\d+)(?:/\d+)?/?(?:\?.*)?")
_PER_PAGE: Final = 50
_MAX_PAGES: Final = 200


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the post at an address of a declared server."""
    found = community_of(url, communities)
    path = found and _POST.fullmatch(found[1])
    if not found or not path:
        return None
    return Ref(PLATFORM, url, found[0].interface, path["id"], found[0])


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the post, for its comments page by page, then after what vanished."""
    answer = yield Request(f"{ref.api}/api/v3/post?id={ref.key}")
    if _says(answer, "couldnt_find_post"):
        raise Gone("the post no longer exists")
    post = fields_of(answer.json()).within("post_view").within("post")
    if post.flag("deleted") or post.flag("removed"):
        raise Gone("the post was taken down")
    rows, whole = yield from _comments(ref)
    missed = vanished(prior, rows) if whole else []
    deleted, hidden = yield from _ask_after(ref, missed, rows)
    ids = {comment.key: comment.id for comment in prior.comments} if prior else {}
    ids |= {key: row.within("comment").needed("ap_id") for key, row in rows.items()}
    said = tuple(_parse(row, ids) for row in rows.values())
    return Heard(said, deleted, hidden, complete=whole)


def _comments(ref: Ref) -> Generator[Request, Answer, tuple[dict[str, Fields], bool]]:
    """Return the comments by number, and whether these are all."""
    rows: dict[str, Fields] = {}
    for number in range(1, _MAX_PAGES + 1):
        query = f"post_id={ref.key}&type_=All&sort=Old&limit={_PER_PAGE}&page={number}"
        answer = yield Request(f"{ref.api}/api/v3/comment/list?{query}")
        try:
            listed = list(fields_of(answer.json()).rows("comments"))
        except Unheard:
            if number == 1:
                raise
            return rows, False
        rows |= {row.within("comment").needed("id"): row for row in listed}
        if len(listed) < _PER_PAGE:
            return rows, True
    return rows, False


def _ask_after(
    ref: Ref, missed: Sequence[Comment], rows: dict[str, Fields]
) -> Generator[Request, Answer, tuple[frozenset[str], frozenset[str]]]:
    """Return what was deleted and what was removed of the comments that vanished, and take in what stands."""
    deleted, hidden = set(), set()
    for comment in missed[:MAX_CHECKS]:
        answer = yield Request(f"{ref.api}/api/v3/comment?id={comment.key}")
        if _says(answer, "couldnt_find_comment"):
            deleted.add(comment.id)
            continue
        try:
            row = fields_of(answer.json()).within("comment_view")
        except Unheard:
            continue  # not heard is not deleted
        if row.within("comment").flag("deleted"):
            deleted.add(comment.id)
        elif row.within("comment").flag("removed"):
            hidden.add(comment.id)
        elif row.within("comment").text("id") == comment.key:
            rows[comment.key] = row
    return frozenset(deleted), frozenset(hidden)


def _says(answer: Answer, error: str) -> bool:
    """Tell whether the interface names this mistake; versions differ in the status."""
    return answer.status in {400, 404} and answer.is_json and f'"{error}"'.encode() in answer.body


def _parse(row: Fields, ids: Mapping[str, str]) -> Said:
    comment = row.within("comment")
    is_there = not (comment.flag("deleted") or comment.flag("removed"))
    ancestors = comment.text("path").split(".")
    parent = ancestors[-2] if len(ancestors) > 1 else ""
    return Said(
        id=comment.needed("ap_id"),
        key=comment.needed("id"),
        parent=ids.get(parent, ""),
        url=comment.text("ap_id"),
        author=_author(row.within("creator")),
        published=comment.needed_moment("published"),
        edited=comment.moment("updated"),
        body=Body(to_html(comment.text("content")) if is_there else "", "html", base=comment.text("ap_id")),
        is_hidden=comment.flag("removed"),
        is_deleted=comment.flag("deleted"),
    )


def _author(creator: Fields) -> Author:
    name, url = creator.text("name"), creator.text("actor_id")
    host = url.partition("://")[2].partition("/")[0]
    handle = f"@{name}@{host}" if name and host else ""
    return Author(creator.text("display_name", "name"), url, handle)
