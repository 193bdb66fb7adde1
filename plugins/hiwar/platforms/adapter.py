"""What an adapter is: it says what to ask, and reads what was answered.

An adapter opens no connection. `Adapter.hear` yields one request after the
other and is sent the answers, so that paging and walking of cut trees are pure
and can be replayed from files. What it returns is as the platform sent it,
with its kind of text named; only `hiwar.threads.cleaning` makes it safe.
"""

from __future__ import annotations

import json
from collections.abc import Generator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

from hiwar.errors import HiwarError
from hiwar.model.community import token_name
from hiwar.model.thread import Author, Validator

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from hiwar.model.community import Community
    from hiwar.model.thread import Attachment, Source


class Unheard(HiwarError):  # noqa: N818 - it is an outcome of listening, not a mistake of ours
    """Nothing could be heard now: what was heard before stays as it is."""


class Gone(Unheard):
    """The platform says in its own words that the thread is no more."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A thread on a platform, found from its address."""

    platform: str
    #: The address as the writer gave it, without a fragment.
    url: str
    #: Where the interface answers, without a slash at the end.
    api: str
    #: The thread's id in the interface.
    key: str
    #: None on a platform's fixed public host that no community declares.
    community: Community | None = None
    #: The address on whose host a token's name is made when no community is declared; often empty.
    front: str = ""

    @property
    def token_name(self) -> str:
        """The environment variable that may hold a token for it."""
        return self.community.token_name if self.community else token_name(urlsplit(self.front or self.url).netloc)


@dataclass(frozen=True, slots=True)
class Request:
    """One question that an adapter asks: a GET, unless it has a ``query``."""

    url: str
    accept: str = "application/json"
    #: Given to be told 304 instead of the same answer again.
    validator: Validator | None = None
    #: JSON that is posted, for interfaces that are asked so.
    query: str = ""
    #: How a token goes along: as ``Bearer`` in Authorization, as another header,
    #: with ``?`` before its name as a parameter of the address; empty for never.
    auth_by: str = "Authorization"
    #: Seconds that the platform's last answer asked to be left alone before.
    after: float = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: any status, with the body whole."""

    #: The address that was asked for.
    url: str
    status: int
    #: Names in lower case.
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    body: bytes = b""

    @property
    def media_type(self) -> str:
        """The type without its parameters, in lower case: ``application/json``."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_json(self) -> bool:
        """Whether it says that it is JSON (RFC 6839 names the ``+json`` suffix)."""
        return self.media_type == "application/json" or self.media_type.endswith("+json")

    @property
    def is_unchanged(self) -> bool:
        """Whether the validator that was sent still holds."""
        return self.status == 304

    @property
    def says_no_more(self) -> bool:
        """Whether the interface itself, not a page before it, says "no such thing"."""
        return self.status in {404, 410} and self.is_json

    def json(self) -> object:
        """Return the parsed body.

        Raises:
            Unheard: the status is not 200, or the body is not JSON.
        """
        if self.status != 200:
            raise Unheard(f"answered {self.status}")
        return self.parsed()

    def parsed(self) -> object:
        """Return the parsed body of an answer of any status.

        Raises:
            Unheard: it is not JSON.
        """
        if not self.is_json:
            raise Unheard(f"answered {self.media_type or 'nothing'} instead of JSON")
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise Unheard("answered JSON that is cut or broken") from error

    def validator(self) -> Validator | None:
        """Return what to ask with next time, or None when the server gave nothing."""
        etag, modified = self.headers.get("etag", ""), self.headers.get("last-modified", "")
        return Validator(self.url, etag, modified) if etag or modified else None


@dataclass(frozen=True, slots=True)
class Link:
    """A link in plain text."""

    #: UTF-8 byte offsets, the end not included.
    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Body:
    """What was said, as the platform sent it: trust nothing in it."""

    text: str
    kind: Literal["html", "plain"] = "html"
    #: What relative addresses in the HTML are relative to.
    base: str = ""
    #: Of plain text only.
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as the platform sent it; fields as in `Comment`."""

    id: str
    published: datetime
    body: Body
    key: str = ""
    parent: str = ""
    url: str = ""
    author: Author = field(default_factory=Author)
    edited: datetime | None = None
    lang: str = ""
    warning: str = ""
    attachments: tuple[Attachment, ...] = ()
    license: str = ""
    #: The page it is about, where one hearing is about many.
    about: str = ""
    is_hidden: bool = False
    #: Anybody could have sent it, so a moderator looks first.
    is_queued: bool = False
    #: Deleted, but the platform keeps its place; author and body are dropped.
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """All that a source said this time."""

    #: In any order; an id may come twice, and then the last one counts.
    comments: tuple[Said, ...] = ()
    #: Ids that the platform, asked, calls deleted, or whose authors want no public.
    deleted: frozenset[str] = frozenset()
    #: Ids that are there still, asked for alone, and no longer for the public.
    hidden: frozenset[str] = frozenset()
    #: Whether this is the whole tree, so that absence means something.
    complete: bool = True
    #: Only when one request alone tells whether anything changed.
    validator: Validator | None = None
    #: How long the platform's terms let one keep this; None is for ever.
    kept: timedelta | None = None


#: Yields requests, is sent their answers; returns None when a 304 said that
#: nothing changed. Raises Unheard, or Gone.
Hearing = Generator[Request, Answer, Heard | None]


class Adapter(Protocol):
    """A platform; modules of this room are adapters."""

    #: As ``platform = "…"`` in company.toml.
    @property
    def PLATFORM(self) -> str:  # noqa: N802 - a module's constant
        """The name in company.toml."""
        ...

    #: As people write it.
    @property
    def NAME(self) -> str:  # noqa: N802 - a module's constant
        """The name for readers."""
        ...

    def match(self, url: str, communities: Sequence[Community]) -> Ref | None:
        """Return the thread at an address, or None when it is not one of this platform's.

        ``communities`` are those of this platform only.
        """
        ...

    def hear(self, ref: Ref, prior: Source | None) -> Hearing:
        """Ask for the thread, knowing what was heard before."""
        ...


def community_of(url: str, communities: Sequence[Community]) -> tuple[Community, str] | None:
    """Return the community an address lies in, and the rest of its path.

    The rest has no slash at its start. The longest address wins where one
    community lies below another.
    """
    for community in sorted(communities, key=lambda one: -len(one.url)):
        if url.startswith(community.url + "/"):
            return community, url[len(community.url) + 1 :]
    return None
