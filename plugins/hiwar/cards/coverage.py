"""Which characters the fonts of the cards can draw."""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from fontTools.ttLib import TTFont, TTLibError

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SUFFIXES: Final = frozenset({".ttf", ".otf"})
#: Characters that need no glyph: joiners, marks, spaces, selectors.
_NO_GLYPH: Final = frozenset({"Cf", "Zs", "Zl", "Zp"})
_SELECTORS: Final = range(0xFE00, 0xFE10)


def font_files(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Return the fonts in the folders, sorted.

    Raises:
        SetupError: there is no such folder.
    """
    try:
        found = [path for folder in folders for path in folder.iterdir()]
    except OSError as error:
        raise SetupError(f"{error.filename}: the fonts of the cards cannot be read: {error.strerror}") from error
    return tuple(sorted(path for path in found if path.suffix.lower() in SUFFIXES))


@lru_cache(maxsize=8)
def covered(fonts: tuple[Path, ...]) -> frozenset[int]:
    """Return the code points for which at least one of the fonts has a glyph.

    Raises:
        SetupError: a file is no font.
    """
    return frozenset(code for font in fonts for code in _code_points(font))


def _code_points(path: Path) -> Iterable[int]:
    try:
        # fontTools leaves a file open that it finds to be no font; bytes need no closing.
        return tuple(TTFont(io.BytesIO(path.read_bytes()), lazy=True).getBestCmap() or ())
    except (TTLibError, OSError) as error:
        raise SetupError(f"{path} is no font that cards can be drawn with: {error}") from error


def uncovered(text: str, code_points: frozenset[int]) -> tuple[str, ...]:
    """Return the characters that would be drawn as empty boxes, each once, in order."""
    return tuple(dict.fromkeys(char for char in text if ord(char) not in code_points and _needs_glyph(char)))


def _needs_glyph(char: str) -> bool:
    return unicodedata.category(char) not in _NO_GLYPH and ord(char) not in _SELECTORS
