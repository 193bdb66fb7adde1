"""One card, from what it says to its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hiwar.cards import compose, layer
from hiwar.cards.coverage import covered, font_files, uncovered
from hiwar.errors import Fault
from hiwar.pictures import PictureError, read_picture
from hiwar.text import char_name

if TYPE_CHECKING:
    from PIL import Image

    from hiwar.cards.spec import CardSpec, Look


@dataclass(frozen=True, slots=True)
class Drawn:
    """A card's bytes, or the faults for which there are none."""

    #: JPEG; empty when there are faults.
    content: bytes
    faults: tuple[Fault, ...] = ()
    #: Whether its picture was too small to be shown, and is not.
    lacks_picture: bool = False


def draw(spec: CardSpec, look: Look) -> Drawn:
    """Return the card as JPEG, or why there is none.

    A picture that cannot be opened, a character that no font has and a card
    over 300 KB are faults.

    Raises:
        SetupError: the template or a font is at fault.
    """
    faults = list(_unreadable(spec, look))
    picture: Image.Image | None = None
    if spec.picture:
        try:
            picture = read_picture(spec.picture.source)
        except PictureError as error:
            name = spec.picture.source.name
            faults.append(Fault(spec.shown, spec.at, f"{name}: {error}", "name another picture, or mend this one"))
    if faults:
        return Drawn(b"", tuple(faults))
    try:
        return _composed(spec, look, picture)
    except compose.TooLargeError as error:
        return Drawn(b"", (Fault(spec.shown, spec.at, str(error), "choose a picture with fewer details"),))


def _composed(spec: CardSpec, look: Look, picture: Image.Image | None) -> Drawn:
    made = layer.compose(spec, look, with_picture=picture is not None)
    box = made.canvas["picture"]
    if not picture or not box or compose.is_enough(picture, box):
        return Drawn(compose.compose(made, picture))
    made = layer.compose(spec, look, with_picture=False)
    return Drawn(compose.compose(made, None), lacks_picture=True)


def _unreadable(spec: CardSpec, look: Look) -> tuple[Fault, ...]:
    code_points = covered(font_files(look.fonts))
    missing = dict.fromkeys(char for text in spec.texts.values() for char in uncovered(text, code_points))
    fix = "write it otherwise, or name a font that has it in company.toml, [fonts]"
    return tuple(
        Fault(spec.shown, spec.at, f'no font of the cards has "{char}", {char_name(char)}', fix) for char in missing
    )
