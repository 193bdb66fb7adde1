"""One picture in its sizes and formats: pixels in, bytes out, and nothing else of the file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from hiwar.pictures import open_picture
from hiwar.renditions import PLAIN_WIDTH, WIDTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.renditions import Rendition

#: Bytes; what the first picture of a page may cost on a phone, which takes no more than 1200 pixels.
BUDGET: Final = 90_000
#: Speed 8 costs a third of 6 for a tenth more bytes. One thread, so that the bytes are the same on every machine.
_AVIF: Final[Mapping[str, Any]] = {"speed": 8, "max_threads": 1, "autotiling": False}
_AVIF_QUALITIES: Final = (55, 42, 30)
_OPTIONS: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    ".webp": ("WEBP", {"quality": 78, "method": 4}),
    ".jpg": ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
    ".png": ("PNG", {"compress_level": 6}),
}


def encode(content: bytes, wanted: Iterable[Rendition], steps: Iterable[Rendition] = ()) -> tuple[bytes, ...]:
    """Return the bytes of each rendition of a picture, in the order asked for.

    Args:
        content: of the file.
        wanted: what is asked for.
        steps: all that the picture has, since each is made from the next larger one; without them those asked for.

    Raises:
        PictureError: it is no picture, or broken.
    """
    listed = tuple(wanted)
    whole = tuple(steps) or listed
    picture = open_picture(content, size=(WIDTHS[-1], WIDTHS[-1]))
    if all(one.suffix != ".png" for one in whole):
        picture = picture.convert("RGB") if _is_opaque(picture) else picture
    scaled: dict[int, Image.Image] = {}
    for one in sorted(whole, key=lambda one: -one.width):
        if one.width not in scaled:
            # From the next larger size: the steps are small, and that is many times faster.
            picture = scaled[one.width] = _scaled(picture, one)
    return tuple(_encoded(scaled[one.width], one) for one in listed)


def _is_opaque(picture: Image.Image) -> bool:
    return picture.mode == "RGB" or picture.getchannel("A").getextrema() == (255, 255)


def _scaled(picture: Image.Image, wanted: Rendition) -> Image.Image:
    size = (wanted.width, wanted.height)
    scaled = picture.copy() if picture.size == size else picture.resize(size, Image.Resampling.LANCZOS)
    # Whatever the file said beside its pixels would be written again.
    scaled.info = {}
    return scaled


def _encoded(picture: Image.Image, wanted: Rendition) -> bytes:
    if wanted.suffix != ".avif":
        form, options = _OPTIONS[wanted.suffix]
        return _saved(picture, form, options)
    content = b""
    for quality in _AVIF_QUALITIES:
        content = _saved(picture, "AVIF", {**_AVIF, "quality": quality})
        if len(content) <= BUDGET or wanted.width > PLAIN_WIDTH:
            break
    return content


def _saved(picture: Image.Image, form: str, options: Mapping[str, Any]) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()
