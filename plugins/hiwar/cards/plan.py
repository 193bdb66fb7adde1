"""Which cards a site has, and what each says: decided from its pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from hiwar import i18n
from hiwar.cards.spec import CardSpec, Picture
from hiwar.model.page import Profile, Teaser
from hiwar.model.part import Fact, Quotation
from hiwar.model.piece import Piece
from hiwar.plain import quoted

if TYPE_CHECKING:
    from hiwar.model.company import Company
    from hiwar.model.media import MediaFile
    from hiwar.model.page import Page

#: A text of ours in a language.
Translate = Callable[[str, str], str]

#: Templates of pages that only forward: nobody shares them.
_CARDLESS: Final = frozenset({"redirect"})
_SECTION_KICKERS: Final = {"tag": "Tag", "archive": "Archive"}


class Plan:
    """Says what the card of each page says."""

    def __init__(self, company: Company, translate: Translate, folder: str = "content") -> None:
        self.company = company
        self._translate = translate
        #: The content folder as messages name it.
        self._folder = folder

    def cards(self, pages: Iterable[Page]) -> dict[str, CardSpec]:
        """Return the card of each page by the page's address."""
        return {page.address: self.card(page) for page in pages if page.template not in _CARDLESS}

    def card(self, page: Page) -> CardSpec:
        """Return what a page's card says."""
        teaser = page.values.get("teaser")
        profile = page.values.get("profile")
        piece = page.values.get("piece")
        part, whole = page.values.get("part"), page.values.get("part_of")
        if isinstance(whole, Piece) and isinstance(part, Fact | Quotation):
            return self._part(whole, part, page.values.get("speaker"))
        if isinstance(teaser, Teaser) and isinstance(piece, Piece):
            return self._piece(piece, teaser)
        if isinstance(profile, Profile):
            return self._person(page, profile)
        kicker = _SECTION_KICKERS.get(page.template)
        if page.template == "archive" and not page.values.get("parts"):
            kicker = None
        tagline = self.company.tagline.get(page.lang, "")
        if page.template == "home":
            # The company's name stands below, as on every card.
            return self._list(page, tagline or page.title, "", "")
        return self._list(page, page.title, self._translate(page.lang, kicker) if kicker else "", tagline)

    def _part(self, piece: Piece, part: Fact | Quotation, speaker: object) -> CardSpec:
        if isinstance(speaker, Profile):
            return self.quotation(piece, part.text, speaker)
        return self.fact(piece, part.text)

    def quotation(self, piece: Piece, text: str, speaker: Profile) -> CardSpec:
        """Return the card of a quotation in a piece."""
        return CardSpec(
            layout="quotation",
            lang=piece.lang,
            brand=self.company.name[piece.lang],
            title=quoted(text, piece.lang),
            speaker=speaker.name,
            role=_joined(self._voice(piece.lang, speaker.voice), speaker.role),
            voice=speaker.voice,
            picture=_picture(speaker.photo),
            shown=piece.shown,
        )

    def fact(self, piece: Piece, text: str) -> CardSpec:
        """Return the card of a release's key fact."""
        kicker = self._translate(piece.lang, "Key fact")
        return CardSpec(
            layout="fact",
            lang=piece.lang,
            brand=self.company.name[piece.lang],
            title=text,
            kicker=kicker,
            line=piece.title,
            shown=piece.shown,
        )

    def _piece(self, piece: Piece, teaser: Teaser) -> CardSpec:
        kicker, line = self._head(teaser, piece.dateline)
        return CardSpec(
            layout="post" if teaser.kind == "page" else teaser.kind,
            lang=piece.lang,
            brand=self.company.name[piece.lang],
            title=teaser.title,
            kicker=kicker,
            line=line,
            voice=teaser.voice,
            picture=_picture(teaser.illustration.file if teaser.illustration else None),
            shown=piece.shown,
        )

    def _head(self, teaser: Teaser, dateline: str) -> tuple[str, str]:
        """Return what stands above a piece's title: a word, and a line."""
        lang = teaser.lang
        date = i18n.long_date(teaser.date, lang, self.company.style) if teaser.date else ""
        author = teaser.authors[0].text if teaser.authors else ""
        match teaser.kind:
            case "release":
                both = self._translate(lang, "%(place)s, %(date)s") % {"place": dateline, "date": date}
                return self._translate(lang, "Press release"), both if dateline else date
            case "product":
                return self._translate(lang, "Product"), teaser.summary
            case "post":
                word = self._voice(lang, "fan") if teaser.voice == "fan" else self._translate(lang, "Blog")
                return word, _joined(date, author)
        return "", ""

    def _person(self, page: Page, profile: Profile) -> CardSpec:
        return CardSpec(
            layout="person",
            lang=page.lang,
            brand=self.company.name[page.lang],
            title=profile.name,
            kicker=self._voice(page.lang, profile.voice),
            line=profile.role,
            voice=profile.voice,
            picture=_picture(profile.photo),
            shown=f"{self._folder}/people.toml",
        )

    def _list(self, page: Page, title: str, kicker: str, line: str) -> CardSpec:
        brand = self.company.name[page.lang]
        return CardSpec("list", page.lang, brand, title, kicker, line, shown=f"{self._folder}/company.toml")

    def _voice(self, lang: str, voice: str) -> str:
        return self._translate(lang, "Fan voice" if voice == "fan" else "Official voice")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _picture(file: MediaFile | None) -> Picture | None:
    # The address holds a hash of the file's bytes.
    return Picture(file.source, file.address) if file else None
