"""WordPress: a post of a blog, or a comment below one.

Facts: developer.wordpress.org/rest-api/reference (posts, comments, media) and
/rest-api/using-the-rest-api/authentication (application passwords, as Basic),
and a real WordPress in ``tests/servers/``. A post's slug is ours, so a second
try finds the first; WordPress itself would make a second ``-2`` of it.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from hiwar.announce.place import Call, Draft, Seat, Sent, Steps, Unclear, json_call, needed, rows_within, text_within
from hiwar.announce.sameness import is_said
from hiwar.html import paragraphs
from hiwar.i18n import direction
from hiwar.model.kinds import FOLDERS

if TYPE_CHECKING:
    from hiwar.announce.place import Answer, Picture

PLATFORM: Final = "wordpress"
NAME: Final = "WordPress"
#: Begins the key of an answer, which is a comment; other keys are posts.
_COMMENT: Final = "comment-"
_HASH: Final = 8


def find(draft: Draft, seat: Seat) -> Steps[Sent | None]:
    """Ask for the post by its slug, or for an answer among the post's comments."""
    if draft.reply:
        return (yield from _find_comment(draft, seat))
    query = urlencode({"slug": slug(draft), "status": "publish,future,draft,pending", "_fields": "id,link,slug"})
    answer = needed((yield Call(_route(seat, "posts", query), headers=_headers(seat))), seat, "message")
    for row in rows_within(answer.parsed()):
        return Sent(text_within(row, "link"), text_within(row, "id"))
    return None


def send(draft: Draft, seat: Seat) -> Steps[Sent]:
    """Publish the post with its card, or write the comment."""
    if draft.reply:
        return (yield from _comment(draft, seat))
    values: dict[str, object] = {
        "title": draft.title,
        "slug": slug(draft),
        "status": "publish",
        "content": _content(draft),
        "excerpt": draft.summary,
        "comment_status": "open",
    }
    if seat.community.category:
        values["categories"] = [seat.community.category]
    if draft.picture:
        values["featured_media"] = yield from _upload(draft.picture, draft, seat)
    answer: Answer = yield json_call(_route(seat, "posts"), values, _headers(seat))
    key = needed(answer, seat, "message").text("id")
    if not key:
        raise Unclear("answered without the post")
    return Sent(answer.text("link"), key)


def withdraw(sent: Sent, seat: Seat) -> Steps[None]:
    """Put the post or the comment into the bin."""
    comment = sent.key.removeprefix(_COMMENT)
    path = f"posts/{sent.key}" if comment == sent.key else f"comments/{comment}"
    answer = yield Call(_route(seat, path), "DELETE", _headers(seat))
    if answer.status not in {404, 410}:
        needed(answer, seat, "message")


def slug(draft: Draft) -> str:
    """Return the slug of a post: Latin, short, and of this piece in this language alone."""
    digest = hashlib.sha256(repr(draft.id).encode()).hexdigest()[:_HASH]
    return f"{FOLDERS[draft.id.piece.kind]}-{draft.id.lang}-{digest}"


def _content(draft: Draft) -> str:
    link = f'<p><a href="{escape(draft.url)}">{escape(draft.url)}</a></p>'
    body = paragraphs(draft.text.replace(draft.url, "").strip())
    return f'<div lang="{draft.id.lang}" dir="{direction(draft.id.lang)}">{body}{link}</div>'


def _upload(picture: Picture, draft: Draft, seat: Seat) -> Steps[int]:
    headers = {
        **_headers(seat),
        "Content-Type": picture.type,
        "Content-Disposition": f'attachment; filename="{slug(draft)}.jpg"',
    }
    answer: Answer = yield Call(_route(seat, "media"), "POST", headers, picture.content)
    key = int(needed(answer, seat, "message").text("id") or 0)
    needed((yield json_call(_route(seat, f"media/{key}"), {"alt_text": picture.alt}, _headers(seat))), seat, "message")
    return key


def _comment(draft: Draft, seat: Seat) -> Steps[Sent]:
    post, parent = yield from _whereabouts(draft, seat)
    values = {"post": post, "parent": parent, "content": draft.text}
    answer: Answer = yield json_call(_route(seat, "comments"), values, _headers(seat))
    key = needed(answer, seat, "message").text("id")
    if not key:
        raise Unclear("answered without the comment")
    return Sent(answer.text("link"), f"{_COMMENT}{key}")


def _find_comment(draft: Draft, seat: Seat) -> Steps[Sent | None]:
    post, parent = yield from _whereabouts(draft, seat)
    query = urlencode({"post": post, "parent": parent, "per_page": 100, "order": "desc"})
    answer = needed((yield Call(_route(seat, "comments", query), headers=_headers(seat))), seat, "message")
    for row in rows_within(answer.parsed()):
        if text_within(row, "author") != "0" and is_said(draft, text_within(row, "content", "rendered")):
            return Sent(text_within(row, "link"), f"{_COMMENT}{text_within(row, 'id')}")
    return None


def _whereabouts(draft: Draft, seat: Seat) -> Steps[tuple[int, int]]:
    """Return the post that is commented, and the comment that is answered; 0 when none is."""
    reply = draft.reply
    if reply is None:
        raise AssertionError("only an answer has whereabouts")
    if reply.is_first:
        return int(reply.key), 0
    answer = needed((yield Call(_route(seat, f"comments/{reply.key}"), headers=_headers(seat))), seat, "message")
    return int(answer.text("post") or 0), int(reply.key)


def _route(seat: Seat, path: str, query: str = "") -> str:
    # In this form it also answers where permalinks are plain.
    return f"{seat.server}/?rest_route=/wp/v2/{path}{f'&{query}' if query else ''}"


def _headers(seat: Seat) -> dict[str, str]:
    pair = base64.b64encode(f"{seat.account.lstrip('@')}:{seat.token}".encode()).decode()
    return {"Authorization": f"Basic {pair}", "Accept": "application/json"}
