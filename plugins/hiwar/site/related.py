"""What to read on: older pieces only, so that a new one changes no old page."""

from __future__ import annotations

import json
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Final

from hiwar.model.memory import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hiwar.model.memory import Memory
    from hiwar.model.piece import Piece

    Match = Callable[[Iterable[Piece]], Mapping[str, tuple[Piece, ...]]]

_ROOM: Final = "relations"
_SHOWN: Final = 3
#: How far back a subject is looked into, so that 10,000 pieces stay quick.
_DEPTH: Final = 24


class Relations:
    """What is related to what, remembered until a subject or the order of the pieces changes."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def of(self, name: str, pieces: Sequence[Piece], match: Match) -> Mapping[str, tuple[Piece, ...]]:
        """Return what a match finds for each piece, by its source.

        Args:
            name: of the match and what it is about.
            pieces: all that are matched.
            match: depends on their order, their sources and their subjects alone.
        """
        said = "\n".join(
            [f"{it.source}\t{' '.join([tag.slug for tag in it.tags])}\t{' '.join(it.about)}" for it in pieces]
        )
        key = f"{name} {digest_of(f'{self._memory.house} {said}'.encode('utf-8', 'surrogatepass'))}"
        known = _parsed(self._memory.recall(_ROOM, key), len(pieces))
        if known is None:
            found = match(pieces)
            places = {piece.source: place for place, piece in enumerate(pieces)}
            known = [[places[other.source] for other in found[piece.source]] for piece in pieces]
            self._memory.keep(_ROOM, key, json.dumps(known))
        return {piece.source: tuple([pieces[place] for place in row]) for piece, row in zip(pieces, known, strict=True)}


def _parsed(text: str | None, count: int) -> list[list[int]] | None:
    try:
        rows: list[list[int]] = json.loads(text or "")
    except ValueError:
        return None
    return rows if len(rows) == count else None


def match_related(pieces: Iterable[Piece]) -> Mapping[str, tuple[Piece, ...]]:
    """Return up to three older pieces for each, by its source.

    Those that share most subjects come first, then the newer; where none
    shares one, those published just before.

    Args:
        pieces: dated pieces of one language, oldest first.
    """
    by_subject: defaultdict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=_DEPTH))
    seen: list[Piece] = []
    found: dict[str, tuple[Piece, ...]] = {}
    for piece in pieces:
        subjects = _subjects(piece)
        shared: dict[int, int] = dict.fromkeys(range(max(0, len(seen) - _SHOWN), len(seen)), 0)
        for subject in subjects:
            for number in by_subject[subject]:
                shared[number] = shared.get(number, 0) + 1
        best = sorted(shared, key=lambda number: (shared[number], number), reverse=True)[:_SHOWN]
        found[piece.source] = tuple(seen[number] for number in best)
        for subject in subjects:
            by_subject[subject].append(len(seen))
        seen.append(piece)
    return found


def match_earlier(releases: Iterable[Piece]) -> Mapping[str, tuple[Piece, ...]]:
    """Return up to three earlier releases on the subject of each, the newest first, by its source.

    Args:
        releases: of one language, oldest first.
    """
    by_subject: defaultdict[tuple[str, str], deque[int]] = defaultdict(lambda: deque(maxlen=_DEPTH))
    seen: list[Piece] = []
    found: dict[str, tuple[Piece, ...]] = {}
    for release in releases:
        subjects = _subjects(release)
        numbers = {number for subject in subjects for number in by_subject[subject]}
        found[release.source] = tuple(seen[number] for number in sorted(numbers, reverse=True)[:_SHOWN])
        for subject in subjects:
            by_subject[subject].append(len(seen))
        seen.append(release)
    return found


def _subjects(piece: Piece) -> tuple[tuple[str, str], ...]:
    tags = (("tag", tag.slug) for tag in piece.tags)
    return (*tags, *(("product", slug) for slug in piece.about))
