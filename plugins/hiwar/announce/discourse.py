r"""Discourse: a topic in a category.

Facts: docs.discourse.org ("Creates a new topic, a new post, or a private
message", "Get topic by external_id"), and app/controllers/posts_controller.rb:
a topic made with an API key may carry an ``external_id`` of ours, at most 50 of
``[\w-]``, that no two topics share. So a second try finds the first.
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
)
from hiwar.announce.sameness import is_said

if TYPE_CHECKING:
    from hiwar.announce.place import Answer

PLATFORM: Final = "discourse"
NAME: Final = "Discourse"
#: Begins the key of an answer, which is a post; other keys are topics.
_POST: Final = "post-"


def find(draft: Draft, seat: Seat) -> Steps[Sent | None]:
    """Ask for the topic by our own id, or for an answer among the account's newest posts."""
    if draft.reply:
        return (yield from _find_reply(draft, seat))
    url: str = f"{seat.server}/t/external_id/{external_id(draft)}.json"
    answer: Answer = yield Call(url, headers=_headers(seat))
    if answer.status == 404:
        return None
    key = needed(answer, seat, "errors", 0).text("id")
    return Sent(_topic(seat, answer.text("slug"), key), key)


def send(draft: Draft, seat: Seat) -> Steps[Sent]:
    """Open the topic, or answer in one."""
    values: dict[str, object] = {"raw": draft.text}
    if draft.reply:
        post = yield from _answered(draft, seat)
        values |= {"topic_id": post.value("topic_id"), "reply_to_post_number": post.value("post_number")}
    else:
        values |= {"title": draft.title, "external_id": external_id(draft)}
        if seat.community.category:
            values["category"] = seat.community.category
    answer: Answer = yield json_call(f"{seat.server}/posts.json", values, _headers(seat))
    needed(answer, seat, "errors", 0)
    if answer.text("action") == "enqueued":
        raise Unsaid("waits for a moderator of the forum: give the account the right to post at once")
    topic, slug = answer.text("topic_id"), answer.text("topic_slug")
    if not topic:
        raise Unclear("answered without the topic")
    if draft.reply:
        return _reply(seat, answer.parsed())
    return Sent(_topic(seat, slug, topic), topic)


def withdraw(sent: Sent, seat: Seat) -> Steps[None]:
    """Delete the topic, or the post when it was an answer."""
    post = sent.key.removeprefix(_POST)
    path = f"t/{sent.key}.json" if post == sent.key else f"posts/{post}.json"
    answer = yield Call(f"{seat.server}/{path}", "DELETE", _headers(seat))
    if answer.status not in {404, 410}:
        needed(answer, seat, "errors", 0)


def external_id(draft: Draft) -> str:
    """Return our own id of a topic."""
    return f"hiwar-{hashlib.sha256(repr(draft.id).encode()).hexdigest()[:40]}"


def _answered(draft: Draft, seat: Seat) -> Steps[Answer]:
    """Return the post that is answered."""
    reply = draft.reply
    key = reply.key if reply else ""
    path = f"posts/by_number/{key}/1.json" if reply and reply.is_first else f"posts/{key}.json"
    return needed((yield Call(f"{seat.server}/{path}", headers=_headers(seat))), seat, "errors", 0)


def _find_reply(draft: Draft, seat: Seat) -> Steps[Sent | None]:
    post = yield from _answered(draft, seat)
    url = f"{seat.server}/posts/{post.text('id')}/replies.json"
    answer = needed((yield Call(url, headers=_headers(seat))), seat, "errors", 0)
    own = seat.account.lstrip("@").casefold()
    for row in rows_within(answer.parsed()):
        if text_within(row, "username").casefold() == own and is_said(draft, text_within(row, "cooked")):
            return _reply(seat, row)
    return None


def _reply(seat: Seat, row: object) -> Sent:
    topic = _topic(seat, text_within(row, "topic_slug"), text_within(row, "topic_id"))
    return Sent(f"{topic}/{text_within(row, 'post_number')}", f"{_POST}{text_within(row, 'id')}")


def _topic(seat: Seat, slug: str, key: str) -> str:
    return f"{seat.community.url}/t/{slug or '-'}/{key}"


def _headers(seat: Seat) -> dict[str, str]:
    return {"Api-Key": seat.token, "Api-Username": seat.account.lstrip("@"), "Accept": "application/json"}
