"""What was measured, as a table and as a drawing."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from hiwar.bench.cost import Cost
    from hiwar.bench.run import Measured

_HEAD: Final = (
    "| case | generator | wall s | CPU s | memory MB | files written | wall, times ours |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)
#: Pixels of the drawing.
_WIDTH: Final = 760
_LABEL: Final = 250
_BAR: Final = 16
_GAP: Final = 14
#: The drawing begins at a tenth of a second.
_SHORTEST: Final = 0.1


@dataclass(frozen=True, slots=True)
class Row:
    """One case of one generator: medians, with the least and the most."""

    case: str
    tool: str
    wall: float
    #: Least and most seconds on the clock.
    range: tuple[float, float]
    cpu: float
    memory: float
    written: int
    #: Median of the ratios to our build of the same turn; 1 for ours.
    ratio: float


def compose(measured: Sequence[Measured], ours: str) -> tuple[Row, ...]:
    """Return a row for each case and generator, in the order in which they were measured."""
    pairs = dict.fromkeys((one.case, one.tool) for one in measured)
    order = list(dict.fromkeys(case for case, _ in pairs))
    tools = list(dict.fromkeys([ours, *(tool for _, tool in pairs)]))
    return tuple(_row(measured, case, tool, ours) for case in order for tool in tools if (case, tool) in pairs)


def _row(measured: Sequence[Measured], case: str, tool: str, ours: str) -> Row:
    costs = {one.turn: one.cost for one in measured if (one.case, one.tool) == (case, tool)}
    our_costs = {one.turn: one.cost for one in measured if (one.case, one.tool) == (case, ours)}
    median: Callable[[Callable[[Cost], float]], float] = lambda of: statistics.median(map(of, costs.values()))  # noqa: E731 -- it needs its type
    walls = [cost.wall for cost in costs.values()]
    return Row(
        case=case,
        tool=tool,
        wall=median(lambda cost: cost.wall),
        range=(min(walls), max(walls)),
        cpu=median(lambda cost: cost.cpu),
        memory=max(cost.memory for cost in costs.values()),
        written=max(cost.written for cost in costs.values()),
        ratio=statistics.median(cost.wall / our_costs[turn].wall for turn, cost in costs.items()),
    )


def render(rows: Sequence[Row]) -> str:
    """Return the table, in Markdown."""
    return "\n".join((*_HEAD, *map(_line, rows))) + "\n"


def _line(row: Row) -> str:
    least, most = row.range
    return (
        f"| {row.case} | {row.tool} | {row.wall:.2f} ({least:.2f} to {most:.2f}) | {row.cpu:.2f} "
        f"| {row.memory:.0f} | {row.written:,} | {row.ratio:.1f} |"
    )


def growth(small: Sequence[Row], large: Sequence[Row], tool: str) -> str:
    """Return how many times the CPU each case took with more posts, a line each."""
    before = {row.case: row.cpu for row in small if row.tool == tool}
    rows = [f"- {row.case}: {row.cpu / before[row.case]:.1f} times the CPU" for row in large if row.tool == tool]
    return "\n".join(rows) + "\n"


def draw(rows: Sequence[Row], title: str) -> str:
    """Return the table's seconds as bars, on a logarithmic scale, as SVG."""
    longest = max(row.wall for row in rows)
    parts: list[str] = []
    top = 34
    for number, row in enumerate(rows):
        top += _GAP if number and row.case != rows[number - 1].case else 0
        length = _length(row.wall, longest)
        color = "#0b6e6e" if row.tool == rows[0].tool else "#b4510e"
        parts.append(
            f'<text x="{_LABEL - 8}" y="{top + 12}" text-anchor="end">{escape(f"{row.case}, {row.tool}")}</text>'
            f'<rect x="{_LABEL}" y="{top}" width="{length:.0f}" height="{_BAR - 4}" fill="{color}"/>'
            f'<text x="{_LABEL + length + 6:.0f}" y="{top + 11}">{row.wall:.2f} s</text>'
        )
        top += _BAR
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top + 10}" width="{_WIDTH}" '
        'font-family="sans-serif" font-size="11">'
        f'<rect width="100%" height="100%" fill="#fbfaf6"/><text x="12" y="20" font-size="14">{escape(title)}</text>'
        f"{''.join(parts)}</svg>\n"
    )


def _length(wall: float, longest: float) -> float:
    full = _WIDTH - _LABEL - 60
    if longest <= _SHORTEST:
        return full
    return max(2.0, full * math.log(max(wall, _SHORTEST) / _SHORTEST) / math.log(longest / _SHORTEST))
