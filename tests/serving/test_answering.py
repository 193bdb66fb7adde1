"""What a process that stays answers: galleys at once, then how the build went."""

from __future__ import annotations

import io
import os
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hiwar.lasting import lasting
from hiwar.serving import answering
from hiwar.serving.programs import Programs
from hiwar.serving.reply import CHANGED, Galleys, Reply, parse, render_request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Changing(Programs):
    """Programs that change after some builds."""

    def __init__(self, builds: int) -> None:
        self.builds = builds

    def note(self) -> None:
        self.builds -= 1

    def have_changed(self) -> bool:
        return self.builds <= 0


class Builds:
    """Builds that end as they are told."""

    def __init__(self, reply: Reply, make: Callable[[], object] = lambda: None) -> None:
        self.reply, self.make = reply, make

    def galleys(self, changed: Iterable[Path]) -> dict[str, bytes]:
        return {path.name: "م".encode() for path in changed}

    def build(self) -> Reply:
        self.make()
        return self.reply


def answers_to(*asked: str, builds: Builds, changing: int = 9) -> tuple[int | None, list[Galleys | Reply | None]]:
    """Return the exit code, and what was answered."""
    answers = io.StringIO()
    code = answering.answer_requests(asked, answers, builds, Changing(changing))
    return code, [parse(line) for line in answers.getvalue().splitlines(keepends=True)]


def test_galleys_come_before_the_build() -> None:
    asked = render_request([Path("/content/م.md")])
    code, answers = answers_to(asked, render_request([]), builds=Builds(Reply(0)))
    assert (code, answers) == (None, [Galleys({"م.md": "م"}), Reply(0), Galleys({}), Reply(0)])


def test_no_build_with_programs_that_changed() -> None:
    code, answers = answers_to(*["[]\n"] * 5, builds=Builds(Reply(0)), changing=2)
    assert (code, answers) == (CHANGED, [Galleys({}), Reply(0)] * 2)


def test_no_build_after_the_last() -> None:
    code, answers = answers_to(*["[]\n"] * 5, builds=Builds(Reply(0, is_last=True)))
    assert (code, answers) == (None, [Galleys({}), Reply(0, is_last=True)])


def test_who_is_not_in_haste_is_tidied_up_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two requests, and not before one that waits already."""
    reading, writing = os.pipe()
    rests: list[int] = []
    monkeypatch.setattr(answering, "_CALM", 0.2)
    monkeypatch.setattr(answering, "_rest", lambda: rests.append(1))
    with os.fdopen(reading) as lines, os.fdopen(writing, "w", buffering=1) as asking:
        asking.write("one\n")
        asked = answering.requests(lines)
        assert (next(asked), rests) == ("one\n", [])
        threading.Timer(0.5, asking.write, ["two\n"]).start()
        assert (next(asked), rests) == ("two\n", [1])
        asking.close()
        assert list(asked) == []


@pytest.mark.parametrize(("keep", "calls"), [(lru_cache(4), 3), (lasting(4), 1)])
def test_each_build_begins_without_what_the_last_one_kept(
    monkeypatch: pytest.MonkeyPatch, keep: Callable[..., Callable[[], None]], calls: int
) -> None:
    """Unless it is marked: other results may come from files."""
    made: list[int] = []
    kept = keep(lambda: made.append(1))
    monkeypatch.setattr(answering, "kept", kept, raising=False)

    def make() -> None:
        kept()
        kept()

    answers_to(*["[]\n"] * 3, builds=Builds(Reply(0), make))
    assert len(made) == calls
