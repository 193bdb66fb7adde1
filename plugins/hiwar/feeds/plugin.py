"""Makes all feeds, and tells every page which are its own."""

from __future__ import annotations

from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Final

from pelican.plugins import signals

from hiwar import urls
from hiwar.errors import SetupError
from hiwar.feeds import follow, opml, sheet
from hiwar.feeds.conversation import heard
from hiwar.feeds.cuts import Cuts
from hiwar.feeds.edition import Edition
from hiwar.feeds.publication import Extras, Publication, compose, cut
from hiwar.feeds.signs import Signs
from hiwar.feeds.sizes import Sizes
from hiwar.model.feed import FeedPicture
from hiwar.model.memory import digest_of
from hiwar.model.sketch import sketched
from hiwar.site.stage import Stage
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hiwar.feeds.follow import FollowGroup
    from hiwar.model.build import Build
    from hiwar.model.piece import PieceId
    from hiwar.model.sketch import Sketch


#: Where the company's square picture stands, when it has been made.
ICON: Final = "/icon-512.png"


class MakeFeeds(Stage):
    """Sketches all feeds, adds the page for following, and names in every page the feeds that are its own."""

    def generate_context(self) -> None:
        """Add the page for following, the feeds, and what pages say of them.

        Raises:
            SetupError: the theme has no style sheet for feeds.
        """
        build = self.build
        editions = _editions(build)
        self._published = {edition.lang: _publication(build, edition) for edition in editions}
        for publication in self._published.values():
            _add_follow(build, publication, editions)
            cuts = Cuts(build.memory, publication.edition.lang)
            build.drafts += cut(publication).drafts(_Cards(build), cache(partial(_icon, build)), cuts)
            cuts.keep()
        build.files[sheet.ADDRESS] = sheet.compose(_rules(build), editions)
        self._signs = {lang: Signs(publication) for lang, publication in self._published.items()}
        for sketch in build.sketches:
            sketch.rests_on.append(self._signs[sketch.lang].stamp(sketch.address))
            if sketch.template == follow.TEMPLATE:
                sketch.rests_on.append(Stamps().known(self._groups(sketch)))

    def dress(self, sketches: Sequence[Sketch]) -> None:
        """Give pages the feeds that stand in their heads, and that for following links to pages that there are."""
        for sketch in sketches:
            values: dict[str, object] = {"feeds": self._signs[sketch.lang].links(sketch.address)}
            if sketch.template == follow.TEMPLATE:
                values["groups"] = self._groups(sketch)
            sketch.add(**values)

    def _groups(self, sketch: Sketch) -> tuple[FollowGroup, ...]:
        one, addresses = self._published[sketch.lang], {other.address for other in self.build.sketches}
        return follow.linked(follow.groups(one.lists, one.edition), addresses)


class _Cards:
    """The share pictures by the absolute address of their page, gathered when the first is asked for."""

    def __init__(self, build: Build) -> None:
        self._build = build

    @cached_property
    def _all(self) -> dict[str, FeedPicture]:
        company, sketches = self._build.site.company, self._build.sketches
        cards = ((urls.absolute(company, one.address), one.card) for one in sketches if one.card)
        return {
            page: FeedPicture(urls.absolute(company, card.address), card.type, card.width, card.height, card.alt)
            for page, card in cards
        }

    def __call__(self, page: str) -> FeedPicture | None:
        return self._all.get(page)


def _icon(build: Build) -> str:
    return urls.absolute(build.site.company, ICON) if any(draft.address == ICON for draft in build.drafts) else ""


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
    pages = {sketch.address for sketch in build.sketches}
    sizes = Sizes(build.memory, _words(build, edition.lang), build.crew)
    made = compose(
        build.site,
        edition,
        _extras(build, edition.lang),
        has_dialogue=edition.address("dialogue") in pages,
        measured=sizes.of,
    )
    sizes.keep()
    return made


def _extras(build: Build, lang: str) -> Mapping[PieceId, Extras]:
    company = build.site.company
    discussed = (
        (sketch, build.conversations[sketch.address])
        for sketch in build.sketches
        if sketch.lang == lang and sketch.address in build.conversations
    )
    return {
        sketch.piece.id: Extras(heard(conversation, urls.absolute(company, sketch.address)))
        for sketch, conversation in discussed
        if sketch.piece
    }


def _words(build: Build, lang: str) -> str:
    """Return the digest of what the length of an entry follows from, besides the piece."""
    folders = (build.request.theme, build.request.own_theme)
    paths = [folder / "translations" / f"{lang}.po" for folder in folders]
    found = [build.memory.digest(path) for path in paths if path.is_file()]
    said = "\n".join([build.memory.house, lang, *found, Stamps().text(build.site.company)])
    return digest_of(said.encode("utf-8", "surrogatepass"))


def _add_follow(build: Build, publication: Publication, editions: tuple[Edition, ...]) -> None:
    edition = publication.edition
    page = follow.compose_page(publication.lists, edition, build.site.people.values(), editions)
    build.sketches.append(sketched(page, Stamps()))
    groups = [(group.heading, group.feeds) for group in follow.groups(publication.lists, edition)]
    title = edition.said("%(company)s: %(list)s", company=edition.name, list=edition.translate("Follow us"))
    build.files[edition.address(follow.SECTION) + follow.OPML] = opml.render(title, edition.name, groups)


def _stages(_pelican: object) -> type:
    return MakeFeeds


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
