"""GitHub's discussions, which only its GraphQL interface knows, and only with a token.

Facts, read on 23 November 2026: docs.github.com/en/graphql/guides/
using-the-graphql-api-for-discussions (fields, pages of 100 at most). Answers
nest one level. A deleted comment with answers keeps its place (``deletedAt``),
one without vanishes; a minimized one is hidden there too; an author whose
account is gone is null. Mistakes come with status 200, in ``errors``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Request, Said, Unheard
from hiwar.platforms.fields import Fields, fields_of
from hiwar.platforms.vanishing import vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hiwar.model.thread import Comment, Source
    from hiwar.platforms.adapter import Answer, Hearing, Ref

_MAX_PAGES: Final = 100
#: The most that ``nodes`` takes.
_MAX_IDS: Final = 100
_PAGE: Final = "pageInfo{hasNextPage endCursor}"
_SAID: Final = (
    " fragment said on DiscussionComment"
    "{id databaseId url bodyHTML createdAt lastEditedAt deletedAt isMinimized author{login url}}"
)
_COMMENTS: Final = (
    "query($owner:String!,$name:String!,$number:Int!,$after:String)"
    "{repository(owner:$owner,name:$name){discussion(number:$number){comments(first:50,after:$after)"
    f"{{{_PAGE} nodes{{...said replies(first:100){{{_PAGE} nodes{{...said}}}}}}}}}}}}}}{_SAID}"
)
_REPLIES: Final = (
    "query($id:ID!,$after:String){node(id:$id){...on DiscussionComment{replies(first:100,after:$after)"
    f"{{{_PAGE} nodes{{...said}}}}}}}}}}{_SAID}"
)
_NODES: Final = "query($ids:[ID!]!){nodes(ids:$ids){...on DiscussionComment{id isMinimized}}}"


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the comments with their answers, then after what vanished."""
    said: dict[str, Said] = {}
    whole = yield from _comments(ref, said)
    missed = vanished(prior, said)[:_MAX_IDS] if whole else []
    deleted, hidden = yield from _ask_after(ref, missed)
    return Heard(tuple(said.values()), deleted, hidden, complete=whole)


def _comments(ref: Ref, said: dict[str, Said]) -> Generator[Request, Answer, bool]:
    """Ask for all pages; return whether these are all.

    Raises:
        Gone: the repository has no such discussion.
        Unheard: the first page is none.
    """
    owner, name, _, number = ref.key.split("/")
    whole, after = True, ""
    for place in range(_MAX_PAGES):
        asked = {"owner": owner, "name": name, "number": int(number), "after": after or None}
        answer = yield _question(ref, _COMMENTS, asked)
        try:
            page = _data(answer).within("repository").within("discussion").within("comments")
        except Unheard:
            if place == 0:
                raise
            return False
        for node in page.rows("nodes"):
            comment = _take(node, ref, said)
            whole &= yield from _replies(ref, node, comment, said)
        before, after = after, _next(page)
        if not after:
            return whole
        if after == before:  # it leads round in circles
            return False
    return False


def _replies(ref: Ref, node: Fields, parent: Said, said: dict[str, Said]) -> Generator[Request, Answer, bool]:
    """Take the answers to a comment, asking for those that did not fit; return whether these are all."""
    page, before = node.within("replies"), ""
    for _ in range(_MAX_PAGES):
        for reply in page.rows("nodes"):
            _take(reply, ref, said, parent.id)
        after = _next(page)
        if not after or after == before:
            return not after
        before = after
        answer = yield _question(ref, _REPLIES, {"id": parent.key, "after": after})
        try:
            page = _data(answer).within("node").within("replies")
        except Unheard:
            return False
    return False


def _ask_after(
    ref: Ref, missed: Sequence[Comment]
) -> Generator[Request, Answer, tuple[frozenset[str], frozenset[str]]]:
    """Return what was deleted and what is hidden of the comments that vanished."""
    if not missed:
        return frozenset(), frozenset()
    answer = yield _question(ref, _NODES, {"ids": [comment.key for comment in missed]})
    raw = answer.json()
    nodes = fields_of(raw).within("data").raw.get("nodes")
    if not isinstance(nodes, list) or len(nodes) != len(missed):
        return frozenset(), frozenset()
    pairs = list(zip(missed, nodes, strict=True))
    hidden = {comment.id for comment, node in pairs if isinstance(node, dict) and node.get("isMinimized") is True}
    return frozenset(comment.id for comment, node in pairs if node is None), frozenset(hidden)


def _question(ref: Ref, query: str, variables: dict[str, object]) -> Request:
    body = json.dumps({"query": query, "variables": variables}, separators=(",", ":"))
    return Request(f"{ref.api.removesuffix('/v3')}/graphql", query=body)


def _data(answer: Answer) -> Fields:
    """Return the data of an answer without mistakes.

    Raises:
        Gone: it says that there is no such discussion in a repository that is there.
        Unheard: it says anything else than data.
    """
    raw = fields_of(answer.json())
    kinds = {(error.text("type"), tuple(error.texts("path"))) for error in raw.rows("errors")}
    if ("NOT_FOUND", ("repository", "discussion")) in kinds:
        raise Gone("the discussion no longer exists")
    if kinds or not raw.within("data").raw:
        known = sorted(kind for kind, _ in kinds if kind in {"NOT_FOUND", "FORBIDDEN", "RATE_LIMITED"})
        raise Unheard(f"answered a mistake: {', '.join(known) or 'unknown'}")
    return raw.within("data")


def _next(page: Fields) -> str:
    info = page.within("pageInfo")
    return info.text("endCursor") if info.flag("hasNextPage") else ""


def _take(node: Fields, ref: Ref, said: dict[str, Said], parent: str = "") -> Said:
    login = node.within("author").text("login")
    comment = Said(
        id=f"{ref.front}/#discussioncomment-{node.needed('databaseId')}",
        key=node.needed("id"),
        parent=parent,
        url=node.text("url"),
        author=Author(login, node.within("author").text("url"), f"@{login}" if login else ""),
        published=node.needed_moment("createdAt"),
        edited=node.moment("lastEditedAt"),
        body=Body(node.text("bodyHTML"), "html", base=f"{ref.front}/"),
        is_hidden=node.flag("isMinimized"),
        is_deleted=bool(node.text("deletedAt")),
    )
    said[comment.key] = comment
    return comment
