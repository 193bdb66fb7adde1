"""Gives the site its search page and the index that the page reads."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pelican.plugins import signals

from hiwar import urls
from hiwar.html import text_of
from hiwar.model.memory import digest_of
from hiwar.model.page import Page
from hiwar.model.sketch import sketched
from hiwar.search import index
from hiwar.search.shelf import Shelf
from hiwar.site.stage import Stage
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiwar.model.company import Company
    from hiwar.model.piece import Piece
    from hiwar.model.sketch import Sketch

SECTION: Final = "search"
#: Where the index stands: one for all languages.
FOLDER: Final = "/search/"
#: The letter that stands for each kind in a key; "g" is a page's.
_LETTERS: Final = MappingProxyType({"post": "b", "release": "r", "product": "p", "page": "g"})


class MakeSearch(Stage):
    """Adds a search page in each language, and the index that all of them bring."""

    def generate_context(self) -> None:
        """Sketch the pages: they rest on every piece that may be shown."""
        build, company = self.build, self.build.site.company
        alternates = MappingProxyType({lang: urls.section(company, lang, SECTION) for lang in company.languages})
        pieces = digest_of(" ".join([piece.stamp for piece in build.site.pieces]).encode())
        for lang, address in alternates.items():
            title = build.catalogues.gettext(lang, "Search")
            values = MappingProxyType({"folder": FOLDER, "letters": _LETTERS})
            page = Page(address, lang, SECTION, title, alternates=alternates, values=values, is_indexed=False)
            sketch = sketched(page, Stamps())
            sketch.rests_on.append(pieces)
            build.sketches.append(sketch)

    def dress(self, sketches: Sequence[Sketch]) -> None:
        """Compose the index, when a page that brings it has to be made."""
        pages = [sketch for sketch in sketches if sketch.template == SECTION]
        if not pages:
            return
        build, company = self.build, self.build.site.company
        rules = digest_of(f"{build.memory.house} {Stamps().text(company)}".encode("utf-8", "surrogatepass"))
        shelf = Shelf(build.memory, rules)
        found = (shelf.find(piece.stamp, partial(entry, piece, company)) for piece in build.site.pieces)
        files = {FOLDER + name: content for name, content in index.compose(found, company.languages).items()}
        build.files.update(files)
        for sketch in pages:
            sketch.brings += tuple(files)


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
