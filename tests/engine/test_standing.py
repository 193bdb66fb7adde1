"""A build that finds everything as it was ends at once; whatever is otherwise, it sees."""

from __future__ import annotations

import io
import os
import shutil
import signal
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from hiwar.engine import house, standing, survey
from hiwar.engine.ledger import Entry
from hiwar.site.run import builder_for
from tests.conftest import ROOT, write
from tests.engine.world import World
from tests.site.building import changed, snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from hiwar.model.build import Outcome

HOUSE = ("hiwar.media.plugin", "hiwar.content.plugin", "hiwar.site.plugin", "hiwar.feeds.plugin", "hiwar.meta.plugin")


@pytest.fixture(autouse=True)
def _packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare each build the listing of what is installed."""
    monkeypatch.setattr(house, "packages", lambda: ["one-1.0.dist-info"])


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _old_enough: None) -> World:
    """A small site, built once."""
    monkeypatch.setattr("tests.engine.world._pipeline", lambda: list(HOUSE))
    world = World(tmp_path, 1, 6)
    made(world)
    return world


@pytest.fixture(autouse=True)
def _old_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Believe files of any age, but where a test says otherwise."""
    monkeypatch.setattr(standing, "TICK", 0)


def made(world: World, output: Path | None = None, *, clean: bool = False) -> Outcome:
    return builder_for(
        world.root, world.content, output or world.output, world.now.isoformat(), cache=world.cache, clean=clean
    ).refresh()


def is_at_once(monkeypatch: pytest.MonkeyPatch, world: World) -> bool:
    """Build, and tell whether it ended before any plugin was loaded."""
    with monkeypatch.context() as patch:
        patch.setattr("hiwar.site.builder.Builder.build", lambda *_: pytest.fail("it builds"))
        try:
            made(world)
        except pytest.fail.Exception:
            return False
    return True


def assert_right(world: World) -> None:
    made(world, world.root / "clean", clean=True)
    assert changed(snapshot(world.root / "clean"), snapshot(world.output)) == set()


def test_nothing_happened_and_the_build_ends_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says the same numbers as before."""
    before = made(world)
    assert is_at_once(monkeypatch, world)
    after = made(world)
    assert (after.pieces, after.pages, after.coming) == (before.pieces, before.pages, before.coming)
    assert_right(world)


def _stray(world: World) -> None:
    write(world.output, {"en/stray.html": "stray"})


def _lost(world: World) -> None:
    (world.output / "en/index.html").unlink()


def _altered(world: World) -> None:
    path = world.output / "en/index.html"
    path.write_bytes(path.read_bytes()[::-1])


def _linked(world: World) -> None:
    path = world.output / "en/index.html"
    path.rename(world.root / "moved.html")
    path.symlink_to(world.root / "moved.html")


def _hidden_file(world: World) -> None:
    write(world.content, {"en/blog/2026-03-02-more.md": "Title: More\n\nMore.\n"})


def _picture(world: World) -> None:
    world._picture("a.png")


def _template(world: World) -> None:
    path = world.theme / "templates/partials/footer.html"
    path.write_text(path.read_text() + "<!-- 1 -->\n")


def _setting(world: World) -> None:
    world.setting()


def _no_output(world: World) -> None:
    shutil.rmtree(world.output)


def _no_memory(world: World) -> None:
    shutil.rmtree(world.cache / "engine")


@pytest.mark.parametrize(
    "happens",
    [_stray, _lost, _altered, _linked, _hidden_file, _picture, _template, _setting, _no_output, _no_memory],
)
def test_whatever_happened_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch, happens: Callable[[World], None]
) -> None:
    happens(world)
    assert not is_at_once(monkeypatch, world)
    made(world)
    assert_right(world)


def test_a_file_too_young_to_be_told_by_its_times_is_not_believed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "TICK", 3_600_000_000_000)
    assert not is_at_once(monkeypatch, world)


def test_the_clock_ends_it_when_an_embargo_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And an earlier moment than that of the last build is not believed either."""
    monkeypatch.setattr("tests.engine.world._pipeline", lambda: list(HOUSE))
    world = World(tmp_path, 1, 6)
    until = (world.now + timedelta(hours=2)).isoformat()
    release = f"Title: Secret\nContact: desk\nEmbargo: {until}\n\nSaid.\n"
    write(world.content, {"en/press/2026-03-02-secret.md": release})
    made(world)
    world.now += timedelta(hours=1)
    assert is_at_once(monkeypatch, world)
    world.now += timedelta(hours=1)
    assert not is_at_once(monkeypatch, world)
    made(world)
    assert (world.output / "en/press/secret/index.html").is_file()
    assert is_at_once(monkeypatch, world)
    world.now -= timedelta(minutes=1)
    assert not is_at_once(monkeypatch, world)
    made(world)
    assert not (world.output / "en/press/secret").exists()


