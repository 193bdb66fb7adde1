"""The archive: years, their months, and what was published in each."""

from __future__ import annotations

from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar import i18n, urls
from hiwar.model.page import Anchor, Page
from hiwar.model.sketch import Sketch
from hiwar.site.views import language_order
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiwar.model.piece import Piece
    from hiwar.site.views import Views


def sketch_archive(views: Views, lang: str) -> Iterator[Sketch]:
    """Yield the archive's index, a page for each year and one for each month, newest first."""
    dated = tuple(reversed([piece for piece in views.site.of(lang, "post", "release") if piece.date]))
    years = {key: tuple(group) for key, group in groupby(dated, lambda piece: _month(piece)[0])}
    index = {
        year: Anchor(_digits(views, lang, year), _address(views, lang, year), count=len(pieces))
        for year, pieces in years.items()
    }
    months = {index[year].address: _months(views, lang, pieces) for year, pieces in years.items()}
    name = views.section_name(lang, "archive")
    yield _sketch(views, lang, (), name, {"years": tuple(index.values()), "months_of": months})
    top = Anchor(name, _address(views, lang))
    for year, pieces in years.items():
        yield from _year(views, lang, (top, index[year]), pieces)


def _months(views: Views, lang: str, pieces: Sequence[Piece]) -> tuple[Anchor, ...]:
    """Return the months of a year's pieces, newest first."""
    groups = ((month, tuple(group)) for month, group in groupby(pieces, _month))
    return tuple(
        Anchor(_month_title(views, group[0]), _address(views, lang, *month), count=len(group))
        for month, group in groups
    )


def _year(views: Views, lang: str, way: tuple[Anchor, Anchor], pieces: Sequence[Piece]) -> Iterator[Sketch]:
    """Yield the page of a year and those of its months; the way leads from the archive to the year."""
    year, _ = _month(pieces[0])
    months = {key: tuple(group) for key, group in groupby(pieces, lambda piece: _month(piece)[1])}
    values: dict[str, object] = {"months": _months(views, lang, pieces), "way": way[:1]}
    yield _sketch(views, lang, (year,), way[1].text, values)
    for month, group in months.items():
        title = f"{_month_title(views, group[0])} {way[1].text}"
        yield _sketch(views, lang, (year, month), title, {"way": way}, group)


def _month(piece: Piece) -> tuple[str, str]:
    """Return year and month as they stand in addresses: ``("2026", "03")``."""
    return (f"{piece.date.year:04}", f"{piece.date.month:02}") if piece.date else ("", "")


def _month_title(views: Views, piece: Piece) -> str:
    return i18n.month_name(piece.date, piece.lang, views.site.company.style) if piece.date else ""


def _digits(views: Views, lang: str, year: str) -> str:
    return i18n.number(year, lang, views.site.company.style)


def _address(views: Views, lang: str, *parts: str) -> str:
    return urls.section(views.site.company, lang, "archive", *parts)


def _sketch(
    views: Views,
    lang: str,
    parts: tuple[str, ...],
    title: str,
    values: dict[str, object],
    pieces: Sequence[Piece] = (),
) -> Sketch:
    company = views.site.company
    twins = {code: _address(views, code, *parts) for code in company.languages if _has(views, code, parts)}
    return Sketch(
        _address(views, lang, *parts),
        lang,
        "archive",
        make=lambda: _page(views, lang, parts, title, {**values, "items": views.teasers(pieces)}),
        rests_on=[title, Stamps().known((parts, values, tuple(twins))), views.stamps(pieces)],
        alternates=language_order(views.site, twins),
    )


def _page(views: Views, lang: str, parts: tuple[str, ...], title: str, values: dict[str, object]) -> Page:
    company = views.site.company
    twins = {code: _address(views, code, *parts) for code in company.languages if _has(views, code, parts)}
    nothing: dict[str, object] = {"years": (), "months": (), "months_of": {}, "items": (), "way": (), "parts": parts}
    return Page(
        address=_address(views, lang, *parts),
        lang=lang,
        template="archive",
        title=title,
        description=views.purpose(lang, "archive"),
        alternates=language_order(views.site, twins),
        elsewhere=views.elsewhere(lang, "archive"),
        values=MappingProxyType({**nothing, **values}),
    )


def _has(views: Views, lang: str, parts: tuple[str, ...]) -> bool:
    """Tell whether a language has something in a year or month."""
    return not parts or "-".join(parts) in views.site.months[lang]
