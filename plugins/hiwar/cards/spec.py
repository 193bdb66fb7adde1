"""What one card says, and how all cards of a company look."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, get_args

from hiwar.bidi import Direction, base_direction
from hiwar.i18n import direction
from hiwar.model.palette import PALETTE
from hiwar.plain import typeset

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.kinds import Voice

Layout = Literal["post", "release", "fact", "product", "person", "list", "quotation"]
LAYOUTS: Final[tuple[str, ...]] = get_args(Layout)

#: The space in ``99.4 %`` and ``249 ريالًا``, where no line should break.
_BEFORE_UNIT: Final = re.compile(r"(?<=\d) (?=[%٪‰°€$£]|ريال|درهم|دينار|جنيه)")

WIDTH: Final = 1200
HEIGHT: Final = 630


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that a card shows."""

    source: Path
    #: Hash of its bytes.
    digest: str


@dataclass(frozen=True, slots=True)
class CardSpec:
    """Everything that one card shows; plain text, empty where there is none."""

    layout: Layout
    lang: str
    #: The company, as the card's language names it.
    brand: str
    title: str
    #: A word above the title: what kind of page it is.
    kicker: str = ""
    #: A line beside or below: a date, a place, a sentence.
    line: str = ""
    speaker: str = ""
    role: str = ""
    voice: Voice = "official"
    picture: Picture | None = None
    #: The file and 1-based line that messages name; no part of the picture.
    shown: str = field(default="", compare=False)
    at: int = field(default=1, compare=False)

    @property
    def direction(self) -> Direction:
        """The direction of the card's language."""
        return direction(self.lang)

    @property
    def texts(self) -> dict[str, str]:
        """Every text of the card by its name, ready to be drawn."""
        named = {
            "title": self.title, "kicker": self.kicker, "line": self.line, "speaker": self.speaker,
            "role": self.role, "brand": self.brand, "initial": initial(self.speaker or self.title),
        }  # fmt: skip
        return {name: _BEFORE_UNIT.sub("\u00a0", typeset(text, self.lang)) for name, text in named.items()}

    def text_direction(self, text: str) -> Direction:
        """Return the base direction of one of the texts."""
        return base_direction(text, self.direction)


def initial(name: str) -> str:
    """Return the letter that stands for a name: its first, without an article's."""
    word = name.strip().removeprefix("ال") or name
    letters = [char for char in word if char.isalpha()]
    return letters[0].upper() if letters else ""


@dataclass(frozen=True, slots=True)
class Look:
    """How every card of a company looks; one draws them all."""

    template: Path
    #: Folders of TTF and OTF files; nothing else is ever used.
    fonts: tuple[Path, ...]
    #: Families by preference; what one lacks, the next draws.
    heading: tuple[str, ...] = ("Readex Pro", "IBM Plex Sans Arabic", "Noto Color Emoji")
    text: tuple[str, ...] = ("IBM Plex Sans Arabic", "Readex Pro", "Noto Color Emoji")
    #: Each colour of the palette, with its value.
    colors: tuple[tuple[str, str], ...] = tuple(PALETTE.items())
    #: The company's logo as SVG; empty when there is none.
    logo: str = ""
