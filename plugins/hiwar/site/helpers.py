"""Who helps with a product, as its page names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from hiwar import urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.model.page import Profile
    from hiwar.model.piece import Piece
    from hiwar.site.views import Views


class Helper(NamedTuple):
    """One way to help."""

    #: What a reader sees.
    text: str
    #: What a link leads to, ready for ``href``.
    href: str
    #: A person or team; None when it is an address.
    profile: Profile | None = None
    #: Whether the text is an address, which runs from left to right.
    is_address: bool = False


def compose_helpers(views: Views, piece: Piece) -> Iterator[Helper]:
    """Yield who helps with a product, in the order of its key."""
    if not piece.support:
        return
    company = views.site.company
    titles = {urls.piece(company, it): it.title for it in views.site.of(piece.lang, "page", "post", "product")}
    for named in piece.support:
        person = views.site.people.get(named)
        if person:
            profile = views.profile(person, piece.lang)
            yield Helper(profile.name, urls.href(company, profile.address), profile)
        elif named.startswith("/"):
            title = titles.get(named, "")
            yield Helper(title or named, urls.href(company, named), is_address=not title)
        else:
            yield Helper(_shown(named), named, is_address=True)


def _shown(address: str) -> str:
    """Return an address as people say it: the host of a page, a number, a mailbox."""
    parts = urlsplit(address)
    return parts.netloc or parts.path
