"""Changes are told however they come about."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import pytest

from hiwar.serving.watch import watch
from tests.conftest import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: Seconds until what is told at once was told, on a machine that has much else to do.
PATIENCE = 30


async def told(watched: tuple[Path, ...], *changes: Callable[[], object]) -> list[bool]:
    """Make changes one after the other, and return for each whether it was told."""
    event, found = asyncio.Event(), []
    watching = asyncio.create_task(watch(watched, lambda paths: event.set() if paths else None))
    # The system watches from some moment on that nobody tells.
    await asyncio.sleep(1)
    for change in changes:
        event.clear()
        change()
        try:
            await asyncio.wait_for(event.wait(), 2 if change is nothing else PATIENCE)
            found.append(True)
        except TimeoutError:
            found.append(False)
        # What comes of the same change a little later is not the next one's.
        await asyncio.sleep(0.5)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    return found


def nothing() -> None:
    """Change nothing."""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write(tmp_path, {"content/en/a.md": "a", "conf.py": "A = 1", "moved/deep/b.md": "b", "other/en/a.md": "c"})
    return tmp_path


def test_saves(place: Path) -> None:
    """In place, by putting a new file there, by removing, and what editors leave beside is none."""
    file = place / "content/en/a.md"

    def put() -> None:
        write(place, {"content/en/.a.md.swp": "x", "aside": "two"})
        (place / "aside").rename(file)

    assert asyncio.run(told((place / "content",), lambda: file.write_text("one"), put, put, file.unlink)) == [True] * 4


def test_what_is_nobodys_business(place: Path) -> None:
    """Files of editors, compiled programs, what stands around."""

    def leave() -> None:
        write(place, {"content/en/.a.md.swp": "x", "content/en/a.md~": "x", "content/x.pyc": "x", "output/a": "x"})

    async def run() -> bool:
        event = asyncio.Event()
        watching = asyncio.create_task(watch((place / "content", place / "conf.py"), lambda _: event.set()))
        await asyncio.sleep(1)
        leave()
        await asyncio.sleep(1)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        return event.is_set()

    assert not asyncio.run(run())


def test_which_file_it_was(place: Path) -> None:
    """By the path by which its folder is watched."""

    async def run() -> set[Path]:
        found: set[Path] = set()
        watching = asyncio.create_task(watch((place / "content",), found.update))
        await asyncio.sleep(1)
        write(place, {"content/en/a.md": "two", "aside": "x"})
        end = time.monotonic() + PATIENCE
        while not found and time.monotonic() < end:
            await asyncio.sleep(0.1)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        return found

    assert asyncio.run(run()) == {place / "content/en/a.md"}


def test_a_folder_moved_in(place: Path) -> None:
    """And what is saved in it afterwards."""
    inside = place / "content/en/deep/b.md"
    found = told(
        (place / "content",),
        lambda: (place / "moved/deep").rename(place / "content/en/deep"),
        lambda: inside.write_text("two"),
    )
    assert asyncio.run(found) == [True, True]


def test_a_file_put_in_the_place_of_one(place: Path) -> None:
    """Again and again: the watch does not go with the old one."""

    def put() -> None:
        write(place, {"aside": "B = 2"})
        (place / "aside").rename(place / "conf.py")

    assert asyncio.run(told((place / "conf.py",), put, put, put)) == [True] * 3


def test_a_folder_put_in_the_place_of_all(place: Path) -> None:
    """As when somebody moves the content away and brings another."""

    def bring() -> None:
        (place / "content").rename(place / "away")
        (place / "other").rename(place / "content")

    found = told((place / "content",), bring, lambda: (place / "content/en/a.md").write_text("two"))
    assert asyncio.run(found) == [True, True]
