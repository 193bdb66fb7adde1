"""The stylesheet of feeds that are opened in a browser.

A feed names it by an address that never changes: with a hash in the address,
a new colour would change every feed, and every archive of every feed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiwar.i18n import direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.feeds.edition import Edition

ADDRESS: Final = "/follow/feed.css"


def compose(rules: str, editions: Iterable[Edition]) -> bytes:
    """Return the theme's rules, and for each language its direction and the sentence that explains a feed."""
    return "\n".join((rules.rstrip(), *(_of(edition) for edition in editions), "")).encode()


def _of(edition: Edition) -> str:
    said = edition.translate(
        "This is a feed: a list that programs read. To follow us, copy its address into a feed reader."
    )
    escaped = said.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    here = f":root:lang({edition.lang})"
    return f'{here} {{ direction: {direction(edition.lang)}; }}\n{here}::before {{ content: "{escaped}"; }}'
