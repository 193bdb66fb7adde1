"""NodeBB: a topic in a category.

Facts: docs.nodebb.org/api/write (``POST /api/v3/topics``, ``POST
/api/v3/topics/{tid}``, ``DELETE /api/v3/topics/{tid}/state`` and
``/api/v3/posts/{pid}/state``, which leave the place), a user's token as Bearer.
It knows no key of ours, so the account's newest topics are looked through.
"""

from __future__ import annotations

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
    from collections.abc import Iterator

    from hiwar.announce.place import Answer

PLATFORM: Final = "nodebb"
NAME: Final = "NodeBB"
_WHY: Final = ("status", "message")
#: Begins the key of an answer, which is a post; other keys are topics.
_POST: Final = "post-"
#: How many of the account's newest topics are opened to look for our address.
_NEWEST: Final = 20


def find(draft: Draft, seat: Seat) -> Steps[Sent | None]:
    """Look through the account's newest topics, or the newest answers of the topic."""
    if draft.reply:
        return (yield from _find_reply(draft, seat))
    me = needed((yield Call(f"{seat.server}/api/self", headers=_headers(seat))), seat, *_WHY)
    url = f"{seat.server}/api/user/{me.text('userslug')}/topics"
    answer = needed((yield Call(url, headers=_headers(seat))), seat, *_WHY)
    for row in rows_within(answer.parsed(), "topics")[:_NEWEST]:
        topic = yield Call(f"{seat.server}/api/topic/{text_within(row, 'tid')}", headers=_headers(seat))
        if topic.is_done and is_said(draft, topic.text("posts", 0, "content")):
            return _topic(seat, row)
    return None


def send(draft: Draft, seat: Seat) -> Steps[Sent]:
    """Open the topic, or answer in one."""
    if draft.reply:
        return (yield from _send_reply(draft, seat))
    if not seat.community.category:
        raise Unsaid("needs the number of a category: add category = 7 to its table in company.toml")
    values = {"cid": seat.community.category, "title": draft.title, "content": draft.text}
    answer: Answer = yield json_call(f"{seat.server}/api/v3/topics", values, _headers(seat))
    row = needed(answer, seat, *_WHY).value("response")
    if text_within(row, "queued"):
        raise Unsaid("waits for a moderator of the forum: give the account the right to post at once")
    if not text_within(row, "tid"):
        raise Unclear("answered without the topic")
    return _topic(seat, row)


def withdraw(sent: Sent, seat: Seat) -> Steps[None]:
    """Take the topic or the answer out of sight."""
    post = sent.key.removeprefix(_POST)
    path = f"topics/{sent.key}" if post == sent.key else f"posts/{post}"
    answer = yield Call(f"{seat.server}/api/v3/{path}/state", "DELETE", _headers(seat))
    if answer.status not in {404, 410}:
        needed(answer, seat, *_WHY)


def _send_reply(draft: Draft, seat: Seat) -> Steps[Sent]:
    tid, to = _whereabouts(draft)
    values: dict[str, object] = {"content": draft.text}
    if to.isdecimal():  # what came from the fediverse has an address for an id
        values["toPid"] = int(to)
    answer: Answer = yield json_call(f"{seat.server}/api/v3/topics/{tid}", values, _headers(seat))
    pid = needed(answer, seat, *_WHY).text("response", "pid")
    if not pid:
        raise Unclear("answered without the post")
    return _post(seat, pid)


def _find_reply(draft: Draft, seat: Seat) -> Steps[Sent | None]:
    tid, _ = _whereabouts(draft)
    me = needed((yield Call(f"{seat.server}/api/self", headers=_headers(seat))), seat, *_WHY)
    first = needed((yield Call(f"{seat.server}/api/topic/{tid}", headers=_headers(seat))), seat, *_WHY)
    last = text_within(first.parsed(), "pagination", "pageCount")
    answer = needed(
        (yield Call(f"{seat.server}/api/topic/{tid}?page={last or 1}", headers=_headers(seat))), seat, *_WHY
    )
    for row in _answers(first, answer):
        if text_within(row, "uid") == me.text("uid") and is_said(draft, text_within(row, "content")):
            return _post(seat, text_within(row, "pid"))
    return None


def _answers(*pages: Answer) -> Iterator[object]:
    """Yield the posts of pages but the topic's first, which has an index of 0."""
    for page in pages:
        yield from (row for row in rows_within(page.parsed(), "posts") if text_within(row, "index") != "0")


def _whereabouts(draft: Draft) -> tuple[str, str]:
    """Return the topic, and the post that is answered in it; empty when it is the first."""
    reply = draft.reply
    if reply is None:
        raise AssertionError("only an answer has whereabouts")
    if reply.is_first:
        return reply.key, ""
    return reply.thread.partition("/topic/")[2].partition("/")[0], reply.key


def _topic(seat: Seat, row: object) -> Sent:
    key = text_within(row, "tid")
    return Sent(f"{seat.community.url}/topic/{text_within(row, 'slug') or key}", key)


def _post(seat: Seat, key: str) -> Sent:
    return Sent(f"{seat.community.url}/post/{key}", f"{_POST}{key}")


def _headers(seat: Seat) -> dict[str, str]:
    return {"Authorization": f"Bearer {seat.token}", "Accept": "application/json"}
