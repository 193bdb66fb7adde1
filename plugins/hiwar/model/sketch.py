"""A page before it is composed: where it will stand, and all that it will be made of.

Thousands of pages stay as they are from one build to the next. A sketch says so at the
price of a few texts: what it rests on. Only a page whose sketch differs from that of
the last build is composed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hiwar.model.card import Card
    from hiwar.model.page import Page
    from hiwar.model.piece import Piece
    from hiwar.stamps import Stamps


@dataclass(slots=True, eq=False)
class Sketch:
    """One page, composed when somebody looks at it."""

    address: str
    lang: str
    template: str
    #: Composes it, without what rooms add to it later.
    make: Callable[[], Page]
    #: A text for each thing that it will be made of, besides what every page of its language is (see `hiwar.stamps`).
    rests_on: list[str]
    #: The piece whose page it is; None on all others.
    piece: Piece | None = None
    #: Composes the same page of that piece after an edit.
    remake: Callable[[Piece], Page] | None = None
    #: The same page in each language that has it, its own included: language to address.
    alternates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: Search engines may list it.
    is_indexed: bool = True
    #: Addresses of files that stand because of it: its card, pictures, a release's downloads.
    brings: tuple[str, ...] = ()
    #: Warnings about it, said in every build.
    notes: tuple[str, ...] = ()
    #: Its share card, known also where the page is not composed; None before it was dealt.
    card: Card | None = None
    #: Whether every room has added to it.
    is_dressed: bool = False
    _page: Page | None = None

    @property
    def page(self) -> Page:
        """The page as far as it is composed."""
        if self._page is None:
            self._page = self.make()
        return self._page

    def add(self, **values: object) -> None:
        """Give the page more values; what is a `Later` is made when the page is rendered."""
        self._page = self.page.adding(**values)


@dataclass(slots=True, eq=False)
class Draft:
    """A file that is no page, made when what it rests on differs from the last time."""

    address: str
    make: Callable[[], bytes]
    rests_on: list[str]
    #: Names what it shares with others that is dear to make: those are best made one after the other.
    group: str = ""


def sketched(page: Page, stamps: Stamps, piece: Piece | None = None) -> Sketch:
    """Return the sketch of a page that is composed already: it rests on its own values."""
    return Sketch(
        page.address,
        page.lang,
        page.template,
        make=lambda: page,
        rests_on=[stamps.known(page)],
        piece=piece,
        alternates=page.alternates,
        is_indexed=page.is_indexed,
    )


def sketched_all(pages: Iterator[Page], stamps: Stamps) -> Iterator[Sketch]:
    """Yield the sketches of pages that are composed already."""
    return (sketched(page, stamps) for page in pages)
