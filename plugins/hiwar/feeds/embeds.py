"""What a reader cannot run, as a picture and a link."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

#: Elements that are replaced.
EMBEDS: Final = frozenset({"iframe", "embed", "object", "frame", "applet"})
#: Addresses of players, and the pages on which people watch the same film.
_PAGES: Final = (
    (
        re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+).*"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+).*"), r"https://vimeo.com/\1"),
    (
        re.compile(r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w+).*"),
        r"https://www.dailymotion.com/video/\1",
    ),
)


def replaced(element: HtmlElement, absolute: Callable[[str], str]) -> None:
    """Put a link, with a picture when there is one, where the embed stood.

    An embed without an address leaves what it holds for browsers without it.
    """
    source = element.get("src") or element.get("data")
    address = absolute(source) if source else ""
    parent = element.getparent()
    if not address or parent is None:
        element.drop_tag()
        return
    link = _link(element, watched_at(address))
    poster = element.get("data-poster") or element.get("poster")
    if poster:
        from lxml.html import builder

        link.text, label = None, link.text
        link.append(builder.IMG(src=absolute(poster), alt=""))
        link[0].tail = label
    link.tail = element.tail
    parent.replace(element, link)


def _link(element: HtmlElement, page: str) -> HtmlElement:
    from lxml.html import builder

    label = element.get("title") or element.get("aria-label") or urlsplit(page).netloc
    link: HtmlElement = builder.A(label, href=page)
    return link


def watched_at(address: str) -> str:
    """Return the page for people behind the address of a player."""
    for player, page in _PAGES:
        if player.fullmatch(address):
            return player.sub(page, address)
    return address
