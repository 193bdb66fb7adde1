"""What all files of a release are made from: one value, so that they say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hiwar import i18n, urls
from hiwar.kit.blocks import parse
from hiwar.model.page import Page, Profile, Teaser
from hiwar.model.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from hiwar.kit.blocks import Block
    from hiwar.model.company import Company
    from hiwar.model.media import MediaFile
    from hiwar.model.style import Style

#: A text of ours in the language of a release.
Translate = Callable[[str], str]


class Shot(NamedTuple):
    """A picture of a release, as a newsroom wants it."""

    file: MediaFile
    #: What it shows. Plain text, like the next two.
    alt: str
    #: What stands below it; often empty.
    caption: str = ""
    #: Who took it; often empty.
    credit: str = ""
    #: The fragment that leads to it; empty for the picture that stands for the release.
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """A release in one language."""

    piece: Piece
    #: What it is, in its language: ``Press release``.
    label: str
    #: ``rtl`` or ``ltr``.
    direction: str
    #: Of the company, in the release's language, like `boilerplate` and `terms`.
    company: str
    boilerplate: str
    #: What others may do with text and pictures; empty when the company does not say.
    terms: str
    #: Whole addresses of the release and of the home page.
    url: str
    home: str
    #: What stands under the title; empty when it would repeat the text.
    lede: str
    blocks: tuple[Block, ...]
    contacts: tuple[Profile, ...]
    #: Who is quoted, by the quotation's anchor.
    speakers: Mapping[str, Profile]
    #: Titles of the products that it is about, with their whole addresses.
    products: tuple[tuple[str, str], ...]
    shots: tuple[Shot, ...]
    #: Why nobody may publish it yet; empty when everybody may.
    notice: str
    #: Texts of ours by their English.
    words: Mapping[str, str]
    #: How the company writes dates.
    style: Style

    @property
    def date(self) -> datetime:
        """When it was or will be public."""
        if self.piece.date is None:
            raise AssertionError("a release has a date")
        return self.piece.date

    def day(self, moment: datetime) -> str:
        """Return a day in words, as the pages show it."""
        return i18n.long_date(moment, self.piece.lang, self.style)

    @property
    def dateline(self) -> str:
        """Place and day: ``Riyadh, November 17, 2026``."""
        day = self.day(self.date)
        both = self.words["%(place)s, %(date)s"] % {"place": self.piece.dateline, "date": day}
        return both if self.piece.dateline else day


def compose(page: Page, company: Company, _: Translate) -> Material | None:
    """Return what the files of a release are made from; None when the page shows no release.

    Args:
        page: with the values that its template is given.
        company: who sends it.
        _: gives a text of ours in the page's language.
    """
    piece = page.values.get("piece")
    if not isinstance(piece, Piece) or piece.kind != "release":
        return None
    lang = piece.lang
    speakers = _mapping(page.values.get("speakers"))
    return Material(
        piece=piece,
        label=_("Press release"),
        direction=i18n.direction(lang),
        company=company.name[lang],
        boilerplate=company.boilerplate.get(lang, ""),
        terms=company.terms.get(lang, ""),
        url=urls.absolute(company, page.address),
        home=urls.absolute(company, urls.root(company, lang)),
        lede=piece.subtitle or str(page.values.get("lede") or ""),
        blocks=parse(piece.body, lambda href: whole(href, company), {photo.anchor for photo in piece.parts.photos}),
        contacts=profiles(page.values.get("contacts")),
        speakers={it.anchor: speakers[it.speaker] for it in piece.parts.quotations if it.speaker in speakers},
        products=tuple(
            (it.title, urls.absolute(company, it.address))
            for it in _tuple(page.values.get("products"))
            if isinstance(it, Teaser)
        ),
        shots=tuple(_shots(piece)),
        notice=_notice(piece, company.style, _) if page.values.get("is_hidden") else "",
        words=words(_, len(piece.corrections)),
        style=company.style,
    )


def words(_: Translate, corrections: int = 0) -> dict[str, str]:
    """Return the texts of ours that files of releases have, by their English.

    Args:
        _: gives them in the language of a release.
        corrections: how many it has.
    """
    return {
        "%(place)s, %(date)s": _("%(place)s, %(date)s"),
        "Corrections": _("Correction") if corrections == 1 else _("Corrections"),
        "For the press": _("For the press"),
        "Links": _("Links"),
        "Read, quote and answer it here:": _("Read, quote and answer it here:"),
        "About %(name)s": _("About %(name)s"),
        "Page %(number)s of %(count)s": _("Page %(number)s of %(count)s"),
    }


def whole(href: str, company: Company) -> str:
    """Return the whole address of a link in a body; empty for one that leads nowhere outside of its page."""
    if href.startswith("/"):
        # A body's links have the site's path already.
        return company.url.removesuffix(company.base_path) + href if href[1:2] != "/" else ""
    return href if href.startswith(("https://", "http://", "mailto:", "tel:")) else ""


def _shots(piece: Piece) -> Iterator[Shot]:
    """Yield the pictures of a release, each once: the one that stands for it, then those of the text."""
    photos = {photo.file.address: photo for photo in reversed(piece.parts.photos)}
    if piece.illustration:
        file = piece.illustration.file
        same = photos.pop(file.address, None)
        yield Shot(file, piece.illustration.alt, same.caption if same else "", same.credit if same else "")
    for photo in piece.parts.photos:
        if photos.pop(photo.file.address, None):
            yield Shot(photo.file, photo.alt, photo.caption, photo.credit, photo.anchor)


def _notice(piece: Piece, style: Style, _: Translate) -> str:
    if piece.status == "draft" or piece.public_from is None:
        return _("Draft. Not for publication.")
    moment = piece.public_from
    offset = f"{moment:%z}"
    values = {
        "date": i18n.long_date(moment, piece.lang, style),
        "time": i18n.clock_time(moment, piece.lang, style),
        "offset": f"UTC{offset[:3]}:{offset[3:5]}",
    }
    return _("Under embargo. Not for publication before %(date)s, %(time)s (%(offset)s).") % values


def profiles(value: object) -> tuple[Profile, ...]:
    """Return the people in a value of a page."""
    return tuple(it for it in _tuple(value) if isinstance(it, Profile))


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()


def _mapping(value: object) -> Mapping[str | None, Profile]:
    return value if isinstance(value, Mapping) else {}
