"""The dialogue of a whole site: questions, answers, numbers, and who spoke last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from markupsafe import Markup

    from hiwar.model.conversation import Cause
    from hiwar.model.page import Anchor
    from hiwar.model.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A comment as pages show it that are not its piece's."""

    #: Plain text, cut; what its author warns of, where they do.
    text: str
    #: BCP 47; empty when nobody said.
    lang: str
    #: Of the text: ``rtl`` or ``ltr``.
    direction: str
    #: Plain text; empty when nobody is named.
    author: str
    #: One or two letters in place of a picture; may be empty.
    initials: str
    #: In the company's time zone; never after the thread was heard.
    published: datetime
    #: The piece it is about, with the fragment that leads to the comment in its address.
    about: Anchor
    #: The fragment that leads to the comment in that page.
    anchor: str
    #: The platform's name, as people write it.
    platform: str
    #: Where one answers it.
    url: str
    #: None for everybody but the company.
    speaker: Speaker | None = None
    #: The text is only a warning of what stands there.
    is_warned: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody's question, and what the company answered."""

    asked: Excerpt
    #: None while it is open.
    answer: Excerpt | None = None
    #: None while it is open, and when the platform's clock is wrong.
    waited: timedelta | None = None
    #: It says something else now than when it was answered.
    is_edited_since: bool = False
    #: The company promised to be faster.
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Promoted:
    """An official answer that became a question on the page of a product or a release."""

    #: In the company's words, plain text in the page's language.
    question: str
    #: Cleaned, as the answer stands in its conversation.
    answer: Markup
    #: BCP 47; empty when nobody said.
    lang: str
    #: Of the answer: ``rtl`` or ``ltr``.
    direction: str
    speaker: Speaker | None
    #: When it was answered, in the company's time zone.
    published: datetime
    #: The piece whose conversation it stands in.
    about: Anchor
    #: The fragment that leads to the answer there.
    anchor: str
    #: Who asked; empty when nobody is named, was erased or is hidden.
    asker: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a drawn bar, in units of a bar's whole length of 100."""

    kind: Literal["answered", "late", "open"]
    #: From the left, in either direction of writing.
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Month:
    """The questions asked in one month."""

    #: Its first moment, in the company's time zone.
    first: datetime
    asked: int
    answered: int
    #: None when nothing was answered, or nobody knows how fast.
    median: timedelta | None
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """How well the company answers."""

    asked: int
    answered: int
    #: Per cent of all questions that were answered; None when nobody asked.
    rate: int | None
    #: Half of the answers came sooner; None when there is none.
    median: timedelta | None
    #: Within what the company says it answers; None when it promises nothing.
    promise: timedelta | None = None
    #: Questions whose time is up, or that are answered.
    judged: int = 0
    #: Those of them that were answered in time.
    kept: int = 0

    @property
    def open(self) -> int:
        """How many questions nobody has answered."""
        return self.asked - self.answered

    @property
    def kept_rate(self) -> int | None:
        """Per cent of what could be judged; None when nothing could."""
        return round(100 * self.kept / self.judged) if self.judged else None


@dataclass(frozen=True, slots=True)
class Dialogue:
    """All that ``/dialogue/`` shows."""

    #: The newest hearing, in the company's time zone: ages are counted up to it; None before the first.
    heard: datetime | None
    numbers: Numbers
    #: Oldest first; the first ones when there are too many for a page.
    open: tuple[Question, ...]
    #: The newest answer first, as many as fit.
    answered: tuple[Question, ...]
    #: Newest last; months without a question in between are there.
    months: tuple[Month, ...]
    hidden: tuple[tuple[Cause, int], ...]
    newest: tuple[Excerpt, ...]
    #: Comments that are shown on the whole site.
    count: int = 0

    @property
    def hidden_count(self) -> int:
        """How many comments are not shown, for whichever cause."""
        return sum(count for _, count in self.hidden)


@dataclass(frozen=True, slots=True)
class Talk:
    """What the home page tells of the dialogue."""

    #: Where all of it stands.
    address: str
    newest: tuple[Excerpt, ...]
    #: The newest ones.
    open: tuple[Question, ...]
    numbers: Numbers
