"""A `Piece` from its front matter and its converted body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiwar.model.announcement import Wording
from hiwar.model.piece import Illustration, Link, Piece, Tag
from hiwar.renditions import PICTURES
from hiwar.slugs import is_taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.content.links import Resolver
    from hiwar.content.markdown import Body
    from hiwar.content.source import Source
    from hiwar.content.tags import TagBook
    from hiwar.errors import Faults
    from hiwar.model.media import MediaFile


def compose_piece(source: Source, body: Body, resolver: Resolver, tags: TagBook) -> Piece:
    """Return the piece; faults of its tags and its picture go to the source's own."""
    values, file = source.values, source.file
    illustration = _illustration(source, resolver)
    return Piece(
        kind=file.kind,
        slug=file.slug,
        lang=file.lang,
        source=file.source,
        shown=file.shown,
        title=values["title"],
        summary=values.get("summary") or body.summary,
        body=body.html,
        date=values.get("date"),
        modified=values.get("modified"),
        embargo=values.get("embargo"),
        status=values.get("status") or "published",
        tags=tags_of(source, tags),
        authors=values.get("authors") or (),
        contact=values.get("contact") or (),
        series=values.get("series") or "",
        aliases=values.get("aliases") or (),
        illustration=illustration,
        voice=values.get("voice"),
        discussion=values.get("discussion") or (),
        about=values.get("about") or (),
        dateline=values.get("dateline") or "",
        wording=values.get("announce") or Wording(),
        subtitle=values.get("subtitle") or "",
        corrections=tuple(typed.correction for typed in values.get("corrections") or ()),
        is_service=values.get("type") == "service",
        audience=values.get("audience") or "",
        prices=values.get("price") or (),
        support=values.get("support") or (),
        parts=body.parts,
        carded=tuple(part.anchor for part in body.parts.carded) if file.kind == "release" else (),
        passages=body.passages,
        headings=body.headings,
        media=tuple(resolver.media.values()),
        links=(*resolver.links, *_supporting(source)),
        anchors=body.anchors,
        digest=source.digest,
    )


def _supporting(source: Source) -> tuple[Link, ...]:
    """Return the pages of the site that help with a product, so that they are checked like links in its text."""
    named = (address for address in source.values.get("support") or () if address.startswith("/"))
    return tuple(Link(address, source.lines.get("support", 1)) for address in named)


def tags_of(source: Source, tags: TagBook) -> tuple[Tag, ...]:
    """Return the tags of a piece, noting those that cannot have an address."""
    line, lang, shown = source.lines.get("tags", 1), source.file.lang, source.file.shown
    found = [tags.tag(lang, name, shown, line, source.faults) for name in source.values.get("tags") or ()]
    return tuple(dict.fromkeys([tag for tag in found if tag]))


def _illustration(source: Source, resolver: Resolver) -> Illustration | None:
    if not source.values.get("image"):
        return None
    name, alt = source.values["image"]
    before = len(source.faults.found)
    file: MediaFile | None = resolver.file(name)
    line = source.lines.get("image", 1)
    # The resolver looks for lines in the body; this name stands in the front matter.
    moved = source.faults.found[before:]
    del source.faults.found[before:]
    for fault in moved:
        source.faults.add(fault.path, line, fault.problem, fault.fix)
    if file and file.suffix not in PICTURES:
        source.faults.add(source.file.shown, line, f'"{name}" is no picture', "name a JPEG or PNG")
    return Illustration(file, alt) if file else None


def note_alias_clashes(
    pieces: Iterable[Piece], lines: Mapping[str, int], languages: tuple[str, ...], faults: Faults
) -> None:
    """Note former slugs that another piece has, or had, too.

    Args:
        pieces: of the whole site.
        lines: line of the aliases in each file, by source path.
        languages: of the site, whose codes are addresses too.
        faults: collects the clashes.
    """
    listed = tuple(pieces)
    # Folded, because half of the world's disks cannot keep "News" beside "news".
    taken = {(piece.lang, piece.kind, piece.slug.casefold()): piece for piece in listed}
    for piece in listed:
        for alias in piece.aliases:
            first = taken.setdefault((piece.lang, piece.kind, alias.casefold()), piece)
            if is_taken(alias, piece.kind, languages):
                problem = f'the alias "{alias}" is an address of the site itself'
                faults.add(piece.shown, lines[piece.source], problem, "delete the alias")
            elif first is not piece or alias == piece.slug:
                faults.add(
                    piece.shown,
                    lines[piece.source],
                    f'the alias "{alias}" is the address of {first.shown}',
                    "delete the alias",
                )
