"""The outline of a site: of every piece what all pages together need, read at once in each build.

It is one text, by far smaller than the pieces. What a list, a feed or a neighbour shows of a
piece, and its own text, are read when somebody asks for them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from hiwar import codec

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.memory import Memory

ROOM: Final = "outline"
_KEY: Final = "pieces"
#: What sorting, grouping and relating pieces ask for.
PLAIN: Final = ("title", "status", "series")
NAMES: Final = ("authors", "aliases", "discussion", "about", "carded")
PACKED: Final = ("date", "modified", "embargo", "corrections", "links")
#: Of the front matter, what is asked of files before they are pieces.
FRONT: Final = ("status", "date", "embargo", "tags", "corrections")
_EMPTY: Final = ["t"]


class Row(NamedTuple):
    """What is remembered of a piece; as JSON but for its shape."""

    #: Of the bytes of its file.
    digest: str
    #: The key of its other values, which is also its stamp.
    stamp: str
    #: The key of its text.
    body: str
    teaser_stamp: str
    #: Values of its front matter that are given, packed, and the lines of some keys.
    front: dict[str, Any]
    lines: dict[str, int]
    #: What its links and pictures led to, packed.
    finds: list[Any]
    #: Values of `PLAIN`, then of `NAMES`, then of `PACKED`.
    values: list[Any]


@dataclass(slots=True)
class Outline:
    """The rows of all pieces, by their sources."""

    #: Digest of what all rows were read with.
    shared: str
    folder: Path
    rows: dict[str, Row] = field(default_factory=dict)
    #: Those that this build has.
    kept: dict[str, Row] = field(default_factory=dict)

    def find(self, source: str, digest: str) -> Row | None:
        """Return what is remembered of a piece, if its file is the same."""
        row = self.rows.get(source)
        if row is None or row.digest != digest:
            return None
        self.kept[source] = row
        return row

    def keep(self, memory: Memory) -> None:
        """Remember the outline of this build."""
        if self.kept != self.rows:
            rows = {source: list(row) for source, row in self.kept.items()}
            memory.keep(ROOM, _KEY, json.dumps([self.shared, rows], ensure_ascii=False, separators=(",", ":")))
        else:
            memory.need(ROOM, _KEY)

    def front(self, row: Row) -> dict[str, Any]:
        """Return the values of a front matter."""
        return {name: codec.unpacked(value, self.folder) for name, value in row.front.items()}

    def values(self, row: Row) -> list[Any]:
        """Return the values of `PLAIN`, `NAMES` and `PACKED`."""
        plain, names = len(PLAIN), len(PLAIN) + len(NAMES)
        return [
            *row.values[:plain],
            *(tuple(value) for value in row.values[plain:names]),
            *(self._unpacked(value) for value in row.values[names:]),
        ]

    def _unpacked(self, value: Any) -> Any:
        if value is None or value == _EMPTY:
            return value if value is None else ()
        return codec.unpacked(value, self.folder)


def read(memory: Memory, shared: str, folder: Path) -> Outline:
    """Return the outline that the last build kept; empty when it was made with something else."""
    try:
        made_with, rows = json.loads(memory.recall(ROOM, _KEY) or '["", {}]')
        found = {source: Row(*row) for source, row in rows.items()}
    except (ValueError, TypeError, AttributeError):
        return Outline(shared, folder)
    return Outline(shared, folder, found if made_with == shared else {})


def pack(piece: object, folder: Path) -> list[Any]:
    """Return the values of a piece as a row has them.

    Raises:
        NotKeptError: one of them cannot be kept.
    """
    return [
        *(getattr(piece, name) for name in PLAIN),
        *(list(getattr(piece, name)) for name in NAMES),
        *(codec.packed(getattr(piece, name), folder) for name in PACKED),
    ]
