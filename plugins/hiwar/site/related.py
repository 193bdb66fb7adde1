"""What to read on: older pieces only, so that a new one changes no old page."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.model.piece import Piece

_SHOWN: Final = 3
#: How far back a subject is looked into, so that 10,000 pieces stay quick.
_DEPTH: Final = 24


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
