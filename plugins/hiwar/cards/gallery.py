"""A page with every card of a build, for whoever changes the template."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.model.card import Card

ADDRESS: Final = "/cards/index.html"
STYLE_ADDRESS: Final = "/cards/gallery.css"
STYLE: Final = b"""\
body { margin: 0; padding: 24px; font: 15px/1.5 system-ui, sans-serif; color-scheme: light dark }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(400px, 1fr)); gap: 24px }
ul { padding: 0; list-style: none }
img { display: block; inline-size: 100%; block-size: auto; border-radius: 12px }
a { color: inherit; unicode-bidi: plaintext }
"""
_PAGE: Final = """\
<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>Cards</title><link rel="stylesheet" href="{style}"></head>
<body><h1>Cards: {count}</h1><ul>
{items}
</ul></body></html>
"""


def render(cards: Iterable[tuple[str, str, Card]], base_path: str) -> bytes:
    """Return the page.

    Args:
        cards: where it is shared from, as one reads it and as a link; and the card.
        base_path: of the site, without a slash at the end.
    """
    items = [
        f'<li><img src="{escape(base_path + card.address)}" alt="{escape(card.alt)}" width="{card.width}"'
        f' height="{card.height}" loading="lazy"><a href="{escape(link)}">{escape(name)}</a></li>'
        for name, link, card in cards
    ]
    style = escape(base_path + STYLE_ADDRESS)
    return _PAGE.format(style=style, count=len(items), items="\n".join(items)).encode()
