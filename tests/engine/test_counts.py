"""How much a change costs, counted: the same on a small site and on a larger one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pelican.settings import read_settings  # noqa: TID251 -- as hiwar.site.run does, with fewer PLUGINS

from hiwar.site.builder import Builder
from tests.conftest import ROOT, write
from tests.site.building import NOW, posts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiwar.model.effort import Effort

SIZES = (24, 72)
#: Cards are drawn for a minute at these sizes, and the search index is made whole (see docs/speed.md).
WITHOUT = {"hiwar.cards.plugin", "hiwar.search.plugin", "hiwar.kit.plugin"}


def _nothing(_content: Path) -> None:
    """Leave all as it is."""


def _body(content: Path) -> None:
    write(
        content, {"en/blog/2026-01-12-post-11.md": "Title: Post 11\nTags: tea\nAuthors: desk\nSummary: S\n\nOther.\n"}
    )


def _new(content: Path) -> None:
    write(content, {"en/blog/2026-05-30-new.md": "Title: New\nTags: tea\nAuthors: desk\n\nNew.\n"})


def _effort(folder: Path, size: int, change: Callable[[Path], None]) -> Effort:
    content = folder / "content"
    posts(content, size, more="Tags: tea\nAuthors: desk\nSummary: S\n")
    _build(folder)
    change(content)
    return _build(folder)


def _build(folder: Path) -> Effort:
    places = {"PATH": "content", "OUTPUT_PATH": "out", "HIWAR_CACHE": "cache"}
    override = {name: str(folder / place) for name, place in places.items()}
    settings = read_settings(str(ROOT / "pelicanconf.py"), override={**override, "HIWAR_NOW": NOW})
    settings["PLUGINS"] = [name for name in settings["PLUGINS"] if name not in WITHOUT]
    return Builder(settings).build().effort


@pytest.mark.parametrize(
    ("change", "read", "rendered", "written"),
    [(_nothing, 0, 0, 0), (_body, 1, 1, 14), (_new, 1, 20, 40)],
)
def test_a_change_costs_no_more_on_a_larger_site(
    content: Path, tmp_path: Path, change: Callable[[Path], None], read: int, rendered: int, written: int
) -> None:
    efforts = []
    for size in SIZES:
        folder = tmp_path / str(size)
        write(folder / "content", {path.name: path.read_bytes() for path in content.iterdir()})
        efforts.append(_effort(folder, size, change))
    small, large = efforts
    assert len(large.read) == read
    assert len(large.rendered) <= rendered
    assert len(large.written) <= written
    assert len(large.rendered) <= len(small.rendered) + 2
    assert len(large.written) <= len(small.written) + 2
