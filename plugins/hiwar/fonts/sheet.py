"""The style sheet that names the web fonts, and fallbacks of their size."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from hiwar.fonts.faces import Face
    from hiwar.fonts.scripts import Script

HEAD: Final = """\
/* Made by `python -m hiwar.fonts`; do not edit.
   Text: "Hiwar Text", "Hiwar Text Fallback", sans-serif (400, 600)
   Headings: "Hiwar Heading", "Hiwar Heading Fallback", sans-serif (400 to 700) */
"""


@dataclass(frozen=True, slots=True)
class Stopgap:
    """A font that machines have, shown until the web font is there."""

    family: str
    script: Script
    #: Names for ``local()``, the likeliest first.
    names: tuple[str, ...]
    #: Width of a sentence in the web font by its width in this one.
    scale: float


def render_face(face: Face, script: Script) -> str:
    """Return the ``@font-face`` rule of one file."""
    return _rule(
        ("font-family", f'"{face.family}"'),
        ("font-weight", face.css_weight),
        # What is there in time is shown, and nothing moves when the rest comes: CSS Fonts 4, 4.9.
        ("font-display", "optional"),
        ("src", f'url("../fonts/{face.file_name(script)}") format("woff2")'),
        ("unicode-range", script.unicode_range),
    )


def render_stopgap(stopgap: Stopgap, font: bytes) -> str:
    """Return the ``@font-face`` rule of a fallback that takes as much room as the font.

    The descriptors are those of CSS Fonts 5, "Font Metrics Override".
    """
    opened = TTFont(io.BytesIO(font))
    unit = opened["head"].unitsPerEm * stopgap.scale
    return _rule(
        ("font-family", f'"{stopgap.family} Fallback"'),
        ("src", ", ".join(f'local("{name}")' for name in stopgap.names)),
        ("size-adjust", f"{stopgap.scale:.1%}"),
        ("ascent-override", f"{opened['hhea'].ascent / unit:.1%}"),
        ("descent-override", f"{-opened['hhea'].descent / unit:.1%}"),
        ("line-gap-override", "0%"),
        ("unicode-range", stopgap.script.unicode_range),
    )


def _rule(*rows: tuple[str, str]) -> str:
    return "@font-face {\n" + "".join(f"  {name}: {value};\n" for name, value in rows) + "}\n"
