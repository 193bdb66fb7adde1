"""GitHub: the comments of an issue or of a discussion.

Facts, read on 23 November 2026: docs.github.com/en/rest/issues/comments (100 a
page, media types), /rest/issues/issues (410 for a deleted issue, 404 for one
that is not for us, a redirect for one that moved). An id stays when an issue
moves to another repository; its address does not. What a maintainer minimized
is not marked in these answers. An issue is flat: who answers somebody names
them first, or quotes them and then names them. Discussions are in `discussions`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hiwar.model.thread import Author
from hiwar.platforms import discussions
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, rows_of
from hiwar.platforms.vanishing import ask_after, vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Comment, Source, Validator
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "github"
NAME: Final = "GitHub"

FRONT: Final = "https://github.com"
API: Final = "https://api.github.com"
_THREAD: Final = re.compile(
    r"(?P<front>https?://[^/]+)/(?P<key>[\w.-]+/[\w.-]+/(?:issues|discussions)/\d+)/?(?:\?.*)?", re.ASCII
)
#: With the body as HTML that GitHub made of its Markdown.
_ACCEPT: Final = "application/vnd.github.full+json"
_PER_PAGE: Final = 100
_MAX_PAGES: Final = 100
#: How far a quotation may reach, in characters, before the name of whom it answers.
_MAX_QUOTE: Final = 5000
_NAMED: Final = re.compile(
    r"\s*(?:<blockquote>.*?</blockquote>\s*)?<p[^>]*>\s*<a\b[^>]*\bclass=\"user-mention[^>]*>@(?P<login>[\w-]+)</a>",
    re.ASCII | re.DOTALL,
)
_NEXT: Final = re.compile(r"""rel="?next"?""")


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the issue or discussion at an address of github.com, or of a declared server of one's own."""
    path = _THREAD.fullmatch(url)
    declared = community_of(url, communities)
    if not path or not (declared or path["front"] == FRONT):
        return None
    community = declared[0] if declared else None
    # Enterprise servers answer below their own address.
    usual = API if path["front"] == FRONT else f"{path['front']}/api/v3"
    return Ref(PLATFORM, url, (community.api if community else "") or usual, path["key"], community, path["front"])


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the comments page by page, then after what vanished."""
    if "/discussions/" in ref.key:
        return (yield from discussions.hear(ref, prior))
    answer = yield _page(ref, 1, prior.validator if prior else None)
    if answer.is_unchanged:
        return None
    if answer.status == 410 and answer.is_json:
        raise Gone("the issue was deleted")
    if answer.says_no_more:
        raise Unheard("there is no such issue, or it is not public")
    rows = _rows(answer)
    is_one_page = not _has_next(answer)
    whole = is_one_page or (yield from _rest(ref, rows))
    missed = vanished(prior, rows) if whole else []
    deleted = yield from ask_after(missed, lambda comment: _alone(ref, comment))
    said = tuple(_answered([_parse(row, ref) for row in rows.values()]))
    # Only a first page that is all, after which nothing is left to ask, tells whether anything changed.
    validator = answer.validator() if is_one_page and len(deleted) == len(missed) else None
    return Heard(said, deleted, complete=whole, validator=validator)


def _rest(ref: Ref, rows: dict[str, Fields]) -> Generator[Request, Answer, bool]:
    """Ask for the other pages; return whether these are all."""
    for number in range(2, _MAX_PAGES + 1):
        answer = yield _page(ref, number)
        try:
            rows |= _rows(answer)
        except Unheard:
            return False
        if not _has_next(answer):
            return True
    return False


def _page(ref: Ref, number: int, validator: Validator | None = None) -> Request:
    return Request(f"{ref.api}/repos/{ref.key}/comments?per_page={_PER_PAGE}&page={number}", _ACCEPT, validator)


def _alone(ref: Ref, comment: Comment) -> Request:
    owner, repository, *_ = ref.key.split("/")
    return Request(f"{ref.api}/repos/{owner}/{repository}/issues/comments/{comment.key}", _ACCEPT)


def _rows(answer: Answer) -> dict[str, Fields]:
    listed = answer.json()
    if not isinstance(listed, list):
        raise Unheard("answered something else than a list")
    return {row.needed("id"): row for row in rows_of(listed)}


def _has_next(answer: Answer) -> bool:
    return bool(_NEXT.search(answer.headers.get("link", "")))


def _parse(row: Fields, ref: Ref) -> Said:
    key, published = row.needed("id"), row.needed_moment("created_at")
    changed = row.moment("updated_at")
    body = row.text("body_html")
    return Said(
        id=f"{ref.front}/#issuecomment-{key}",
        key=key,
        url=row.text("html_url"),
        author=_author(row.within("user")),
        published=published,
        edited=changed if changed and changed > published else None,
        body=Body(body, "html", base=f"{ref.front}/") if body else Body(row.text("body"), "plain"),
    )


def _answered(comments: Sequence[Said]) -> Iterator[Said]:
    """Yield comments, oldest first, each with what it answers: the last word of whom it names first."""
    last: dict[str, str] = {}
    for comment in sorted(comments, key=lambda one: one.published):
        named = _NAMED.match(comment.body.text[:_MAX_QUOTE])
        login = named["login"].lower() if named else ""
        own = comment.author.name.lower()
        yield replace(comment, parent=last.get(login, "")) if login not in {"", own} else comment
        last[own] = comment.id


def _author(user: Fields) -> Author:
    """Return who wrote; nobody, where an account was deleted."""
    login = user.text("login")
    return Author(login, user.text("html_url"), f"@{login}" if login else "")
