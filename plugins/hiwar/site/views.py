"""Pieces, people and tags as one page of one language shows them."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar import i18n, urls
from hiwar.model.kinds import FOLDERS
from hiwar.model.page import Anchor, Chrome, Profile, Teaser

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.model.company import Person
    from hiwar.model.kinds import Kind, Voice
    from hiwar.model.piece import Piece, PieceId, Tag
    from hiwar.model.site import Site

#: Each list's part of the address and its name, which the catalogues translate.
SECTIONS: Final = MappingProxyType(
    {
        "blog": "Blog",
        "press": "Press",
        "products": "Products",
        "people": "People",
        "tags": "Tags",
        "archive": "Archive",
        "dialogue": "Dialogue",
        "search": "Search",
        "corrections": "Corrections",
        "follow": "Follow us",
    }
)

#: What stands in each list, for search engines and cards.
PURPOSES: Final = MappingProxyType(
    {
        "blog": "What we do, what we learn and what we get wrong, day by day.",
        "press": "What we announce, with the numbers, the pictures and whom to ask.",
        "products": "What we make and offer, and everything written about it.",
        "people": "Who writes here, and who can be asked.",
        "tags": "Everything we publish, by subject.",
        "archive": "Everything we publish, by year and month.",
        "corrections": "What we published and had to put right, and when.",
    }
)
_MESSENGERS: Final = MappingProxyType({"whatsapp": "WhatsApp", "telegram": "Telegram", "signal": "Signal"})
#: Ways into the whole that stand in the footer.
_INDEXES: Final = ("people", "tags", "archive", "search", "corrections")
#: Kinds whose lists stand in the header, in that order.
_LISTED: Final[tuple[Kind, ...]] = ("post", "release", "product")


class Views:
    """Turns the values of a site into what pages show; remembers what it made."""

    def __init__(
        self,
        site: Site,
        section_names: Mapping[tuple[str, str], str],
        purposes: Mapping[tuple[str, str], str] = MappingProxyType({}),
    ) -> None:
        self.site = site
        self._section_names = section_names
        self._purposes = purposes
        self._tags: dict[tuple[str, Tag], Anchor] = {}
        self._teasers: dict[tuple[str, str], tuple[Piece, Teaser]] = {}
        self._alternates: dict[PieceId, Mapping[str, str]] = {}

    def teaser(self, piece: Piece) -> Teaser:
        """Return a piece as other pages show it."""
        key = (piece.lang, piece.source)
        known = self._teasers.get(key)
        if known is None or known[0] is not piece:
            self._teasers[key] = known = (piece, self._teaser(piece))
        return known[1]

    def teasers(self, pieces: Iterable[Piece]) -> tuple[Teaser, ...]:
        """Return several pieces as other pages show them."""
        return tuple(self.teaser(piece) for piece in pieces)

    def alternates(self, piece: Piece, twins: tuple[Piece, ...]) -> Mapping[str, str]:
        """Return the address of a piece in each language that has it; its twins are given the same."""
        if not twins:
            return MappingProxyType({piece.lang: urls.piece(self.site.company, piece)})
        if piece.id not in self._alternates:
            own = {one.lang: urls.piece(self.site.company, one) for one in (piece, *twins)}
            self._alternates[piece.id] = language_order(self.site, own)
        return self._alternates[piece.id]

    def stamp(self, piece: Piece) -> str:
        """Return a text that changes with what other pages show of a piece."""
        return piece.teaser_stamp + ("hidden" if (piece.lang, piece.id) in self.site.hidden else "")

    def stamps(self, pieces: Iterable[Piece]) -> str:
        """Return a text that changes with what other pages show of some pieces, or with their order."""
        if self.site.hidden:
            return " ".join([self.stamp(piece) for piece in pieces])
        return " ".join([piece.teaser_stamp for piece in pieces])

    def _teaser(self, piece: Piece) -> Teaser:
        return Teaser(
            kind=piece.kind,
            lang=piece.lang,
            title=piece.title,
            summary=piece.summary,
            address=urls.piece(self.site.company, piece),
            date=piece.date,
            authors=tuple(self.author(person, piece.lang) for person in self.authors(piece)),
            voice=self.voice(piece),
            illustration=piece.illustration,
            tags=tuple(self.tag(piece.lang, tag) for tag in piece.tags),
            is_hidden=(piece.lang, piece.id) in self.site.hidden,
        )

    def authors(self, piece: Piece) -> tuple[Person, ...]:
        """Return the people who wrote a piece."""
        return tuple(self.site.people[person] for person in piece.authors)

    def voice(self, piece: Piece) -> Voice:
        """Return who speaks: as the piece says, else as its first author does."""
        authors = self.authors(piece)
        return piece.voice or (authors[0].voice if authors else "official")

    def author(self, person: Person, lang: str) -> Anchor:
        """Return a person's name with the link to their page."""
        return Anchor(person.name[lang], urls.section(self.site.company, lang, "people", person.id))

    def profile(self, person: Person, lang: str) -> Profile:
        """Return a person in one language."""
        return Profile(
            id=person.id,
            name=person.name[lang],
            role=person.role.get(lang, ""),
            bio=person.bio.get(lang, ""),
            email=person.email,
            phone=person.phone,
            voice=person.voice,
            address=urls.section(self.site.company, lang, "people", person.id),
            photo=self.site.portraits.get(person.id),
            accounts=person.accounts,
            messengers=tuple(
                Anchor(_MESSENGERS[name], urls.messenger_address(name, own)) for name, own in person.messaging.items()
            ),
        )

    def profiles(self, ids: Iterable[str], lang: str) -> tuple[Profile, ...]:
        """Return people by their ids, in one language."""
        return tuple(self.profile(self.site.people[person], lang) for person in ids)

    def tag(self, lang: str, tag: Tag, count: int | None = None) -> Anchor:
        """Return a tag with the link to its list."""
        if count is None and (lang, tag) in self._tags:
            return self._tags[lang, tag]
        made = Anchor(tag.name, urls.section(self.site.company, lang, "tags", tag.slug), count=count)
        if count is None:
            self._tags[lang, tag] = made
        return made

    def section_name(self, lang: str, name: str) -> str:
        """Return the name of a section, such as "blog", in a language."""
        return self._section_names[lang, name]

    def purpose(self, lang: str, name: str) -> str:
        """Return what stands in a section, in a language; empty where nobody said."""
        return self._purposes.get((lang, name), "")

    def chrome(self, lang: str) -> Chrome:
        """Return what stands around every page of a language."""
        company, menus = self.site.company, self.site.company.navigation
        filled = self._filled(lang)
        pages = {page.slug: page for page in self.site.of(lang, "page")}
        return Chrome(
            home=urls.root(company, lang),
            sections=self._menu(lang, filled if menus.header is None else menus.header, pages),
            pages=self._menu(lang, tuple(pages) if menus.pages is None else menus.pages, pages),
            ways=self._menu(lang, (*filled, *_INDEXES) if menus.footer is None else menus.footer, pages),
            search=self._place(lang, "search"),
            homes=MappingProxyType({code: urls.root(company, code) for code in company.languages}),
            logo=self.site.logo,
        )

    def _filled(self, lang: str) -> tuple[str, ...]:
        """Return the lists that have something in a language, all of them where none has; and the dialogue."""
        folders = tuple(FOLDERS[kind] for kind in _LISTED)
        return (*(tuple(FOLDERS[kind] for kind in _LISTED if self.site.of(lang, kind)) or folders), "dialogue")

    def _menu(self, lang: str, names: Iterable[str], pages: Mapping[str, Piece]) -> tuple[Anchor, ...]:
        """Return the entries of a menu; a page that this language does not have is left out."""
        company = self.site.company
        found = []
        for name in names:
            if name in pages:
                found.append(Anchor(pages[name].title, urls.piece(company, pages[name])))
            elif name in company.navigation.links:
                link = company.navigation.links[name]
                found.append(Anchor(link.name[lang], link.url))
            elif name in SECTIONS and (name != "dialogue" or self.site.has_dialogue):
                found.append(self._place(lang, name))
        return tuple(found)

    def _place(self, lang: str, name: str) -> Anchor:
        return Anchor(self.section_name(lang, name), urls.section(self.site.company, lang, name))

    def elsewhere(self, lang: str, *parts: str) -> Mapping[str, str]:
        """Return where the other languages lead that lack a page of this section; no parts is their home."""
        company = self.site.company
        return MappingProxyType(
            {
                code: urls.section(company, code, *parts) if parts else urls.root(company, code)
                for code in company.languages
                if code != lang
            }
        )


