"""A build with workers is the build without: its files, its faults, what it says, and what it remembers."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from hiwar.content import pieces
from hiwar.engine import crew, house
from hiwar.errors import ContentError, SetupError
from hiwar.site import generators
from hiwar.site.run import builder_for
from tests.engine.world import World
from tests.site.building import snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.build import Build

HOUSE = (
    "hiwar.media.plugin",
    "hiwar.content.plugin",
    "hiwar.site.plugin",
    "hiwar.sharing.plugin",
    "hiwar.feeds.plugin",
    "hiwar.meta.plugin",
)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A small site that was not built yet."""
    monkeypatch.setattr(house, "packages", lambda: ["one-1.0.dist-info"])
    monkeypatch.setattr("tests.engine.world._pipeline", lambda: list(HOUSE))
    return World(tmp_path, 1, 14)


class Hands:
    """How many work, and how many builds of pieces and pages others did."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        for module in (pieces, generators):
            monkeypatch.setattr(module, "_MANY", 2)

    def be(self, count: int) -> None:
        self._monkeypatch.setattr(crew, "_free_cores", lambda: count)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """So few pieces and pages are worth the help of others."""
    return Hands(monkeypatch)


def build(world: World, *, cache: str, clean: bool = False) -> Build:
    output = world.root / f"output-{cache}"
    now = world.now.isoformat()
    return builder_for(world.root, world.content, output, now, cache=world.root / cache, clean=clean).build()


def both(world: World, hands: Hands, *, clean: bool = False) -> tuple[Build, Build]:
    hands.be(1)
    one = build(world, cache="one", clean=clean)
    hands.be(2)
    return one, build(world, cache="two", clean=clean)


def assert_same(world: World, one: Build, two: Build) -> None:
    assert snapshot(world.root / "output-one") == snapshot(world.root / "output-two")
    for name in ("read", "rendered", "reasons", "written", "removed"):
        assert getattr(one.effort, name) == getattr(two.effort, name)
    assert one.notes == two.notes


@pytest.mark.parametrize("clean", [False, True])
def test_all_is_the_same(world: World, hands: Hands, *, clean: bool) -> None:
    """A build that knows nothing; then one after every page has changed; then one after nothing has."""
    one, two = both(world, hands, clean=clean)
    assert two.effort.read
    assert_same(world, one, two)
    world.company["tagline"] = "Other numbers"
    world._write_all()
    one, two = both(world, hands)
    assert two.effort.rendered
    assert_same(world, one, two)
    one, two = both(world, hands)
    assert not two.effort.rendered
    assert_same(world, one, two)


@pytest.mark.parametrize("is_killed", [False, True])
def test_files_that_are_made_beside_pages_are_the_same(
    world: World, hands: Hands, monkeypatch: pytest.MonkeyPatch, *, is_killed: bool
) -> None:
    """Few enough that one other process makes them, whether it lives or not: of all pieces, then of an edit."""
    monkeypatch.setattr(generators, "_MANY", 10_000)
    monkeypatch.setattr(generators, "_SEVERAL", 2)
    if is_killed:
        monkeypatch.setattr("hiwar.engine.shift._send", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    assert_same(world, *both(world, hands))
    world._edit(world.texts[0], body="Other words", title="Another title")
    one, two = both(world, hands)
    assert len(two.effort.written) > 2
    assert_same(world, one, two)


def test_a_page_that_stands_is_not_rendered_by_a_worker_either(world: World, hands: Hands) -> None:
    """What a page rests on may differ, and its values be the same."""
    both(world, hands)
    for memory in world.root.glob("*/engine/*/memory-*.sqlite"):
        _forget_plan(memory)
    one, two = both(world, hands)
    assert not one.effort.rendered
    assert_same(world, one, two)


def _forget_plan(memory: Path) -> None:
    import sqlite3

    with sqlite3.connect(memory) as connection:
        connection.execute("DELETE FROM kept WHERE key = 'plan'")
    connection.close()


def test_faults_are_the_same(world: World, hands: Hands) -> None:
    """Of two tags with one address, the piece that comes first in the folder names it."""
    for number, text in enumerate(world.texts):
        text.keys["Tags"] = ("Lab work", "Lab-work")[number % 2]
        text.body += f"\n\n[nowhere](nowhere-{number}.md) <script>x</script>"
    world._write_all()
    said = []
    for count in (1, 2):
        hands.be(count)
        with pytest.raises(ContentError) as caught:
            build(world, cache=str(count))
        said.append(str(caught.value))
    assert "has the same address" in said[0]
    assert said[0] == said[1]


def test_a_wrong_template_is_named_the_same(world: World, hands: Hands) -> None:
    (world.theme / "templates" / "partials" / "body.html").write_text("{{ nothing_of_that_name }}")
    said = []
    for count in (1, 2):
        hands.be(count)
        with pytest.raises(SetupError) as caught:
            build(world, cache=str(count))
        said.append(str(caught.value))
    assert said[0] == said[1]


def test_killed_workers_leave_the_same_site(world: World, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    here, rendered = os.getpid(), generators.WriteSite._rendered

    def fall(self: generators.WriteSite, *args: object) -> bytes:
        if os.getpid() != here and "blog" in str(args):
            os.kill(os.getpid(), signal.SIGKILL)
        return rendered(self, *args)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(generators.WriteSite, "_rendered", fall)
    assert_same(world, *both(world, hands))
