"""From a content folder to a `Site`: read, check, convert; all mistakes at once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from hiwar import urls
from hiwar.content import frontmatter
from hiwar.content.company import parse_company, parse_people
from hiwar.content.compose import compose_piece, note_alias_clashes
from hiwar.content.decode import decode
from hiwar.content.files import PieceFile, scan, shown_path
from hiwar.content.links import Index, Resolver
from hiwar.content.markdown import Converter
from hiwar.content.schema import Known, note_missing, read_values
from hiwar.content.tags import TagBook
from hiwar.content.toml import read_toml
from hiwar.dates import parse_date
from hiwar.errors import Faults, SetupError
from hiwar.model.media import MediaError
from hiwar.model.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hiwar.content.toml import TomlFile
    from hiwar.model.company import Company, Person
    from hiwar.model.media import MediaFile, MediaLibrary
    from hiwar.model.piece import Piece

COMPANY: Final = "company.toml"
PEOPLE: Final = "people.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """A piece's file with its front matter read, before its body is converted."""

    file: PieceFile
    values: Mapping[str, Any]
    #: Line of each key, for faults found later.
    lines: Mapping[str, int]
    body: str
    body_line: int
    digest: str
    #: Faults of this file alone.
    faults: Faults

    @property
    def is_draft(self) -> bool:
        """Whether its writer is not done yet."""
        return self.values.get("status") == "draft"

    def is_public(self, now: datetime) -> bool:
        """Tell whether readers may see it at this moment."""
        moments = (self.values.get("date"), self.values.get("embargo"))
        return not self.is_draft and all(now >= moment for moment in moments if moment)


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
    company, people = _read_who(folder, cwd, faults)
    sources = tuple(_read_sources(folder, company, people, cwd, faults))
    if not sources and not faults.errors:
        faults.add(shown_path(folder, cwd), 1, "there is no piece in it", 'run: invoke new post "Hello"')
    pieces = _convert(sources, folder, company, library, now, faults)
    portraits = _portraits(folder, people, library, cwd, faults)
    _gather(sources, faults, review=review)
    faults.raise_if_any()
    shown = [source for source in sources if source.file.source in pieces and (review or source.is_public(now))]
    site = Site(
        company=company,
        people=people,
        pieces=_sorted(pieces[source.file.source] for source in shown),
        portraits=portraits,
        hidden=frozenset(
            (source.file.lang, pieces[source.file.source].id) for source in shown if not source.is_public(now)
        ),
        next_moment=_next_moment(pieces.values(), now),
    )
    return site, tuple(str(warning) for warning in faults.warnings)


def _read_who(folder: Path, cwd: Path, faults: Faults) -> tuple[Company, dict[str, Person]]:
    file = _toml(folder / COMPANY, cwd, faults)
    company = parse_company(file, faults) if file else None
    people: dict[str, Person] = {}
    if (folder / PEOPLE).exists():
        file = _toml(folder / PEOPLE, cwd, faults)
        if file and company:
            people = parse_people(file, company.languages, faults)
    if company is None:
        faults.raise_if_any()
        raise AssertionError("a company that cannot be read has a fault")
    return company, people


def _toml(path: Path, cwd: Path, faults: Faults) -> TomlFile | None:
    shown = shown_path(path, cwd)
    try:
        return read_toml(path, shown, faults)
    except FileNotFoundError:
        faults.add(shown, 1, "there is no such file", "run: invoke init")
    except OSError as error:
        faults.add(shown, 1, f"it cannot be read: {error.strerror}", "let the build read it")
    return None


def _read_sources(
    folder: Path, company: Company, people: Mapping[str, Person], cwd: Path, faults: Faults
) -> Iterable[Source]:
    files = scan(folder, company.languages, cwd, faults)
    known = Known(
        timezone=company.timezone,
        people={person.id: person.is_reachable for person in people.values()},
        products=frozenset(file.slug for file in files if file.kind == "product"),
    )
    for file in files:
        own = Faults()
        source = _read_source(file, known, own)
        if source:
            yield source
        else:
            faults.found += own.found


