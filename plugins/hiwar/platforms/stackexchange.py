"""Stack Exchange: the comments and the answers to a question, with their comments.

Facts, read on 23 November 2026: api.stackexchange.com/docs (version 2.3:
``questions/{ids}``, ``/answers``, ``/comments``). Its pages on filters
(``withbody``) and throttling were not read, but summaries of others: 300
requests a day, 10,000 with a key; an answer with ``backoff`` asks for so many
seconds before its method is called again. The key is a parameter. What is
deleted is left out, also when it is asked for alone. Texts stand under the
licence in ``content_license``, which has to be named.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard
from hiwar.platforms.fields import Fields, fields_of
from hiwar.platforms.vanishing import vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Comment, Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "stackexchange"
NAME: Final = "Stack Exchange"

API: Final = "https://api.stackexchange.com/2.3"
_QUESTION: Final = re.compile(r"(?P<front>https://[^/]+)/(?:questions|q)/(?P<id>\d+)(?:/[^?]*)?(?:\?.*)?")
#: Sites of the network that do not end in ``.stackexchange.com`` (api.stackexchange.com/docs/sites).
_SITES: Final = re.compile(
    r"https://(?:[\w-]+\.)*(?:stackexchange\.com|stackoverflow\.com|serverfault\.com|superuser\.com"
    r"|askubuntu\.com|mathoverflow\.net|stackapps\.com)",
    re.ASCII,
)
_PER_PAGE: Final = 100
_MAX_PAGES: Final = 25
#: Ids that one request takes.
_MAX_IDS: Final = 100


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the question at an address of the network, declared or not."""
    path = _QUESTION.fullmatch(url)
    if not path or not _SITES.fullmatch(path["front"]):
        return None
    community = next((one for one in communities if one.url == path["front"]), None)
    return Ref(PLATFORM, url, (community.api if community else "") or API, path["id"], community, path["front"])


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the question, its comments, its answers and theirs, then after what vanished."""
    site = _Site(ref)
    if not (yield from site.rows(f"questions/{ref.key}")):
        raise Gone("the question no longer exists")
    comments = yield from site.rows(f"questions/{ref.key}/comments", sort="creation")
    answers = yield from site.rows(f"questions/{ref.key}/answers", sort="creation")
    answered = [
        row.needed("answer_id") for row in answers if row.number("comment_count") or "comment_count" not in row.raw
    ]
    for start in range(0, len(answered), _MAX_IDS):
        ids = ";".join(answered[start : start + _MAX_IDS])
        comments += yield from site.rows(f"answers/{ids}/comments", sort="creation")
    said = {one.key: one for one in (*map(site.answer, answers), *map(site.comment, comments))}
    deleted = yield from _ask_after(site, vanished(prior, said) if site.is_whole else [])
    return Heard(tuple(said.values()), deleted, complete=site.is_whole)


def _ask_after(site: _Site, missed: Sequence[Comment]) -> Generator[Request, Answer, frozenset[str]]:
    """Return which of the comments that vanished are not there when they are asked for."""
    deleted = set()
    for kind, name in (("answers", "answer_id"), ("comments", "comment_id")):
        asked = [comment for comment in missed if comment.key.startswith(kind)][:_MAX_IDS]
        if asked:
            rows = yield from site.rows(f"{kind}/{';'.join(comment.key.partition('/')[2] for comment in asked)}")
            there = {f"{kind}/{row.text(name)}" for row in rows}
            deleted |= {comment.id for comment in asked if comment.key not in there} if site.is_whole else set()
    return frozenset(deleted)


@dataclass(slots=True)
class _Site:
    """A site of the network, and what it said of how it wants to be asked."""

    ref: Ref
    #: Whether everything asked for came.
    is_whole: bool = True
    #: Seconds to wait before a method is called again, by method.
    pauses: dict[str, float] = field(default_factory=dict)

    def rows(self, path: str, **query: str) -> Generator[Request, Answer, list[Fields]]:
        """Ask for all pages of a list; what fails after the first page is noted in ``is_whole``."""
        found: list[Fields] = []
        for page in range(1, _MAX_PAGES + 1):
            answer = yield self._request(path, page, query)
            try:
                raw = fields_of(answer.json())
                found += [row for row in raw.rows("items") if row.raw]
            except Unheard:
                if page == 1:
                    raise
                break
            self.pauses[_method(path)] = float(raw.number("backoff"))
            if "items" not in raw.raw:
                raise Unheard("answered something else than a list")
            if not raw.flag("has_more"):
                return found
        self.is_whole = False
        return found

    def _request(self, path: str, page: int, query: dict[str, str]) -> Request:
        order = f"&sort={query['sort']}&order=asc" if query else ""
        host = urlsplit(self.ref.front).netloc
        url = f"{self.ref.api}/{path}?site={host}&filter=withbody&pagesize={_PER_PAGE}&page={page}{order}"
        return Request(url, auth_by="?key", after=self.pauses.get(_method(path), 0))

    def answer(self, row: Fields) -> Said:
        """Return an answer as a comment."""
        return self._said(row, "answers", row.needed("answer_id"), f"/a/{row.text('answer_id')}")

    def comment(self, row: Fields) -> Said:
        """Return a comment, on the question or on one of its answers."""
        key, post = row.needed("comment_id"), row.text("post_id")
        path = f"/questions/{self.ref.key}#comment{key}_{post}"
        return self._said(row, "comments", key, path, "" if post == self.ref.key else f"{self.ref.front}/a/{post}")

    def _said(self, row: Fields, kind: str, key: str, path: str, parent: str = "") -> Said:
        owner = row.within("owner")
        return Said(
            id=self.ref.front + path,
            key=f"{kind}/{key}",
            parent=parent,
            url=self.ref.front + path,
            # A name is stored with entities; those whose account is gone have no address.
            author=Author(html.unescape(owner.text("display_name")), owner.text("link")),
            published=row.needed_moment("creation_date"),
            edited=row.moment("last_edit_date"),
            body=Body(row.text("body"), "html", base=f"{self.ref.front}/"),
            license=row.text("content_license"),
        )


def _method(path: str) -> str:
    """Return a path without its ids: pauses are for methods."""
    return "/".join(part for part in path.split("/") if not part[0].isdigit())
