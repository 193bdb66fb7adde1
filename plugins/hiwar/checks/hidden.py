"""The rule on what is not public: no draft, future or embargoed piece leaves a trace (promise 3)."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from hiwar import urls
from hiwar.checks.packed import members
from hiwar.checks.words import parts, sentences, words_of
from hiwar.errors import Fault
from hiwar.metadata import outgoing
from hiwar.renditions import renditions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiwar.checks.rule import Sources, Subject
    from hiwar.checks.tree import Tree
    from hiwar.model.media import MediaFile
    from hiwar.model.piece import Piece

#: Characters; shorter texts are no trace, since two pieces may well share them.
_LONG: Final = 40
#: Words; a shorter title may stand anywhere: "Hello", "About us".
_TELLING: Final = 3
#: So many sentences from the beginning, which excerpts quote, and of the longest.
_FIRST: Final = 3
_LONGEST: Final = 4
#: Characters; a shorter word may be a part of anything.
_WHOLE: Final = 4
_SHOWN: Final = 60
_FIX: Final = "do not publish; report it as a bug"


class Trace(NamedTuple):
    """Something that only a hidden piece says."""

    #: Words alone, one space between them.
    words: str
    #: The one of them that public pieces say least: where it is not, the rest is not.
    rarest: str


@dataclass(frozen=True, slots=True)
class _Hidden:
    """A piece that is not public, and what would tell of it."""

    piece: Piece
    traces: tuple[Trace, ...]
    #: Where it will stand, as it may be written.
    addresses: tuple[str, ...]
    #: The same, with what may stand in front: a twin's address only ends like its own.
    pattern: re.Pattern[str]

    def said_in(self, text: str, words: Callable[[], str]) -> str:
        """Return what a text says of it; empty when it says nothing.

        Args:
            text: of a file.
            words: gives the words of it.
        """
        for trace in self.traces:
            if trace.rarest in text and trace.words in words():
                return trace.words[:_SHOWN]
        if any(address in text for address in self.addresses) and self.pattern.search(text):
            return self.addresses[0]
        return ""


def hidden_pieces(subject: Subject) -> Iterator[Fault]:
    """Yield every trace of a draft, a future or an embargoed piece: address, title, text, file."""
    if subject.sources is None or not (subject.sources.site.withheld or subject.sources.site.withheld_coverage):
        return
    sought = _sought(subject.sources, subject.tree)
    for address, part in _each_once(subject.tree):
        words = cache(partial(words_of, part))
        for hidden in sought:
            said = hidden.said_in(part, words)
            if said:
                yield Fault(hidden.piece.shown, 1, f'"{said}" stands in {address} though it is not public', _FIX)
    yield from _told_coverage(subject, subject.sources)
    yield from _hidden_files(subject, subject.sources)


def _told_coverage(subject: Subject, sources: Sources) -> Iterator[Fault]:
    """Yield rows of what others wrote that stand on the site though they tell of something hidden."""
    rows = sources.site.withheld_coverage
    sought = [(row, (row.url, escape(row.url), row.title, escape(row.title))) for row in rows]
    for address, text in subject.tree.texts() if sought else ():
        for row, said in sought:
            if any(it in text for it in said):
                problem = f'"{row.title[:_SHOWN]}" stands in {address} though what it is about is not public'
                yield Fault(sources.shown("coverage.toml"), 1, problem, _FIX)


def _each_once(tree: Tree) -> Iterator[tuple[str, str]]:
    """Yield the parts of all files with the first file of each: most entries stand in a dozen feeds."""
    seen: set[int] = set()
    for address, text in tree.texts():
        for part in parts(text, address):
            known = hash(part)
            if known not in seen:
                seen.add(known)
                yield address, part


def _sought(sources: Sources, tree: Tree) -> list[_Hidden]:
    """Return what to look for, without the words that public pieces say too."""
    public = "\n".join(words_of(f"{it.title}</p>{it.summary}</p>{it.body}") for it in sources.site.pieces)
    counts = Counter(public.split())
    found = []
    for piece in sources.site.withheld:
        address = urls.piece(sources.site.company, piece)
        forms = tuple(dict.fromkeys((address, urls.quoted(address))))
        told = (words for words in told_by(piece) if words not in public)
        traces = tuple(Trace(words, _rarest(words, counts)) for words in told)
        found.append(_Hidden(piece, traces, forms, _pattern(forms, tree)))
    return found


def _pattern(forms: tuple[str, ...], tree: Tree) -> re.Pattern[str]:
    escaped = "|".join(re.escape(form) for form in forms)
    return re.compile(rf"(?:{re.escape(tree.url)}|(?<![\w%.~/-]){re.escape(tree.base_path)})(?:{escaped})")


def told_by(piece: Piece) -> tuple[str, ...]:
    """Return what would tell of a piece, as words alone: its title, its first sentences and its longest."""
    title = words_of(piece.title)
    corrections = "</p>".join(escape(it.text) for it in piece.corrections)
    said = [
        words
        for words in sentences(f"{piece.subtitle}</p>{piece.summary}</p>{corrections}</p>{piece.body}")
        if len(words) >= _LONG
    ]
    longest = sorted(said[_FIRST:], key=lambda words: (-len(words), words))[:_LONGEST]
    chosen = tuple(dict.fromkeys((*said[:_FIRST], *longest)))
    return (title, *chosen) if len(title.split()) >= _TELLING else chosen


def _rarest(words: str, counts: Counter[str]) -> str:
    """Return the word that stands in the fewest places; short ones stand in every address."""
    return min(words.split(), key=lambda word: (len(word) < _WHOLE, counts[word], -len(word)))


def _hidden_files(subject: Subject, sources: Sources) -> Iterator[Fault]:
    """Yield pages and media of hidden pieces, by their names and by their bytes."""
    public = {file.address for piece in sources.site.pieces for file in piece.media}
    public |= {file.address for file in sources.site.portraits.values()}
    for piece in sources.site.withheld:
        address = urls.piece(sources.site.company, piece)
        for name in subject.tree.sizes:
            if name.startswith(address):
                yield Fault(piece.shown, 1, f'"{name}" stands on the site though it is not public', _FIX)
        files = [file for file in piece.media if file.address not in public]
        names = {one.address for file in files for one in renditions(file)}
        digests = {digest for file in files for digest in _digests(file)}
        for name, digest in subject.tree.media_digests.items() if digests else ():
            if digest in digests or name in names:
                yield Fault(piece.shown, 1, f'its file stands at "{name}" though it is not public', _FIX)
        marks = {mark for file in files for mark in _marks(file)}
        for name, mark in _members(subject.tree) if marks else ():
            if mark in marks:
                yield Fault(piece.shown, 1, f'its file lies in "{name}" though it is not public', _FIX)


def _members(tree: Tree) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the members of all archives with their size and checksum, of which none has to be unpacked."""
    for address in tree.packed:
        if address.endswith(".zip"):
            yield from ((f"{address}!/{it.name}", (it.size, it.crc)) for it in members(tree.path(address)))


def _marks(file: MediaFile) -> Iterator[tuple[int, int]]:
    """Yield size and checksum of a file as it lies in the content folder, and as it would go out."""
    content = file.source.read_bytes()
    yield from ((len(form), crc32(form)) for form in (content, outgoing(content, file.source.name)) if form)


def _digests(file: MediaFile) -> tuple[str, ...]:
    """Return the hashes of a file as it lies in the content folder, and as it would go out."""
    content = file.source.read_bytes()
    return tuple(hashlib.sha256(form).hexdigest() for form in (content, outgoing(content, file.source.name)))
