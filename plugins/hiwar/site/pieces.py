"""The page of each piece."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar import urls
from hiwar.model.page import Anchor, Page
from hiwar.model.piece import PieceId
from hiwar.model.values import Later, Values
from hiwar.site.helpers import compose_helpers
from hiwar.site.parts import part_addresses
from hiwar.site.press import mentions_by_piece
from hiwar.site.reading import lede, reading_minutes
from hiwar.site.related import match_earlier, match_related
from hiwar.site.views import language_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hiwar.model.page import Profile, Teaser
    from hiwar.model.piece import Piece
    from hiwar.site.views import Views


def compose_piece_pages(views: Views, lang: str) -> Iterator[Page]:
    """Yield the page of each piece of a language."""
    about = _by_product(views, lang)
    series = _by_series(views, lang)
    mentions = mentions_by_piece(views, lang)
    related = match_related(views.site.of(lang, "post", "release"))
    beside = _neighbours(views.site.of(lang, "post"))
    earlier = match_earlier(views.site.of(lang, "release"))
    for piece in views.site.of(lang):
        values = {
            # A product gathers what was said about it, newest first.
            "about_it": views.teasers(reversed(about.get(piece.slug, ()))) if piece.kind == "product" else (),
            "series": _earlier(views, piece, series.get(piece.series, ())),
            "earlier": views.teasers(before := earlier.get(piece.source, ())),
            "related": views.teasers(other for other in related.get(piece.source, ()) if other not in before),
            **_before_and_after(views, beside.get(piece.source, (None, None))),
            "mentions": mentions.get(piece.id, ()),
            "helpers": tuple(compose_helpers(views, piece)),
        }
        yield _page(views, piece, values)


def _page(views: Views, piece: Piece, values: Mapping[str, object]) -> Page:
    site = views.site
    own = urls.piece(site.company, piece)
    twins = {twin.lang: urls.piece(site.company, twin) for twin in site.twins(piece)}
    is_hidden = (piece.lang, piece.id) in site.hidden
    return Page(
        address=own,
        lang=piece.lang,
        template=piece.kind,
        title=piece.title,
        description=piece.summary,
        alternates=language_order(site, {piece.lang: own, **twins}),
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
                "products": _products(views, piece),
                "is_hidden": is_hidden,
                **values,
            }
        ),
        source=piece.source,
        is_indexed=not is_hidden,
    )


def _neighbours(posts: Sequence[Piece]) -> Mapping[str, tuple[Piece | None, Piece | None]]:
    """Return the posts before and after each, by its source; a new post changes the one before it alone."""
    around = zip((None, *posts), posts, (*posts[1:], None), strict=False)
    return {post.source: (earlier, later) for earlier, post, later in around}


def _before_and_after(views: Views, posts: tuple[Piece | None, Piece | None]) -> Mapping[str, Anchor | None]:
    """Return the ways to both, by title alone: what else an edit changes there is not shown here."""
    before, after = (Anchor(post.title, urls.piece(views.site.company, post)) if post else None for post in posts)
    return {"post_before": before, "post_after": after}


def _speakers(views: Views, piece: Piece) -> Mapping[str, Profile]:
    """Return who is quoted in a piece, by id."""
    ids = {quotation.speaker for quotation in piece.parts.quotations if quotation.speaker}
    return MappingProxyType({person: views.profile(views.site.people[person], piece.lang) for person in sorted(ids)})


def _products(views: Views, piece: Piece) -> tuple[Teaser, ...]:
    found = (views.site.by_id.get((piece.lang, PieceId("product", slug))) for slug in piece.about)
    return views.teasers(product for product in found if product)


def _earlier(views: Views, piece: Piece, series: Sequence[Piece]) -> tuple[Teaser, ...]:
    """Return the parts of a series up to this one, so that a new part changes no old page."""
    if not piece.series:
        return ()
    return views.teasers(series[: series.index(piece) + 1])


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
