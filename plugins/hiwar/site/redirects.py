"""Former addresses of pieces, forwarding people and search engines at once."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar import urls
from hiwar.model.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.model.site import Site


def compose_redirects(site: Site) -> Iterator[Page]:
    """Yield a page for each alias of a piece."""
    for piece in site.pieces:
        target = urls.piece(site.company, piece)
        for alias in piece.aliases:
            yield Page(
                address=urls.piece_address(site.company, piece.lang, piece.kind, alias),
                lang=piece.lang,
                template="redirect",
                title=piece.title,
                alternates=MappingProxyType({}),
                values=MappingProxyType({"target": target}),
                is_indexed=False,
            )
