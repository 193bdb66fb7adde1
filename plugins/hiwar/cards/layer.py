"""The text layer: the template filled in and drawn by Typst."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict

import typst

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from hiwar.cards.spec import CardSpec, Look


class Box(TypedDict):
    """Where the picture goes: pixels from the left and the top, as Typst says them."""

    x: int
    y: int
    width: int
    height: int
    #: Radius of the corners.
    round: int
    #: The corner that is not round: ``bottom-left``; ``none`` when all are alike.
    sharp: str


class Canvas(TypedDict):
    """What the template leaves to the composer."""

    #: The colour behind everything: ``#0b6e6e``.
    field: str
    picture: Box | None


@dataclass(frozen=True, slots=True)
class Layer:
    """All of a card but its field and its picture."""

    #: PNG, 1200 by 630, see-through.
    content: bytes
    canvas: Canvas


def compose(spec: CardSpec, look: Look, *, with_picture: bool) -> Layer:
    """Return what the template makes of a card's texts.

    Raises:
        SetupError: the template or a font is at fault.
    """
    compiler = _compiler(look)
    data = {"card": json.dumps(_inputs(spec, look, with_picture=with_picture), ensure_ascii=False)}
    try:
        content, warnings = compiler.compile_with_warnings(format="png", ppi=72, sys_inputs=data)
        canvas: Canvas = json.loads(compiler.query("<canvas>", field="value", one=True))
    except typst.TypstError as error:
        raise SetupError(f"{look.template}: {error.diagnostic or error.message}") from error
    if warnings:
        raise SetupError(f"{look.template}: {warnings[0].message}")
    if not isinstance(content, bytes):
        raise SetupError(f"{look.template}: a card is one page, and this makes more")
    return Layer(content, canvas)


@lru_cache(maxsize=2)
def _compiler(look: Look) -> typst.Compiler:
    folders = [str(folder) for folder in look.fonts]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return typst.Compiler(str(look.template), font_paths=fonts)


def _inputs(spec: CardSpec, look: Look, *, with_picture: bool) -> dict[str, object]:
    """Return what the template knows as ``card``; docs/cards.md lists it."""
    texts = {
        name: {"text": text, "rtl": spec.text_direction(text) == "rtl"} if text else None
        for name, text in spec.texts.items()
    }
    return {
        **texts,
        "layout": spec.layout,
        "lang": spec.lang.partition("-")[0],
        "direction": spec.direction,
        "voice": spec.voice,
        "picture": with_picture,
        "colors": dict(look.colors),
        "fonts": {"heading": look.heading, "text": look.text},
        "logo": look.logo or None,
    }
