"""YouTube: the comments below a video, kept only as long as its terms allow.

Facts, read on 23 November 2026: developers.google.com/youtube/v3/docs,
``commentThreads`` and ``comments`` (100 a page; a thread holds a few of its
answers, the rest are a list of their own; one unit of 10,000 a day each), and
developers.google.com/youtube/terms/developer-policies, of whose section on
storing (III.E) only summaries of others were read: what the interface gave may
be kept for 30 days, then it is refreshed or deleted. The key goes in a header, where no log and no referrer sees it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Body, Gone, Heard, Ref, Request, Said, Unheard
from hiwar.platforms.addresses import links_in
from hiwar.platforms.fields import Fields, fields_of
from hiwar.platforms.vanishing import vanished

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Comment, Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "youtube"
NAME: Final = "YouTube"

FRONT: Final = "https://www.youtube.com"
API: Final = "https://www.googleapis.com/youtube/v3"
#: How long an answer may be kept.
KEPT: Final = timedelta(days=30)
_VIDEO: Final = re.compile(
    r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/)|youtu\.be/)"
    r"(?P<id>[A-Za-z0-9_-]{11})(?:[?&/].*)?"
)
_MAX_PAGES: Final = 50
_MAX_IDS: Final = 50


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the video at an address of YouTube, declared or not."""
    path = _VIDEO.fullmatch(url)
    if not path:
        return None
    community = next(iter(communities), None)
    return Ref(PLATFORM, url, (community.api if community else "") or API, path["id"], community, FRONT)


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Ask for the threads page by page, for answers that did not fit, then after what vanished."""
    said: dict[str, Said] = {}
    whole = yield from _threads(ref, said)
    missed = vanished(prior, said)[:_MAX_IDS] if whole else []
    deleted = yield from _ask_after(ref, missed)
    return Heard(tuple(said.values()), deleted, complete=whole, kept=KEPT)


def _threads(ref: Ref, said: dict[str, Said]) -> Generator[Request, Answer, bool]:
    """Take in all threads; return whether these are all.

    Raises:
        Gone: there is no such video.
        Unheard: its comments are switched off, or the first page is none.
    """
    whole, token = True, ""
    for number in range(_MAX_PAGES):
        answer = yield _page(ref, "commentThreads", f"part=snippet,replies&videoId={ref.key}&order=time", token)
        if number and answer.status != 200:
            return False
        _raise_if_none(answer)
        page = fields_of(answer.json())
        for thread in page.rows("items"):
            whole &= yield from _thread(ref, thread, said)
        before, token = token, page.text("nextPageToken")
        if not token or token == before:
            return whole and "items" in page.raw and not token
    return False


def _thread(ref: Ref, thread: Fields, said: dict[str, Said]) -> Generator[Request, Answer, bool]:
    """Take in a comment and its answers; return whether these are all."""
    top = _parse(thread.within("snippet").within("topLevelComment"), ref)
    replies = [_parse(row, ref) for row in thread.within("replies").rows("comments")]
    said |= {one.key: one for one in (top, *replies)}
    if len(replies) >= thread.within("snippet").number("totalReplyCount"):
        return True
    token = ""
    for _ in range(_MAX_PAGES):
        answer = yield _page(ref, "comments", f"part=snippet&parentId={top.key}", token)
        try:
            page = fields_of(answer.json())
        except Unheard:
            return False
        said |= {one.key: one for one in (_parse(row, ref) for row in page.rows("items"))}
        before, token = token, page.text("nextPageToken")
        if not token or token == before:
            return not token
    return False


def _ask_after(ref: Ref, missed: Sequence[Comment]) -> Generator[Request, Answer, frozenset[str]]:
    """Return which of the comments that vanished are not there when they are asked for."""
    if not missed:
        return frozenset()
    answer = yield _page(ref, "comments", f"part=snippet&id={','.join(comment.key for comment in missed)}")
    raw = fields_of(answer.json())
    there = {row.text("id") for row in raw.rows("items")}
    return (
        frozenset(comment.id for comment in missed if comment.key not in there) if "items" in raw.raw else frozenset()
    )


def _page(ref: Ref, method: str, query: str, token: str = "") -> Request:
    rest = f"&pageToken={token}" if token else ""
    limit = "" if "&id=" in query else "&maxResults=100"
    return Request(f"{ref.api}/{method}?{query}&textFormat=plainText{limit}{rest}", auth_by="X-Goog-Api-Key")


def _raise_if_none(answer: Answer) -> None:
    """Raise what YouTube's own word for a mistake means, where it has one."""
    if answer.status == 200 or not answer.is_json:
        return
    error = fields_of(answer.parsed()).within("error")
    reasons = {row.text("reason") for name in ("errors", "details") for row in error.rows(name)}
    if "videoNotFound" in reasons:
        raise Gone("the video no longer exists")
    if "commentsDisabled" in reasons:
        raise Unheard("its comments are switched off")
    if reasons & {"API_KEY_INVALID", "keyInvalid"}:
        raise Unheard("the key is not valid")
    if "quotaExceeded" in reasons:
        raise Unheard("the day's quota of the key is used up")


def _parse(row: Fields, ref: Ref) -> Said:
    key, snippet = row.needed("id"), row.within("snippet")
    published, changed = snippet.needed_moment("publishedAt"), snippet.moment("updatedAt")
    text = snippet.text("textOriginal", "textDisplay")
    return Said(
        id=_permalink(ref, key),
        key=key,
        parent=_permalink(ref, snippet.text("parentId")) if snippet.text("parentId") else "",
        url=_permalink(ref, key),
        author=_author(snippet),
        published=published,
        edited=changed if changed and changed > published else None,
        body=Body(text, "plain", links=links_in(text)),
    )


def _author(snippet: Fields) -> Author:
    """Return who wrote: the channel's id stays, its name with ``@`` is what people know."""
    channel = snippet.within("authorChannelId").text("value")
    handle = snippet.text("authorChannelUrl").rpartition("/")[2]
    url = f"{FRONT}/channel/{channel}" if channel else ""
    return Author(snippet.text("authorDisplayName"), url, handle if handle.startswith("@") else "")


def _permalink(ref: Ref, key: str) -> str:
    return f"{FRONT}/watch?v={ref.key}&lc={key}"
