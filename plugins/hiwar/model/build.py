"""One build on its way through the rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hiwar.errors import HiwarError
from hiwar.i18n import read_catalogues
from hiwar.model.crew import Alone
from hiwar.model.effort import Effort
from hiwar.model.memory import Forgetful

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from hiwar.i18n import Catalogues
    from hiwar.model.conversation import Conversation
    from hiwar.model.crew import Crew
    from hiwar.model.media import MediaFile, MediaLibrary
    from hiwar.model.memory import Memory
    from hiwar.model.page import Page
    from hiwar.model.piece import Piece
    from hiwar.model.site import Site
    from hiwar.model.sketch import Draft, Sketch


#: Below the cache: what was heard, and may be kept for a while only.
_PASSING: Final = "threads/passing"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    #: The content folder.
    content: Path
    #: The theme's folder.
    theme: Path
    #: Where rooms keep what they may lose: one folder per content folder.
    cache: Path
    #: Where one stands: the paths of messages are relative to it.
    cwd: Path
    #: Aware; decides what is public, and nothing else.
    now: datetime
    #: Take in drafts and what is to come, marked and unindexed.
    review: bool = False
    #: The commit that is built; None outside of a repository.
    commit: str | None = None
    #: Whether files differ from that commit.
    is_dirty: bool = False
    #: Whether nothing of earlier builds is to be believed.
    is_clean: bool = False

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that a build reads, besides its own memory."""
        return self.content, self.theme, Path(__file__).parents[1], self.cache / _PASSING

    @property
    def said(self) -> tuple[str, ...]:
        """What else decides the site and what is said of it, but for the moment."""
        return str(self.cwd), str(self.review), str(self.commit), str(self.is_dirty)

    @property
    def own_theme(self) -> Path:
        """The company's templates and files, each found before the theme's of the same name; it may not be there."""
        return self.content / "theme"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build ended with, in numbers: also of one that had nothing to do."""

    pieces: int
    pages: int
    effort: Effort
    #: Warnings.
    notes: tuple[str, ...]
    #: What comes out next by itself, line by line; empty where nothing waits.
    coming: tuple[str, ...]


class SupersededError(HiwarError):
    """A build was given up, as something that it read is another by now and the next is asked for."""

    def __init__(self) -> None:
        super().__init__("something changed while the site was built; build it again")


@dataclass(slots=True)
class Build:
    """The values that one room leaves for the next, in the order of PLUGINS."""

    request: Request
    #: Set by the media room.
    library: MediaLibrary = field(init=False)
    #: Set by the content room.
    site: Site = field(init=False)
    #: Set by the content room: returns a piece, by its source, as its file is now; None where nobody can say.
    again: Callable[[str], Piece | None] = field(init=False)
    #: Every page before it is composed; rooms add to what it rests on, and to its values.
    sketches: list[Sketch] = field(default_factory=list)
    #: Files that are made only when what they rest on differs from the last time.
    drafts: list[Draft] = field(default_factory=list)
    #: What every page rests on besides: texts that say all of it.
    rests_on: list[str] = field(default_factory=list)
    #: What each room does to pages that are composed, in the order of PLUGINS.
    dressers: list[Callable[[Sequence[Sketch]], None]] = field(default_factory=list)
    #: The conversation about each piece that is discussed, by the address of its page.
    conversations: dict[str, Conversation] = field(default_factory=dict)
    #: Files to write besides pages: address to bytes.
    files: dict[str, bytes] = field(default_factory=dict)
    #: Files of the writers to copy, by their address.
    media: dict[str, MediaFile] = field(default_factory=dict)
    #: How many renditions of pictures had to be encoded, as no earlier build had.
    encoded: int = 0
    #: Lines to show when the build is done.
    notes: list[str] = field(default_factory=list)
    #: Moments from which the clock changes something that this build shows.
    moments: list[datetime] = field(default_factory=list)
    #: What this build had to do.
    effort: Effort = field(default_factory=Effort)
    #: What this build may know from the one before it.
    memory: Memory = field(default_factory=Forgetful)
    #: Who does what consists of many jobs.
    crew: Crew = field(default_factory=Alone)
    #: Asked between the steps of a build: whether anybody still waits for this one.
    is_wanted: Callable[[], bool] = lambda: True
    _catalogues: Catalogues | None = None

    def go_on(self) -> None:
        """Do nothing, as long as the build is wanted; raises SupersededError."""
        if not self.is_wanted():
            raise SupersededError

    @property
    def pages(self) -> list[Page]:
        """Every page, whole: all that are not yet are composed now."""
        self.compose(self.sketches)
        return [sketch.page for sketch in self.sketches]

    def compose(self, sketches: Iterable[Sketch]) -> None:
        """Let every room add to the pages of some sketches, those that it did not add to yet."""
        fresh = [sketch for sketch in sketches if not sketch.is_dressed]
        for sketch in fresh:
            sketch.is_dressed = True
        for dress in self.dressers:
            dress(fresh)

    @property
    def coming(self) -> tuple[str, ...]:
        """What comes out next by itself, and when, so that a schedule can be set; empty where nothing waits."""
        moment = self.site.next_moment
        if moment is None:
            return ()
        waiting = (*self.site.withheld, *self.site.pieces)
        due = [f"  {it.shown}" for it in waiting if it.status == "published" and it.public_from == moment]
        return (f"Next to come out: {moment.isoformat()}", *due)

    @property
    def outcome(self) -> Outcome:
        """What it ended with, in numbers."""
        return Outcome(len(self.site.pieces), len(self.sketches), self.effort, tuple(self.notes), self.coming)

    @property
    def catalogues(self) -> Catalogues:
        """The theme's words in the languages of the site, the company's own before them; read once a build.

        Raises:
            SetupError: a file of the theme cannot be read.
        """
        if self._catalogues is None:
            folder, own = self.request.theme / "translations", self.request.own_theme / "translations"
            self._catalogues = read_catalogues(folder, self.site.company.languages, own)
        return self._catalogues
