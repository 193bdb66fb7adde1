"""What a rule is, and what it looks at."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar import urls
from hiwar.errors import Fault, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from hiwar.checks.page import HtmlPage
    from hiwar.checks.tree import Tree
    from hiwar.model.deploy import Published
    from hiwar.model.page import Page
    from hiwar.model.piece import Piece
    from hiwar.model.site import Site


@dataclass(frozen=True)
class Sources:
    """What a site was built from."""

    site: Site
    #: The pages as they were composed, by address.
    pages: Mapping[str, Page]
    #: The content folder.
    content: Path

    @cached_property
    def pieces(self) -> Mapping[str, Piece]:
        """The public pieces, by address."""
        return {urls.piece(self.site.company, piece): piece for piece in self.site.pieces}

    def shown(self, name: str) -> str:
        """Return a file of the content folder as messages name it."""
        return Path(os.path.relpath(self.content / name)).as_posix()

    def line(self, piece: Piece, needle: str) -> int:
        """Return the line of a piece's file on which a text stands first; 0 when it has none."""
        try:
            text = (self.content / piece.source).read_text("utf-8", "replace")
        except OSError:
            # Deleted since it was built: then the page is named instead.
            return 0
        at = text.find(needle) if needle else -1
        return text.count("\n", 0, at) + 1 if at >= 0 else 0


@dataclass(frozen=True, slots=True)
class Subject:
    """A built site, and what is known of where it came from."""

    tree: Tree
    #: Aware: what has run out, and what is still to come.
    now: datetime
    #: None when a folder is checked as it is.
    sources: Sources | None = None
    #: What is live; None when that is not known.
    live: Published | None = None

    @property
    def pieces(self) -> Mapping[str, Piece]:
        """The public pieces by address; empty when the sources are not known."""
        return self.sources.pieces if self.sources else MappingProxyType({})

    def in_page(self, page: HtmlPage, place: int, problem: str, fix: str, needle: str = "") -> Fault:
        """Return a fault where a writer typed it, else in the page.

        Args:
            page: in which it was found.
            place: the offset in the page.
            problem: what is wrong.
            fix: how to mend it.
            needle: what the writer typed, where it was a writer; empty for a template's fault.
        """
        piece = self.pieces.get(page.address)
        if piece and self.sources:
            line = self.sources.line(piece, needle)
            if line:
                return Fault(piece.shown, line, problem, fix)
        return Fault(page.shown, page.line(place), problem, fix)

    def of_piece(self, page: HtmlPage, problem: str, fix: str) -> Fault:
        """Return a fault of a page as a whole, in the file of the piece that it shows."""
        piece = self.pieces.get(page.address)
        if piece:
            return Fault(piece.shown, 1, f"{problem} (in {page.address})", fix)
        return Fault(page.shown, 1, problem, fix)


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must hold before a site goes out."""

    #: As ``docs/checks.md`` names it.
    name: str
    find: Callable[[Subject], Iterable[Fault]]
    severity: Severity = "error"

    def faults(self, subject: Subject) -> tuple[Fault, ...]:
        """Return what breaks it, with its severity."""
        return tuple(replace(fault, severity=self.severity, rule=self.name) for fault in self.find(subject))
