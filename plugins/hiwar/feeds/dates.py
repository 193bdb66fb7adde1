"""Moments as feeds write them, and the order that they give."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hiwar.model.feed import FeedEntry

_TICK: Final = timedelta(milliseconds=1)


def rfc3339_ready(moment: datetime) -> datetime:
    """Return the moment with an offset of whole minutes (RFC 3339, section 5.6).

    Before about 1900, time zones are local mean time and have seconds.

    Raises:
        ValueError: the moment has no offset.
    """
    return moment if not _offset(moment).seconds % 60 else moment.astimezone(UTC)


def rfc822_ready(moment: datetime) -> datetime:
    """Return the moment in UTC: readers of RSS know few other zones for sure.

    Raises:
        ValueError: the moment has no offset.
    """
    _offset(moment)
    return moment.astimezone(UTC).replace(microsecond=0)


def _offset(moment: datetime) -> timedelta:
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment} has no offset from UTC")
    return offset


def apart(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """Return the entries, no two with the same ``updated``.

    Readers sort by it, and the W3C Feed Validation Service warns of a tie. Of
    entries at one instant, the first by id keeps it and the n-th gets n - 1
    milliseconds more.
    """
    taken: set[datetime] = set()
    moved: dict[str, datetime] = {}
    listed = tuple(entries)
    for entry in sorted(listed, key=lambda entry: (entry.updated, entry.id)):
        moment = entry.updated
        while moment in taken:
            moment += _TICK
        taken.add(moment)
        if moment != entry.updated:
            moved[entry.id] = moment
    return tuple(replace(entry, updated=moved[entry.id]) if entry.id in moved else entry for entry in listed)
