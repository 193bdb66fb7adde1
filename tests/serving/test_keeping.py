"""What is saved while a build runs is built after it, and pages that are behind hear of it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from hiwar.serving.app import Preview
from hiwar.serving.serve import _keep_built
from hiwar.serving.server import Pages


async def saved_meanwhile(saves: int) -> list[str]:
    """Save while a build runs, and return what each build saw."""
    text, seen, changed = "first", [], asyncio.Event()
    runs, goes_on = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def rebuild() -> bool:
        seen.append(text)
        loop.call_soon_threadsafe(runs.set)
        return goes_on.wait(30)

    told: asyncio.Queue[int] = asyncio.Queue()
    keeping = asyncio.create_task(_keep_built(rebuild, changed, lambda: told.put_nowait(len(seen))))  # type: ignore[arg-type]
    changed.set()
    await runs.wait()
    for number in range(saves):
        text = f"save {number}"
        changed.set()
    goes_on.set()
    while await asyncio.wait_for(told.get(), 30) < 1 + bool(saves):
        pass
    keeping.cancel()
    return seen


def test_a_save_while_a_build_runs_is_not_lost() -> None:
    assert asyncio.run(saved_meanwhile(1)) == ["first", "save 0"]


def test_many_saves_while_a_build_runs_are_one_build() -> None:
    assert asyncio.run(saved_meanwhile(3)) == ["first", "save 2"]


class Socket:
    """A page's socket that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def write_message(self, message: str) -> None:
        self.told.append(message)


@pytest.mark.parametrize(("edition", "told"), [("1", []), ("0", ["reload"]), ("", ["reload"])])
def test_a_page_that_is_behind_is_told_at_once(edition: str, told: list[str]) -> None:
    """It came before the last build, and its socket after it."""
    socket: Any = Socket()
    Pages(Preview(Path(), edition="1")).welcome(socket, edition)
    assert socket.told == told


def test_a_page_is_told_once() -> None:
    """It comes anew, and waits anew."""
    socket: Any = Socket()
    pages = Pages(Preview(Path(), edition="1"))
    pages.welcome(socket, "1")
    pages.tell()
    pages.tell()
    assert socket.told == ["reload"]
