"""What ``invoke bench`` does: builds by turns, and what there is to say of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.bench import pelicans
from hiwar.bench import report as reporting
from hiwar.bench.cases import CASES, Case
from hiwar.bench.peers import eleventy, hugo
from hiwar.bench.pelicans import OURS
from hiwar.bench.run import run
from hiwar.bench.seed import compose_entries
from hiwar.bench.tool import write
from hiwar.commands.project import CACHE, ROOT, say
from hiwar.errors import SetupError
from hiwar.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hiwar.bench.tool import Tool

_INSTALLED: Final = CACHE / "bench" / "tools"
#: What makes each generator that can be measured beside ours, in a folder.
_OTHERS: Final[Mapping[str, Callable[[Path], Tool]]] = MappingProxyType(
    {
        "pelican": partial(pelicans.stock, typogrify=False),
        "pelican-typogrify": partial(pelicans.stock, typogrify=True),
        "hugo": lambda folder: hugo(folder, _INSTALLED),
        "eleventy": lambda folder: eleventy(folder, _INSTALLED),
    }
)
#: Pelican as it comes.
_STOCK: Final = ("pelican", "pelican-typogrify")


def measure(posts: str, turns: int, without: str, cases: str, beside: str, report: str, *, peers: bool) -> None:
    """Build by turns, and say how long each took.

    Args:
        posts: how many to make up; several numbers with commas.
        turns: how often each change is made and built.
        without: plugins to leave out, with commas.
        cases: only these changes, with commas.
        beside: only these generators beside ours, with commas; empty for Pelican, with typogrify and without.
        report: a folder for the table and the drawing; empty for none.
        peers: also Hugo and Eleventy, where `beside` is empty.

    Raises:
        SetupError: an option is not right, or a tool cannot be installed.
    """
    sizes = _sizes(posts)
    chosen = _cases(cases)
    left_out = _names(without)
    others = _others(beside, peers=peers)
    reports = {size: _bench(size, turns, left_out, chosen, others) for size in sizes}
    lines = []
    for size, rows in reports.items():
        lines.append(f"## {size:,} posts\n\n{reporting.render(rows)}")
        if report:
            write(Path(report), [(f"bench-{size}.svg", reporting.draw(rows, f"{size:,} posts, seconds on the clock"))])
    if len(sizes) > 1:
        lines.append(f"## From {sizes[0]:,} to {sizes[-1]:,} posts\n")
        lines.append(reporting.growth(reports[sizes[0]], reports[sizes[-1]], OURS))
    if report:
        write(Path(report), [("bench.md", "\n".join(lines))])
    say("\n".join(lines))


def _sizes(posts: str) -> tuple[int, ...]:
    try:
        sizes = tuple(sorted({int(part) for part in posts.split(",")}))
    except ValueError:
        sizes = ()
    if not sizes or sizes[0] < 4:  # the changes are made to different posts
        raise SetupError(f'--posts: "{posts}" is no number from 4 on; write 1000, or 1000,10000')
    return sizes


def _cases(names: str) -> tuple[Case, ...]:
    known = {case.name: case for case in CASES}
    return tuple(known[name] for name in _known_names("cases", "change", names, known)) or CASES


def _others(names: str, *, peers: bool) -> tuple[str, ...]:
    return _known_names("beside", "generator", names, _OTHERS) or (tuple(_OTHERS) if peers else _STOCK)


def _known_names(option: str, kind: str, text: str, known: Mapping[str, object]) -> tuple[str, ...]:
    names = _names(text)
    for name in names:
        if name not in known:
            raise SetupError(f'--{option}: "{name}" is no {kind}; {did_you_mean(name, known)}')
    return names


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _bench(
    posts: int, turns: int, without: tuple[str, ...], cases: tuple[Case, ...], others: tuple[str, ...]
) -> tuple[reporting.Row, ...]:
    folder = CACHE / "bench" / str(posts)
    tools = [pelicans.hiwar(folder / "hiwar", ROOT, without), *(_OTHERS[name](folder / name) for name in others)]
    return reporting.compose(tuple(run(tools, compose_entries(posts), turns, say, cases)), OURS)
