"""What each page and file of the last build rested on, and what stood because of it.

Where all that a page rests on is as it was, and every file that it brought stands as it was
written, the page is neither composed nor rendered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from hiwar import urls
from hiwar.engine.portions import dumped
from hiwar.model.card import Card
from hiwar.model.memory import digest_of
from hiwar.stamps import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.engine.tree import Tree
    from hiwar.model.sketch import Sketch


class Kept(NamedTuple):
    """What is remembered of a page or a file."""

    #: Digest of all that it rests on.
    row: str
    #: Addresses of the files that stand because of it, besides its own.
    brings: tuple[str, ...] = ()
    #: Warnings about it.
    notes: tuple[str, ...] = ()
    #: Address and text of its share card.
    card: tuple[str, ...] = ()


@dataclass(slots=True)
class Plan:
    """Tells what has to be made, and remembers what was."""

    #: Of the last build, by address.
    known: Mapping[str, Kept]
    tree: Tree
    #: Of this one.
    made: dict[str, Kept] = field(default_factory=dict)

    def stands(self, sketch: Sketch, row: str) -> bool:
        """Keep a page with all that it brought, if it rests on the same; tell whether it could be."""
        kept = self.known.get(sketch.address)
        if not row or kept is None or kept.row != row or not self._keep(sketch.address, kept):
            return False
        sketch.brings, sketch.notes = kept.brings, kept.notes
        sketch.card = Card(kept.card[0], kept.card[1]) if kept.card else None
        return True

    def holds(self, address: str, row: str) -> bool:
        """Keep a file that rests on the same as the last time; tell whether it could be."""
        kept = self.known.get(address)
        return bool(row) and kept is not None and kept.row == row and self._keep(address, kept)

    def note(self, sketch: Sketch, row: str) -> None:
        """Remember a page that was made."""
        card = (sketch.card.address, sketch.card.alt) if sketch.card else ()
        self.made[sketch.address] = Kept(row, sketch.brings, sketch.notes, card)

    def note_file(self, address: str, row: str) -> None:
        """Remember a file that was made."""
        self.made[address] = Kept(row)

    def render(self) -> str:
        """Return what to keep."""
        # Most pages bring nothing: their row alone says all.
        return dumped((address, kept if any(kept[1:]) else kept.row) for address, kept in self.made.items())

    def _keep(self, address: str, kept: Kept) -> bool:
        names = [urls.file_path(own) for own in (address, *kept.brings)]
        if not self.tree.keep(names):
            return False
        self.made[address] = kept
        return True


def row_of(base: str, rests_on: Iterable[str]) -> str:
    """Return the digest of all that something rests on; empty when some of it is unknown.

    Args:
        base: says what everything of its kind rests on; empty in a build that believes nothing.
        rests_on: a text for each thing besides.
    """
    texts = [base, *rests_on]
    return "" if not base or UNKNOWN in texts else digest_of(repr(texts).encode("utf-8", "surrogatepass"))


def parse_plan(text: str | None) -> dict[str, Kept]:
    """Return what `Plan.render` kept; of a text that is none of ours, nothing."""
    try:
        rows: dict[str, Any] = json.loads(text or "{}")
        # In their places, so that both forms of all of them are never there together.
        for name, row in rows.items():
            rows[name] = Kept(row) if isinstance(row, str) else Kept(row[0], *map(tuple, row[1:]))
    except (ValueError, TypeError, AttributeError, IndexError):
        return {}
    return rows
