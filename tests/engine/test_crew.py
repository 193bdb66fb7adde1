"""Whoever does the jobs: the same results, in the same order, with the same faults, and nobody left behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from hiwar.engine import crew
from hiwar.engine.crew import Workers
from hiwar.errors import SetupError
from hiwar.model.crew import Alone
from tests.engine.processes import children

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

JOBS = range(300)
HERE = os.getpid()


def _nothing() -> None:
    pass


def _did(act: Callable[[int], object], *, begin: Callable[[], object] = _nothing, cores: int = 2) -> list[object]:
    with Workers(begin, cores).work(JOBS, act, many=2) as results:
        return list(results)


def _take(act: Callable[[int], object], done: list[object], cores: int) -> None:
    with Workers(_nothing, cores).work(JOBS, act, many=2) as results:
        for result in results:
            done.append(result)  # noqa: PERF402 -- what was there before a fault stays


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    """Whatever happens, no worker is left behind, and no pipe."""
    before, files = children(), set(Path("/proc/self/fd").iterdir())
    yield
    assert children() <= before
    assert set(Path("/proc/self/fd").iterdir()) <= files


def test_results_come_in_the_order_of_the_jobs_from_other_processes() -> None:
    found = _did(lambda number: (number, os.getpid()))
    assert [number for number, _ in found] == list(JOBS)  # type: ignore[misc] # pairs
    assert HERE not in {process for _, process in found}  # type: ignore[misc] # pairs


def test_large_results_and_unusual_values_come_whole() -> None:
    def act(number: int) -> object:
        return MappingProxyType({"text": "م" * number * 5_000, "path": Path("a")})

    assert _did(act) == [act(number) for number in JOBS]


def test_more_jobs_than_a_pipe_has_room_for_numbers() -> None:
    with Workers(_nothing, 2).work(range(50_000), str, many=2) as results:
        assert list(results) == [str(number) for number in range(50_000)]


def test_a_worker_begins_with_what_it_is_given() -> None:
    known: list[int] = []
    assert set(_did(lambda _number: tuple(known), begin=lambda: known.append(7))) == {(7,)}
    assert not known


@pytest.mark.parametrize("cores", [1, 2])
def test_a_fault_comes_out_when_its_turn_comes(cores: int) -> None:
    """The faults before it are not said again, those behind it not at all; what is raised is what was raised."""
    done: list[object] = []

    def act(number: int) -> int:
        if number in {40, 200}:
            raise SetupError(f"no {number}")
        return number

    with pytest.raises(SetupError, match="no 40"):
        _take(act, done, cores)
    assert done == list(range(40))


def test_what_cannot_be_sent_is_made_here() -> None:
    assert all(callable(made) for made in _did(lambda number: lambda: number))


@pytest.mark.parametrize("first", [0, 150])
def test_jobs_of_a_killed_worker_are_done_here(first: int) -> None:
    def act(number: int) -> int:
        if number >= first and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert _did(act) == list(JOBS)


def test_a_worker_that_ends_by_itself_leaves_its_jobs() -> None:
    def act(number: int) -> int:
        if os.getpid() != HERE:
            raise SystemExit(3)
        return number

    assert _did(act) == list(JOBS)


def test_who_breaks_off_leaves_nobody_behind() -> None:
    """Also when workers wait for somebody who takes their results."""

    def stop(_result: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Workers(_nothing, 2).work(JOBS, lambda _: "x" * 100_000, many=2) as results:
        stop(next(results))


def test_a_machine_without_room_for_another_process_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert _did(str) == [str(number) for number in JOBS]


def test_one_core_or_few_jobs_or_threads_are_no_crew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_threads", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0})
    assert not Workers(_nothing).is_worth(100, many=10)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    assert Workers(_nothing).is_worth(100, many=10)
    assert not Workers(_nothing).is_worth(9, many=10)
    monkeypatch.undo()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    ended = threading.Event()
    thread = threading.Thread(target=ended.wait)
    thread.start()
    try:
        assert not Workers(_nothing).is_worth(100, many=10)
    finally:
        ended.set()
        thread.join()
    with Workers(_nothing, 1).work(JOBS, lambda _number: os.getpid(), many=2) as results:
        assert set(results) == {HERE}


def test_alone_does_each_job_when_it_is_asked_for() -> None:
    done: list[int] = []
    with Alone().work(JOBS, done.append, many=2) as results:
        next(results)
        assert done == [0]
    assert not Alone().is_worth(10_000, many=2)


def test_one_worker_does_all_of_a_group() -> None:
    """What they share is made once; what has no group goes to anybody."""
    jobs = [(group, number) for number in range(200) for group in ("a", "b", "")]
    with Workers(_nothing, 2).work(jobs, lambda job: (job, os.getpid()), many=2, group=lambda job: job[0]) as results:
        found = list(results)
    assert [job for job, _ in found] == jobs
    for group in ("a", "b"):
        assert len({process for (own, _), process in found if own == group}) == 1
    assert HERE not in {process for (group, _), process in found if group}


def test_no_more_work_than_shall() -> None:
    with Workers(_nothing, 4).work(JOBS, lambda _: os.getpid(), many=2, most=1) as results:
        assert len({*results}) == 1


def test_a_worker_goes_on_while_nobody_takes_its_results(tmp_path: Path) -> None:
    """They are more than a pipe holds: this process has work of its own meanwhile."""

    def act(number: int) -> bytes:
        (tmp_path / str(number)).touch()
        return bytes(2_000_000)

    with Workers(_nothing, 2).work(range(3), act, many=2, most=1) as results:
        end = time.monotonic() + 30
        while not (tmp_path / "2").exists() and time.monotonic() < end:
            time.sleep(0.01)
        assert (tmp_path / "2").exists()
        assert [len(result) for result in results] == [2_000_000] * 3


def test_a_worker_does_not_keep_more_than_it_should(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("hiwar.engine.shift._UNSENT", 1_000_000)

    def act(number: int) -> bytes:
        (tmp_path / str(number)).touch()
        return bytes(3_000_000)

    with Workers(_nothing, 2).work(range(4), act, many=2, most=1) as results:
        time.sleep(1)
        assert not (tmp_path / "2").exists()
        assert [len(result) for result in results] == [3_000_000] * 4
