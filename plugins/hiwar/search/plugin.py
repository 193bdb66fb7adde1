"""Gives the site its search page and the index that the page reads."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pelican.plugins import signals

from hiwar import urls
from hiwar.html import text_of
from hiwar.model.page import Page
from hiwar.model.sketch import sketched
from hiwar.search import index
from hiwar.site.stage import Stage
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from hiwar.model.company import Company
    from hiwar.model.piece import Piece

SECTION: Final = "search"
#: Where the index stands: one for all languages.
FOLDER: Final = "/search/"
#: The letter that stands for each kind in a key; "g" is a page's.
_LETTERS: Final = MappingProxyType({"post": "b", "release": "r", "product": "p", "page": "g"})


class MakeSearch(Stage):
    """Adds a search page in each language, and the index to the site's files."""

    def generate_context(self) -> None:
        """Compose both from the pieces that may be shown."""
        build, company = self.build, self.build.site.company
        catalogues = build.catalogues
        alternates = MappingProxyType({lang: urls.section(company, lang, SECTION) for lang in company.languages})
        for lang, address in alternates.items():
            title = catalogues.gettext(lang, "Search")
            values = MappingProxyType({"folder": FOLDER, "letters": _LETTERS})
            page = Page(address, lang, "search", title, alternates=alternates, values=values, is_indexed=False)
            build.sketches.append(sketched(page, Stamps()))
        files = index.compose((entry(piece, company) for piece in build.site.pieces), company.languages)
        build.files.update({FOLDER + name: content for name, content in files.items()})


def entry(piece: Piece, company: Company) -> index.Entry:
    """Return a piece as search knows it."""
    return index.Entry(
        kind=_LETTERS[piece.kind],
        lang=piece.lang,
        title=piece.title,
        href=urls.href(company, urls.piece(company, piece)),
        summary=piece.summary,
        tags=tuple(tag.name for tag in piece.tags),
        body=text_of(piece.body),
        day=piece.date.date().isoformat() if piece.date else "",
        ordinal=piece.date.date().toordinal() if piece.date else 0,
    )


def _stages(_pelican: object) -> type:
    return MakeSearch


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
