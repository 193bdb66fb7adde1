"""What a build believes of the one before it: never what is broken, foreign, half written or edited by hand."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from hiwar.engine import house
from hiwar.errors import SetupError
from hiwar.site.output import staged_output
from hiwar.site.run import builder_for
from tests.conftest import ROOT
from tests.engine.world import World
from tests.site.building import changed, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiwar.model.build import Build


@pytest.fixture(autouse=True)
def _packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare each build the listing of what is installed."""
    monkeypatch.setattr(house, "packages", lambda: ["one-1.0.dist-info"])


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A small site, built once; its cards and kits, which have tests of their own, are left out."""
    monkeypatch.setattr("tests.engine.world._pipeline", lambda: list(HOUSE))
    world = World(tmp_path, 1, 6)
    build(world)
    return world


HOUSE = ("hiwar.media.plugin", "hiwar.content.plugin", "hiwar.site.plugin", "hiwar.feeds.plugin", "hiwar.meta.plugin")


def build(world: World, *, clean: bool = False) -> Build:
    output = world.root / "clean" if clean else world.output
    return builder_for(world.root, world.content, output, world.now.isoformat(), cache=world.cache, clean=clean).build()


def memory(world: World) -> Path:
    return next((world.cache / "engine").glob("*/memory-*.sqlite"))


def assert_right(world: World) -> None:
    build(world, clean=True)
    assert changed(snapshot(world.root / "clean"), snapshot(world.output)) == set()


def test_nothing_changed_reads_renders_and_writes_nothing(world: World) -> None:
    effort = build(world).effort
    assert (effort.read, effort.rendered, effort.written, effort.removed) == ([], [], [], [])


def test_a_body_edit_reads_one_piece_and_renders_one_page(world: World) -> None:
    text = next(text for text in world.texts if text.kind == "page")
    world._edit(text, keys={**text.keys, "Summary": "The same."})
    build(world)
    world._edit(text, body=text.body + "\n\nMore.")
    effort = build(world).effort
    assert effort.read == [text.name]
    assert len(effort.rendered) == 1
    assert effort.reasons[effort.rendered[0]] == "changed: piece"
    assert len(effort.written) <= 2
    assert_right(world)


def test_what_a_build_did_is_said_page_by_page(world: World) -> None:
    assert build(world).effort.why("/en/") == "stands as it was: nothing changed that it is made from"
    (world.output / "en/index.html").unlink()
    assert build(world).effort.why("/en/") == "was rendered: its file was gone, or was changed by hand"
    world.tagline()
    assert "company" in build(world).effort.why("/en/")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _noise(path: Path) -> None:
    path.write_bytes(b"\x00\xff" * 5_000)


def _flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(8_192, len(content), 997):
        content[place] ^= 1
    path.write_bytes(content)


def _other_form(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE kept (room TEXT)")
    connection.close()


def _edited(path: Path) -> None:
    """Somebody writes other words into every text, in the hope to see them."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE kept SET text = replace(text, 'water', 'wine')")
    connection.close()


def _without_bodies(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DELETE FROM kept WHERE room = 'bodies'")
    connection.close()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", [_cut, _noise, _flipped, _other_form, _edited, _without_bodies, _folder])
def test_a_damaged_memory_is_thrown_away(world: World, damage: Callable[[Path], None]) -> None:
    damage(memory(world))
    world.tagline()
    build(world)
    assert_right(world)
    build(world)
    assert_right(world)


def test_a_memory_of_another_version_is_not_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "packages", lambda: ["one-2.0.dist-info"])
    assert len(build(world).effort.read) == len(world.texts)


def test_a_memory_from_another_machine_is_right_there_too(world: World, tmp_path: Path) -> None:
    """A CI service brings back the cache, and not the output."""
    shutil.rmtree(world.output)
    effort = build(world).effort
    assert effort.read == []
    assert effort.rendered
    assert_right(world)


def test_a_memory_that_cannot_be_written_costs_time_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_values: object, **_more: object) -> None:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr("hiwar.engine.store.sqlite3.connect", refuse)
    world.tagline()
    build(world)
    assert_right(world)


