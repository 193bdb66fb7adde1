"""From what a platform sent to a comment that may be shown: the only way in."""

from __future__ import annotations

import re
from bisect import bisect
from html import escape
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from hiwar import html
from hiwar.model.thread import Attachment, Author, Comment
from hiwar.text import nfc, one_line, shortened, without_illegal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.model.thread import CommentState
    from hiwar.platforms.adapter import Body, Link, Said

MAX_NAME: Final = 80
MAX_WARNING: Final = 300
MAX_ALT: Final = 1500
MAX_ADDRESS: Final = 2000
MAX_ATTACHMENTS: Final = 20
MAX_LINKS: Final = 200
#: The shape of a language tag (RFC 5646, 2.1); platforms send other things too.
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def clean(said: Said) -> Comment:
    """Return what was said as a comment in which nothing can do harm."""
    kept = None if said.is_deleted else said
    return Comment(
        id=_id(said.id),
        key=_id(said.key),
        parent=_id(said.parent),
        url=address(said.url),
        author=_author(kept.author) if kept else Author(),
        published=said.published,
        edited=kept.edited if kept else None,
        html=_body(kept.body) if kept else "",
        lang=_lang(kept.lang) if kept else "",
        warning=line(kept.warning, MAX_WARNING) if kept else "",
        attachments=tuple(_attachments(kept)) if kept else (),
        license=line(kept.license, MAX_NAME) if kept else "",
        state=_state(said),
    )


def _state(said: Said) -> CommentState:
    if said.is_deleted:
        return "deleted"
    if said.is_hidden:
        return "hidden"
    return "queued" if said.is_queued else "visible"


def line(text: str, limit: int) -> str:
    """Return a stranger's text as one line without controls, cut at a limit."""
    return shortened(nfc(one_line(without_illegal(text))), limit)


def address(url: str) -> str:
    """Return an absolute http or https address, or nothing."""
    url = without_illegal(url).strip()
    try:
        parts = urlsplit(url)
        whole = parts.scheme in html.SCHEMES and bool(parts.hostname)
    except ValueError:
        return ""
    return url if whole and len(url) <= MAX_ADDRESS and not re.search(r"[\s<>\"]", url) else ""


def _id(value: str) -> str:
    return one_line(without_illegal(value))[:MAX_ADDRESS]


def _lang(value: str) -> str:
    return value.replace("_", "-") if _LANG.fullmatch(value) else ""


def _author(author: Author) -> Author:
    return Author(line(author.name, MAX_NAME), address(author.url), line(author.handle, MAX_NAME))


def _attachments(said: Said) -> Iterator[Attachment]:
    for attachment in said.attachments[:MAX_ATTACHMENTS]:
        url = address(attachment.url)
        if url:
            yield Attachment(url, line(attachment.alt, MAX_ALT))


def _body(body: Body) -> str:
    if body.kind == "html":
        return nfc(html.clean(body.text, body.base))
    return nfc(html.clean(_linked(body)))


def _linked(body: Body) -> str:
    """Return plain text as HTML, with its links.

    Their offsets count bytes of UTF-8, so that Arabic and emoji move them; one
    that would cut a character or overlap another is left out.
    """
    text = body.text[: html.MAX_INPUT]
    starts = [0, *accumulate(len(char.encode("utf-8", "surrogatepass")) for char in text)]
    parts, last = [], 0
    for link in sorted(body.links[:MAX_LINKS], key=lambda one: (one.start, one.end)):
        span = _span(link, starts)
        if span and span[0] >= last:
            shown = one_line(text[span[0] : span[1]])
            parts += [escape(text[last : span[0]], quote=False), html.link(shown, link.url)]
            last = span[1]
    return html.blocks("".join([*parts, escape(text[last:], quote=False)]))


def _span(link: Link, starts: list[int]) -> tuple[int, int] | None:
    """Return a link's span in characters, or None when it is none."""
    start, end = bisect(starts, link.start) - 1, bisect(starts, link.end) - 1
    if not 0 <= start < end or starts[start] != link.start or starts[end] != link.end:
        return None
    return start, end
