r"""Telegram: the answers to a message of a group, from its owner's own export.

No interface gives a group's history to anybody but its members' own apps, so
what is read is the file that Telegram Desktop makes: *Export chat history*, as
"Machine-readable JSON". Facts: telegramdesktop/tdesktop,
Telegram/SourceFiles/export/output/export_output_json.cpp, read on 23 November
2026. Controls come as ``\x0B``, which no JSON allows; a group's id lacks the
``-100`` of bots; people have numbers and no addresses; who left is null. What
was deleted before the export is not in it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from hiwar.model.thread import Attachment, Author
from hiwar.platforms.adapter import Body, Heard, Link, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import Fields, fields_of, moment_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from datetime import datetime

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Answer, Hearing

PLATFORM: Final = "telegram"
NAME: Final = "Telegram"

#: Where exports are asked for, by number from 0; after the last comes 404.
EXPORTS: Final = "export:telegram"
FRONT: Final = "https://t.me"
_MESSAGE: Final = re.compile(r"(?:\d+/)?(?P<id>\d{1,18})/?(?:\?.*)?")
_MAX_FILES: Final = 20
#: An odd number of backslashes before the x: the others are pairs that mean themselves.
_CONTROL: Final = re.compile(rb"(?<!\\)((?:\\\\)*)\\x[0-9A-Fa-f]{2}")


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the message at an address of a declared group: ``https://t.me/GROUP/120``."""
    found = community_of(url, communities)
    path = found and _MESSAGE.fullmatch(found[1])
    if not found or not path or not found[0].url.startswith(f"{FRONT}/"):
        return None
    return Ref(PLATFORM, url, EXPORTS, path["id"], found[0])


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Look for the message in all exports, and take what answers it from the newest."""
    messages: list[Fields] = []
    for chat in (yield from _chats()):
        rows = [row for row in chat.rows("messages") if row.text("type") == "message"] if _is_of(chat, ref) else []
        if _newest(rows) and (not messages or _newest(rows) > _newest(messages)):
            messages = rows
    if prior and _says_nothing(ref, messages, prior):
        return None
    if not messages:
        # The other chats of an account are nobody's business, not even a log's.
        raise Unheard("no export is of this group; it is found by its name in company.toml")
    if ref.key not in {row.text("id") for row in messages}:
        raise Unheard("the export lacks this message; export the whole history")
    return Heard(tuple(_answers(ref, messages)))


def _says_nothing(ref: Ref, messages: list[Fields], prior: Source) -> bool:
    """Tell whether the exports are older than what was heard, or of something else."""
    last = max((comment.published for comment in prior.comments), default=None)
    is_old = last is not None and bool(messages) and _newest(messages) < last.timestamp()
    return is_old or ref.key not in {row.text("id") for row in messages}


def _chats() -> Generator[Request, Answer, list[Fields]]:
    """Ask for all exports; return the chats in them: one is a chat, or a whole account."""
    found: list[Fields] = []
    for number in range(_MAX_FILES):
        answer = yield Request(f"{EXPORTS}/{number}", auth_by="")
        if answer.status == 404:
            break
        raw = _read(answer)
        found += [raw] if "messages" in raw.raw else []
        for part in ("chats", "left_chats"):
            found += raw.within(part).rows("list")
    return found


def _read(answer: Answer) -> Fields:
    if answer.status != 200:
        raise Unheard(f"answered {answer.status}")
    try:
        return fields_of(json.loads(_CONTROL.sub(rb"\1 ", answer.body)))
    except (ValueError, RecursionError) as error:
        raise Unheard("the export is cut or broken; make it again") from error


def _is_of(chat: Fields, ref: Ref) -> bool:
    """Tell whether a chat is the declared group: by its number, or by the name that the community has."""
    if ref.community is None:
        return False
    number = chat.text("id").removeprefix("-100")
    return ref.community.url == f"{FRONT}/c/{number}" or chat.text("name") in ref.community.name.values()


def _newest(rows: Sequence[Fields]) -> float:
    return max((moment.timestamp() for moment in (_moment(row, "date") for row in rows) if moment), default=0)


def _answers(ref: Ref, messages: Sequence[Fields]) -> Iterator[Said]:
    """Yield what answers the message, and what answers that: an answer is younger than what it answers."""
    below = {ref.key}
    for row in sorted(messages, key=lambda one: one.number("id")):
        answered = row.text("reply_to_message_id")
        if answered in below and not row.text("reply_to_peer_id") and _moment(row, "date"):
            below.add(row.text("id"))
            yield _parse(row, ref, answered)


def _parse(row: Fields, ref: Ref, answered: str) -> Said:
    home, key = ref.community.url if ref.community else FRONT, row.needed("id")
    body = _body(row)
    return Said(
        id=f"{home}/{key}",
        key=key,
        parent=f"{home}/{answered}" if answered != ref.key else "",
        url=f"{home}/{key}",
        author=_author(row),
        published=_moment(row, "date") or row.needed_moment("date"),
        edited=_moment(row, "edited"),
        body=body,
        # Pictures, places and telephone numbers stay in the group.
        attachments=() if body.text else (Attachment(f"{home}/{key}"),),
    )


def _author(row: Fields) -> Author:
    """Return who wrote; only channels, such as the group itself, have an address."""
    kind, _, number = row.text("from_id").partition("channel")
    return Author(row.text("from"), f"{FRONT}/c/{number}" if number and not kind else "")


def _body(row: Fields) -> Body:
    text, links = "", []
    for part in _parts(row):
        word = part.text("text")
        start = len(text.encode("utf-8", "surrogatepass"))
        url = _address(part.text("type"), word, part.text("href"))
        if url:
            links.append(Link(start, start + len(word.encode("utf-8", "surrogatepass")), url))
        text += word
    return Body(text or row.text("sticker_emoji"), "plain", links=tuple(links))


def _parts(row: Fields) -> list[Fields]:
    """Return the parts of a text: all with their kind, or, in older exports, some of them bare."""
    listed = row.raw.get("text_entities") or row.raw.get("text")
    if isinstance(listed, str):
        return [Fields({"type": "plain", "text": listed})]
    bare = listed if isinstance(listed, list) else []
    return list(rows_of([{"type": "plain", "text": part} if isinstance(part, str) else part for part in bare]))


def _address(kind: str, word: str, href: str) -> str:
    if kind == "text_link":
        return href
    if kind == "link":
        return word if "://" in word else f"https://{word}"
    return f"{FRONT}/{word[1:]}" if kind == "mention" and word.startswith("@") else ""


def _moment(row: Fields, name: str) -> datetime | None:
    """Return a date: seconds since 1970 as text, or, in older exports, the exporter's clock without its zone."""
    seconds = row.text(f"{name}_unixtime")
    return moment_of(int(seconds)) if seconds.isdecimal() and len(seconds) < 13 else row.moment(name)
