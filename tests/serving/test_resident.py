"""The process that builds, from the outside: whatever becomes of it, the next save is built."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hiwar.serving.reply import Galleys
from hiwar.serving.resident import Resident

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A process that notes each start and answers well; a line of its own is put in where it builds.
CHILD = """\
import json, os, signal, sys, time
with open("starts", "a") as file:
    file.write(f"{{os.getpid()}}\\n")
for number, _ in enumerate(sys.stdin):
    said, is_last = "", False
    {line}
    sys.stderr.write(said)
    sys.stderr.flush()
    print(json.dumps({{"pages": {{}}}}))
    print(json.dumps({{"status": 0, "effort": str(number), "is_last": is_last}}), flush=True)
    if is_last:
        break
"""


@contextmanager
def resident(folder: Path, line: str = "") -> Iterator[Resident]:
    """Give one with a small process, and see that nothing of it is left."""
    one = Resident((sys.executable, "-c", CHILD.format(line=line)), folder, {})
    try:
        yield one
    finally:
        one.end()
        assert not any(map(is_alive, starts(folder)))


def starts(folder: Path) -> list[int]:
    """Return the ids of all processes that were started."""
    file = folder / "starts"
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def efforts(one: Resident, builds: int) -> list[str]:
    return [reply.effort for _ in range(builds) if (reply := one.build())]


def test_one_process_builds_again_and_again(tmp_path: Path) -> None:
    with resident(tmp_path) as one:
        assert efforts(one, 3) == ["0", "1", "2"]
        assert len(starts(tmp_path)) == 1


def test_what_a_build_says_is_its_own(tmp_path: Path) -> None:
    """Once, however much it is."""
    with resident(tmp_path, "said = 'م' * 100_000 if number else 'first'") as one:
        assert [one.build().text, one.build().text] == ["first", "م" * 100_000]  # type: ignore[union-attr]


def test_what_changed_is_asked_and_its_pages_are_shown_first(tmp_path: Path) -> None:
    """Whatever they are called, and however long they are, also where they come in pieces."""
    line = """page = json.dumps({{"pages": {{name: name * 100_000 for name in json.loads(_)}}}}) + "\\n"
    for part in (page[:70_000], page[70_000:]):
        sys.stdout.write(part)
        sys.stdout.flush()
        time.sleep(0.05)"""
    shown: list[Galleys] = []
    with resident(tmp_path, line.replace("{{", "{").replace("}}", "}")) as one:
        reply = one.build([Path("/م\n.md")], shown.append)
        assert reply
        assert reply.effort == "0"
    assert [galleys.pages for galleys in shown] == [{"/م\n.md": "/م\n.md" * 100_000}, {}]


def test_a_build_is_given_up_when_it_is_told(tmp_path: Path) -> None:
    """Which it is after it answered with galleys."""
    line = "signal.signal(signal.SIGUSR1, lambda *_: told.append(1)); told = []\n"
    line += "    print(json.dumps({'pages': {}}), flush=True)\n"
    line += "    while not told: time.sleep(0.01)"
    with resident(tmp_path, line) as one:
        assert one.build((), lambda _: one.give_up()).effort == "0"  # type: ignore[union-attr]


def test_other_programs_are_a_new_process(tmp_path: Path) -> None:
    """Whoever asked does not notice."""
    with resident(tmp_path, "if number: sys.exit(75)") as one:
        assert efforts(one, 2) == ["0", "0"]
        assert len(starts(tmp_path)) == 2


def test_the_next_process_stands_by_after_a_last_build(tmp_path: Path) -> None:
    with resident(tmp_path, "is_last = True") as one:
        assert efforts(one, 1) == ["0"]
        end = time.monotonic() + 30
        while len(starts(tmp_path)) < 2 and time.monotonic() < end:
            time.sleep(0.01)
        assert len(starts(tmp_path)) == 2


def test_a_broken_process_is_said_and_the_next_save_is_built(tmp_path: Path) -> None:
    """A traceback is not all that is said."""
    with resident(tmp_path, "number == 1 and 1 / 0") as one:
        assert efforts(one, 1) == ["0"]
        broken = one.build()
        assert broken
        assert broken.status == 1
        assert "ZeroDivisionError" in broken.text
        assert "exit code 1" in broken.text
        assert "fix: save again" in broken.text
        assert efforts(one, 1) == ["0"]


def test_a_killed_process_is_said_and_the_next_save_is_built(tmp_path: Path) -> None:
    """While it builds; one that is killed while nobody waits is not missed."""
    with resident(tmp_path, "number == 1 and os.kill(os.getpid(), signal.SIGKILL)") as one:
        assert efforts(one, 1) == ["0"]
        assert "ended by signal 9" in one.build().text  # type: ignore[union-attr]
        assert efforts(one, 1) == ["0"]
        os.kill(starts(tmp_path)[-1], 9)
        while is_alive(starts(tmp_path)[-1]):
            one._process.poll()  # type: ignore[union-attr]
        assert efforts(one, 1) == ["0"]


def test_a_worker_that_outlives_the_process_keeps_nobody_waiting(tmp_path: Path) -> None:
    """It holds the pipe open."""
    line = "if os.fork() == 0: time.sleep(30)\n    else: os._exit(3)"
    with resident(tmp_path, line) as one:
        began = time.monotonic()
        assert "exit code 3" in one.build().text  # type: ignore[union-attr]
        assert time.monotonic() - began < 25


def test_ending_takes_a_build_that_runs_along(tmp_path: Path) -> None:
    """Who waits for it hears that nothing is built any more."""
    with resident(tmp_path, "time.sleep(60)") as one:
        replies: list[object] = []
        waiting = threading.Thread(target=lambda: replies.append(one.build()))
        waiting.start()
        while not starts(tmp_path):
            time.sleep(0.01)
        one.end()
        waiting.join(30)
        assert replies == [None]
        assert one.build() is None
