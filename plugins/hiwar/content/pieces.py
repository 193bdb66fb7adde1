"""All pieces of a content folder: recalled where nothing about them changed, else read and converted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from hiwar import urls
from hiwar.content.compose import compose_piece, note_alias_clashes, tags_of
from hiwar.content.converters import Converters
from hiwar.content.files import scan
from hiwar.content.links import Index, Resolver
from hiwar.content.recall import Shelf
from hiwar.content.source import known_to, read_source
from hiwar.content.tags import TagBook
from hiwar.content.who import COMPANY, PEOPLE
from hiwar.errors import Faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from datetime import datetime
    from pathlib import Path

    from hiwar.content.links import Find
    from hiwar.content.recall import Packed
    from hiwar.content.schema import Known
    from hiwar.content.source import Source
    from hiwar.content.who import Who
    from hiwar.errors import Fault
    from hiwar.model.company import Company
    from hiwar.model.crew import Crew
    from hiwar.model.effort import Effort
    from hiwar.model.media import MediaLibrary
    from hiwar.model.memory import Memory
    from hiwar.model.piece import Piece

#: From so many pieces on, others help to read them.
_MANY: Final = 40


class Reader:
    """Reads one content folder for one build."""

    def __init__(
        self, folder: Path, who: Who, library: MediaLibrary, memory: Memory, effort: Effort, crew: Crew
    ) -> None:
        self._folder, self._who, self._library, self._memory = folder, who, library, memory
        self._effort, self._crew = effort, crew
        self._known: Known
        self._shelf: Shelf
        self._work: _Work

    def sources(self, cwd: Path, faults: Faults) -> list[Source]:
        """Return the files of pieces; those that cannot be read at all are noted and left out."""
        self._shelf = Shelf(self._memory, self._folder, [self._digest(name) for name in (COMPANY, PEOPLE)])
        files = scan(self._folder, self._who.company.languages, cwd, faults, self._shelf.names())
        self._known = known_to(files, self._who.company, self._who.people)
        self._shelf.settle(sorted(self._known.products))
        found: list[Source] = []
        for file in files:
            own = Faults()
            source = self._shelf.source(file) or read_source(file, self._known, own)
            if source:
                found.append(source)
            else:
                faults.found += own.found
        return found

    def pieces(self, sources: list[Source], now: datetime, faults: Faults) -> dict[str, Piece]:
        """Return the pieces by source path, without those that cannot be made.

        Args:
            sources: those whose links lead elsewhere than they did are read again, in their place.
            now: decides where links may lead.
            faults: collects what concerns several pieces.
        """
        company = self._who.company
        index = Index(
            folder=self._folder,
            company=company,
            files={source.file.source: source.file for source in sources},
            public=frozenset(source.file.source for source in sources if source.is_public(now)),
            library=self._library,
            people=self._who.people,
        )
        self._work = _Work(index, Converters(), TagBook(company))
        pieces: dict[str, Piece] = {}
        with self._reading(sources) as fresh:
            for place, source in enumerate(sources):
                read = None if source.recalled else next(fresh)
                piece = self._kept(source, read) if read else self._shelf.piece(source, index, self._work.tags)
                if piece is None and source.recalled:
                    sources[place] = again = self._again(source)
                    piece = self._kept(again, self._read(again))
                if piece:
                    pieces[source.file.source] = piece
        self._shelf.finish()
        if any(piece.aliases for piece in pieces.values()):
            lines = {source.file.source: source.lines.get("aliases", 1) for source in sources}
            note_alias_clashes(pieces.values(), lines, company.languages, faults)
        _note_lost_fragments(pieces, company, faults)
        return pieces

    def again(self, source: str) -> Piece | None:
        """Return a piece as its file is now, with all others as they were; nothing of it is remembered.

        Args:
            source: the path of one of `pieces`; None comes back for any other, and for one that is faulty now.
        """
        file = self._work.index.files.get(source)
        read = read_source(file, self._known, Faults()) if file else None
        if read is None:
            return None
        piece, _ = self._composed(read)
        return None if read.faults.errors else piece

    def _reading(self, sources: list[Source]) -> AbstractContextManager[Iterator[_Read]]:
        """Have all sources read that nobody remembers."""
        fresh = [source for source in sources if source.recalled is None]
        if self._crew.is_worth(len(fresh), _MANY):
            # Whoever reads one has to know who was first to name a tag, and has no need to make a converter.
            _enter_tags(sources, self._work.tags)
            self._work.converters.prepare(source.file.lang for source in fresh)
        return self._crew.work(fresh, self._read, many=_MANY)

    def _again(self, source: Source) -> Source:
        """Return a recalled source read from its file; as it was recalled, and faulty, where that is gone."""
        return read_source(source.file, self._known, source.faults) or source

    def _read(self, source: Source) -> _Read:
        """Convert a source; it may be another process that does."""
        piece, finds = self._composed(source)
        return _Read(source.faults.found, self._shelf.pack(source, piece, finds) if piece else None)

    def _composed(self, source: Source) -> tuple[Piece | None, Iterable[Find]]:
        """Return the piece of a source, if it has a title, and what its links and pictures led to."""
        work = self._work
        resolver = Resolver(work.index, source.file, source.body, source.body_line, source.faults)
        resolver.is_led = bool(source.values.get("image"))
        body = work.converters[source.file.lang].convert(resolver)
        piece = compose_piece(source, body, resolver, work.tags) if source.values.get("title") else None
        return piece, resolver.finds

    def _kept(self, source: Source, read: _Read) -> Piece | None:
        source.faults.found = read.faults
        if read.made is None:
            return None
        self._effort.read.append(source.file.source)
        return self._shelf.put(source, read.made)

    def _digest(self, name: str) -> str:
        path = self._folder / name
        return self._memory.digest(path) if path.is_file() else ""


class _Read(NamedTuple):
    """What reading a source led to."""

    faults: list[Fault]
    #: None where it has no title.
    made: Packed | Piece | None


class _Work:
    """What converting needs besides the text."""

    __slots__ = ("converters", "index", "tags")

    def __init__(self, index: Index, converters: Converters, tags: TagBook) -> None:
        self.index, self.converters, self.tags = index, converters, tags


def _enter_tags(sources: Iterable[Source], tags: TagBook) -> None:
    """Have every tag named by the first piece that has it; what is wrong is noted when that is read."""
    for source in sources:
        if source.recalled or source.values.get("title"):
            tags_of(replace(source, faults=Faults()), tags)


def _note_lost_fragments(pieces: Mapping[str, Piece], company: Company, faults: Faults) -> None:
    """Note links that lead to a piece, but to no place in it."""
    named = [(piece, link) for piece in pieces.values() for link in piece.links if link.fragment]
    by_address = {urls.piece(company, piece): piece for piece in pieces.values()} if named else {}
    for piece, link in named:
        target = by_address.get(link.address)
        if target and link.fragment not in target.anchors:
            faults.add(
                piece.shown,
                link.line,
                f'nothing at "{link.address}" has the id "{link.fragment}"',
                "delete the fragment",
            )
