"""What the company says of its pieces elsewhere: what a writer wants, and what was done."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from hiwar.model.piece import PieceId

#: ``sending`` was decided, and perhaps done; ``sent`` was; ``withdrawn`` was deleted again, and is never sent anew.
AnnouncementState = Literal["sending", "sent", "withdrawn"]
ANNOUNCEMENT_STATES: Final[tuple[AnnouncementState, ...]] = get_args(AnnouncementState)


@dataclass(frozen=True, slots=True)
class Wording:
    """What ``announce`` of a piece says."""

    #: Texts by platform; under ``""`` the one for all others. Often empty.
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    #: What readers are warned of before they read on; often empty.
    warning: str = ""
    #: Which of its quotations is announced with its card, from 1; 0 is none.
    quotation: int = 0
    #: It is announced nowhere.
    is_silent: bool = False


class Copy(NamedTuple):
    """A piece's announcement, where readers find it."""

    #: The community's, in the piece's language.
    name: str
    address: str


class AnnouncementId(NamedTuple):
    """What is said once, for ever."""

    piece: PieceId
    lang: str
    #: ``url`` of the community.
    place: str
    #: ``account`` of the community; may be empty.
    account: str
    #: Empty for the announcement itself; names a correction of it.
    part: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A row of the ledger ``content/announced.json``."""

    id: AnnouncementId
    state: AnnouncementState
    #: Aware, UTC, whole seconds: when it was decided, or done.
    moment: datetime
    #: The first half of the hex SHA-256 of what was sent.
    digest: str
    #: Where people find it; empty until it was sent.
    address: str = ""
    #: Its id in the platform's interface; empty until it was sent.
    key: str = ""
