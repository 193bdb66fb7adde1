"""What can go wrong, and how it is said.

HiwarError
├── ContentError   what a writer can mend: every fault of the run; exit code 1
├── SetupError     the environment or a value given to a task; exit code 2
└── (tasks with causes of their own subclass HiwarError, exit codes from 3)
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Severity = Literal["error", "warning"]
Format = Literal["text", "json", "github"]
FORMATS: tuple[str, ...] = get_args(Format)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in the content, where it stands and how to mend it."""

    #: Path of the file as the reader of the message would type it.
    path: str
    #: 1-based line.
    line: int
    #: What is wrong, in one line, without a full stop.
    problem: str
    #: What to type to mend it, in one line; empty when the problem says it.
    fix: str = ""
    severity: Severity = "error"
    #: The rule of the check that it breaks, as ``docs/checks.md`` names it; empty for faults of the build.
    rule: str = ""

    def __str__(self) -> str:
        kind = "warning: " if self.severity == "warning" else ""
        head = f"{self.path}:{self.line}: {kind}{self.problem}{f' [{self.rule}]' if self.rule else ''}"
        return f"{head}\n  fix: {self.fix}" if self.fix else head


class HiwarError(Exception):
    """The root of all errors that Hiwar raises for its users."""

    exit_code = 2


class SetupError(HiwarError):
    """The environment, or a value given to a task, is at fault."""

    exit_code = 2


class ContentError(HiwarError):
    """The content is at fault."""

    exit_code = 1

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(report(self.faults))


@dataclass(slots=True)
class Faults:
    """A collector, so that every mistake of a run is reported at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, path: str, line: int, problem: str, fix: str = "", severity: Severity = "error") -> None:
        """Note a mistake and go on."""
        self.found.append(Fault(path, line, problem, fix, severity))

    def __iter__(self) -> Iterator[Fault]:
        return iter(sorted(set(self.found)))

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that stop a build, sorted by file and line."""
        return tuple(fault for fault in self if fault.severity == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The faults that do not stop a build, sorted by file and line."""
        return tuple(fault for fault in self if fault.severity == "warning")

    def raise_if_any(self) -> None:
        """Raise ContentError with all faults when one of them is an error."""
        if self.errors:
            raise ContentError(self)


def report(faults: Iterable[Fault], form: str = "text") -> str:
    """Return the faults as text for people, JSON, or GitHub annotations.

    GitHub's form: docs.github.com, "Workflow commands", ``::error file=…``.
    """
    listed = list(faults)
    if form == "json":
        return json.dumps([asdict(fault) for fault in listed], ensure_ascii=False, indent=1)
    if form == "github":
        return "\n".join(_annotation(fault) for fault in listed)
    return "\n".join(str(fault) for fault in listed)


def _annotation(fault: Fault) -> str:
    text = f"{fault.problem}\nfix: {fault.fix}" if fault.fix else fault.problem
    place = f"file={_escaped(fault.path, ',:')},line={fault.line}"
    title = f",title={_escaped(fault.rule, ',:')}" if fault.rule else ""
    return f"::{fault.severity} {place}{title}::{_escaped(text)}"


def _escaped(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
