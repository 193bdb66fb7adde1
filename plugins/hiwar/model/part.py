"""The parts of a piece: what has a place of its own in the page, to be named, quoted and shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from hiwar.model.kinds import Voice
    from hiwar.model.media import MediaFile


@dataclass(frozen=True, slots=True)
class Fact:
    """One item of the list of facts."""

    kind: ClassVar[Literal["fact"]] = "fact"

    #: The fragment that leads to it: ``fact-1``, from 1 in the order of the piece.
    anchor: str
    #: Plain text on one line.
    text: str
    #: What stands in its item.
    html: Markup


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody says in a piece."""

    kind: ClassVar[Literal["quotation"]] = "quotation"

    #: ``quote-1``.
    anchor: str
    #: Plain text on one line, without who said it.
    text: str
    #: What stands in its blockquote, without who said it.
    html: Markup
    #: Id in people.toml; None where the writer names nobody of the company.
    speaker: str | None = None
    #: In whose name the speaker talks; None without a speaker.
    voice: Voice | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that stands by itself, between paragraphs."""

    kind: ClassVar[Literal["photo"]] = "photo"

    #: ``photo-1``.
    anchor: str
    file: MediaFile
    #: What it shows, for who cannot see it. Plain text, like the next two.
    alt: str
    #: What stands below it; often empty.
    caption: str = ""
    #: Who took or drew it; often empty.
    credit: str = ""


class Track(NamedTuple):
    """Captions of a video in a language."""

    lang: str
    file: MediaFile


@dataclass(frozen=True, slots=True)
class Recording:
    """Video or sound, in a file of ours or on a platform."""

    #: ``video-1`` or ``audio-1``.
    anchor: str
    kind: Literal["video", "audio"]
    #: What is seen or heard, as plain text.
    title: str
    #: Our own file; None where it lies on a platform.
    file: MediaFile | None = None
    #: The same in other formats.
    others: tuple[MediaFile, ...] = ()
    #: The picture before it plays; None on sound, and where the writer gave none.
    poster: MediaFile | None = None
    #: The piece's language first.
    tracks: tuple[Track, ...] = ()
    #: What is said, paragraph by paragraph, in the piece's language; empty where the writer gave nothing.
    transcript: tuple[str, ...] = ()
    caption: str = ""
    credit: str = ""
    #: Where people watch it on a platform; empty on files of ours, like the next two.
    watch: str = ""
    #: What a frame shows: asked for only when a reader asks for it.
    player: str = ""
    #: The platform's name, or its host.
    platform: str = ""

    @property
    def files(self) -> tuple[MediaFile, ...]:
        """What a player may choose from."""
        return (self.file, *self.others) if self.file else ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answer."""

    kind: ClassVar[Literal["question"]] = "question"

    #: ``question-1``.
    anchor: str
    #: Plain text.
    question: str
    #: Plain text on one line.
    text: str
    #: The answer as it stands in the page.
    html: Markup


Part = Fact | Quotation | Photo | Recording | Question


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of a piece, each kind in the order of the piece."""

    facts: tuple[Fact, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    photos: tuple[Photo, ...] = ()
    recordings: tuple[Recording, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def carded(self) -> tuple[Fact | Quotation, ...]:
        """Those of a release that have a card and a page of their own: the key fact, and what our people say."""
        said = (quotation for quotation in self.quotations if quotation.speaker)
        return (*self.facts[:1], *said)

    def __iter__(self) -> Iterator[Part]:
        """Yield every part, kind by kind."""
        yield from self.facts
        yield from self.quotations
        yield from self.photos
        yield from self.recordings
        yield from self.questions


#: Of a text that has none.
NO_PARTS: Final = Parts()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a body: text as it is, or one part. Joined, they are the body."""

    html: Markup
    #: Never a question: its section holds other passages.
    part: Fact | Quotation | Photo | Recording | None = None
