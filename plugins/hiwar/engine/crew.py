"""Many jobs of which none needs another, done by as many processes as there are cores.

Workers are copies of this process, so they know all that it knows and nothing has to be
told to them but the number of a job. They take numbers from one pipe and give results
back by a pipe of their own. Whatever does not come back, because the job raised, or
its result cannot be sent, or the worker was killed, is done by this process when its
turn comes: so a fault comes out just as if there were no workers.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hiwar.model.crew import Job, Result

#: At most so many portions of work lie in the pipe that workers take them from, which holds 65,536 bytes.
_PORTIONS: Final = 2_000


class Workers:
    """A `hiwar.model.crew.Crew` of copies of this process."""

    def __init__(self, begin: Callable[[], object], cores: int | None = None) -> None:
        """Make a crew.

        Args:
            begin: done by each worker at first.
            cores: how many work at once; None is as many as there are.
        """
        self._begin, self._cores = begin, cores

    def is_worth(self, jobs: int, many: int) -> bool:
        """Tell whether so many jobs would be done by other processes."""
        return jobs >= many and (self._cores or _free_cores()) > 1

    @contextmanager
    def work(
        self,
        jobs: Sequence[Job],
        act: Callable[[Job], Result],
        *,
        many: int,
        group: Callable[[Job], str] | None = None,
        most: int | None = None,
    ) -> Iterator[Iterator[Result]]:
        """Give the results in the order of the jobs; see `hiwar.model.crew.Crew`."""
        if not self.is_worth(len(jobs), many):
            yield map(act, jobs)
            return
        # Most builds have few jobs, and need nothing of it.
        from hiwar.engine.shift import Shift

        shift = Shift(jobs, act, self._begin, _grouped(jobs, group) if group else _strides(len(jobs)))
        try:
            cores = self._cores or _free_cores()
            shift.start(min(most or cores, cores))
            yield shift.results()
        finally:
            shift.end()


def _strides(jobs: int) -> Sequence[Sequence[int]]:
    """Return the numbers of jobs in the portions that are taken at once."""
    size = jobs // _PORTIONS + 1
    return [range(first, min(first + size, jobs)) for first in range(0, jobs, size)]


def _grouped(jobs: Sequence[Job], group: Callable[[Job], str]) -> Sequence[Sequence[int]]:
    """Return the numbers of jobs by the names of their groups; one that has none stands alone."""
    found: dict[str, list[int]] = {}
    for number, job in enumerate(jobs):
        found.setdefault(group(job) or f" {number}", []).append(number)
    return list(found.values())[:_PORTIONS]


def _free_cores() -> int:
    """Return how many processes may work: one where this one cannot be copied safely, since it has threads."""
    if not hasattr(os, "fork") or not hasattr(os, "sched_getaffinity") or _threads() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _threads() -> int:
    """Return how many threads this process has; only the system knows those that were not begun in Python."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 -- names are enough
    except OSError:
        return threading.active_count()
