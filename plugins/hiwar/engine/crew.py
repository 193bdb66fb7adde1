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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hiwar.model.crew import Job, Result


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
    def work(self, jobs: Sequence[Job], act: Callable[[Job], Result], *, many: int) -> Iterator[Iterator[Result]]:
        """Give the results in the order of the jobs; see `hiwar.model.crew.Crew`."""
        if not self.is_worth(len(jobs), many):
            yield map(act, jobs)
            return
        # Most builds have few jobs, and need nothing of it.
        from hiwar.engine.shift import Shift

        shift = Shift(jobs, act, self._begin)
        try:
            shift.start(self._cores or _free_cores())
            yield shift.results()
        finally:
            shift.end()


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
