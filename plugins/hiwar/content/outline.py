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
_EMPTY: Final = ["t"]
#: The place of the first of `PACKED` among the values.
_DATE: Final = len(PLAIN) + len(NAMES)


class Row(NamedTuple):
    """What is remembered of a piece; as JSON but for its shape."""

    #: Of the bytes of its file.
    digest: str
    #: The key of its other values, which is also its stamp.
    stamp: str
    #: The key of its text.
    body: str
    teaser_stamp: str
    #: As its writer typed them.
    tags: list[str]
    #: Its corrections with their lines, packed; None where it has none.
    corrected: Any
    #: Lines of some keys.
    lines: dict[str, int]
    #: What its links and pictures led to, packed.
    finds: list[Any]
    #: Values of `PLAIN`, then of `NAMES`, then of `PACKED`.
    values: list[Any]


class Recalled(NamedTuple):
    """A row with its values as they were."""

    row: Row
    #: Of `PLAIN`, `NAMES` and `PACKED`.
    values: tuple[Any, ...]


@dataclass(slots=True)
class Outline:
    """The rows of all pieces, by their sources."""

    #: Digest of what all files are named and read by.
    rules: str
    folder: Path
    #: Digest of what front matters may name besides.
    known: str = ""
    rows: dict[str, Row] = field(default_factory=dict)
    #: Those that this build has.
    kept: dict[str, Row] = field(default_factory=dict)

    def settle(self, known: str) -> None:
        """Say what front matters may name now; what was read with something else is forgotten."""
        if known != self.known:
            self.rows = {}
        self.known = known

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
            text = json.dumps([self.rules, self.known, rows], separators=(",", ":"))
            memory.keep(ROOM, _KEY, text)
        else:
            memory.need(ROOM, _KEY)

    def recalled(self, row: Row) -> Recalled:
        """Return a row with its values; it is asked for those of every piece in every build."""
        title, status, series, authors, aliases, discussion, about, carded, *packed = row.values
        names = (tuple(authors), tuple(aliases), tuple(discussion), tuple(about), tuple(carded))
        values = [value if value is None else () if value == _EMPTY else self._unpacked(value) for value in packed]
        return Recalled(row, (title, status, series, *names, *values))

    def front(self, found: Recalled) -> dict[str, Any]:
        """Return what is asked of a front matter before its file is a piece."""
        date, _, embargo = found.values[_DATE : _DATE + 3]
        front = {"status": found.values[1], "date": date, "embargo": embargo, "tags": found.row.tags}
        return front if found.row.corrected is None else front | {"corrections": self._unpacked(found.row.corrected)}

    def _unpacked(self, value: Any) -> Any:
        return codec.unpacked(value, self.folder)


def read(memory: Memory, rules: str, folder: Path) -> Outline:
    """Return the outline that the last build kept; empty when it was made by other rules."""
    try:
        made_by, known, rows = json.loads(memory.recall(ROOM, _KEY) or '["", "", {}]')
        if made_by == rules:
            return Outline(rules, folder, known, {source: Row(*row) for source, row in rows.items()})
    except (ValueError, TypeError, AttributeError):
        pass
    return Outline(rules, folder)


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