def _read_source(file: PieceFile, known: Known, faults: Faults) -> Source | None:
    try:
        raw = file.path.read_bytes()
    except OSError as error:
        faults.add(file.shown, 1, f"it cannot be read: {error.strerror}", "let the build read it")
        return None
    text = decode(raw, file.shown, faults)
    front = frontmatter.parse(text, file.shown, faults) if text is not None else None
    if front is None:
        return None
    values = read_values(front.entries, file.kind, file.shown, known, faults)
    if file.date and "date" not in values:
        values["date"] = _date_of_name(file, known, faults)
    note_missing(values, file.kind, file.shown, faults)
    lines = {entry.key: entry.line for entry in front.entries}
    digest = hashlib.sha256(raw).hexdigest()
    return Source(file, MappingProxyType(values), lines, front.body, front.body_line, digest, faults)


def _date_of_name(file: PieceFile, known: Known, faults: Faults) -> datetime | None:
    try:
        return parse_date(file.date, known.timezone)
    except ValueError as error:
        faults.add(file.shown, 1, str(error), "rename the file: YYYY-MM-DD-slug.md")
        return None


def _convert(
    sources: tuple[Source, ...],
    folder: Path,
    company: Company,
    library: MediaLibrary,
    now: datetime,
    faults: Faults,
) -> dict[str, Piece]:
    """Convert every body; returns the pieces by source path, without those that cannot be made."""
    index = Index(
        folder=folder,
        company=company,
        files={source.file.source: source.file for source in sources},
        public=frozenset(source.file.source for source in sources if source.is_public(now)),
        library=library,
    )
    converters = {lang: Converter(lang) for lang in company.languages}
    tags = TagBook(company)
    pieces: dict[str, Piece] = {}
    for source in sources:
        resolver = Resolver(index, source.file, source.body, source.body_line, source.faults)
        body = converters[source.file.lang].convert(resolver)
        if source.values.get("title"):
            pieces[source.file.source] = compose_piece(source, body, resolver, tags)
    note_alias_clashes(pieces.values(), faults)
    _note_lost_fragments(pieces, company, faults)
    return pieces


def _note_lost_fragments(pieces: Mapping[str, Piece], company: Company, faults: Faults) -> None:
    """Note links that lead to a piece, but to no place in it."""
    anchors = {urls.piece(company, piece): piece.anchors for piece in pieces.values()}
    for piece in pieces.values():
        for link in piece.links:
            address, _, fragment = link.address.partition("#")
            if fragment and address in anchors and fragment not in anchors[address]:
                faults.add(
                    piece.shown,
                    link.line,
                    f'nothing at "{address}" has the id "{fragment}"',
                    "delete the fragment",
                )


def _portraits(
    folder: Path, people: Mapping[str, Person], library: MediaLibrary, cwd: Path, faults: Faults
) -> Mapping[str, MediaFile]:
    found: dict[str, MediaFile] = {}
    for person in people.values():
        path = folder / "media" / person.photo
        if not person.photo:
            continue
        shown = shown_path(folder / PEOPLE, cwd)
        if not path.is_file():
            faults.add(shown, 1, f'"{person.id}" has no picture "{person.photo}"', "put it into content/media/")
            continue
        try:
            found[person.id] = library.file(path)
        except MediaError as error:
            faults.add(shown, 1, error.problem, error.fix)
    return MappingProxyType(found)


def _gather(sources: tuple[Source, ...], faults: Faults, *, review: bool) -> None:
    """Collect the faults of all files; those of drafts only warn, so that nobody's half text stops a release."""
    for source in sources:
        only_warn = source.is_draft and not review
        for fault in source.faults:
            severity = "warning" if only_warn else fault.severity
            faults.add(fault.path, fault.line, fault.problem, fault.fix, severity)


def _sorted(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    def order(piece: Piece) -> tuple[bool, str, str, str, str]:
        moment = piece.date.timestamp() if piece.date and piece.kind in {"post", "release"} else None
        first = f"{moment:020.3f}" if moment is not None else piece.title.casefold()
        return moment is None, first, piece.kind, piece.slug, piece.lang

    return tuple(sorted(pieces, key=order))


def _next_moment(pieces: Iterable[Piece], now: datetime) -> datetime | None:
    waiting = [piece.public_from for piece in pieces if piece.status == "published" and piece.public_from]
    return min((moment for moment in waiting if moment > now), default=None)
