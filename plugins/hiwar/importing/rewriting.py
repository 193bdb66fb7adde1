"""How a step rewrites a body: only outside code, and never its number of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from hiwar.importing.lines import mask

if TYPE_CHECKING:
    import re

    from hiwar.importing.report import BodyNotes, What

#: Two marks that mean something together.
_JOINED: Final = frozenset({"](", "][", "]:", "![", "&#", "</", "<!", "{:", "{#", "{%", "{<"})
#: Stands for an empty line that a step may not add; the last step adds it.
BREAK: Final = "\x01"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link or picture of an old text leads now."""

    #: What to write in its place; empty when it leads nowhere.
    address: str
    #: What to say of it in the report; None when nothing changed.
    what: What | None = None


class Places(Protocol):
    """Knows where the addresses in one old text lead."""

    def link(self, address: str) -> Target:
        """Return where a link leads."""
        ...

    def picture(self, address: str) -> Target:
        """Return where a picture lies, with ``PICTURE_LINK`` when on another site."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """What the steps know about the text they rewrite."""

    notes: BodyNotes
    places: Places
    #: The piece's language, for words that a step adds.
    lang: str
    #: Whether the source is MDX: components and expressions, no indented code.
    is_mdx: bool = False
    #: Whether Jekyll read it: Liquid everywhere, in code too.
    is_jekyll: bool = False

    def mask(self, text: str) -> str:
        """Return the text, equally long, with its code masked."""
        return mask(text, indented=not self.is_mdx)

    def note(self, text: str, offset: int, what: What, value: str) -> None:
        """Note what happened at an offset of the text."""
        self.notes.add(text, offset, what, value)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A part of a text and what takes its place."""

    start: int
    end: int
    new: str


def apply(text: str, edits: Iterable[Edit], *, keep_lines: bool = True) -> str:
    """Return the text with the edits made; of two that overlap the first in the text counts.

    Each edit keeps the number of lines, unless told otherwise: line ends that it
    would remove follow what takes its place.
    """
    listed = sorted(edits)
    if not listed:
        return text
    joiner = _Joiner()
    done = 0
    for edit in listed:
        if edit.start >= done:
            missing = text.count("\n", edit.start, edit.end) - edit.new.count("\n") if keep_lines else 0
            joiner.add(text[done : edit.start])
            joiner.add(edit.new + "\n" * missing, is_gap=True)
            done = edit.end
    joiner.add(text[done:])
    return "".join(joiner.pieces)


@dataclass(slots=True)
class _Joiner:
    """Puts texts together, with a space where marks would meet that stood apart."""

    pieces: list[str] = field(default_factory=list)
    last: str = ""
    is_cut: bool = False

    def add(self, text: str, *, is_gap: bool = False) -> None:
        """Add a part; a gap is one that took the place of something."""
        if not text:
            self.is_cut = self.is_cut or is_gap
            return
        if self.is_cut and _would_join(self.last, text[0]):
            self.pieces.append(" ")
        self.pieces.append(text)
        self.last, self.is_cut = text[-1], False


def _would_join(before: str, after: str) -> bool:
    """Tell whether two marks that come together would mean something that neither did."""
    return bool(before and after) and ((before == after and before in "`*_~:<") or before + after in _JOINED)


@dataclass(frozen=True, slots=True)
class Found:
    """A match in the masked text, read from the real one."""

    text: str
    match: re.Match[str]

    @property
    def start(self) -> int:
        """The offset at which it begins."""
        return self.match.start()

    def group(self, number: int = 0) -> str:
        """Return a group of the match; empty when it took no part."""
        start, end = self.match.span(number)
        return self.text[start:end] if start >= 0 else ""


Swap = Callable[[Found], str | None]


def rewrite(text: str, pattern: re.Pattern[str], swap: Swap, masked: str) -> str:
    """Return the text with each match outside code replaced.

    Args:
        text: the body.
        pattern: searched in ``masked``.
        swap: returns what takes the place of a match, or None to leave it.
        masked: the text with its code masked, or the text itself to reach code.
    """
    edits = []
    for match in pattern.finditer(masked):
        new = swap(Found(text, match))
        if new is not None:
            edits.append(Edit(match.start(), match.end(), new))
    return apply(text, edits)


def is_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text has its lines for itself."""
    before = text[text.rfind("\n", 0, start) + 1 : start]
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)]
    return not before.strip() and not after.strip()
