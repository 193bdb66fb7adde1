"""From a content folder to a `Site`: read, check, convert; all mistakes at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from hiwar import ledger
from hiwar.content import corrections
from hiwar.content.copies import with_copies
from hiwar.content.coverage import read_coverage
from hiwar.content.files import shown_path
from hiwar.content.links import told_place
from hiwar.content.navigation import note_unknown
from hiwar.content.pieces import Reader
from hiwar.content.who import PEOPLE, read_who
from hiwar.errors import Faults, SetupError
from hiwar.model.crew import Alone
from hiwar.model.effort import Effort
from hiwar.model.kinds import DATED
from hiwar.model.media import MediaError
from hiwar.model.memory import Forgetful
from hiwar.model.site import Site
from hiwar.pictures import drawing_size
from hiwar.renditions import PICTURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from hiwar.content.source import Source
    from hiwar.content.who import Who
    from hiwar.ledger import Ledger
    from hiwar.model.company import Company
    from hiwar.model.coverage import Coverage
    from hiwar.model.crew import Crew
    from hiwar.model.media import MediaFile, MediaLibrary
    from hiwar.model.memory import Memory
    from hiwar.model.piece import Piece


class Reading(NamedTuple):
    """A content folder as it was read."""

    site: Site
    #: To be shown.
    warnings: tuple[str, ...]
    #: Returns a piece, by its source, as its file is now, with all else as it was; None where that cannot be.
    again: Callable[[str], Piece | None]


def read_site(
    folder: Path, now: datetime, library: MediaLibrary, *, review: bool = False, cwd: Path | None = None
) -> tuple[Site, tuple[str, ...]]:
    """Return the site of a content folder, and the warnings to show; see `read`."""
    return read(folder, now, library, review=review, cwd=cwd)[:2]


def read(
    folder: Path,
    now: datetime,
    library: MediaLibrary,
    *,
    review: bool = False,
    cwd: Path | None = None,
    memory: Memory | None = None,
    effort: Effort | None = None,
    crew: Crew | None = None,
) -> Reading:
    """Read a whole content folder.

    Args:
        folder: the content folder.
        now: aware; decides what is public, and nothing else.
        library: looks up pictures and other files.
        review: take in drafts and what is to come, marked as hidden.
        cwd: where one stands, for the paths of messages.
        memory: what this build may know from the one before it; None is nothing.
        effort: is told which pieces had to be read.
        crew: converts pieces; None is this process alone.

    Raises:
        ContentError: with every fault of the run.
        SetupError: there is no such folder.
    """
    if not folder.is_dir():
        raise SetupError(f"{folder}: there is no such content folder; name one with --content DIR")
    cwd = cwd or Path.cwd()
    faults = Faults()
    who = read_who(folder, cwd, faults)
    reader = Reader(folder, who, library, memory or Forgetful(), effort or Effort(), crew or Alone())
    sources = reader.sources(cwd, faults)
    if not sources and not faults.errors:
        faults.add(shown_path(folder, cwd), 1, "there is no piece in it", 'run: invoke new post "Hello"')
    corrections.note_untimely(sources, now)
    pieces = reader.pieces(sources, now, faults)
    announced = ledger.read(folder, cwd, faults)
    pieces = with_copies(pieces, announced, who.company)
    portraits = _portraits(folder, who, library, cwd, faults)
    known = frozenset(source.id for source in sources)
    coverage = read_coverage(folder, known, now.astimezone(who.company.timezone), cwd, faults)
    named = {source.file.slug for source in sources if source.file.kind == "page"}
    note_unknown(who.file, who.company.navigation, named, faults)
    logo = _logo(folder, who, library, faults)
    _gather(sources, faults, review=review)
    faults.raise_if_any()
    site = _compose_site(who, pieces, sources, now, review=review)
    site = _with_coverage(replace(site, portraits=portraits, logo=logo), coverage)
    warnings = tuple(str(warning) for warning in faults.warnings)
    return Reading(site, warnings, partial(_again, reader, announced, who.company))


def _again(reader: Reader, announced: Ledger, company: Company, source: str) -> Piece | None:
    piece = reader.again(source)
    return with_copies({source: piece}, announced, company)[source] if piece else None


def _compose_site(
    who: Who, pieces: Mapping[str, Piece], sources: Sequence[Source], now: datetime, *, review: bool
) -> Site:
    """Return the site of the pieces by their source paths; a review shows what is hidden, too."""
    made = frozenset(source.file.source for source in sources if source.file.source in pieces)
    hidden = frozenset(it.file.source for it in sources if it.file.source in made and not it.is_public(now))
    shown = made if review else made - hidden
    return Site(
        company=who.company,
        people=who.people,
        pieces=_sorted(pieces[path] for path in shown),
        hidden=frozenset((pieces[path].lang, pieces[path].id) for path in hidden & shown),
        withheld=_sorted(piece for path, piece in pieces.items() if path not in shown),
        next_moment=_next_moment(pieces.values(), now),
    )


def _with_coverage(site: Site, rows: tuple[Coverage, ...]) -> Site:
    """Return the site with what others wrote; a row about something hidden everywhere would tell of it."""
    if not rows:
        return site
    public = {piece.id for piece in site.pieces}
    told = tuple(row for row in rows if public.issuperset(row.about))
    return replace(site, coverage=told, withheld_coverage=tuple(row for row in rows if row not in told))


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


def _gather(sources: Iterable[Source], faults: Faults, *, review: bool) -> None:
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
