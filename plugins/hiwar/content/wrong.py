"""What a value of front matter is called when it is none."""

from __future__ import annotations


class WrongValueError(ValueError):
    """A value that is not one: what is wrong, and what to type."""

    def __init__(self, problem: str, fix: str, line: int = 0) -> None:
        self.problem = problem
        self.fix = fix
        #: 1-based line of the file; 0 is the line of the key.
        self.line = line
        super().__init__(problem)


class WrongValuesError(ValueError):
    """Several of the values of one key, each wrong by itself."""

    def __init__(self, wrong: tuple[WrongValueError, ...]) -> None:
        self.wrong = wrong
        super().__init__("; ".join(value.problem for value in wrong))
