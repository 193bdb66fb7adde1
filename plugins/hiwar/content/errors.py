"""What a reader of one value raises; the reader of all turns it into a fault."""

from __future__ import annotations


class WrongValueError(ValueError):
    """A value that is not one: what is wrong, and what to type."""

    def __init__(self, problem: str, fix: str) -> None:
        self.problem = problem
        self.fix = fix
        super().__init__(problem)
