"""Everything that was corrected, in one list: newest first, numbered from the oldest."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar import urls
from hiwar.model.page import Page
from hiwar.site.paging import compose_list
from hiwar.site.views import language_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.model.page import Teaser
    from hiwar.model.piece import Correction
    from hiwar.site.views import Views

NAME: Final = "corrections"


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction with the piece that it corrects."""

    correction: Correction
    teaser: Teaser


def compose_corrections(views: Views, lang: str) -> Iterator[Page]:
    """Yield the list of a language and its numbered pages; both are there when nothing was corrected yet."""
    company = views.site.company
    own = urls.section(company, lang, NAME)
    twins = {code: urls.section(company, code, NAME) for code in company.languages}
    for page in compose_list(_corrected(views, lang), company.per_page, own):
        yield Page(
            address=page.address,
            lang=lang,
            template=NAME,
            title=views.section_name(lang, NAME),
            description=views.purpose(lang, NAME),
            alternates=language_order(views.site, twins if page.paging.number is None else {lang: page.address}),
            elsewhere=MappingProxyType({code: address for code, address in twins.items() if code != lang}),
            values=MappingProxyType({"corrected": page.items, "paging": page.paging}),
        )


def _corrected(views: Views, lang: str) -> tuple[Corrected, ...]:
    """Return all corrections of a language, oldest first; those of one day by their pieces."""
    found = [
        (it.date, piece.kind, piece.slug, Corrected(it, views.teaser(piece)))
        for piece in views.site.of(lang)
        for it in piece.corrections
    ]
    return tuple(row[-1] for row in sorted(found, key=lambda row: row[:-1]))
