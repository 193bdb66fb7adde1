"""Makes all feeds, and tells every page which are its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pelican.plugins import signals

from hiwar import urls
from hiwar.errors import SetupError
from hiwar.feeds import follow, opml, sheet
from hiwar.feeds.conversation import heard
from hiwar.feeds.edition import Edition
from hiwar.feeds.later import Shelf
from hiwar.feeds.publication import Extras, Files, Publication, compose, cut
from hiwar.model.card import Card
from hiwar.model.conversation import Conversation
from hiwar.model.feed import Enclosure, FeedPicture
from hiwar.model.media import PLAYED
from hiwar.model.memory import digest_of
from hiwar.site.stage import Stage
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.model.build import Build
    from hiwar.model.company import Company
    from hiwar.model.feed import FeedComment
    from hiwar.model.piece import Piece, PieceId
    from hiwar.site.writer import Writer


#: Where the company's square picture stands, when it has been made.
ICON: Final = "/icon-512.png"


class MakeFeeds(Stage):
    """Composes feeds early, so that their page gets a card; writes them late, when all pages have theirs."""

    def __init__(self, context: dict[str, Any], **settings: object) -> None:
        super().__init__(context, **settings)
        self._published: dict[str, Publication] = {}
        self._files: tuple[Files, ...] = ()

    def generate_context(self) -> None:
        """Add the page for following and its files, and promise the feeds.

        Raises:
            SetupError: the theme has no style sheet for feeds.
        """
        build = self.build
        editions = _editions(build)
        for edition in editions:
            self._published[edition.lang] = _publication(build, edition)
            _add_follow(build, self._published[edition.lang], editions)
        build.files[sheet.ADDRESS] = sheet.compose(_rules(build), editions)
        self._files = tuple(cut(publication) for publication in self._published.values())
        for files in self._files:
            build.promised.update(files.addresses())

    def generate_output(self, writer: Writer) -> None:  # type: ignore[override]  # the stage knows no writer
        """Name the feeds of every page, and write the feeds one by one: together they are large."""
        _name_feeds(self.build, self._published)
        cards = _cards(self.build)
        icon = urls.absolute(self.build.site.company, ICON) if ICON in self.build.files else ""
        stamps = Stamps()
        house = self.build.memory.house
        for files in self._files:
            for address, said, make in files.prepare(cards, icon):
                key = digest_of(f"{house}\n{stamps.text(said)}".encode("utf-8", "surrogatepass")) if house else ""
                writer.write_made(address, key, make)


def _rules(build: Build) -> str:
    path = build.request.theme / "feed.css"
    if not path.is_file():
        raise SetupError(f"{path}: the theme has no style sheet for feeds; take it from Hiwar's own theme")
    return path.read_text("utf-8")


def _editions(build: Build) -> tuple[Edition, ...]:
    company = build.site.company
    catalogues = build.catalogues
    return tuple(
        Edition(
            company,
            lang,
            catalogues.by_language[lang].gettext,
            hub=company.hub,
            stylesheet=urls.href(company, sheet.ADDRESS),
        )
        for lang in company.languages
    )


def _publication(build: Build, edition: Edition) -> Publication:
    pages = {page.address for page in build.pages}
    has_dialogue = edition.address("dialogue") in pages
    return compose(build.site, edition, _extras(build, edition.lang), has_dialogue=has_dialogue)


def _extras(build: Build, lang: str) -> Mapping[PieceId, Extras]:
    company = build.site.company
    shown = {page.address: page.values for page in build.pages if page.lang == lang}
    shelf = Shelf(build.memory, _words(build, lang))
    known = {}
    for piece in build.site.of(lang):
        address = urls.piece(company, piece)
        values = shown.get(address, {})
        known[piece.id] = Extras(
            comments=_comments(values.get("conversation"), urls.absolute(company, address)),
            enclosures=_enclosures(piece, company),
            later=shelf.later,
        )
    return known


def _words(build: Build, lang: str) -> str:
    """Return what the last line of an entry is made from, besides the piece."""
    folders = (build.request.theme, build.request.own_theme)
    paths = [folder / "translations" / f"{lang}.po" for folder in folders]
    found = [build.memory.digest(path) for path in paths if path.is_file()]
    return "\n".join([build.memory.house, lang, *found, Stamps().text(build.site.company)])


def _comments(conversation: object, page: str) -> tuple[FeedComment, ...] | None:
    return heard(conversation, page) if isinstance(conversation, Conversation) else None


def _cards(build: Build) -> Mapping[str, FeedPicture]:
    """Return the share pictures by the absolute address of their page."""
    company = build.site.company
    cards = ((urls.absolute(company, page.address), page.values.get("card")) for page in build.pages)
    return {
        page: FeedPicture(urls.absolute(company, card.address), card.type, card.width, card.height, card.alt)
        for page, card in cards
        if isinstance(card, Card)
    }


def _enclosures(piece: Piece, company: Company) -> tuple[Enclosure, ...]:
    played = ((file, PLAYED.get(file.suffix)) for file in piece.media)
    return tuple(Enclosure(urls.absolute(company, file.address), kind, file.size) for file, kind in played if kind)


def _add_follow(build: Build, publication: Publication, editions: tuple[Edition, ...]) -> None:
    edition = publication.edition
    build.pages.append(follow.compose_page(publication.lists, edition, build.site.people.values(), editions))
    groups = [(group.heading, group.feeds) for group in follow.groups(publication.lists, edition)]
    title = edition.said("%(company)s: %(list)s", company=edition.name, list=edition.translate("Follow us"))
    build.files[edition.address(follow.SECTION) + follow.OPML] = opml.render(title, edition.name, groups)


def _name_feeds(build: Build, published: Mapping[str, Publication]) -> None:
    """Give every page the feeds that stand in its head, and that for following links to pages that there are."""
    lists = {lang: {one.address: one for one in publication.lists} for lang, publication in published.items()}
    links = {lang: publication.links() for lang, publication in published.items()}
    addresses = {page.address for page in build.pages}
    for place, page in enumerate(build.pages):
        values: dict[str, object] = {"feeds": follow.discovery(page.address, lists[page.lang], links[page.lang])}
        if page.template == follow.TEMPLATE:
            one = published[page.lang]
            values["groups"] = follow.linked(follow.groups(one.lists, one.edition), addresses)
        build.pages[place] = page.adding(**values)


def _stages(_pelican: object) -> type:
    return MakeFeeds


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
