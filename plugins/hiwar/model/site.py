"""The whole site as values: what the rooms read, and what they show."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar.model.kinds import DATED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hiwar.model.company import Company, Person
    from hiwar.model.coverage import Coverage
    from hiwar.model.kinds import Kind
    from hiwar.model.media import MediaFile
    from hiwar.model.piece import Piece, PieceId, Tag


@dataclass(frozen=True)
class Site:
    """Everything that may be shown, in the order in which it is listed.

    Pieces are public ones only, unless the build is a review.
    """

    company: Company
    people: Mapping[str, Person]
    #: By date, kind and slug, oldest first; products and pages by title.
    pieces: tuple[Piece, ...]
    #: By id of the person.
    portraits: Mapping[str, MediaFile] = field(default_factory=lambda: MappingProxyType({}))
    #: The company's logo as pages show it; None when it names none.
    logo: MediaFile | None = None
    #: Pieces that readers may not see yet, all the same; empty but in a review.
    hidden: frozenset[tuple[str, PieceId]] = frozenset()
    #: Pieces that this build leaves out; only checks look at them, to prove that they are nowhere.
    withheld: tuple[Piece, ...] = ()
    #: What others wrote, newest first: rows about pieces of which all may be shown in one language at least.
    coverage: tuple[Coverage, ...] = ()
    #: Rows that this build leaves out, as they tell of what is not public; only checks look at them.
    withheld_coverage: tuple[Coverage, ...] = ()
    #: The next moment at which something becomes public; None when nothing waits.
    next_moment: datetime | None = None

    @cached_property
    def by_id(self) -> Mapping[tuple[str, PieceId], Piece]:
        """Each piece by language and id."""
        return MappingProxyType({(piece.lang, piece.id): piece for piece in self.pieces})

    @cached_property
    def has_dialogue(self) -> bool:
        """Whether people are listened to anywhere."""
        return bool(self.company.communities) or any(piece.discussion for piece in self.pieces)

    def twins(self, piece: Piece) -> tuple[Piece, ...]:
        """Return the same piece in the other languages."""
        found = (self.by_id.get((lang, piece.id)) for lang in self.company.languages if lang != piece.lang)
        return tuple(twin for twin in found if twin)

    def coverage_in(self, lang: str) -> tuple[Coverage, ...]:
        """Return what others wrote, as far as this language may tell of it, newest first."""
        if not self.coverage:
            return ()
        withheld = {(piece.lang, piece.id) for piece in self.withheld}
        shown = {piece.id for piece in self.pieces}
        return tuple(
            row for row in self.coverage if all(it in shown and (lang, it) not in withheld for it in row.about)
        )

    def of(self, lang: str, *kinds: str) -> tuple[Piece, ...]:
        """Return the pieces of a language, of these kinds or of all."""
        key = (lang, *kinds)
        if key not in self._of:
            self._of[key] = tuple(it for it in self.pieces if it.lang == lang and (not kinds or it.kind in kinds))
        return self._of[key]

    @cached_property
    def _of(self) -> dict[tuple[str, ...], tuple[Piece, ...]]:
        return {}

    def of_kind(self, kind: Kind) -> tuple[Piece, ...]:
        """Return the pieces of a kind, in all languages."""
        return tuple(piece for piece in self.pieces if piece.kind == kind)

    @cached_property
    def tags(self) -> Mapping[str, Mapping[Tag, tuple[Piece, ...]]]:
        """By language, each tag with its pieces."""
        found: dict[str, dict[Tag, list[Piece]]] = {lang: {} for lang in self.company.languages}
        for piece in self.pieces:
            for tag in piece.tags:
                found[piece.lang].setdefault(tag, []).append(piece)
        return {
            lang: {tag: tuple(pieces) for tag, pieces in sorted(tags.items(), key=lambda row: row[0].name)}
            for lang, tags in found.items()
        }

    @cached_property
    def months(self) -> Mapping[str, frozenset[str]]:
        """By language, the years and months with posts or releases: ``2026``, ``2026-03``."""
        found: dict[str, set[str]] = {lang: set() for lang in self.company.languages}
        for piece in self.pieces:
            if piece.date and piece.kind in DATED:
                found[piece.lang] |= {f"{piece.date.year:04}", f"{piece.date.year:04}-{piece.date.month:02}"}
        return {lang: frozenset(months) for lang, months in found.items()}
