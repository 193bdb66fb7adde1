"""Which feeds there are: one beside each list of the site."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from hiwar.feeds.entries import oldest_slug
from hiwar.model.feed import Feed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hiwar.feeds.edition import Edition
    from hiwar.model.feed import FeedEntry
    from hiwar.model.piece import Piece, PieceId
    from hiwar.model.site import Site

ListKind = Literal["all", "section", "product", "tag", "person", "conversation"]


class ListKey(NamedTuple):
    """Which list: its kind, and its slug, folder or id."""

    kind: ListKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list of the site, before it has entries."""

    key: ListKey
    #: What it lists, as readers see it: "Blog", a tag, a name.
    name: str
    #: What one gets by following.
    purpose: str
    #: Its address below the language's root, in parts.
    path: tuple[str, ...] = ()
    #: The same as it was first, for its id.
    first_path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedList:
    """A list of the site that one can follow."""

    row: ListRow
    #: Where the list stands; its feeds stand beside it.
    address: str
    #: All its entries, newest first.
    feed: Feed


def compose(site: Site, edition: Edition, entries: Mapping[PieceId, FeedEntry]) -> tuple[FeedList, ...]:
    """Return every list of pieces in one language, in the order to show.

    Args:
        site: what may be shown.
        edition: the language.
        entries: the entry of every dated piece in that language.
    """
    grouped = _grouped(site.of(edition.lang), entries)
    return tuple(_list(edition, row, grouped.get(row.key, ())) for row in rows(site, edition))


def rows(site: Site, edition: Edition) -> Iterator[ListRow]:
    """Give the lists of one language, in the order to show."""
    _, lang = edition.translate, edition.lang
    yield ListRow(ListKey("all"), _("Everything"), _("Everything we publish: posts and press releases"))
    yield _section("blog", _("Blog"), _("Our blog: what we do, what we learn, what we get wrong"))
    yield _section("press", _("Press"), _("Our press releases"))
    yield _section("products", _("Products"), _("Everything about our products"))
    for piece in site.of(lang, "product"):
        purpose = edition.said("Everything about %(name)s", name=piece.title)
        first = ("products", oldest_slug(piece))
        yield ListRow(ListKey("product", piece.slug), piece.title, purpose, ("products", piece.slug), first)
    for tag in site.tags[lang]:
        purpose = edition.said("Everything tagged “%(name)s”", name=tag.name)
        yield ListRow(ListKey("tag", tag.slug), tag.name, purpose, ("tags", tag.slug))
    for person in site.people.values():
        purpose = edition.said("Everything by %(name)s", name=person.name[lang])
        yield ListRow(ListKey("person", person.id), person.name[lang], purpose, ("people", person.id))


def _section(folder: str, name: str, purpose: str) -> ListRow:
    return ListRow(ListKey("section", folder), name, purpose, (folder,))


def _grouped(pieces: Iterable[Piece], entries: Mapping[PieceId, FeedEntry]) -> Mapping[ListKey, Sequence[FeedEntry]]:
    """Return the entries of each list, newest first; ties as the site orders them."""
    dated = [(entries[piece.id], piece) for piece in pieces if piece.id in entries]
    dated.sort(key=lambda row: (row[0].published, row[1].kind, row[1].slug), reverse=True)
    grouped: dict[tuple[str, str], list[FeedEntry]] = defaultdict(list)
    for entry, piece in dated:
        for key in dict.fromkeys(_keys(piece)):
            grouped[key].append(entry)
    return {ListKey(*key): listed for key, listed in grouped.items()}  # type: ignore[arg-type] # of `ListKind`


def _keys(piece: Piece) -> list[tuple[ListKind, str]]:
    return [
        ("all", ""),
        ("section", piece.folder),
        *([("section", "products")] if piece.about else ()),
        *[("product", slug) for slug in piece.about],
        *[("tag", tag.slug) for tag in piece.tags],
        *[("person", name) for name in piece.authors],
    ]


def _list(edition: Edition, row: ListRow, entries: Sequence[FeedEntry]) -> FeedList:
    page = edition.absolute(*row.path)
    feed = Feed(
        id=edition.tag_uri(edition.lang, *(row.first_path or row.path), ""),
        title=edition.said("%(company)s: %(list)s", company=edition.name, list=row.name) if row.path else edition.name,
        subtitle=row.purpose,
        lang=edition.lang,
        page=page,
        updated=edition.beginning,
        entries=tuple(entries),
        author=edition.author,
        atom=f"{page}feed.xml",
        rss=f"{page}rss.xml",
        json=f"{page}feed.json",
        hub=edition.hub,
        stylesheet=edition.stylesheet,
    )
    return FeedList(row, edition.address(*row.path), feed)
