"""Fonts for the web: subsets of their sources, and the style sheet that names them."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hiwar.fonts.scripts import Script

#: Names to keep: copyright, licence and its address (OpenType spec, "name" table).
_LEGAL_NAMES: Final = (0, 13, 14)
#: Family, full and PostScript names, which a modified font must not share with
#: its source where the licence reserves them (OFL 1.1, condition 3: "Plex").
_FAMILY_NAMES: Final = (1, 4, 6, 16)


@dataclass(frozen=True, slots=True)
class Face:
    """One web font: a family in one weight, or in a span of weights."""

    family: str
    #: Beginning of the file's name.
    stem: str
    #: 100 to 900; two numbers for a variable font.
    weights: tuple[int, ...]

    @property
    def css_weight(self) -> str:
        """The value of ``font-weight``."""
        return " ".join(str(weight) for weight in self.weights)

    def file_name(self, script: Script) -> str:
        """Return the name of its file for a script."""
        return f"{self.stem}-{script.name}.woff2"


def compose(source: Path, face: Face, script: Script) -> bytes:
    """Return the source as WOFF2 with the characters of a script alone."""
    font = TTFont(source, recalcTimestamp=False)
    _keep(font, script.code_points)
    if "fvar" in font:
        font = _within(font, face.weights)
    _rename(font, face.family)
    return _bytes(font, "woff2")


def _keep(font: TTFont, code_points: Iterable[int]) -> None:
    options = subset.Options(hinting=False, glyph_names=False, name_IDs=[*_LEGAL_NAMES, *_FAMILY_NAMES])
    work = subset.Subsetter(options)
    work.populate(unicodes=code_points)
    work.subset(font)


def _within(font: TTFont, weights: tuple[int, ...]) -> TTFont:
    # The instancer needs the font as written: the subsetter leaves lazily read
    # variations of glyphs that are gone (fontTools 4.68).
    font = TTFont(io.BytesIO(_bytes(font, None)), recalcTimestamp=False)
    return instancer.instantiateVariableFont(font, {"wght": (weights[0], weights[-1])})


def _rename(font: TTFont, family: str) -> None:
    for record in font["name"].names:
        if record.nameID in _FAMILY_NAMES:
            record.string = family.replace(" ", "") if record.nameID == 6 else family


def _bytes(font: TTFont, flavor: str | None) -> bytes:
    font.flavor = flavor
    target = io.BytesIO()
    font.save(target, reorderTables=False)
    return target.getvalue()


def without_drawings(source: Path) -> bytes:
    """Return a colour font without its SVG copies of the same glyphs.

    Typst draws the COLR table; in Noto Color Emoji the SVG one is four fifths
    of the file.
    """
    font = TTFont(source, recalcTimestamp=False)
    if "SVG " in font:
        del font["SVG "]
    return _bytes(font, None)
