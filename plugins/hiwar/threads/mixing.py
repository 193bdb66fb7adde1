"""The newest voices of a whole site, so that one loud thread drowns nobody."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.model.piece import PieceId
    from hiwar.threads.ledgers import Ledger, Spoken

#: A thread and a person speak so often at most, unless nobody else is there.
_EACH: Final = 2


class Pick(NamedTuple):
    """A comment to show, and whose thread it is from."""

    piece: PieceId
    spoken: Spoken


def mix(ledgers: Mapping[PieceId, Ledger], limit: int) -> tuple[Pick, ...]:
    """Return the newest comments, newest first: of many threads, many people, both directions of writing.

    First comes the last word of each thread, then the one before it; of these the newest, by turns
    from those written from right to left and those from left to right.
    """
    rounds = [(place, Pick(piece, one)) for piece, ledger in ledgers.items() for place, one in enumerate(ledger.newest)]
    ordered = [pick for _, pick in sorted(rounds, key=lambda row: (row[0], *_age(row[1])))]
    picked = _by_turns(_modest(ordered), limit)
    return tuple(sorted(picked, key=_age))


def _age(pick: Pick) -> tuple[float, str]:
    """Return what sorts the newest first."""
    return -pick.spoken.published.timestamp(), pick.spoken.id


def _modest(picks: Iterable[Pick]) -> list[Pick]:
    """Return those that speak rarely, then those that speak often; each comment once."""
    threads, people = Counter[object](), Counter[str]()
    first: list[Pick] = []
    later: list[Pick] = []
    seen: set[str] = set()
    for pick in picks:
        if pick.spoken.id in seen:
            continue
        seen.add(pick.spoken.id)
        is_modest = threads[pick.piece] < _EACH and people[pick.spoken.author] < _EACH
        (first if is_modest else later).append(pick)
        threads[pick.piece] += 1
        people[pick.spoken.author] += 1
    return first + later


def _by_turns(picks: Iterable[Pick], limit: int) -> list[Pick]:
    """Return the first ones, by turns of both directions as long as both have something to say."""
    sides: dict[str, deque[Pick]] = {"rtl": deque(), "ltr": deque()}
    for pick in picks:
        sides["rtl" if pick.spoken.direction == "rtl" else "ltr"].append(pick)
    found: list[Pick] = []
    while any(sides.values()) and len(found) < limit:
        found += [side.popleft() for side in sides.values() if side]
    return found[:limit]
