"""The shelf keeps what was made, and believes only what is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hiwar.kit.shelf import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """An empty one, whose folder is not there yet."""
    return Shelf(tmp_path / "kits")


def test_what_was_kept_is_found(shelf: Shelf) -> None:
    """Under its own key and ending, and under no other."""
    kept = shelf.keep("launch", "k1", ".zip", lambda file: file.write(b"content"))
    assert kept.source.read_bytes() == b"content"
    assert kept.size == 7
    assert shelf.find("launch", "k1", ".zip") == kept
    for slot, key, ending in (("other", "k1", ".zip"), ("launch", "k2", ".zip"), ("launch", "k1", ".pdf")):
        assert shelf.find(slot, key, ending) is None


@pytest.mark.parametrize("damage", [b"", b"conten", b"CONTENT", b"content and more"])
def test_what_is_damaged_is_not_believed(damage: bytes, shelf: Shelf) -> None:
    """Cut, changed or longer: it is made again."""
    shelf.keep("launch", "k1", ".zip", lambda file: file.write(b"content")).source.write_bytes(damage)
    assert shelf.find("launch", "k1", ".zip") is None
    shelf.keep("launch", "k1", ".zip", lambda file: file.write(b"content"))
    assert shelf.find("launch", "k1", ".zip")


def test_what_fails_leaves_nothing(shelf: Shelf) -> None:
    """Half a file is worse than none."""

    def fail(_: object) -> None:
        raise KeyError("half way")

    with pytest.raises(KeyError):
        shelf.keep("launch", "k1", ".zip", fail)
    assert list(shelf.folder.iterdir()) == []


def test_older_files_of_a_slot_go_in_time(shelf: Shelf) -> None:
    """An hour later, by their own clocks, and never those of another slot."""
    old = shelf.keep("launch", "k1", ".zip", lambda file: file.write(b"old")).source
    other = shelf.keep("recall", "k1", ".zip", lambda file: file.write(b"old")).source
    for path in (old, other):
        os.utime(path, (1, 1))
    shelf.keep("launch", "k2", ".zip", lambda file: file.write(b"new"))
    assert not old.exists()
    assert other.exists()


def test_a_shelf_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    """The file then lies elsewhere for this build."""
    (tmp_path / "kits").write_text("no folder", encoding="utf-8")
    kept = Shelf(tmp_path / "kits").keep("launch", "k1", ".zip", lambda file: file.write(b"content"))
    assert kept.source.read_bytes() == b"content"
    kept.source.unlink()
