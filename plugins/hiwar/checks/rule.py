"""What a rule is, and what it looks at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiwar.errors import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from hiwar.checks.tree import HtmlPage, Tree
    from hiwar.model.deploy import Published
    from hiwar.model.site import Site


@dataclass(frozen=True, slots=True)
class Subject:
    """A built site, and what is known of where it came from."""

    tree: Tree
    #: Aware: what has run out, and what is still to come.
    now: datetime
    #: What it was built from; None when a folder is checked as it is.
    site: Site | None = None
    #: What is live; None when that is not known.
    live: Published | None = None
    #: By address of a page: the file of the piece that it shows, as messages name it.
    sources: Mapping[str, str] | None = None

    def fault(self, page: HtmlPage, line: int, problem: str, fix: str) -> Fault:
        """Return a fault at the piece that a page shows, else in the page itself."""
        source = (self.sources or {}).get(page.address)
        if source:
            return Fault(source, 1, f"{problem} (in {page.address})", fix)
        return Fault(page.shown, line, problem, fix)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold before a site goes out."""

    #: As ``docs/checks.md`` names it.
    name: str
    find: Callable[[Subject], Iterable[Fault]]
    severity: Severity = "error"

    def faults(self, subject: Subject) -> tuple[Fault, ...]:
        """Return what breaks it, with its severity."""
        return tuple(replace(fault, severity=self.severity) for fault in self.find(subject))
