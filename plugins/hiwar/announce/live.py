"""Whether the web shows a page: nothing is announced that nobody can open."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hiwar.http import Reply


def why_not(url: str, reply: Reply | None, public_from: datetime | None) -> str:
    """Return why a page does not count as live, nothing when it does.

    The web's own clock is looked at too: where ours is an hour early, nothing
    is told before its time.

    Args:
        url: of the page.
        reply: what its address answers; None when nothing does.
        public_from: aware; the moment before which nobody may know; None is always.
    """
    if reply is None:
        return "its address does not answer"
    if reply.status != 200:
        return f"its address answers {reply.status}"
    # A host that shows its home for everything it does not know answers 200, too.
    if f'<link rel="canonical" href="{escape(url)}"'.encode() not in reply.body:
        return "its address shows another page"
    clock = _clock(reply.headers.get("date", ""))
    if clock and public_from and clock < public_from:
        return f"by the clock of the web it is {clock:%Y-%m-%d %H:%M} UTC, and it comes out later: look at your clock"
    return ""


def _clock(text: str) -> datetime | None:
    """Return the moment of a Date field (RFC 9110, 6.6.1), None when it has none."""
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
