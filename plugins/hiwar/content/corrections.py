"""Corrections of a piece: a day, a bar, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.content.wrong import WrongValueError, WrongValuesError
from hiwar.dates import parse_date
from hiwar.model.piece import Correction
from hiwar.text import nfc, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, tzinfo

    from hiwar.content.frontmatter import Row
    from hiwar.content.source import Source

EXAMPLE: Final = "2026-11-20 | The capacity is 40, not 50 litres."


@dataclass(frozen=True, slots=True)
class TypedCorrection:
    """A correction and the line on which it stands."""

    correction: Correction
    line: int


def parse(rows: Iterable[Row], timezone: tzinfo) -> tuple[TypedCorrection, ...]:
    """Return the corrections of a key, oldest first.

    Raises:
        WrongValuesError: with every row that is none.
    """
    found: list[TypedCorrection] = []
    wrong: list[WrongValueError] = []
    for row in rows:
        try:
            found.append(TypedCorrection(_parse_row(row.text, timezone), row.line))
        except WrongValueError as fault:
            wrong.append(WrongValueError(fault.problem, fault.fix, row.line))
    if wrong:
        raise WrongValuesError(tuple(wrong))
    return tuple(sorted(found, key=lambda typed: typed.correction.date))


def _parse_row(text: str, timezone: tzinfo) -> Correction:
    day, bar, said = (part.strip() for part in text.partition("|"))
    if not bar or not said:
        raise WrongValueError(f'the correction "{text[:40]}" has no date and text', f"write it like {EXAMPLE}")
    try:
        return Correction(parse_date(day, timezone), one_line(nfc(said)))
    except ValueError as error:
        raise WrongValueError(str(error), f"write it like {EXAMPLE}") from None


def note_untimely(sources: Iterable[Source], now: datetime) -> None:
    """Note corrections of a day to come, and those from before their piece was public."""
    for source in sources:
        for typed in source.values.get("corrections") or ():
            moment = typed.correction.date
            start = max((it for it in (source.values.get("date"), source.values.get("embargo")) if it), default=moment)
            if moment.date() < start.date():
                problem = f"the correction of {moment:%Y-%m-%d} is older than the piece, public from {start:%Y-%m-%d}"
                fix = "write the day of the correction; what changed before needs none"
                source.faults.add(source.file.shown, typed.line, problem, fix)
            elif moment > now and source.is_public(now):
                problem = f"the correction of {moment:%Y-%m-%d} is still to come"
                source.faults.add(source.file.shown, typed.line, problem, "write the day on which you correct it")
