"""What a place is: it says what to ask of a platform so that something is said there, and reads the answers.

A place opens no connection and knows no clock. Its functions yield one call
after the other and are sent the answers, so that each act is pure and a double
can play the platform. A call that writes may have been obeyed although no
answer came: whoever drives a place asks it to `find` before it sends again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeVar
from urllib.parse import urlencode

from hiwar.errors import HiwarError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.model.announcement import AnnouncementId
    from hiwar.model.community import Community

_T = TypeVar("_T")
_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
#: Of a platform's own words, as many as fit a line.
_MOST_WORDS: Final = 160
_TAG: Final = re.compile(r"<[^>]*>")


class Unsaid(HiwarError):  # noqa: N818 - it is an outcome, not a mistake of ours
    """A place says that it did not take it, and why."""


class Unclear(HiwarError):  # noqa: N818 - the same
    """Nobody knows whether a place took it."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request that a place asks for."""

    url: str
    method: Literal["GET", "POST", "PUT", "DELETE"] = "GET"
    headers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: any status, with the body whole."""

    status: int
    #: Names in lower case.
    headers: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    body: bytes = b""
    #: Where it came from, redirects followed; it may hold a token.
    url: str = field(default="", repr=False)

    @property
    def is_done(self) -> bool:
        """Whether the place did what it was asked for."""
        return 200 <= self.status < 300

    def parsed(self) -> object:
        """Return the JSON of the body, None when it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    def value(self, *path: str | int) -> object:
        """Return what stands at a path in the JSON, None when nothing does."""
        return within(self.parsed(), *path)

    def text(self, *path: str | int) -> str:
        """Return a text or a number of the JSON as text, empty when there is none."""
        return text_within(self.parsed(), *path)


def within(value: object, *path: str | int) -> object:
    """Return what stands at a path in parsed JSON, None when nothing does."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def text_within(value: object, *path: str | int) -> str:
    """Return a text or a number in parsed JSON as text, empty when there is none."""
    found = within(value, *path)
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else ""


def rows_within(value: object, *path: str | int) -> list[object]:
    """Return a list in parsed JSON, empty when there is none."""
    found = within(value, *path)
    return found if isinstance(found, list) else []


#: Yields calls and is sent their answers. Raises Unsaid.
Steps = Generator[Call, Answer, _T]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that goes with what is said."""

    content: bytes
    #: What it shows, in the language of the text.
    alt: str
    type: str = "image/jpeg"
    #: Pixels.
    width: int = 1200
    height: int = 630


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered."""

    #: Its id in the interface.
    key: str
    #: The thread's address for people.
    thread: str
    #: Of whoever is answered, as one mentions them; may be empty.
    handle: str = ""
    #: It is the thread's own first post that is answered, and the key is the thread's.
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be said at one place, whole: nothing is left to decide."""

    id: AnnouncementId
    #: As it is sent, cut and marked.
    text: str
    #: The page it is about; empty in an answer.
    url: str = ""
    #: For forums and blogs, and the card of a link.
    title: str = ""
    summary: str = ""
    warning: str = ""
    #: The card of the page, or of a quotation.
    picture: Picture | None = None
    #: Whether the picture is itself what is said, as a quotation's card is.
    is_picture_told: bool = False
    reply: Reply | None = None
    #: Seconds since 1970 of what it is about; the same at each try and in each job.
    epoch: int = 0
    #: Aware: when it was decided; the same at each try.
    moment: datetime = _LONG_AGO


@dataclass(frozen=True, slots=True)
class Seat:
    """Who speaks at a place."""

    community: Community
    token: str = field(repr=False)
    #: The environment variable that the token comes from: all that may be said of it.
    variable: str
    #: As the place knows them; empty when the token says it.
    account: str = ""

    @property
    def server(self) -> str:
        """Where calls go, without a slash at the end."""
        return self.community.server or self.community.interface


@dataclass(frozen=True, slots=True)
class Sent:
    """What was said."""

    #: For people.
    address: str
    #: In the interface.
    key: str


class Place(Protocol):
    """A platform that takes what is said; modules of this room are places."""

    @property
    def PLATFORM(self) -> str:  # noqa: N802 - a module's constant
        """The name in company.toml."""
        ...

    @property
    def NAME(self) -> str:  # noqa: N802 - a module's constant
        """The name for people."""
        ...

    def find(self, draft: Draft, seat: Seat) -> Steps[Sent | None]:
        """Look whether it was said already, in words or by key.

        Raises:
            Unclear: the place cannot tell.
        """
        ...

    def send(self, draft: Draft, seat: Seat) -> Steps[Sent]:
        """Say it."""
        ...

    def withdraw(self, sent: Sent, seat: Seat) -> Steps[None]:
        """Delete it; what is gone already is fine."""
        ...


def json_call(url: str, value: object, headers: Mapping[str, str], method: Literal["POST", "PUT"] = "POST") -> Call:
    """Return a call with a body of JSON."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Call(url, method, {**headers, "Content-Type": "application/json"}, body)


def form_call(url: str, fields: Mapping[str, str], headers: Mapping[str, str] = _NOTHING) -> Call:
    """Return a call with the body of a form."""
    typed = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    return Call(url, "POST", typed, urlencode(fields).encode())


def upload_call(
    url: str, fields: Mapping[str, str], name: str, picture: Picture, headers: Mapping[str, str] = _NOTHING
) -> Call:
    """Return a call with a form that holds a picture (RFC 7578)."""
    # A boundary that the picture cannot hold but by chance of one in 2^256.
    boundary = "hiwar-4f0c6ad1f6c54d6d9b8e3c1a7d2e5b90"
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{fields[key]}\r\n' for key in fields]
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="card.jpg"\r\n'
        f"Content-Type: {picture.type}\r\n\r\n"
    )
    body = "".join(parts).encode() + head.encode() + picture.content + f"\r\n--{boundary}--\r\n".encode()
    return Call(url, "POST", {**headers, "Content-Type": f"multipart/form-data; boundary={boundary}"}, body)


def needed(answer: Answer, seat: Seat, *words: str | int) -> Answer:
    """Return an answer that says it is done.

    Args:
        answer: of the place.
        seat: whose token it was.
        words: where in its JSON the place says why it refuses.

    Raises:
        Unsaid: it refuses, in a way that the same words will not change.
        Unclear: it is in trouble itself, and may have obeyed.
    """
    if answer.is_done:
        return answer
    if answer.status in {401, 403}:
        raise Unsaid(
            f"the token in {seat.variable} is refused ({answer.status}): make a new one, with the right to write"
        )
    why = _TAG.sub("", answer.text(*words))[:_MOST_WORDS].replace(seat.token, "…") if words else ""
    said = f"answered {answer.status}{f': {why}' if why else ''}"
    if answer.status >= 500 or answer.status in {408, 425}:
        raise Unclear(said)
    raise Unsaid(said)
