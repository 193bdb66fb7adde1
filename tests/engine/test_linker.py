"""The second tree of a first build: there when the build is done, and whatever is wrong with it costs time alone."""

from __future__ import annotations

import errno
import os
import signal
import time
from typing import TYPE_CHECKING, NoReturn

import pytest

from hiwar.engine import house, linker, tree
from hiwar.errors import SetupError
from hiwar.site.run import builder_for
from tests.engine.processes import children
from tests.engine.world import World
from tests.site.building import changed, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HOUSE = ("hiwar.media.plugin", "hiwar.content.plugin", "hiwar.site.plugin", "hiwar.feeds.plugin", "hiwar.meta.plugin")


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    """Whatever happens, no linker outlives the build."""
    before = children()
    yield
    assert children() <= before


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A small site that was not built yet, and whose files are many enough."""
    monkeypatch.setattr(house, "packages", lambda: ["one-1.0.dist-info"])
    monkeypatch.setattr("tests.engine.world._pipeline", lambda: list(HOUSE))
    monkeypatch.setattr(linker, "_MANY", 3)
    monkeypatch.setattr(linker, "_TOGETHER", 2)
    monkeypatch.setattr(tree, "has_another_core", lambda: True)
    return World(tmp_path, 1, 6)


def build(world: World, *, clean: bool = False) -> None:
    output = world.root / "clean" if clean else world.output
    builder_for(world.root, world.content, output, world.now.isoformat(), cache=world.cache, clean=clean).build()


def spares(world: World) -> list[Path]:
    return list(world.cache.glob("engine/*/spare"))


def inodes(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def assert_edits_are_right(world: World) -> None:
    """Two, since two trees take turns."""
    for word in ("Later.", "Later still."):
        world._edit(world.texts[0], body=word)
        build(world)
        build(world, clean=True)
        assert changed(snapshot(world.root / "clean"), snapshot(world.output)) == set()


def test_a_first_build_leaves_a_second_tree_of_the_same_files(world: World) -> None:
    build(world)
    (spare,) = spares(world)
    assert inodes(spare) == inodes(world.output)
    assert_edits_are_right(world)


def test_so_does_one_that_lost_its_memory(world: World) -> None:
    """The tree that it replaces would be of no use."""
    build(world)
    world.cache.rename(world.root / "lost")
    build(world)
    (spare,) = spares(world)
    assert inodes(spare) == inodes(world.output)


def test_a_clean_build_leaves_none(world: World) -> None:
    build(world, clean=True)
    assert not spares(world)


def test_a_small_site_needs_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker, "_MANY", 1_000)
    build(world)
    assert not spares(world)
    assert_edits_are_right(world)


def killed(*_args: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("nobody comes here")


def full(*_args: object, **_more: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "no space left on device")


def refused(*_args: object, **_more: object) -> NoReturn:
    raise PermissionError(errno.EPERM, "operation not permitted")


@pytest.mark.parametrize("fail", [killed, full, refused])
@pytest.mark.parametrize("call", ["mkdir", "link"])
@pytest.mark.parametrize("after", [0, 5])
def test_a_linker_that_fails_costs_time_alone(
    world: World, monkeypatch: pytest.MonkeyPatch, fail: Callable[..., NoReturn], call: str, after: int
) -> None:
    here, usual, done = os.getpid(), getattr(os, call), []

    def act(*args: object, **more: object) -> object:
        if os.getpid() != here:
            done.append(args)
            if len(done) > after:
                fail()
        return usual(*args, **more)

    monkeypatch.setattr(os, call, act)
    build(world)
    assert all(inodes(spare) != inodes(world.output) for spare in spares(world))
    assert_edits_are_right(world)


def test_a_process_that_cannot_be_copied_leaves_none(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fork", refused)
    build(world)
    assert not spares(world)
    assert_edits_are_right(world)


def test_without_hard_links_files_are_copied(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", refused)
    build(world)
    assert_edits_are_right(world)


def test_a_folder_of_somebody_else_is_left_as_it_is(world: World) -> None:
    """A link in it would lead the linker out of it."""
    build(world)
    (spare,) = spares(world)
    world.cache.rename(world.root / "lost")
    own = world.root / "own"
    own.mkdir()
    spare.parent.mkdir(parents=True)
    spare.symlink_to(own)
    build(world)
    assert not list(own.iterdir())
    assert_edits_are_right(world)


def test_a_build_that_fails_leaves_no_process(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker, "_link", lambda *_args: time.sleep(60))
    monkeypatch.setattr(tree.Tree, "finish", full)
    with pytest.raises(SetupError, match="no space is left"):
        build(world)


def test_a_linker_ends_when_nobody_can_tell_it_more(tmp_path: Path) -> None:
    """As when the build is killed."""
    (tmp_path / "one").mkdir()
    one = linker.Linker(str(tmp_path / "one"), str(tmp_path / "two"))
    one.tell("page.html")
    one._start()
    os.close(one._telling)
    assert os.waitpid(one._child, 0)[1] == 0


def test_a_linker_keeps_no_pipe_of_others_open(tmp_path: Path) -> None:
    """Of a worker that writes its results when the build is killed: it would wait for ever."""
    reading, writing = os.pipe()
    (tmp_path / "source").mkdir()
    one = linker.Linker(str(tmp_path / "source"), str(tmp_path / "target"))
    for number in range(linker._MANY):
        one.tell(f"{number}")
    while not (tmp_path / "target").exists():
        time.sleep(0.01)
    os.close(reading)
    with pytest.raises(BrokenPipeError):
        os.write(writing, b"result")
    os.close(writing)
    one.finish()
