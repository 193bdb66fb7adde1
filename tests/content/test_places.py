"""What a file system can put where a piece should be: read, or named; never lost, never waited for."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from hiwar.content.read import read_site
from hiwar.errors import ContentError
from hiwar.media.library import Library
from tests.conftest import write

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PIECE = "Title: A\n\nText.\n"


def said(content: Path) -> str:
    """Return the report; empty when all was read."""
    try:
        read_site(content, NOW, Library())
    except ContentError as error:
        return str(error)
    return ""


@pytest.fixture
def place(content: Path) -> Path:
    """A content folder with one good piece."""
    write(content, {"en/blog/2026-01-01-a.md": PIECE})
    return content


def test_a_link_to_a_folder_is_named(place: Path, tmp_path: Path) -> None:
    """Its pieces would be lost in silence."""
    write(tmp_path / "elsewhere", {"2026-01-02-b.md": PIECE})
    (place / "ar").mkdir()
    (place / "ar/blog").symlink_to(tmp_path / "elsewhere")
    assert said(place).startswith("content/ar/blog:1: a link to a folder is not followed")


def test_a_link_to_a_piece_is_read(place: Path, tmp_path: Path) -> None:
    """As if it stood there."""
    write(tmp_path, {"b.md": PIECE})
    (place / "en/blog/2026-01-02-b.md").symlink_to(tmp_path / "b.md")
    site, _ = read_site(place, NOW, Library())
    assert [piece.slug for piece in site.pieces] == ["a", "b"]


@pytest.mark.parametrize("target", ["2026-01-02-b.md", "../blog/2026-01-02-b.md", "nowhere.md"])
def test_links_that_lead_nowhere_are_named(place: Path, target: str) -> None:
    """Also those that lead to themselves."""
    (place / "en/blog/2026-01-02-b.md").symlink_to(target)
    assert said(place).startswith("content/en/blog/2026-01-02-b.md:1: the link leads to no file")


def test_a_link_to_the_folder_above_ends(place: Path) -> None:
    """No circle is walked."""
    (place / "en/blog/loop").symlink_to("..")
    assert "content/en/blog/loop:1: a link to a folder" in said(place)


def test_a_folder_with_the_name_of_a_piece_is_named(place: Path) -> None:
    """Empty or not."""
    (place / "en/blog/2026-01-02-b.md").mkdir()
    assert said(place).startswith("content/en/blog/2026-01-02-b.md:1: a folder has the name of a text")
    write(place, {"en/blog/2026-01-02-b.md/c.md": PIECE})
    assert "content/en/blog/2026-01-02-b.md/c.md:1: the folder says no kind of piece" in said(place)


def test_a_pipe_is_not_waited_for(place: Path) -> None:
    """Reading it would never end."""
    os.mkfifo(place / "en/blog/2026-01-02-b.md")
    assert said(place).startswith("content/en/blog/2026-01-02-b.md:1: it is neither a file nor a folder")


def test_hidden_files_and_those_of_editors_are_left_alone(place: Path) -> None:
    """They are nobody's pieces."""
    for name in (".2026-01-02-b.md.swp", "2026-01-02-b.md~", "#2026-01-02-b.md#", ".git/x.md", "._2026-01-02-b.md"):
        write(place, {f"en/blog/{name}": "not a piece"})
    assert said(place) == ""


def test_names_that_half_of_all_disks_take_for_one(place: Path) -> None:
    """Both files are named."""
    write(place, {"en/blog/2026-01-02-A.md": PIECE})
    if len(list((place / "en/blog").iterdir())) == 2:
        report = said(place)
        assert "2026-01-02-A.md" in report
        assert "2026-01-01-a.md" in report


def test_a_picture_beside_the_piece_may_lie_deep(place: Path) -> None:
    """But not outside of the content folder."""
    write(place.parent, {"out.png": b"x"})
    write(place, {"en/blog/2026-01-02-b.md": "Title: B\n\n![x](../../../out.png)\n"})
    assert 'there is no file "../../../out.png"' in said(place)
