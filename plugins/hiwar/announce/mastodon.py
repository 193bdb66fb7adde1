"""Mastodon, and servers that speak its interface.

Facts: docs.joinmastodon.org/methods/statuses and /methods/media (read November
2026). An ``Idempotency-Key`` holds for an hour, and not always: the key is
stored after the post (mastodon/mastodon#21840), two at once could both pass
(#37879), and one version answered a known key with 500 (#40399). So the key is
sent, and the account's own newest posts are looked at before a second try.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from hiwar.announce.place import (
    Call,
    Draft,
    Seat,
    Sent,
    Steps,
    Unclear,
    Unsaid,
    json_call,
    needed,
    rows_within,
    text_within,
    upload_call,
)
from hiwar.announce.sameness import is_said

if TYPE_CHECKING:
    from hiwar.announce.place import Answer, Picture

PLATFORM: Final = "mastodon"
NAME: Final = "Mastodon"
#: The most that the interface gives at once, and how often it is asked.
_NEWEST: Final = 40
_PAGES: Final = 3
#: How often it is asked whether a picture is ready.
_POLLS: Final = 20


def find(draft: Draft, seat: Seat) -> Steps[Sent | None]:
    """Look through the account's newest posts."""
    me = needed(
        (yield Call(f"{seat.server}/api/v1/accounts/verify_credentials", headers=_headers(seat))), seat, "error"
    )
    below = ""
    for _ in range(_PAGES):
        query = f"limit={_NEWEST}&exclude_reblogs=true{f'&max_id={below}' if below else ''}"
        url = f"{seat.server}/api/v1/accounts/{me.text('id')}/statuses?{query}"
        rows = rows_within(needed((yield Call(url, headers=_headers(seat))), seat, "error").parsed())
        for row in rows:
            answers = text_within(row, "in_reply_to_id")
            if answers == (draft.reply.key if draft.reply else "") and is_said(draft, text_within(row, "content")):
                return _sent(row)
        below = text_within(rows[-1], "id") if rows else ""
        if not below:
            break
    return None


def send(draft: Draft, seat: Seat) -> Steps[Sent]:
    """Post it; a quotation's card goes up before it."""
    values: dict[str, object] = {
        "status": _addressed(draft),
        "language": draft.id.lang,
        "visibility": seat.community.visibility,
    }
    if draft.warning:
        values |= {"spoiler_text": draft.warning, "sensitive": True}
    if draft.reply:
        values["in_reply_to_id"] = draft.reply.key
    if draft.picture and draft.is_picture_told:
        values["media_ids"] = [(yield from _upload(draft.picture, seat))]
    headers = {**_headers(seat), "Idempotency-Key": hashlib.sha256(repr(draft.id).encode()).hexdigest()}
    answer = needed((yield json_call(f"{seat.server}/api/v1/statuses", values, headers)), seat, "error")
    sent = _sent(answer.parsed())
    if not sent.key:
        raise Unclear("answered without the post")
    return sent


def withdraw(sent: Sent, seat: Seat) -> Steps[None]:
    """Delete the post."""
    answer = yield Call(f"{seat.server}/api/v1/statuses/{sent.key}", "DELETE", _headers(seat))
    if answer.status not in {404, 410}:
        needed(answer, seat, "error")


def _upload(picture: Picture, seat: Seat) -> Steps[str]:
    fields = {"description": picture.alt}
    call = upload_call(f"{seat.server}/api/v2/media", fields, "file", picture, _headers(seat))
    key = needed((yield call), seat, "error").text("id")
    for _ in range(_POLLS):
        answer: Answer = yield Call(f"{seat.server}/api/v1/media/{key}", headers=_headers(seat))
        if answer.status == 200:
            return key
        if answer.status != 206:
            needed(answer, seat, "error")
    raise Unsaid("does not get the picture ready")


def _addressed(draft: Draft) -> str:
    """Return the text, beginning with the handle of whoever is answered: else nobody tells them."""
    handle = draft.reply.handle if draft.reply else ""
    return draft.text if not handle or handle in draft.text.split() else f"{handle} {draft.text}"


def _sent(row: object) -> Sent:
    return Sent(text_within(row, "url") or text_within(row, "uri"), text_within(row, "id"))


def _headers(seat: Seat) -> dict[str, str]:
    return {"Authorization": f"Bearer {seat.token}", "Accept": "application/json"}
