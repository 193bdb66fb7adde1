"""Moments as feeds write them, and the order that they give."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    listed = tuple(entries)
    taken: set[datetime] = set()
    moved: dict[int, datetime] = {}
    for place in _in_order(listed):
        moment = listed[place].updated
        while moment in taken:
            moment += _TICK
        taken.add(moment)
        if moment != listed[place].updated:
            moved[place] = moment
    return tuple(entry.moved(moved[place]) if place in moved else entry for place, entry in enumerate(listed))


def _in_order(entries: Sequence[FeedEntry]) -> Iterator[int]:
    """Yield the places of entries by moment, then by id, which is asked for only where moments are the same."""
    places = sorted(range(len(entries)), key=lambda place: entries[place].updated)
    for _, group in groupby(places, key=lambda place: entries[place].updated):
        same = tuple(group)
        yield from same if len(same) == 1 else sorted(same, key=lambda place: entries[place].id)
