"""The look of a company's cards: its logo, colours and fonts from ``company.toml``."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import TYPE_CHECKING, Final

from fontTools.ttLib import TTFont, TTLibError

from hiwar.cards.spec import Look
from hiwar.colors import contrast
from hiwar.model.palette import PALETTE
from hiwar.pictures import PictureError, is_svg, open_picture, rasterise

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.errors import Faults
    from hiwar.model.company import Company

#: The first bytes of a compressed font (W3C WOFF 2.0, section 4).
_WOFF2: Final = b"wOF2"
#: Names in a font's "name" table: the typographic family, else the family (OpenType spec).
_FAMILY_NAMES: Final = (16, 1)
#: Pixels; the logo of a card is 42 high, and screens are sharp.
_LOGO_HEIGHT: Final = 192
#: WCAG 2.2, success criterion 1.4.3, and 1.4.6 for the text that matters most.
_CONTRAST: Final = (("ink", "paper", 7.0), ("paper", "official", 4.5), ("paper", "fan", 4.5), ("quiet", "paper", 4.5))


def read_look(company: Company, theme: Path, media: Path, shown: str, faults: Faults, cache: Path) -> Look:
    """Return how the company's cards look, noting what of it cannot be used.

    Args:
        company: names a logo, colours and fonts, or none.
        theme: its folder; the template and fonts of the cards are in ``cards/``.
        media: the folder in which the logo and fonts are looked for.
        shown: ``company.toml`` as messages name it.
        faults: takes what is wrong.
        cache: where fonts lie that had to be unpacked.
    """
    named = {name: _drawable(media / file, cache) for name, file in company.fonts.items()}
    families = {name: _family(path, shown, faults) for name, path in named.items()}
    look = Look(
        template=theme / "cards/card.typ",
        fonts=(theme / "cards/fonts", *sorted({path.parent for path in named.values()})),
        colors=_colors(company, shown, faults),
        logo=_logo(media / company.logo, shown, faults) if company.logo else "",
    )
    heading = [family for family in (families.get("heading"), families.get("text")) if family]
    text = [family for family in (families.get("text"), families.get("heading")) if family]
    return Look(look.template, look.fonts, (*heading, *look.heading), (*text, *look.text), look.colors, look.logo)


def _drawable(path: Path, cache: Path) -> Path:
    """Return a font as Typst reads it, which knows no WOFF2; what is no font is left for `_family` to name."""
    try:
        content = path.read_bytes()
        if not content.startswith(_WOFF2):
            return path
        font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    except (TTLibError, OSError):
        return path
    font.flavor = None
    unpacked = cache / hashlib.sha256(content).hexdigest()[:16] / f"{path.stem}.ttf"
    unpacked.parent.mkdir(parents=True, exist_ok=True)
    font.save(unpacked)
    return unpacked


def _family(path: Path, shown: str, faults: Faults) -> str | None:
    try:
        font = TTFont(io.BytesIO(path.read_bytes()), lazy=True)
        names = [font["name"].getDebugName(number) for number in _FAMILY_NAMES]
        return next((str(name) for name in names if name), None)
    except (TTLibError, OSError):
        faults.add(
            shown,
            1,
            f'[fonts] names "{path.name}", which is no font',
            "put a WOFF2, TTF or OTF file into content/media/",
        )
        return None


def _colors(company: Company, shown: str, faults: Faults) -> tuple[tuple[str, str], ...]:
    colors = {**PALETTE, **company.colors}
    for upper, lower, least in _CONTRAST:
        ratio = contrast(colors[upper], colors[lower])
        if ratio < least:
            problem = f'[colors] "{upper}" on "{lower}" has a contrast of {ratio:.1f} and cannot be read by everyone'
            faults.add(shown, 1, problem, f"make one darker or lighter until it is {least}", "warning")
    return tuple(colors.items())


def _logo(path: Path, shown: str, faults: Faults) -> str:
    try:
        return logo_as_svg(path.read_bytes())
    except OSError:
        faults.add(shown, 1, f'there is no logo "{path.name}"', "put it into content/media/")
    except PictureError as error:
        faults.add(shown, 1, f'the logo "{path.name}": {error}', "save it as SVG or PNG")
    return ""


def logo_as_svg(content: bytes) -> str:
    """Return a logo as a drawing: SVG as it is, a picture of pixels wrapped in one.

    Raises:
        PictureError: it is neither.
    """
    if is_svg(content):
        rasterise(content, 8)  # what cannot be drawn is found here, not in every card
        return content.decode()
    picture = open_picture(content)
    picture.thumbnail((_LOGO_HEIGHT * 4, _LOGO_HEIGHT))
    target = io.BytesIO()
    picture.save(target, "PNG")
    data = base64.b64encode(target.getvalue()).decode()
    size = f'width="{picture.width}" height="{picture.height}"'
    image = f'<image {size} href="data:image/png;base64,{data}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{image}</svg>'
