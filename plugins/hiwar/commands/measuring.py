"""What ``invoke bench`` does: builds by turns, and what there is to say of them."""

from __future__ import annotations

from pathlib import Path

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


def measure(posts: str, turns: int, without: str, cases: str, report: str, *, peers: bool) -> None:
    """Build by turns, and say how long each took.

    Args:
        posts: how many to make up; several numbers with commas.
        turns: how often each change is made and built.
        without: plugins to leave out, with commas.
        cases: only these changes, with commas.
        report: a folder for the table and the drawing; empty for none.
        peers: also Hugo and Eleventy.

    Raises:
        SetupError: an option is not right, or a tool cannot be installed.
    """
    sizes = _sizes(posts)
    chosen = _cases(cases)
    left_out = tuple(filter(None, without.split(",")))
    reports = {size: _bench(size, turns, left_out, chosen, peers=peers) for size in sizes}
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
    wanted = tuple(name.strip() for name in names.split(",") if name.strip())
    known = {case.name: case for case in CASES}
    for name in wanted:
        if name not in known:
            raise SetupError(f'--cases: "{name}" is no change; {did_you_mean(name, known)}')
    return tuple(known[name] for name in wanted) or CASES


def _bench(
    posts: int, turns: int, without: tuple[str, ...], cases: tuple[Case, ...], *, peers: bool
) -> tuple[reporting.Row, ...]:
    folder = CACHE / "bench" / str(posts)
    tools = [
        pelicans.hiwar(folder / "hiwar", ROOT, without),
        pelicans.stock(folder / "pelican", typogrify=False),
        pelicans.stock(folder / "pelican-typogrify", typogrify=True),
    ]
    if peers:
        installed = CACHE / "bench" / "tools"
        tools += [hugo(folder / "hugo", installed), eleventy(folder / "eleventy", installed)]
    return reporting.compose(tuple(run(tools, compose_entries(posts), turns, say, cases)), OURS)
