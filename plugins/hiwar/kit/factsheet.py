"""The fact sheet of the company: who it is, what it makes, whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from hiwar import i18n, urls
from hiwar.kit.blocks import Block, Run
from hiwar.kit.material import Material, words
from hiwar.model.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiwar.kit.material import Translate
    from hiwar.model.page import Profile
    from hiwar.model.site import Site


def compose(site: Site, lang: str, contacts: tuple[Profile, ...], _: Translate) -> Material:
    """Return the fact sheet of a language; its day is that of the newest piece, so that no clock is asked.

    Args:
        site: what may be shown.
        lang: one of its languages.
        contacts: whom the press may ask.
        _: gives a text of ours in that language.
    """
    company = site.company
    newest = max((piece.date for piece in site.pieces if piece.date), default=None)
    name = company.name[lang]
    return Material(
        piece=Piece("page", "press", lang, "", "company.toml", name, company.tagline.get(lang, ""), Markup(), newest),
        label=_("Fact sheet"),
        direction=i18n.direction(lang),
        company=name,
        boilerplate="",
        terms=company.terms.get(lang, ""),
        url=urls.absolute(company, urls.section(company, lang, "press")),
        home=urls.absolute(company, urls.root(company, lang)),
        lede=company.tagline.get(lang, ""),
        blocks=tuple(_blocks(site, lang, _)),
        contacts=contacts,
        speakers={},
        products=(),
        shots=(),
        notice="",
        words={**words(_), "Read, quote and answer it here:": _("All releases and pictures:")},
        style=company.style,
    )


def _blocks(site: Site, lang: str, _: Translate) -> Iterator[Block]:
    company = site.company
    if company.boilerplate.get(lang):
        yield Block("paragraph", (Run(company.boilerplate[lang]),))
    yield from _section(_("Products and services"), _products(site, lang, _))
    people = (person for person in site.people.values() if person.voice == "official")
    rows = ((person.name[lang], person.role.get(lang, "")) for person in people)
    yield from _section(_("People"), (_item(name, role) for name, role in rows))
    reach = [(_("Website"), company.url), (_("E-mail"), company.email), (_("Telephone"), company.phone)]
    accounts = ((_("Account"), account) for account in company.accounts)
    yield from _section(_("Where to find us"), (_item(name, it) for name, it in (*reach, *accounts) if it))


def _section(title: str, items: Iterable[Block]) -> Iterator[Block]:
    found = tuple(items)
    if found:
        yield Block("heading", (Run(title),), 2)
        yield from found


def _item(name: str, text: str) -> Block:
    link = text if text.startswith(("https://", "http://")) else ""
    said = (Run(": "), Run(text, link=link)) if text else ()
    return Block("item", (Run(name, strong=True), *said), 1)


def _products(site: Site, lang: str, _: Translate) -> Iterator[Block]:
    for product in site.of(lang, "product"):
        yield _item(product.title, product.summary)
