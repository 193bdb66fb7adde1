"""Builds the same posts with several generators, by turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiwar.bench.cases import CASES
from hiwar.bench.cost import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hiwar.bench.cases import Case
    from hiwar.bench.cost import Cost
    from hiwar.bench.seed import Entry
    from hiwar.bench.tool import Tool


@dataclass(frozen=True, slots=True)
class Measured:
    """One build of one tool, after one change."""

    case: str
    tool: str
    #: Builds with the same number were made one after the other.
    turn: int
    cost: Cost


def run(
    tools: Sequence[Tool],
    entries: Sequence[Entry],
    turns: int,
    say: Callable[[str], None],
    cases: Sequence[Case] = CASES,
) -> Iterator[Measured]:
    """Yield every build's cost; from turn to turn another tool is the first.

    Args:
        tools: ours first.
        entries: all posts, oldest first.
        turns: how often each change is made.
        say: is told what is being done.
        cases: the changes to make.

    Raises:
        SetupError: a tool did not build.
    """
    for tool in tools:
        tool.folder.mkdir(parents=True, exist_ok=True)
        tool.begin(entries)
        for case in cases:
            if case.begin and tool is tools[0]:
                case.begin(tool, entries, 0)
        say(f"{tool.name}: first build, which also fills its caches")
        tool.forget()
        measure(tool, tool.folder / "log")
    for case in cases:
        for turn in range(turns):
            for tool in _in_turn(tools, turn):
                if tool is tools[0] or not case.is_ours:
                    yield _once(case, tool, entries, turn)


def _in_turn(tools: Sequence[Tool], turn: int) -> Sequence[Tool]:
    start = turn % len(tools)
    return (*tools[start:], *tools[:start])


def _once(case: Case, tool: Tool, entries: Sequence[Entry], turn: int) -> Measured:
    case.change(tool, entries, turn + 1)
    return Measured(case.name, tool.name, turn, measure(tool, tool.folder / "log"))
