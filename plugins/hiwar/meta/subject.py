"""What a page is about, as far as platforms and search engines want to know."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from hiwar import urls
from hiwar.html import text_of
from hiwar.model.card import Card
from hiwar.model.dialogue import Promoted
from hiwar.model.kinds import FOLDERS
from hiwar.model.page import Anchor, Page, Profile, Teaser
from hiwar.model.part import Question
from hiwar.model.piece import Piece
from hiwar.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from hiwar.model.company import Company
    from hiwar.model.kinds import Kind
    from hiwar.model.offer import Price
    from hiwar.model.piece import Correction

Sort = Literal["home", "list", "person"]

#: First parts of the addresses of lists, below a language's home.
SECTIONS: Final = frozenset({*FOLDERS.values(), "people", "tags", "archive", "corrections"})
_NUMBERED: Final = re.compile(r"page/\d+/$")


@dataclass(frozen=True, slots=True)
class Subject:
    """One page, told to machines."""

    #: The kind of the piece it shows, or which of the other pages it is.
    sort: Kind | Sort
    lang: str
    #: From the root of the site.
    address: str
    #: Plain text.
    title: str
    #: Plain text; empty when there is none.
    description: str
    #: The same page in each language that has it, its own included: language to address.
    alternates: Mapping[str, str]
    #: From the home page down to this one, both included.
    crumbs: tuple[Anchor, ...]
    card: Card | None
    #: In the company's time zone; None on what has no date.
    published: datetime | None = None
    modified: datetime | None = None
    #: Name of the section a piece belongs to.
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[Profile, ...] = ()
    #: The person whose page this is.
    person: Profile | None = None
    #: Where a release was written.
    dateline: str = ""
    #: Of a product: whether it is done for people, for whom, and what it costs.
    is_service: bool = False
    audience: str = ""
    prices: tuple[Price, ...] = ()
    questions: tuple[Question, ...] = ()
    #: Oldest first.
    corrections: tuple[Correction, ...] = ()
    #: Names and addresses of the products that it is about.
    about: tuple[Anchor, ...] = ()
    #: Address of the picture that stands for it; empty when there is none.
    picture: str = ""


def compose(page: Page, company: Company, section_name: Callable[[str, str], str]) -> Subject:
    """Return what a page is about.

    Args:
        page: with the values that its template is given.
        company: who publishes it.
        section_name: the name of a section, such as ``blog``, in a language.
    """
    piece, teaser, profile = (page.values.get(name) for name in ("piece", "teaser", "profile"))
    card = page.values.get("card")
    common = Subject(
        sort=_sort(page, piece, profile),
        lang=page.lang,
        address=page.address,
        title=page.title,
        description=page.description,
        alternates=page.alternates,
        crumbs=_crumbs(page, company, section_name),
        card=card if isinstance(card, Card) else None,
        person=profile if isinstance(profile, Profile) else None,
    )
    if not isinstance(piece, Piece) or not isinstance(teaser, Teaser):
        return common
    return replace(
        common,
        published=piece.date,
        modified=piece.changed,
        corrections=piece.corrections,
        section=section_name(page.lang, piece.folder) if piece.kind != "page" else "",
        tags=tuple(tag.name for tag in piece.tags),
        authors=_profiles(page.values.get("authors")),
        dateline=piece.dateline,
        is_service=piece.is_service,
        audience=piece.audience,
        prices=piece.prices,
        questions=(*piece.parts.questions, *_promoted(page.values.get("promoted"))),
        about=tuple(Anchor(it.title, it.address) for it in _teasers(page.values.get("products"))),
        picture=piece.illustration.file.address if piece.illustration else "",
    )


def _promoted(value: object) -> Iterator[Question]:
    """Yield answers from the conversations that became questions of the page."""
    for item in value if isinstance(value, tuple) else ():
        if isinstance(item, Promoted):
            yield Question(item.anchor, item.question, one_line(text_of(item.answer)), item.answer)


def _sort(page: Page, piece: object, profile: object) -> Kind | Sort:
    if isinstance(piece, Piece):
        return piece.kind
    if isinstance(profile, Profile):
        return "person"
    return {"home": "home", "part": "page"}.get(page.template, "list")  # type: ignore[return-value] # words of the two types


def _crumbs(page: Page, company: Company, section_name: Callable[[str, str], str]) -> tuple[Anchor, ...]:
    """Return the way down to a page: home, its section, itself; a list's pages are the list."""
    crumbs = [Anchor(company.name[page.lang], urls.root(company, page.lang))]
    own = _NUMBERED.sub("", page.address)
    name = own.removeprefix(crumbs[0].address).partition("/")[0]
    if name in SECTIONS:
        crumbs.append(Anchor(section_name(page.lang, name), urls.section(company, page.lang, name)))
    if own != crumbs[-1].address:
        crumbs.append(Anchor(page.title, own))
    return tuple(crumbs)


def _profiles(value: object) -> tuple[Profile, ...]:
    return tuple(item for item in value if isinstance(item, Profile)) if isinstance(value, tuple) else ()


def _teasers(value: object) -> tuple[Teaser, ...]:
    return tuple(item for item in value if isinstance(item, Teaser)) if isinstance(value, tuple) else ()
