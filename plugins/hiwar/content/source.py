"""The files of pieces, their front matter read, before any body is converted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hiwar.content import frontmatter
from hiwar.content.schema import Known, note_missing, read_values
from hiwar.dates import parse_date
from hiwar.decode import decode
from hiwar.model.memory import digest_of
from hiwar.model.piece import PieceId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from hiwar.content.files import PieceFile
    from hiwar.content.outline import Recalled
    from hiwar.errors import Faults
    from hiwar.model.company import Company, Person


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
    #: What is remembered of it; None when it was read now.
    recalled: Recalled | None = None
    #: Digest of the bytes that were read, by which it is remembered.
    raw: str = ""

    @property
    def id(self) -> PieceId:
        """Kind and slug, the same in both twins."""
        return PieceId(self.file.kind, self.file.slug)

    @property
    def is_draft(self) -> bool:
        """Whether its writer is not done yet."""
        return self.values.get("status") == "draft"

    def is_public(self, now: datetime) -> bool:
        """Tell whether readers may see it at this moment."""
        date, embargo = self.values.get("date"), self.values.get("embargo")
        return not self.is_draft and (date is None or now >= date) and (embargo is None or now >= embargo)


def known_to(files: Iterable[PieceFile], company: Company, people: Mapping[str, Person]) -> Known:
    """Return what the front matter of these pieces may refer to."""
    return Known(
        timezone=company.timezone,
        people={person.id: person.is_reachable for person in people.values()},
        products=frozenset(file.slug for file in files if file.kind == "product"),
    )


def read_source(file: PieceFile, known: Known, faults: Faults) -> Source | None:
    """Return a piece's file with its front matter read; None, and a fault, where it cannot be read at all."""
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
    return Source(
        file=file,
        values=MappingProxyType(values),
        lines=lines,
        body=front.body,
        body_line=front.body_line,
        digest=hashlib.sha256(raw).hexdigest(),
        faults=faults,
        raw=digest_of(raw),
    )


def _date_of_name(file: PieceFile, known: Known, faults: Faults) -> datetime | None:
    try:
        return parse_date(file.date, known.timezone)
    except ValueError as error:
        faults.add(file.shown, 1, str(error), "rename the file: YYYY-MM-DD-slug.md")
        return None
