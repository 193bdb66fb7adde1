"""The outline of a site: of every piece what all pages together need, read at once in each build.

It is one text, by far smaller than the pieces. What a list, a feed or a neighbour shows of a
piece, and its own text, are read when somebody asks for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
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


class Front(Mapping[str, Any]):
    """Values of a front matter, each unpacked when somebody asks for it."""

    __slots__ = ("_folder", "_packed")

    def __init__(self, packed: dict[str, Any], folder: Path) -> None:
        self._packed, self._folder = packed, folder

    def __getitem__(self, name: str) -> Any:
        return codec.unpacked(self._packed[name], self._folder)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value, or another where it was not given."""
        value = self._packed.get(name)
        return default if value is None else codec.unpacked(value, self._folder)

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


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
            text = json.dumps([self.rules, self.known, rows], ensure_ascii=False, separators=(",", ":"))
            memory.keep(ROOM, _KEY, text)
        else:
            memory.need(ROOM, _KEY)

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
