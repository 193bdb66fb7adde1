"""Colours: how well one can be read on another, and which would do."""

from __future__ import annotations

import colorsys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: WCAG 2.2, success criterion 1.4.3, of text; and 1.4.11, of what is no text but must be seen.
TEXT: Final = 4.5
SHAPE: Final = 3.0
#: In how many steps from black to white a better colour is looked for.
_STEPS: Final = 256


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(color: str) -> tuple[float, float, float]:
    """Return red, green and blue of ``#rrggbb``, 0 to 1."""
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def mixed(color: str, ground: str, share: float) -> str:
    """Return a colour laid over a ground, seen through: a share of 0 is the ground."""
    pairs = zip(_parts(color), _parts(ground), strict=True)
    return _hex(part * share + below * (1 - share) for part, below in pairs)


def fitted(color: str, needs: Iterable[tuple[str, float]]) -> str:
    """Return the nearest shade of a colour that fits; empty when none does.

    Args:
        color: whose hue and saturation are kept.
        needs: other colours, each with the contrast that it asks for.
    """
    needed = tuple(needs)
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(color))
    shades = sorted((step / _STEPS for step in range(_STEPS + 1)), key=lambda shade: abs(shade - lightness))
    candidates = (color, *(_hex(colorsys.hls_to_rgb(hue, shade, saturation)) for shade in shades))
    return next((shade for shade in candidates if _fits(shade, needed)), "")


def _fits(color: str, needs: tuple[tuple[str, float], ...]) -> bool:
    return all(contrast(color, other) >= least for other, least in needs)
