"""What the tasks that speak share: the ledger kept, the person asked, the places called."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hiwar import __version__, ledger
from hiwar.announce.calling import LIMITS, Network, policy_for
from hiwar.announce.sending import Book, Session
from hiwar.commands.project import ROOT, say
from hiwar.deploy.keeping import keeper_for
from hiwar.deploy.settings import load
from hiwar.errors import Faults, SetupError
from hiwar.git import head
from hiwar.http import Client, Policy, Unreachable, origin
from hiwar.wholefiles import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiwar.deploy.keeping import Keeper
    from hiwar.http import Reply
    from hiwar.model.company import Company


def agent(company: Company) -> str:
    """Return who calls."""
    return f"Hiwar/{__version__} (+{company.url})"


def confirmed(question: str, *, is_sure: bool) -> bool:
    """Ask at the keyboard whether to go on, unless it is sure.

    Raises:
        SetupError: nobody is there to answer.
    """
    if is_sure:
        return True
    if not sys.stdin.isatty():
        raise SetupError(f"{question} Nobody is here to ask; say --yes, or --dry-run to look at it")
    try:
        return input(f"{question} [y/N] ").strip().casefold() in {"y", "yes", "نعم", "ن"}
    except EOFError:
        return False


def read_ledger(content: Path) -> ledger.Ledger:
    """Return the ledger of a content folder.

    Raises:
        ContentError: it cannot be read.
    """
    faults = Faults()
    found = ledger.read(content, Path.cwd(), faults)
    faults.raise_if_any()
    return found


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the content folder that is kept in git, where the project is pushed somewhere."""

    path: Path
    keeper: Keeper | None

    def check(self) -> None:
        """Refuse to go on where it could not be pushed; raises as `Keeper.check` does."""
        if self.keeper:
            self.keeper.check()

    def write(self, text: str) -> None:
        """Write it whole."""
        write_whole(self.path, text)

    def push(self, message: str) -> None:
        """Commit it and push it; raises as `Keeper.keep` does."""
        if self.keeper:
            self.keeper.keep(message)
        elif self.path.exists():
            say(f"{os.path.relpath(self.path)} is written; keep it in git")


def kept(content: Path, name: str) -> Kept:
    """Return what keeps a file of a content folder."""
    path, settings = (content / name).resolve(), load(ROOT / "publishconf.py")
    is_ours = path.is_relative_to(ROOT.resolve()) and head(content) is not None
    try:
        return Kept(path, keeper_for(ROOT, settings, path) if is_ours else None)
    except SetupError:
        return Kept(path, None)  # the remote that it would be pushed to is not there yet


@contextmanager
def session(content: Path, company: Company, place: Kept) -> Iterator[Session]:
    """Give a session that calls the company's communities and keeps the ledger."""
    book = Book(read_ledger(content), lambda rows: place.write(ledger.render(rows)))
    with Client(agent(company), policy_for(company.communities), LIMITS) as client:
        yield Session(book, Network(client), lambda: datetime.now(UTC))


def fetcher(company: Company) -> Callable[[str], Reply | None]:
    """Return what asks the live site, past its caches, which may be on this machine when its address says so."""
    own = frozenset({origin(company.url)})

    def fetch(address: str) -> Reply | None:
        try:
            with Client(agent(company), Policy(private=own, plain=own)) as client:
                return client.get(address, {"Cache-Control": "no-cache", "Accept": "text/html"})
        except Unreachable:
            return None

    return fetch
