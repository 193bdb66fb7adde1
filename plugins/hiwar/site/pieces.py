"""The page of each piece."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from hiwar import urls
from hiwar.model.page import Anchor, Page
from hiwar.model.piece import PieceId
from hiwar.model.sketch import Sketch
from hiwar.model.values import Later, Values
from hiwar.site.helpers import compose_helpers
from hiwar.site.parts import part_addresses
from hiwar.site.press import mentions_by_piece
from hiwar.site.reading import lede, reading_minutes
from hiwar.site.related import Relations, match_earlier, match_related
from hiwar.stamps import Stamps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hiwar.model.page import Profile
    from hiwar.model.piece import Piece
    from hiwar.site.helpers import Helper
    from hiwar.site.press import Mention
    from hiwar.site.views import Views


class Around(NamedTuple):
    """The other pieces that the page of a piece shows."""

    #: Of a product: what was said about it, newest first.
    about_it: tuple[Piece, ...]
    #: The parts of its series up to it, oldest first.
    series: tuple[Piece, ...]
    #: Earlier releases on its subject.
    earlier: tuple[Piece, ...]
    related: tuple[Piece, ...]
    products: tuple[Piece, ...]
    #: The posts before and after it.
    before: Piece | None
    after: Piece | None
    twins: tuple[Piece, ...]


def sketch_piece_pages(views: Views, lang: str, relations: Relations) -> Iterator[Sketch]:
    """Yield the sketch of each piece's page in a language."""
    about = _by_product(views, lang)
    series = _by_series(views, lang)
    mentions = mentions_by_piece(views, lang)
    related = relations.of(f"related {lang}", views.site.of(lang, "post", "release"), match_related)
    beside = _neighbours(views.site.of(lang, "post"))
    earlier = relations.of(f"earlier {lang}", views.site.of(lang, "release"), match_earlier)
    for piece in views.site.of(lang):
        before, after = beside.get(piece.source, (None, None))
        around = Around(
            about_it=tuple(reversed(about.get(piece.slug, ()))) if piece.kind == "product" else (),
            series=_earlier(piece, series.get(piece.series, ())),
            earlier=earlier.get(piece.source, ()),
            related=related.get(piece.source, ()),
            products=_products(views, piece),
            before=before,
            after=after,
            twins=views.site.twins(piece),
        )
        yield _sketch(views, piece, around, mentions.get(piece.id, ()))


def _sketch(views: Views, piece: Piece, around: Around, mentions: tuple[Mention, ...]) -> Sketch:
    alternates = views.alternates(piece, around.twins)
    helpers = tuple(compose_helpers(views, piece)) if piece.kind == "product" else ()
    make = partial(_page, views, around, alternates, mentions, helpers)
    return Sketch(
        alternates[piece.lang],
        piece.lang,
        piece.kind,
        make=partial(make, piece),
        rests_on=_rests_on(views, piece, around, (mentions, helpers)),
        piece=piece,
        remake=make,
        alternates=alternates,
        is_indexed=not views.site.hidden or (piece.lang, piece.id) not in views.site.hidden,
    )


def _rests_on(views: Views, piece: Piece, around: Around, others: tuple[object, object]) -> list[str]:
    """Return a text for all that a page shows: of the posts beside it, their titles and addresses alone."""
    before, after = around.before, around.after
    return [
        piece.stamp,
        "hidden" if views.site.hidden and (piece.lang, piece.id) in views.site.hidden else "",
        *[views.stamps(shown) if shown else "" for shown in around[:5]],
        f"{before.slug} {before.title}" if before else "",
        f"{after.slug} {after.title}" if after else "",
        " ".join([twin.lang for twin in around.twins]),
        Stamps().known(others) if others[0] or others[1] else "",
    ]


def _page(
    views: Views,
    around: Around,
    alternates: Mapping[str, str],
    mentions: tuple[Mention, ...],
    helpers: tuple[Helper, ...],
    piece: Piece,
) -> Page:
    site = views.site
    is_hidden = (piece.lang, piece.id) in site.hidden
    return Page(
        address=urls.piece(site.company, piece),
        lang=piece.lang,
        template=piece.kind,
        title=piece.title,
        description=piece.summary,
        alternates=alternates,
        elsewhere=views.elsewhere(piece.lang, *(() if piece.kind == "page" else (piece.folder,))),
        values=Values(
            {
                "piece": piece,
                "teaser": views.teaser(piece),
                "speakers": Later("", lambda: _speakers(views, piece)),
                "part_pages": part_addresses(site.company, piece),
                "lede": Later("", lambda: lede(piece)),
                "minutes": Later("", lambda: reading_minutes(piece)),
                "authors": Later("", lambda: views.profiles(piece.authors, piece.lang)),
                "contacts": Later("", lambda: views.profiles(piece.contact, piece.lang)),
                "is_hidden": is_hidden,
                **_shown_around(views, around),
                "mentions": mentions,
                "helpers": helpers,
            }
        ),
        source=piece.source,
        is_indexed=not is_hidden,
    )


def _shown_around(views: Views, around: Around) -> Mapping[str, object]:
    """Return the other pieces as a page shows them."""
    return {
        "about_it": views.teasers(around.about_it),
        "series": views.teasers(around.series),
        "earlier": views.teasers(around.earlier),
        "related": views.teasers(it for it in around.related if not any(it is other for other in around.earlier)),
        "products": views.teasers(around.products),
        "post_before": _way(views, around.before),
        "post_after": _way(views, around.after),
    }


def _neighbours(posts: Sequence[Piece]) -> Mapping[str, tuple[Piece | None, Piece | None]]:
    """Return the posts before and after each, by its source; a new post changes the one before it alone."""
    around = zip((None, *posts), posts, (*posts[1:], None), strict=False)
    return {post.source: (earlier, later) for earlier, post, later in around}


def _way(views: Views, post: Piece | None) -> Anchor | None:
    """Return the way to a post, by its title alone: what else an edit changes there is not shown here."""
    return Anchor(post.title, urls.piece(views.site.company, post)) if post else None


def _speakers(views: Views, piece: Piece) -> Mapping[str, Profile]:
    """Return who is quoted in a piece, by id."""
    ids = {quotation.speaker for quotation in piece.parts.quotations if quotation.speaker}
    return MappingProxyType({person: views.profile(views.site.people[person], piece.lang) for person in sorted(ids)})


def _products(views: Views, piece: Piece) -> tuple[Piece, ...]:
    found = (views.site.by_id.get((piece.lang, PieceId("product", slug))) for slug in piece.about)
    return tuple(product for product in found if product)


def _earlier(piece: Piece, series: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the parts of a series up to this one, so that a new part changes no old page."""
    if not piece.series:
        return ()
    place = next(number for number, part in enumerate(series, 1) if part is piece)
    return tuple(series[:place])


def _by_product(views: Views, lang: str) -> Mapping[str, list[Piece]]:
    found: dict[str, list[Piece]] = {}
    for piece in views.site.of(lang, "post", "release"):
        for slug in piece.about:
            found.setdefault(slug, []).append(piece)
    return found


def _by_series(views: Views, lang: str) -> Mapping[str, list[Piece]]:
    found: dict[str, list[Piece]] = {}
    for piece in views.site.of(lang):
        if piece.series:
            found.setdefault(piece.series, []).append(piece)
    return found
