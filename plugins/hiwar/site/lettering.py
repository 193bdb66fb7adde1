"""The company's own fonts, as pages load them."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path

    from fontTools.ttLib import TTFont

    from hiwar.model.company import Company

#: A letter that every font of a script has.
_ARABIC, _LATIN = ord("ب"), ord("b")
#: Where the letters of Arabic stand in Unicode, with their presentation forms; everything else is the other.
_OF_ARABIC: Final = "U+0600-06FF, U+0750-077F, U+0870-08FF, U+FB50-FDFF, U+FE70-FEFF"
_OF_OTHERS: Final = "U+0-5FF, U+700-74F, U+780-86F, U+900-FB4F, U+FE00-FE6F, U+FF00-10FFFF"
#: The weights that a font without an axis of weight stands for, by its role.
_WEIGHTS: Final = {"text": "400", "text-bold": "600 700", "heading": "400 700"}


@dataclass(frozen=True, slots=True)
class OwnFont:
    """A font that ``[fonts]`` names."""

    #: ``text``, ``text-bold`` or ``heading``.
    role: str
    #: Below the theme's files: ``fonts/own-text.woff2``.
    name: str
    #: WOFF2.
    content: bytes
    #: Value of CSS ``font-weight``.
    weight: str
    has_arabic: bool
    has_latin: bool

    def has(self, script: str) -> bool:
        """Tell whether it has the letters of ``arabic`` or ``latin``."""
        return self.has_arabic if script == "arabic" else self.has_latin

    @property
    def unicode_range(self) -> str:
        """Which characters it is asked for, so that no page loads a font that has none of its letters."""
        if self.has_arabic and self.has_latin:
            return ""
        return _OF_ARABIC if self.has_arabic else _OF_OTHERS


def read_fonts(company: Company, media: Path) -> tuple[OwnFont, ...]:
    """Return the fonts that a company names, compressed; none is the rule.

    Raises:
        SetupError: a file is no font.
    """
    return tuple(_read(role, media / file) for role, file in sorted(company.fonts.items()))


def _read(role: str, path: Path) -> OwnFont:
    # It takes 15 ms to import, and most companies have no fonts of their own.
    from fontTools.ttLib import TTFont, TTLibError

    try:
        content = path.read_bytes()
        font = TTFont(io.BytesIO(content), recalcTimestamp=False)
        letters = font.getBestCmap() or {}
        weight = _axis(font) or _WEIGHTS[role]
        if font.flavor != "woff2":
            font.flavor = "woff2"
            made = io.BytesIO()
            font.save(made, reorderTables=None)
            content = made.getvalue()
    except (TTLibError, OSError) as error:
        raise SetupError(f"{path}: it is no font that pages can show; save it as WOFF2, TTF or OTF") from error
    digest = hashlib.sha256(content).hexdigest()[:8]
    return OwnFont(role, f"fonts/own-{role}-{digest}.woff2", content, weight, _ARABIC in letters, _LATIN in letters)


def _axis(font: TTFont) -> str:
    """Return the weights of a variable font; empty when it has one only."""
    axes = font["fvar"].axes if "fvar" in font else ()
    spans = [f"{axis.minValue:g} {axis.maxValue:g}" for axis in axes if axis.axisTag == "wght"]
    return spans[0] if spans else ""
