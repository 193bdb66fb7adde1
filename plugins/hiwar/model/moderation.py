"""Moderation: what a moderator wrote in ``content/threads/moderation.toml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hiwar.model.piece import PieceId

#: Why something is hidden; there is no other reason, and criticism is none.
Reason = Literal["insult", "spam", "private", "off-topic", "impersonation", "unlawful"]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
#: What a rule that hides looks at.
Target = Literal["comment", "author", "domain", "word"]
TARGETS: Final[tuple[Target, ...]] = get_args(Target)


@dataclass(frozen=True, slots=True)
class Hide:
    """Hides a comment, all of an author, all that links to a domain, all with a word."""

    target: Target
    #: An address, a handle, a host or words, as the moderator typed it.
    value: str
    reason: Reason
    #: 1-based, in the file; the same below.
    line: int


@dataclass(frozen=True, slots=True)
class Pin:
    """Lets a comment stand first."""

    comment: str
    line: int


@dataclass(frozen=True, slots=True)
class Mark:
    """Says by hand whether a comment asks, and by what it was answered."""

    comment: str
    #: None when only the answer is named.
    asks: bool | None
    #: The official comment that answers it where the platform cannot say so; often empty.
    answer: str
    line: int


@dataclass(frozen=True, slots=True)
class Close:
    """Ends the conversation about a piece; what is said later is not shown."""

    piece: PieceId
    #: Aware.
    start: datetime
    line: int


@dataclass(frozen=True, slots=True)
class Release:
    """Lets a mention from somebody's own site be seen."""

    mention: str
    #: Of what it said when it was let in.
    seal: str
    line: int


@dataclass(frozen=True, slots=True)
class Promote:
    """Puts an official answer on the page of a product or a release."""

    answer: str
    piece: PieceId
    #: The question in the company's words, by language: the asker may be erased one day.
    question: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Takes the company's voice from an account that is no longer its own."""

    #: The account's address.
    account: str
    #: Aware: what it says, or edits, from then on is nobody's word.
    start: datetime
    line: int


@dataclass(frozen=True, slots=True)
class Moderation:
    """All rules, each kind in the order of the file."""

    #: The file as messages name it.
    shown: str = ""
    hides: tuple[Hide, ...] = ()
    pins: tuple[Pin, ...] = ()
    marks: tuple[Mark, ...] = ()
    closes: tuple[Close, ...] = ()
    releases: tuple[Release, ...] = ()
    promotes: tuple[Promote, ...] = ()
    withdraws: tuple[Withdraw, ...] = ()
    #: Hex SHA-256 of the file; empty when there is none.
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules mean for the comments of one thread, by their ids."""

    #: Not shown, and why.
    hidden: Mapping[str, Reason] = field(default_factory=lambda: MappingProxyType({}))
    #: Not shown until a moderator lets them.
    queued: frozenset[str] = frozenset()
    #: Shown, because a moderator let them.
    released: frozenset[str] = frozenset()
    #: Not shown, because the conversation was closed before.
    late: frozenset[str] = frozenset()
    pinned: frozenset[str] = frozenset()
    #: Whether a comment asks, where a moderator said so.
    asks: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    #: The answer to a question, where a moderator said so.
    answers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: Aware: when the conversation was closed; None while it is open.
    closed: datetime | None = None
    #: Lines of rules that found something here.
    used: frozenset[int] = frozenset()
    #: Lines of rules that would silence the company itself, or take a stranger for it.
    wrong: frozenset[int] = frozenset()
