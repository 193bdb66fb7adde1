"""How the documents of a company look: template, letters, colours, logo."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from hiwar.model.palette import PALETTE
from hiwar.pictures import PictureError, is_svg, open_picture
from hiwar.text import is_illegal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from hiwar.model.build import Request
    from hiwar.model.company import Company

#: Below a theme, and below the company's own.
TEMPLATE: Final = "press/release.typ"
#: Where the theme keeps letters for what is drawn.
_FONTS: Final = "cards/fonts"
_HEADING: Final = ("Readex Pro", "IBM Plex Sans Arabic", "Noto Color Emoji")
_TEXT: Final = ("IBM Plex Sans Arabic", "Noto Color Emoji")
#: Name table of a font (OpenType, "name"): typographic family, then family.
_FAMILY_NAMES: Final = (16, 1)
_ENDINGS: Final = (".ttf", ".otf")
#: Pixels; a logo is printed two centimetres high at most.
_LOGO: Final = 480


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all documents of a company share."""

    #: Typst source.
    template: Path
    #: Folders of fonts; nothing else is used, so that every machine draws the same.
    fonts: tuple[Path, ...]
    #: Families for headings and for text, the first that has a letter first.
    heading: tuple[str, ...]
    text: tuple[str, ...]
    #: By name, as ``#rrggbb``.
    colors: tuple[tuple[str, str], ...]
    #: SVG source; empty where the bubble stands in for it.
    logo: str = ""


def read_letterhead(company: Company, request: Request) -> Letterhead:
    """Return how a company's documents look; fonts that Typst cannot read are passed over."""
    media = request.content / "media"
    named = {role: media / file for role, file in company.fonts.items() if file.lower().endswith(_ENDINGS)}
    families = {role: family for role, path in named.items() if (family := _family(path))}
    own = request.own_theme / TEMPLATE
    return Letterhead(
        template=own if own.is_file() else request.theme / TEMPLATE,
        fonts=(request.theme / _FONTS, *sorted({named[role].parent for role in families})),
        heading=tuple(dict.fromkeys((*_of(families, "heading", "text"), *_HEADING))),
        text=tuple(dict.fromkeys((*_of(families, "text", "heading"), *_TEXT))),
        colors=tuple({**PALETTE, **company.colors}.items()),
        logo=_logo(media / company.logo) if company.logo else "",
    )


def _of(families: dict[str, str], *roles: str) -> Iterable[str]:
    return (families[role] for role in roles if role in families)


def _family(path: Path) -> str:
    # It takes 15 ms to import, and most companies have no fonts of their own.
    from fontTools.ttLib import TTFont, TTLibError

    try:
        names = TTFont(io.BytesIO(path.read_bytes()), lazy=True)["name"]
    except (TTLibError, OSError):
        # Whoever draws the cards names what is wrong with it.
        return ""
    return next((str(name) for number in _FAMILY_NAMES if (name := names.getDebugName(number))), "")


def _logo(path: Path) -> str:
    """Return the logo as a drawing: SVG as it is, a picture of pixels wrapped in one; empty when it is neither."""
    try:
        content = path.read_bytes()
        if is_svg(content):
            return content.decode()
        picture = open_picture(content)
    except (OSError, UnicodeDecodeError, PictureError):
        # Whoever makes the icons names what is wrong with it.
        return ""
    picture.thumbnail((_LOGO * 4, _LOGO))
    target = io.BytesIO()
    picture.save(target, "PNG")
    size = f'width="{picture.width}" height="{picture.height}"'
    data = base64.b64encode(target.getvalue()).decode()
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="data:image/png;base64,{data}"/></svg>'


def missing(text: str, folders: tuple[Path, ...]) -> frozenset[str]:
    """Return the characters of a text that no font of some folders has; spaces and marks that nobody sees apart."""
    return frozenset(char for char in set(text) - _letters(folders) if not char.isspace() and _is_seen(char))


def _is_seen(char: str) -> bool:
    # Unicode, Default_Ignorable_Code_Point: joiners, marks of direction, variation selectors.
    ignorable = ("\u00ad", *map(chr, range(0x200B, 0x2010)), *map(chr, range(0x2060, 0x2070)), "\ufe0e", "\ufe0f")
    return char not in ignorable and not is_illegal(char)


@lru_cache(maxsize=4)
def _letters(folders: tuple[Path, ...]) -> frozenset[str]:
    from fontTools.ttLib import TTFont, TTLibError

    found: set[str] = set()
    for path in sorted(path for folder in folders for path in folder.iterdir() if path.suffix.lower() in _ENDINGS):
        try:
            with TTFont(path, lazy=True) as font:
                found |= {chr(code) for code in font.getBestCmap() or ()}
        except (TTLibError, OSError):
            # Typst passes it over as well.
            continue
    return frozenset(found)
