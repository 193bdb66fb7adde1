"""Whatever happens to a project: an incremental build leaves the very bytes of a clean one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiwar.engine import house
from hiwar.errors import ContentError
from hiwar.site.run import builder_for
from tests.engine.world import World
from tests.site.building import changed, snapshot

if TYPE_CHECKING:
    from pathlib import Path

#: 5 worlds of 40 steps; `invoke test --slow` adds 20 of 100.
QUICK = 40
LONG = 100


def walk(world: World, steps: int) -> None:
    """Change a world step by step, and build it both ways each time."""
    done: list[str] = []
    refused = 0
    for number in range(steps):
        done.append(world.change() if number else "the first build")
        refused += not compare(world, done)
    assert refused < steps / 3, "a walk that is refused at every other step proves little"


def compare(world: World, done: list[str]) -> bool:
    """Hold both ways against each other; tell whether there was a site to compare."""
    clean, own = build(world, clean=True), build(world, clean=False)
    assert own == clean, f"one build is refused and the other is not, after {done}"
    if clean:
        return False
    other = sorted(changed(snapshot(world.root / "clean"), snapshot(world.output)))
    assert not other, f"{other[:8]} differ after {done[-6:]}"
    return True


@pytest.fixture(autouse=True)
def _packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each world say what is installed."""
    monkeypatch.setattr(house, "packages", lambda: INSTALLED)


#: Names and versions of the packages of the world that is being built.
INSTALLED: list[str] = []


def build(world: World, *, clean: bool) -> str:
    """Build, and return what was said against it."""
    INSTALLED[:] = world.packages
    output = world.root / "clean" if clean else world.output
    try:
        builder_for(world.root, world.content, output, world.now.isoformat(), cache=world.cache, clean=clean).refresh()
    except ContentError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("seed", range(5))
def test_forty_steps_keep_both_ways_the_same(tmp_path: Path, seed: int) -> None:
    walk(World(tmp_path, seed, 8), QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 120))
def test_a_hundred_steps_keep_both_ways_the_same(tmp_path: Path, seed: int) -> None:
    walk(World(tmp_path, seed, 20), LONG)
