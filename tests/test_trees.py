"""Folders change places whole; what the disk refuses is said in one line."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from hiwar import trees
from hiwar.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path


def folder(path: Path, text: str) -> Path:
    path.mkdir()
    (path / "text").write_text(text)
    return path


def test_two_folders_change_places(tmp_path: Path) -> None:
    new, target = folder(tmp_path / "new", "new"), folder(tmp_path / "target", "old")
    trees.replace(new, target, tmp_path / "aside")
    assert (target / "text").read_text() == "new"
    assert not (tmp_path / "aside").exists() or not new.exists()


def test_without_an_exchange_the_old_stands_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trees, "_exchange", lambda one, other: False)
    new, target = folder(tmp_path / "new", "new"), folder(tmp_path / "target", "old")
    trees.replace(new, target, tmp_path / "aside")
    assert (target / "text").read_text() == "new"
    assert (tmp_path / "aside" / "text").read_text() == "old"


def test_restore_acts_only_when_nothing_stands_there(tmp_path: Path) -> None:
    aside = folder(tmp_path / "aside", "old")
    trees.restore(tmp_path / "target", aside)
    assert (tmp_path / "target" / "text").read_text() == "old"
    aside = folder(tmp_path / "aside", "older")
    trees.restore(tmp_path / "target", aside)
    assert (tmp_path / "target" / "text").read_text() == "old"


def test_exchanging_with_nothing_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        trees._exchange(folder(tmp_path / "new", "new"), tmp_path / "nothing")


def test_remove_takes_folders_links_and_nothing(tmp_path: Path) -> None:
    target = folder(tmp_path / "target", "kept")
    (tmp_path / "link").symlink_to(target)
    trees.remove(tmp_path / "link")
    assert (target / "text").exists()
    trees.remove(target)
    trees.remove(target)
    assert list(tmp_path.iterdir()) == []


def test_an_error_that_is_not_the_disks_passes(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="not the disk") as caught, trees.explained(tmp_path):
        raise OSError("not the disk")
    assert not isinstance(caught.value, SetupError)
    with pytest.raises(SetupError, match=r"not there\.md: it vanished"), trees.explained(tmp_path):
        raise OSError(errno.ENOENT, "x", b"not there.md")
