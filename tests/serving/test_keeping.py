"""What is saved while a build runs is built after it, and pages that are behind hear of it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from hiwar.serving.app import Preview
from hiwar.serving.reply import Galleys, Reply
from hiwar.serving.serve import Changes, Rebuild, keep_built
from hiwar.serving.server import Pages
from tests.conftest import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


async def saved_meanwhile(saves: int) -> list[list[str]]:
    """Save while a build runs, and return what each build was told of."""
    seen: list[list[str]] = []
    changes, goes_on, hurries = Changes(), threading.Event(), []
    runs, done = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def rebuild(changed: frozenset[Path], _tell: object) -> None:
        seen.append(sorted(map(str, changed)))
        loop.call_soon_threadsafe(runs.set)
        goes_on.wait(30)
        if len(seen) == 1 + bool(saves):
            loop.call_soon_threadsafe(done.set)

    keeping = asyncio.create_task(keep_built(rebuild, changes, lambda: hurries.append(1)))  # type: ignore[arg-type]
    changes.note([Path("first")])
    await runs.wait()
    for number in range(saves):
        changes.note([Path(f"save {number}")])
    goes_on.set()
    await asyncio.wait_for(done.wait(), 30)
    keeping.cancel()
    return seen


def test_a_save_while_a_build_runs_is_not_lost() -> None:
    assert asyncio.run(saved_meanwhile(1)) == [["first"], ["save 0"]]


def test_many_saves_while_a_build_runs_are_one_build() -> None:
    assert asyncio.run(saved_meanwhile(3)) == [["first"], ["save 0", "save 1", "save 2"]]


class Resident:
    """Builds as it is told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[set[str]] = []
        self.given_up = 0
        #: What is done after the pages are shown.
        self.meanwhile: Callable[[], object] = lambda: None
        self.pages: dict[str, str] = {"a/index.html": "new"}

    def build(self, changed: Iterable[Path], show: Callable[[Galleys], object]) -> Reply:
        self.asked.append(set(map(str, changed)))
        before = self.given_up
        show(Galleys(self.pages))
        self.meanwhile()
        return Reply(0, is_given_up=self.given_up > before, is_made=True)

    def give_up(self) -> None:
        self.given_up += 1


@pytest.fixture
def rebuild(tmp_path: Path) -> Rebuild:
    write(tmp_path, {"a/index.html": "old"})
    resident: Any = Resident()
    return Rebuild(resident, Preview(tmp_path))


def nobody() -> None:
    """Hear nothing."""


def test_a_save_that_comes_on_gives_the_build_up(rebuild: Rebuild) -> None:
    """The next is told of both, as neither is built; and one that comes when none runs is none's end."""
    resident: Any = rebuild.resident
    rebuild.hurry()
    resident.meanwhile = rebuild.hurry
    rebuild([Path("one")], nobody)
    assert resident.given_up == 1
    resident.meanwhile = nobody
    rebuild([Path("two")], nobody)
    rebuild([Path("three")], nobody)
    assert (resident.asked, resident.given_up) == ([{"one"}, {"one", "two"}, {"three"}], 1)


def test_what_has_nothing_to_show_is_not_given_up(rebuild: Rebuild) -> None:
    """It may take long, and what comes then would have to begin with it again."""
    resident: Any = rebuild.resident
    resident.pages, resident.meanwhile = {}, rebuild.hurry
    rebuild([Path("theme")], nobody)
    assert resident.given_up == 0


def test_who_saves_without_end_sees_the_whole_site_too(rebuild: Rebuild) -> None:
    resident: Any = rebuild.resident
    resident.meanwhile = rebuild.hurry
    said = [(rebuild([Path(str(number))], nobody), resident.given_up)[1] for number in range(8)]
    assert said == [1, 2, 3, 4, 5, 5, 6, 7]


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
    Pages(Preview(Path(), edition="1")).welcome(socket, "index.html", edition)
    assert socket.told == told


def test_a_page_is_told_once() -> None:
    """It comes anew, and waits anew."""
    socket: Any = Socket()
    pages = Pages(preview := Preview(Path(), edition="1"))
    pages.welcome(socket, "index.html", "1")
    pages.tell()
    assert socket.told == []
    preview.edition = "2"
    pages.tell()
    pages.tell()
    assert socket.told == ["reload"]
