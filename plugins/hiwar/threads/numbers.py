"""How well the company answers, counted: all of it from the archive, none of it from readers."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hiwar.model.dialogue import Bar, Month, Numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from hiwar.threads.exchanges import Exchange

#: Months that are drawn.
MONTHS: Final = 12
_LENGTH: Final = 100


def count(exchanges: Sequence[Exchange], promise: timedelta | None, heard: datetime | None) -> Numbers:
    """Return the numbers of some questions.

    Args:
        exchanges: the questions with their answers.
        promise: within what the company says it answers.
        heard: up to when open questions have waited.
    """
    answered = sum(not one.is_open for one in exchanges)
    verdicts = [is_late(one, promise, heard) for one in exchanges] if promise else []
    return Numbers(
        asked=len(exchanges),
        answered=answered,
        rate=round(100 * answered / len(exchanges)) if exchanges else None,
        median=_median(exchanges),
        promise=promise,
        judged=sum(verdict is not None for verdict in verdicts),
        kept=sum(verdict is False for verdict in verdicts),
    )


def is_late(exchange: Exchange, promise: timedelta | None, heard: datetime | None) -> bool | None:
    """Tell whether a promise was broken; None while one cannot know."""
    if promise is None:
        return None
    if exchange.is_open:
        return True if heard and heard - exchange.asked > promise else None
    return None if exchange.waited is None else exchange.waited > promise


def by_month(
    exchanges: Iterable[Exchange],
    promise: timedelta | None,
    heard: datetime | None,
    timezone: ZoneInfo,
    *,
    is_rtl: bool,
) -> tuple[Month, ...]:
    """Return the last months in which somebody asked, oldest first, the quiet ones between them included."""
    found: dict[int, list[Exchange]] = defaultdict(list)
    for one in exchanges:
        asked = one.asked.astimezone(timezone)
        found[asked.year * 12 + asked.month - 1].append(one)
    if not found:
        return ()
    last = max(found)
    numbers = range(max(min(found), last - MONTHS + 1), last + 1)
    longest = max(len(found.get(number, ())) for number in numbers)
    zero = max(one.asked for one in found[last]).astimezone(timezone)
    return tuple(
        Month(
            first=zero.replace(
                year=number // 12, month=number % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0
            ),
            asked=len(found.get(number, ())),
            answered=sum(not one.is_open for one in found.get(number, ())),
            median=_median(found.get(number, ())),
            bars=tuple(_bars(found.get(number, ()), longest, promise, heard, is_rtl=is_rtl)),
        )
        for number in numbers
    )


def _bars(
    exchanges: Sequence[Exchange], longest: int, promise: timedelta | None, heard: datetime | None, *, is_rtl: bool
) -> Iterator[Bar]:
    """Yield the parts of a month's bar, from where reading begins."""
    kinds = Counter(
        "open" if one.is_open else "late" if is_late(one, promise, heard) else "answered" for one in exchanges
    )
    start = 0.0
    for kind in ("answered", "late", "open"):
        width = round(_LENGTH * kinds[kind] / longest, 2)
        if width:
            yield Bar(kind, round(_LENGTH - start - width if is_rtl else start, 2), width)
        start += width


def _median(exchanges: Iterable[Exchange]) -> timedelta | None:
    # With its fractions it takes 2 ms to import, and on many sites nobody asks.
    from statistics import median

    waits = [one.waited.total_seconds() for one in exchanges if one.waited is not None]
    return timedelta(seconds=median(waits)) if waits else None