def test_a_plugin_of_somebody_else_runs_in_every_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody knows what it reads."""
    monkeypatch.setattr("tests.engine.world._pipeline", lambda: list(HOUSE))
    world = World(tmp_path, 2, 6)
    made(world)
    assert not is_at_once(monkeypatch, world)


def test_warnings_are_said_in_every_build(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the page that they are about stands as it was, and where all does."""
    picture = io.BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    write(
        content,
        {"media/dot.png": picture.getvalue(), "en/blog/2026-03-01-a.md": "Title: A\nImage: dot.png | Dot\n\nA.\n"},
    )
    write(content, {"en/blog/2026-03-02-b.md": "Title: B\n\nB.\n"})
    said = []
    for text in ("B.", "B.", "C."):
        write(content, {"en/pages/b.md": f"Title: B\nSummary: S\n\n{text}\n"})
        builder_for(ROOT, content, tmp_path / "output", "2026-04-01T00:00:00Z", cache=tmp_path / "cache").refresh()
        said.append([line for line in capsys.readouterr().err.splitlines() if "dot.png is too small" in line])
    assert len(said[0]) == 1
    assert said[0] == said[1] == said[2]


def test_a_walker_that_is_killed_is_done_without(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process walks large trees; when it dies, this one does it."""
    monkeypatch.setattr(survey, "_MANY", 0)
    monkeypatch.setattr(survey, "has_another_core", lambda: True)
    monkeypatch.setattr(survey, "_walk_and_end", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    world.tagline()
    made(world)
    assert_right(world)


def test_both_ways_to_walk_find_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (world.output / "en/index.html").stat()
    entry = Entry("", "", found.st_size, found.st_mtime_ns, found.st_ino)
    entries = {"en/index.html": entry, "ar/index.html": entry, "gone.html": entry}
    alone = survey.Walk(world.root / "theme", world.output, entries).found()
    assert "en/index.html" not in alone.altered
    assert alone.altered >= {"gone.html"}
    monkeypatch.setattr(survey, "_MANY", 0)
    monkeypatch.setattr(survey, "has_another_core", lambda: True)
    assert survey.Walk(world.root / "theme", world.output, entries).found() == alone
    nothing = survey.Survey({}, set(entries), {""}, set(entries))
    assert survey.Walk(world.root / "none", world.root / "none", entries).found() == nothing


def test_a_walk_that_nobody_asks_for_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As of a build that finds a fault: what was found is more than the system holds for a reader."""
    monkeypatch.setattr(survey, "_MANY", 0)
    monkeypatch.setattr(survey, "has_another_core", lambda: True)
    write(tmp_path, {f"{number:0200}": "" for number in range(1_000)})
    walk = survey.Walk(tmp_path, tmp_path, {})
    # So long that it waits to be read.
    time.sleep(0.5)
    ending = threading.Thread(target=walk.end, daemon=True)
    ending.start()
    ending.join(30)
    assert not ending.is_alive()


def test_outcomes_of_both_ways_are_the_same(world: World) -> None:
    """`invoke build` says the same numbers whether it built or not."""
    other = world.root / "other"
    built = builder_for(world.root, world.content, other, world.now.isoformat(), cache=world.cache).build().outcome
    stood = made(world)
    assert (built.pieces, built.pages) == (stood.pieces, stood.pages)
