"""The whole card: field, picture and text layer, as a JPEG within the budget."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageOps

from hiwar.cards.spec import HEIGHT, WIDTH

if TYPE_CHECKING:
    from hiwar.cards.layer import Box, Layer

#: Bytes; what a card should not pass, and what it must not: WhatsApp shows no
#: larger picture (facts differ between guides read in 2026; this is the strictest).
BUDGET: Final = 250_000
LIMIT: Final = 300_000
#: Quality and chroma subsampling, best first: colour at full resolution keeps
#: the edges of coloured letters clean.
_STEPS: Final = ((86, 0), (82, 0), (78, 2), (70, 2), (60, 2), (45, 2), (30, 2))
_CORNERS: Final = ("top-left", "top-right", "bottom-right", "bottom-left")
#: Masks are drawn that many times larger and scaled down, for smooth edges.
_SMOOTH: Final = 4


class TooLargeError(ValueError):
    """A card that no quality brings below the limit."""


def compose(layer: Layer, picture: Image.Image | None) -> bytes:
    """Return the card as a progressive JPEG of 1200 by 630 pixels.

    Raises:
        TooLargeError: it would be over 300 KB at any quality.
    """
    card = Image.new("RGB", (WIDTH, HEIGHT), layer.canvas["field"])
    box = layer.canvas["picture"]
    if picture and box:
        _place(card, picture, box)
    text = Image.open(io.BytesIO(layer.content))
    card.paste(text, (0, 0), text)
    return encode(card)


def is_enough(picture: Image.Image, box: Box) -> bool:
    """Tell whether a picture has at least half the pixels, either way, that its box shows."""
    return picture.width * 2 >= box["width"] and picture.height * 2 >= box["height"]


def _place(card: Image.Image, picture: Image.Image, box: Box) -> None:
    fitted = ImageOps.fit(picture, (box["width"], box["height"]), Image.Resampling.LANCZOS)
    if fitted.mode == "RGBA":
        ground = Image.new("RGBA", fitted.size, "white")
        fitted = Image.alpha_composite(ground, fitted).convert("RGB")
    card.paste(fitted, (box["x"], box["y"]), _mask(box) if box["round"] else None)


def _mask(box: Box) -> Image.Image:
    width, height = box["width"] * _SMOOTH, box["height"] * _SMOOTH
    first, second, third, fourth = (name != box["sharp"] for name in _CORNERS)
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, width - 1, height - 1),
        box["round"] * _SMOOTH,
        fill=255,
        corners=(first, second, third, fourth),
    )
    return mask.resize((box["width"], box["height"]), Image.Resampling.BOX)


def encode(card: Image.Image) -> bytes:
    """Return the picture as JPEG, at the best quality that keeps the budget.

    Raises:
        TooLargeError: it would be over 300 KB at any quality.
    """
    content = b""
    for quality, subsampling in _STEPS:
        target = io.BytesIO()
        card.save(target, "JPEG", quality=quality, subsampling=subsampling, progressive=True, optimize=True)
        content = target.getvalue()
        if len(content) <= BUDGET:
            return content
    if len(content) > LIMIT:
        raise TooLargeError(f"the card has {len(content)} bytes and must not have more than {LIMIT}")
    return content
