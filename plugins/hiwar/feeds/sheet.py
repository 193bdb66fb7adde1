"""The stylesheet of feeds that are opened in a browser.

A feed names it by an address that never changes: with a hash in the address,
a new colour would change every feed, and every archive of every feed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.feeds.edition import Edition

ADDRESS: Final = "/follow/feed.css"


def compose(rules: str, editions: Iterable[Edition]) -> bytes:
    """Return the theme's rules, and the sentence that explains a feed in each language."""
    said = (
        _sentence(
            edition.lang,
            edition.translate(
                "This is a feed: a list that programs read. To follow us, copy its address into a feed reader."
            ),
        )
        for edition in editions
    )
    return "\n".join((rules.rstrip(), *said, "")).encode()


def _sentence(lang: str, text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f':root:lang({lang})::before {{ content: "{escaped}"; }}'
