"""From a content folder to a `Site`: read, check, convert; all mistakes at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar import ledger, urls
from hiwar.content import corrections
from hiwar.content.compose import compose_piece, note_alias_clashes
from hiwar.content.copies import with_copies
from hiwar.content.coverage import read_coverage
from hiwar.content.files import shown_path
from hiwar.content.links import Index, Resolver, told_place
from hiwar.content.markdown import Converter
from hiwar.content.navigation import note_unknown
from hiwar.content.source import Source, read_sources
from hiwar.content.tags import TagBook
from hiwar.content.who import PEOPLE, read_who
from hiwar.errors import Faults, SetupError
from hiwar.model.kinds import DATED
from hiwar.model.media import MediaError
from hiwar.model.site import Site
from hiwar.pictures import drawing_size
from hiwar.renditions import PICTURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hiwar.content.who import Who
    from hiwar.model.company import Company
    from hiwar.model.coverage import Coverage
    from hiwar.model.media import MediaFile, MediaLibrary
    from hiwar.model.piece import Piece


def read_site(
    folder: Path, now: datetime, library: MediaLibrary, *, review: bool = False, cwd: Path | None = None
) -> tuple[Site, tuple[str, ...]]:
    """Read a whole content folder.

    Args:
        folder: the content folder.
        now: aware; decides what is public, and nothing else.
        library: looks up pictures and other files.
        review: take in drafts and what is to come, marked as hidden.
        cwd: where one stands, for the paths of messages.

    Returns:
        The site, and the warnings to show.

    Raises:
        ContentError: with every fault of the run.
        SetupError: there is no such folder.
    """
    if not folder.is_dir():
        raise SetupError(f"{folder}: there is no such content folder; name one with --content DIR")
    cwd = cwd or Path.cwd()
    faults = Faults()
    who = read_who(folder, cwd, faults)
    sources = tuple(read_sources(folder, who.company, who.people, cwd, faults))
    if not sources and not faults.errors:
        faults.add(shown_path(folder, cwd), 1, "there is no piece in it", 'run: invoke new post "Hello"')
    corrections.note_untimely(sources, now)
    pieces = _convert(sources, folder, who, library, now, faults)
    pieces = with_copies(pieces, ledger.read(folder, cwd, faults), who.company)
    portraits = _portraits(folder, who, library, cwd, faults)
    known = frozenset(source.id for source in sources)
    coverage = read_coverage(folder, known, now.astimezone(who.company.timezone), cwd, faults)
    named = {source.file.slug for source in sources if source.file.kind == "page"}
    note_unknown(who.file, who.company.navigation, named, faults)
    logo = _logo(folder, who, library, faults)
    _gather(sources, faults, review=review)
    faults.raise_if_any()
    made = [source for source in sources if source.file.source in pieces]
    shown = frozenset(source.file.source for source in made if review or source.is_public(now))
    hidden = frozenset(source.file.source for source in made if not source.is_public(now))
    site = _with_coverage(_compose_site(who, pieces, portraits, shown, hidden, now), coverage)
    site = replace(site, logo=logo)
    return site, tuple(str(warning) for warning in faults.warnings)


def _compose_site(
    who: Who,
    pieces: Mapping[str, Piece],
    portraits: Mapping[str, MediaFile],
    shown: frozenset[str],
    hidden: frozenset[str],
    now: datetime,
) -> Site:
    """Return the site; ``shown`` and ``hidden`` are source paths, and a review has some in both."""
    return Site(
        company=who.company,
        people=who.people,
        pieces=_sorted(pieces[path] for path in shown),
        portraits=portraits,
        hidden=frozenset((pieces[path].lang, pieces[path].id) for path in hidden & shown),
        withheld=_sorted(piece for path, piece in pieces.items() if path not in shown),
        next_moment=_next_moment(pieces.values(), now),
    )


def _with_coverage(site: Site, rows: tuple[Coverage, ...]) -> Site:
    """Return the site with what others wrote; a row about something hidden everywhere would tell of it."""
    public = {piece.id for piece in site.pieces}
    told = tuple(row for row in rows if public.issuperset(row.about))
    return replace(site, coverage=told, withheld_coverage=tuple(row for row in rows if row not in told))


def _convert(
    sources: tuple[Source, ...],
    folder: Path,
    who: Who,
    library: MediaLibrary,
    now: datetime,
    faults: Faults,
) -> dict[str, Piece]:
    """Convert every body; returns the pieces by source path, without those that cannot be made."""
    company = who.company
    index = Index(
        folder=folder,
        company=company,
        files={source.file.source: source.file for source in sources},
        public=frozenset(source.file.source for source in sources if source.is_public(now)),
        library=library,
        people=who.people,
    )
    converters = {lang: Converter(lang) for lang in company.languages}
    tags = TagBook(company)
    pieces: dict[str, Piece] = {}
    for source in sources:
        resolver = Resolver(index, source.file, source.body, source.body_line, source.faults)
        resolver.is_led = bool(source.values.get("image"))
        body = converters[source.file.lang].convert(resolver)
        if source.values.get("title"):
            pieces[source.file.source] = compose_piece(source, body, resolver, tags)
    lines = {source.file.source: source.lines.get("aliases", 1) for source in sources}
    note_alias_clashes(pieces.values(), lines, company.languages, faults)
    _note_lost_fragments(pieces, company, faults)
    return pieces


def _note_lost_fragments(pieces: Mapping[str, Piece], company: Company, faults: Faults) -> None:
    """Note links that lead to a piece, but to no place in it."""
    anchors = {urls.piece(company, piece): piece.anchors for piece in pieces.values()}
    for piece in pieces.values():
        for link in piece.links:
            if link.fragment and link.fragment not in anchors.get(link.address, {link.fragment}):
                faults.add(
                    piece.shown,
                    link.line,
                    f'nothing at "{link.address}" has the id "{link.fragment}"',
                    "delete the fragment",
                )


def _portraits(folder: Path, who: Who, library: MediaLibrary, cwd: Path, faults: Faults) -> Mapping[str, MediaFile]:
    """Return the pictures of people by their ids, noting those that are missing or broken."""
    found: dict[str, MediaFile] = {}
    shown = shown_path(folder / PEOPLE, cwd)
    for person in who.people.values():
        path, line = folder / "media" / person.photo, who.photo_lines[person.id]
        if not person.photo:
            continue
        if not path.is_file():
            faults.add(shown, line, f'there is no picture "{person.photo}"', "put it into content/media/")
            continue
        try:
            file = library.file(path)
        except MediaError as error:
            faults.add(shown, line, error.problem, error.fix)
            continue
        if file.suffix not in PICTURES:
            faults.add(shown, line, f'"{person.photo}" is no picture', "name a JPEG or PNG")
        if file.has_place:
            faults.add(shown, line, *told_place(file), "warning")
        found[person.id] = file
    return MappingProxyType(found)


def _logo(folder: Path, who: Who, library: MediaLibrary, faults: Faults) -> MediaFile | None:
    """Return the company's logo, noting one that is missing or broken."""
    path = folder / "media" / who.company.logo
    if not who.company.logo:
        return None
    line = who.file.line("logo")
    if not path.is_file():
        faults.add(who.file.shown, line, f'there is no logo "{who.company.logo}"', "put it into content/media/")
        return None
    try:
        file = library.file(path)
    except MediaError as error:
        faults.add(who.file.shown, line, error.problem, error.fix)
        return None
    if file.is_picture:
        return file
    width, height = drawing_size(path.read_bytes())
    return replace(file, width=width, height=height)


def _gather(sources: tuple[Source, ...], faults: Faults, *, review: bool) -> None:
    """Collect the faults of all files; those of drafts only warn, so that nobody's half text stops a release."""
    for source in sources:
        only_warn = source.is_draft and not review
        for fault in source.faults:
            severity = "warning" if only_warn else fault.severity
            faults.add(fault.path, fault.line, fault.problem, fault.fix, severity)


def _sorted(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    def order(piece: Piece) -> tuple[bool, float, str, str, str, str]:
        if piece.date and piece.kind in DATED:
            return False, piece.date.timestamp(), "", piece.kind, piece.slug, piece.lang
        return True, 0, piece.title.casefold(), piece.kind, piece.slug, piece.lang

    return tuple(sorted(pieces, key=order))


def _next_moment(pieces: Iterable[Piece], now: datetime) -> datetime | None:
    waiting = [piece.public_from for piece in pieces if piece.status == "published" and piece.public_from]
    return min((moment for moment in waiting if moment > now), default=None)