def test_a_text_that_changes_within_one_tick_of_the_clock_is_seen(world: World) -> None:
    """Same size, same times: only its bytes tell, and a file so young is read."""
    text = next(text for text in world.texts if text.kind == "page")
    path = world.content / text.name
    world._edit(text, body="Tea, now.")
    build(world)
    before = path.stat()
    path.write_text(path.read_text().replace("Tea", "Ink"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    build(world)
    assert_right(world)


def test_clocks_that_jump_change_nothing(world: World) -> None:
    for moment in (time.time() + 400_000, 0):
        for text in world.texts:
            os.utime(world.content / text.name, (moment, moment))
        world._edit(world.texts[0], body=world.texts[0].body + " Later.")
        os.utime(world.content / world.texts[0].name, (moment, moment))
        build(world)
        assert_right(world)


def test_a_second_build_at_once_is_refused(world: World) -> None:
    with staged_output(world.output, world.cache / "locks") as stage:
        with pytest.raises(SetupError, match="is being built"):
            build(world)
        shutil.copytree(world.output, stage, dirs_exist_ok=True)
    build(world)
    assert_right(world)


def test_a_file_written_into_the_site_never_reaches_the_other_tree(world: World) -> None:
    """The trees share their files: one changed in place by hand is put right in both."""
    for _ in range(3):
        (world.output / "en/index.html").write_text("mine")
        build(world)
        assert_right(world)


def test_a_folder_in_the_place_of_a_page_and_a_file_in_that_of_a_folder(world: World) -> None:
    page, folder = world.output / "en/index.html", world.output / "en/tags"
    for _ in range(2):
        page.unlink()
        page.mkdir()
        shutil.rmtree(folder)
        folder.write_text("mine")
        build(world)
        assert_right(world)
        build(world)
        assert_right(world)


def test_plugins_that_finish_files_by_themselves_have_everything_made_anew(world: World) -> None:
    from pelican.plugins import signals  # noqa: TID251 -- as somebody's plugin does

    def finish(_pelican: object) -> None:
        return

    signals.finalized.connect(finish)
    try:
        assert len(build(world).effort.read) == len(world.texts)
    finally:
        signals.finalized.disconnect(finish)


KILLED = """\
import sys
sys.path[:0] = [{plugins!r}]
from pathlib import Path
from hiwar.site.run import builder_for
sys.stdout.write("begun\\n"); sys.stdout.flush()
builder_for(Path({root!r}), Path({content!r}), Path({output!r}), {now!r}, cache=Path({cache!r})).build()
"""


def test_kills_at_any_moment_leave_a_whole_site_and_the_next_build_is_right(world: World) -> None:
    before = snapshot(world.output)
    for turn in range(4):
        world.tagline()
        code = KILLED.format(
            plugins=str(ROOT / "plugins"), root=str(world.root), content=str(world.content),
            output=str(world.output), now=world.now.isoformat(), cache=str(world.cache),
        )  # fmt: skip
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
            assert child.stdout is not None
            assert child.stdout.readline()
            time.sleep(world.chance.uniform(0, 0.8))
            os.kill(child.pid, signal.SIGKILL)
        after = snapshot(world.output)
        assert after.keys() == before.keys(), f"the site is torn in turn {turn}"
        build(world)
        assert_right(world)
        before = snapshot(world.output)


def test_the_memories_of_outputs_that_are_gone_are_removed(world: World) -> None:
    other = world.root / "other"
    builder_for(world.root, world.content, other, world.now.isoformat(), cache=world.cache).build()
    assert len(list((world.cache / "engine").iterdir())) == 2
    shutil.rmtree(other)
    build(world)
    assert len(list((world.cache / "engine").iterdir())) == 1


def test_the_memories_of_other_versions_are_removed(world: World) -> None:
    own = memory(world)
    others = [own.with_name(name) for name in ("memory-1.sqlite", "memory-1.sqlite-journal", "memory-20.sqlite")]
    for other in others:
        other.write_bytes(b"x")
    build(world)
    assert sorted(own.parent.glob("memory-*")) == [own]
    assert_right(world)