def pictured_once(teasers: Iterable[Teaser]) -> tuple[Teaser, ...]:
    """Return teasers without the pictures that one before them shows already."""
    shown: set[str] = set()
    found = []
    for teaser in teasers:
        picture = teaser.illustration.file.address if teaser.illustration else ""
        found.append(replace(teaser, illustration=None) if picture in shown else teaser)
        shown |= {picture} if picture else set()
    return tuple(found)


def language_order(site: Site, alternates: Mapping[str, str]) -> Mapping[str, str]:
    """Return alternates in the order in which the company names its languages."""
    return MappingProxyType({lang: alternates[lang] for lang in site.company.languages if lang in alternates})


def section_names(catalogues: i18n.Catalogues, languages: tuple[str, ...]) -> Mapping[tuple[str, str], str]:
    """Return the names of the sections by language and address part."""
    return _translated(catalogues, languages, SECTIONS)


def section_purposes(catalogues: i18n.Catalogues, languages: tuple[str, ...]) -> Mapping[tuple[str, str], str]:
    """Return what stands in the sections by language and address part."""
    return _translated(catalogues, languages, PURPOSES)


def _translated(
    catalogues: i18n.Catalogues, languages: tuple[str, ...], texts: Mapping[str, str]
) -> Mapping[tuple[str, str], str]:
    return MappingProxyType(
        {(lang, part): catalogues.gettext(lang, text) for lang in languages for part, text in texts.items()}
    )
