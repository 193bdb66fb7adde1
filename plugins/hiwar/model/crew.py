"""Who does a build's work: this process alone, or several at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

Job = TypeVar("Job")
Result = TypeVar("Result")


class Crew(Protocol):
    """Does work that consists of many jobs, of which none needs another."""

    def work(
        self,
        jobs: Sequence[Job],
        act: Callable[[Job], Result],
        *,
        many: int,
        group: Callable[[Job], str] | None = None,
        most: int | None = None,
    ) -> AbstractContextManager[Iterator[Result]]:
        """Give the results in the order of the jobs; what a job raises comes out when its turn comes.

        Args:
            jobs: may be none.
            act: does one; what it changes besides what it returns may be lost.
            many: from so many jobs on, other processes are worth their start.
            group: names what jobs share that is dear to make: one process does all of a name; empty where nothing is.
            most: so many other processes at most; None is as many as there are cores.
        """
        ...

    def is_worth(self, jobs: int, many: int) -> bool:
        """Tell whether so many jobs would be done by other processes."""
        ...


class Alone:
    """This process alone does all of it, each job when its result is asked for."""

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
        """Give the results in the order of the jobs."""
        del many, group, most
        yield map(act, jobs)

    def is_worth(self, jobs: int, many: int) -> bool:
        """Tell that nobody else works."""
        del jobs, many
        return False
