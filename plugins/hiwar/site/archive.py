"""The archive: years, their months, and what was published in each."""

from __future__ import annotations

from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar import i18n, urls
from hiwar.model.page import Anchor, Page
from hiwar.site.views import language_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiwar.model.piece import Piece
    from hiwar.site.views import Views


def compose_archive(views: Views, lang: str) -> Iterator[Page]:
    """Yield the archive's index, a page for each year and one for each month, newest first."""
    dated = tuple(reversed([piece for piece in views.site.of(lang, "post", "release") if piece.date]))
    years = {key: tuple(group) for key, group in groupby(dated, lambda piece: _month(piece)[0])}
    index = tuple(
        Anchor(year, urls.section(views.site.company, lang, "archive", year), count=len(pieces))
        for year, pieces in years.items()
    )
    months = {anchor.address: _months(views, lang, years[anchor.text]) for anchor in index}
    yield _page(views, lang, (), views.section_name(lang, "archive"), {"years": index, "months_of": months})
    for year, pieces in years.items():
        yield from _year(views, lang, year, pieces)


def _months(views: Views, lang: str, pieces: Sequence[Piece]) -> tuple[Anchor, ...]:
    """Return the months of a year's pieces, newest first."""
    groups = ((month, tuple(group)) for month, group in groupby(pieces, _month))
    return tuple(
        Anchor(
            _month_title(group[0], lang),
            urls.section(views.site.company, lang, "archive", *month),
            count=len(group),
        )
        for month, group in groups
    )


def _year(views: Views, lang: str, year: str, pieces: Sequence[Piece]) -> Iterator[Page]:
    months = {key: tuple(group) for key, group in groupby(pieces, lambda piece: _month(piece)[1])}
    yield _page(views, lang, (year,), year, {"months": _months(views, lang, pieces)})
    for month, group in months.items():
        title = f"{_month_title(group[0], lang)} {year}"
        yield _page(views, lang, (year, month), title, {"items": views.teasers(group)})


def _month(piece: Piece) -> tuple[str, str]:
    """Return year and month as they stand in addresses: ``("2026", "03")``."""
    return (f"{piece.date.year:04}", f"{piece.date.month:02}") if piece.date else ("", "")


def _month_title(piece: Piece, lang: str) -> str:
    return i18n.month_name(piece.date, lang) if piece.date else ""


def _page(views: Views, lang: str, parts: tuple[str, ...], title: str, values: dict[str, object]) -> Page:
    company = views.site.company
    twins = {
        code: urls.section(company, code, "archive", *parts) for code in company.languages if _has(views, code, parts)
    }
    return Page(
        address=urls.section(company, lang, "archive", *parts),
        lang=lang,
        template="archive",
        title=title,
        description=views.purpose(lang, "archive"),
        alternates=language_order(views.site, twins),
        elsewhere=views.elsewhere(lang, "archive"),
        values=MappingProxyType({"years": (), "months": (), "months_of": {}, "items": (), "parts": parts, **values}),
    )


def _has(views: Views, lang: str, parts: tuple[str, ...]) -> bool:
    """Tell whether a language has something in a year or month."""
    return not parts or "-".join(parts) in views.site.months[lang]
