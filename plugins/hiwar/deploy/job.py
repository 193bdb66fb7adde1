"""What a deploy is given: the project, its settings, and the hands that build, check and look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from hiwar.deploy.git import Repository
    from hiwar.deploy.listing import Difference, Listing
    from hiwar.deploy.settings import DeploySettings
    from hiwar.model.deploy import Published

State = Literal["published", "unchanged", "dry run"]


@dataclass(frozen=True, slots=True)
class Hands:
    """What other rooms do for a deploy; `tasks.py` joins them."""

    #: Builds a project's folder into an output folder, both given, and says what it made.
    build: Callable[[Path, Path], Published]
    #: Raises what is wrong with a built tree.
    check: Callable[[Path], None]
    #: Gives the body at an address, past any cache; None when there is none.
    fetch: Callable[[str], bytes | None]
    #: Gives a folder that takes the place of another: ``hiwar.site.output.staged_output``.
    staged: Callable[[Path, Path], AbstractContextManager[Path]]
    #: Prints a line for the person at the terminal.
    say: Callable[[str], None]
    #: Waits, in seconds.
    sleep: Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Job:
    """One deploy of one project."""

    #: The project's folder: in a git work tree, or its top.
    root: Path
    #: The project's ``.cache/``.
    cache: Path
    settings: DeploySettings
    #: Where the site stands: ``url`` of company.toml.
    url: str
    hands: Hands
    #: Do all but the last step, and change nothing that others see.
    dry_run: bool = False
    #: Let a fifth of the pages go, or more.
    shrink: bool = False
    #: Replace what was rolled back, or what was built from a source that is not ours.
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """A tree that may go out."""

    #: The built, checked and finished tree.
    site: Path
    files: Listing
    published: Published
    #: The commit it was built from.
    source: str
    repository: Repository
    #: A private folder for the deploy's own work.
    work: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a deploy ended."""

    state: State
    #: The commit of the content.
    source: str
    difference: Difference
    #: The commit on the branch that is served; None for other targets and dry runs.
    commit: str | None = None
    #: What the web shows when it shows this deploy: the bytes of ``build.json``.
    build: bytes = b""
