"""Telegram: a message in a channel, by a bot that is its administrator.

Facts: core.telegram.org/bots/api (``sendMessage``, ``sendPhoto``,
``deleteMessage``). A bot cannot read what its channel said, so a second try
looks at the channel's public page (``t.me/s/NAME``), which shows the newest; of
a channel without one nobody can tell, and a person has to look. Messages can be
deleted for 48 hours. The token is part of every address: it is never shown.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Final

from hiwar.announce.place import Call, Draft, Seat, Sent, Steps, Unclear, Unsaid, json_call, needed, upload_call
from hiwar.announce.sameness import is_said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.announce.place import Answer

PLATFORM: Final = "telegram"
NAME: Final = "Telegram"
API: Final = "https://api.telegram.org"
_MESSAGE: Final = re.compile(r'data-post="[^"/]*/(\d+)"')
#: On the page of a channel, be it empty; one without a public page leads to another.
_HISTORY: Final = b"tgme_channel_history"
_REPLY: Final = "tgme_widget_message_reply"
#: What the interface says of a message that is too old, or gone already.
_GONE: Final = "message to delete not found"


def find(draft: Draft, seat: Seat) -> Steps[Sent | None]:
    """Look at the channel's public page."""
    host, _, name = seat.community.url.rpartition("/")
    if not seat.account.startswith("@"):
        raise Unclear("a private channel shows nobody what it said")
    answer: Answer = yield Call(f"{host}/s/{name}", headers={"Accept": "text/html"})
    if not answer.is_done or _HISTORY not in answer.body:
        raise Unclear("the channel has no public page to look at")
    for key, html in _messages(answer.body.decode("utf-8", "replace")):
        if (_REPLY in html) == bool(draft.reply) and is_said(draft, unescape(html)):
            return _sent(key, seat)
    return None


def send(draft: Draft, seat: Seat) -> Steps[Sent]:
    """Send the message, or the card of a quotation with the text below it."""
    values: dict[str, object] = {"chat_id": seat.account}
    if draft.reply:
        values["reply_parameters"] = {"message_id": int(draft.reply.key)}
    if draft.picture and draft.is_picture_told:
        fields = {key: value if isinstance(value, str) else json.dumps(value) for key, value in values.items()}
        call = upload_call(_method(seat, "sendPhoto"), {**fields, "caption": draft.text}, "photo", draft.picture)
    else:
        preview = {"prefer_large_media": True, **({"url": draft.url} if draft.url else {})}
        call = json_call(
            _method(seat, "sendMessage"), {**values, "text": draft.text, "link_preview_options": preview}, {}
        )
    answer = _needed((yield call), seat)
    key = answer.text("result", "message_id")
    if not key:
        raise Unclear("answered without the message")
    return _sent(key, seat)


def withdraw(sent: Sent, seat: Seat) -> Steps[None]:
    """Delete the message."""
    values = {"chat_id": seat.account, "message_id": int(sent.key)}
    answer: Answer = yield json_call(_method(seat, "deleteMessage"), values, {})
    if _GONE not in answer.text("description"):
        _needed(answer, seat)


def _needed(answer: Answer, seat: Seat) -> Answer:
    """Return an answer that is one: a wrong token is 404 when it has the wrong form."""
    if answer.status == 404 and answer.text("description") == "Not Found":
        raise Unsaid(f"the token in {seat.variable} is refused (404): ask @BotFather for the right one")
    return needed(answer, seat, "description")


def _messages(html: str) -> Iterator[tuple[str, str]]:
    """Yield the messages of the page with their numbers, newest first."""
    found = list(_MESSAGE.finditer(html))
    end = len(html)
    for match in reversed(found):
        yield match[1], html[match.start() : end]
        end = match.start()


def _sent(key: str, seat: Seat) -> Sent:
    return Sent(f"{seat.community.url}/{key}", key)


def _method(seat: Seat, name: str) -> str:
    return f"{seat.community.server or seat.community.api or API}/bot{seat.token}/{name}"
