"""Icons for browsers and home screens, from the company's logo or in its place."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PIL import Image

from hiwar.pictures import is_svg, open_picture

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The mark of a company that has no logo: a speech bubble, three corners round and one sharp.
_BUBBLE: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="{color}" d="{path}"/></svg>'
_SHARP_AT_LEFT: Final = "M12 2h8a10 10 0 0 1 10 10v8a10 10 0 0 1-10 10H2V12A10 10 0 0 1 12 2z"
_SHARP_AT_RIGHT: Final = "M12 2h8a10 10 0 0 1 10 10v18H12A10 10 0 0 1 2 20v-8A10 10 0 0 1 12 2z"

FAVICON: Final = "/favicon.ico"
SVG: Final = "/icon.svg"
TOUCH: Final = "/apple-touch-icon.png"
SMALL: Final = "/icon-192.png"
LARGE: Final = "/icon-512.png"
MASKABLE: Final = "/icon-maskable-512.png"
#: Pixels of the sizes inside of favicon.ico.
_FAVICON_SIZES: Final = (16, 32, 48)
#: Of a maskable icon's side, what every mask leaves: a disc of 80 % (W3C manifest,
#: "icon masks and safe zone"), in which a square of this share fits.
_SAFE: Final = 0.56


@dataclass(frozen=True, slots=True)
class Icons:
    """The files, and what the head of a page says of them."""

    #: By address.
    files: Mapping[str, bytes]
    #: Whether there is a drawing, which is sharp at every size.
    has_svg: bool


def names(logo: bytes) -> tuple[str, ...]:
    """Return the addresses of a logo's icons."""
    return (FAVICON, TOUCH, SMALL, LARGE, MASKABLE, *([SVG] if is_svg(logo) else []))


def compose(logo: bytes, ground: str) -> Icons:
    """Return the icons of a logo.

    Args:
        logo: SVG, or a picture of any kind.
        ground: colour behind the logo where an icon may not be see-through.

    Raises:
        PictureError: the logo is neither.
    """
    mark = open_picture(logo, 512).convert("RGBA")
    sizes = [_square(mark, size) for size in _FAVICON_SIZES]
    files = {
        FAVICON: _ico(sizes),
        TOUCH: _png(_square(mark, 180, share=0.72, ground=ground)),
        SMALL: _png(_square(mark, 192)),
        LARGE: _png(_square(mark, 512)),
        MASKABLE: _png(_square(mark, 512, share=_SAFE, ground=ground)),
    }
    if is_svg(logo):
        files[SVG] = logo
    return Icons(files, is_svg(logo))


def stand_in(color: str, direction: str) -> bytes:
    """Return the mark of a company without a logo, as SVG; its sharp corner is at the start."""
    return _BUBBLE.format(color=color, path=_SHARP_AT_RIGHT if direction == "rtl" else _SHARP_AT_LEFT).encode()


def _square(mark: Image.Image, size: int, *, share: float = 1.0, ground: str = "") -> Image.Image:
    fitted = mark.copy()
    scale = size * share / max(mark.size)
    width, height = (max(1, round(side * scale)) for side in mark.size)
    fitted = fitted.resize((width, height), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size), ground or (0, 0, 0, 0))
    square.alpha_composite(fitted, ((size - width) // 2, (size - height) // 2))
    return square


def _png(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def _ico(pictures: list[Image.Image]) -> bytes:
    target = io.BytesIO()
    sizes = [picture.size for picture in pictures]
    pictures[-1].save(target, "ICO", sizes=sizes, append_images=pictures[:-1])
    return target.getvalue()
