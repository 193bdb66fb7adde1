"""The archive: years, their months, and what was published in each."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar import i18n, urls
from hiwar.model.page import Anchor, Page
from hiwar.model.sketch import Sketch
from hiwar.site.views import language_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from hiwar.model.piece import Piece
    from hiwar.site.views import Views


#: Pieces by month, and those by year, newest first.
_Months = dict[str, tuple["Piece", ...]]
_Years = dict[str, _Months]


def sketch_archive(views: Views, lang: str) -> Iterator[Sketch]:
    """Yield the archive's index, a page for each year and one for each month, newest first."""
    years = _years(views, lang)
    counts = {year: {month: len(pieces) for month, pieces in months.items()} for year, months in years.items()}
    yield _sketch(views, lang, (), lambda: _index(views, lang, years), repr(counts))
    for year, months in years.items():
        yield _sketch(views, lang, (year,), partial(_year, views, lang, year, months), repr(counts[year]))
        for month, pieces in months.items():
            make = partial(_of_month, views, lang, year, pieces)
            yield _sketch(views, lang, (year, month), make, views.stamps(pieces))


def _years(views: Views, lang: str) -> _Years:
    found: _Years = {}
    dated = reversed([piece for piece in views.site.of(lang, "post", "release") if piece.date])
    for (year, month), group in groupby(dated, _month):
        found.setdefault(year, {})[month] = tuple(group)
    return found


def _index(views: Views, lang: str, years: _Years) -> Page:
    anchors = {year: _way_to(views, lang, year, _count(months)) for year, months in years.items()}
    months_of = {anchors[year].address: _anchors(views, lang, year, months) for year, months in years.items()}
    values = {"years": tuple(anchors.values()), "months_of": months_of}
    return _page(views, lang, (), views.section_name(lang, "archive"), values)


def _year(views: Views, lang: str, year: str, months: _Months) -> Page:
    values = {"months": _anchors(views, lang, year, months), "way": (_top(views, lang),)}
    return _page(views, lang, (year,), _digits(views, lang, year), values)


def _of_month(views: Views, lang: str, year: str, pieces: Sequence[Piece]) -> Page:
    title = f"{_month_title(views, pieces[0])} {_digits(views, lang, year)}"
    # How many a year has stands in its own page alone, so that a new piece leaves its other months as they are.
    way = (_top(views, lang), _way_to(views, lang, year))
    return _page(views, lang, _month(pieces[0]), title, {"items": views.teasers(pieces), "way": way})


def _top(views: Views, lang: str) -> Anchor:
    return Anchor(views.section_name(lang, "archive"), _address(views, lang))


def _way_to(views: Views, lang: str, year: str, count: int | None = None) -> Anchor:
    return Anchor(_digits(views, lang, year), _address(views, lang, year), count=count)


def _anchors(views: Views, lang: str, year: str, months: _Months) -> tuple[Anchor, ...]:
    """Return the months of a year, newest first."""
    return tuple(
        Anchor(_month_title(views, pieces[0]), _address(views, lang, year, month), count=len(pieces))
        for month, pieces in months.items()
    )


def _count(months: _Months) -> int:
    return sum(len(pieces) for pieces in months.values())


def _month(piece: Piece) -> tuple[str, str]:
    """Return year and month as they stand in addresses: ``("2026", "03")``."""
    return (f"{piece.date.year:04}", f"{piece.date.month:02}") if piece.date else ("", "")


def _month_title(views: Views, piece: Piece) -> str:
    return i18n.month_name(piece.date, piece.lang, views.site.company.style) if piece.date else ""


def _digits(views: Views, lang: str, year: str) -> str:
    return i18n.number(year, lang, views.site.company.style)


def _address(views: Views, lang: str, *parts: str) -> str:
    return urls.section(views.site.company, lang, "archive", *parts)


def _sketch(views: Views, lang: str, parts: tuple[str, ...], make: Callable[[], Page], shown: str) -> Sketch:
    company = views.site.company
    twins = {code: _address(views, code, *parts) for code in company.languages if _has(views, code, parts)}
    return Sketch(
        _address(views, lang, *parts),
        lang,
        "archive",
        make=make,
        rests_on=["-".join(parts), " ".join(twins), shown],
        alternates=language_order(views.site, twins),
    )


def _page(views: Views, lang: str, parts: tuple[str, ...], title: str, values: Mapping[str, object]) -> Page:
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
