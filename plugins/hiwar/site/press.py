"""The press home: what is newest, whom to ask, where to find what was said, and what others made of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from hiwar import urls
from hiwar.model.page import Anchor
from hiwar.site.paging import page_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hiwar.model.coverage import Coverage
    from hiwar.model.piece import Piece, PieceId
    from hiwar.site.views import Views


@dataclass(frozen=True, slots=True)
class Mention:
    """What somebody else wrote, as pages show it."""

    coverage: Coverage
    #: In the company's time zone, at midnight.
    date: datetime
    #: Releases and products of the page's language that it speaks about.
    about: tuple[Anchor, ...] = ()


def compose_press(views: Views, lang: str) -> Mapping[str, object]:
    """Return what stands on the press home besides the newest releases."""
    releases = views.site.of(lang, "release")
    return {
        "contacts": views.profiles(views.site.company.press, lang),
        "years": tuple(_years(views, lang, releases)),
        "by_product": tuple(_products(views, lang, releases)),
        "mentions": tuple(compose_mention(views, lang, row) for row in views.site.coverage_in(lang)),
    }


def compose_mention(views: Views, lang: str, row: Coverage) -> Mention:
    """Return a row of what others wrote, with links to what it is about."""
    pieces = (views.site.by_id.get((lang, piece)) for piece in row.about)
    about = tuple(Anchor(piece.title, urls.piece(views.site.company, piece)) for piece in pieces if piece)
    return Mention(row, datetime.combine(row.date, time(), views.site.company.timezone), about)


def mentions_by_piece(views: Views, lang: str) -> Mapping[PieceId, tuple[Mention, ...]]:
    """Return what others wrote by the releases and products that it is about, newest first."""
    found: dict[PieceId, tuple[Mention, ...]] = {}
    for row in views.site.coverage_in(lang):
        mention = compose_mention(views, lang, row)
        for piece in row.about:
            found[piece] = (*found.get(piece, ()), mention)
    return found


def _years(views: Views, lang: str, releases: Sequence[Piece]) -> Iterator[Anchor]:
    """Yield each year with the page on which its newest release stands, newest first.

    Args:
        views: the site.
        lang: of the page.
        releases: oldest first.
    """
    company = views.site.company
    address = urls.section(company, lang, "press")
    years = [piece.date.year for piece in releases if piece.date]
    last = {year: place for place, year in enumerate(years)}
    for year, count in sorted(Counter(years).items(), reverse=True):
        is_newest = last[year] >= len(releases) - company.per_page
        place = address if is_newest else page_address(address, last[year] // company.per_page + 1)
        yield Anchor(f"{year:04}", place, count=count)


def _products(views: Views, lang: str, releases: Sequence[Piece]) -> Iterator[Anchor]:
    """Yield each product that releases are about, with its page."""
    counts = Counter(slug for piece in releases for slug in piece.about)
    for product in views.site.of(lang, "product"):
        if counts[product.slug]:
            yield Anchor(product.title, urls.piece(views.site.company, product), count=counts[product.slug])
