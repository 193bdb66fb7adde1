"""Pictures as people bring them, opened: upright, sRGB, without surprises."""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING, Final

from PIL import Image, UnidentifiedImageError

if TYPE_CHECKING:
    from pathlib import Path

#: More would not fit into the memory of a small build machine: 300 MB as RGB.
MAX_PIXELS: Final = 100_000_000
#: Typst sees the drawing as text and gives back one page as large as it.
_PAGE: Final = """\
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), height: {}pt)
"""


class PictureError(ValueError):
    """A picture that cannot be shown; the text says what is wrong with it."""


def read_picture(source: Path, height: int = 1024) -> Image.Image:
    """Return a file's picture, as `open_picture` does.

    Raises:
        PictureError: the file cannot be read, or is no picture.
    """
    try:
        return open_picture(source.read_bytes(), height)
    except OSError as error:
        raise PictureError(f"the picture cannot be read: {error.strerror}") from error


def open_picture(content: bytes, height: int = 1024, size: tuple[int, int] = (2400, 2400)) -> Image.Image:
    """Return the first frame, upright, in sRGB, as mode RGB or (see-through) RGBA.

    Args:
        content: a file of any format that Pillow reads, or SVG.
        height: pixels; only for SVG, which has none of its own.
        size: pixels that are enough; a picture twice as large may come out smaller.

    Raises:
        PictureError: it is empty, broken, no picture, or larger than `MAX_PIXELS`.
    """
    if is_svg(content):
        content = rasterise(content, height)
    with warnings.catch_warnings():
        # Pillow warns of large pictures; the limit here is ours and named.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            return _opened(content, size)
        except Image.DecompressionBombError as error:
            raise PictureError(f"the picture has more than {MAX_PIXELS // 10**6} million pixels") from error
        except UnidentifiedImageError as error:
            raise PictureError("the file is no picture, or of a kind that is not known") from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            # Pillow's decoders raise these four for broken files.
            raise PictureError(f"the picture is broken: {error}") from error


def _opened(content: bytes, size: tuple[int, int]) -> Image.Image:
    from PIL import ImageOps

    with Image.open(io.BytesIO(content)) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        # A JPEG can be decoded at a fraction of its size, many times faster.
        opened.draft("RGB", size)
        opened.seek(0)
        upright = ImageOps.exif_transpose(opened)
        return _in_srgb(upright)


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    seen_through = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        picture = _by_profile(picture, profile)
    if picture.mode.startswith("I;16"):
        # Pillow 13 clips 16-bit grey when it converts it.
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture.convert("RGBA" if seen_through else "RGB")


def _by_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    from PIL import ImageCms

    # Profiles are about colours: what shows through is put aside.
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colors = picture.convert("RGB") if alpha else picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(colors, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        # A broken profile says nothing: the numbers are taken as they stand.
        return picture
    if converted and alpha:
        converted.putalpha(alpha)
    return converted or picture


def is_svg(content: bytes) -> bool:
    """Tell whether a file is a drawing in SVG."""
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")) and b"<svg" in content[:4000]


def drawing_size(svg: bytes) -> tuple[int, int]:
    """Return width and height of a drawing as its first tag says them; a square where it says nothing."""
    tag = re.search(rb"<svg\b[^>]*>", svg)
    head = tag.group().decode("utf-8", "replace") if tag else ""
    box = re.search(r"""\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""", head)
    sizes = box.groups() if box else re.findall(r"""\s(?:width|height)\s*=\s*["']([\d.]+)(?:px)?["']""", head)
    try:
        width, height = (float(size) for size in sizes)
    except ValueError:
        return (1, 1)
    return (round(width), round(height)) if min(width, height) >= 1 else (1, 1)


def rasterise(svg: bytes, height: int) -> bytes:
    """Return a drawing as PNG, that many pixels high, see-through where it is empty.

    Raises:
        PictureError: it is no SVG that can be drawn.
    """
    # It takes 7 ms to import, and most builds draw nothing.
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[])
    try:
        compiler = typst.Compiler(_PAGE.format(height).encode(), font_paths=fonts)
        made = compiler.compile(format="png", ppi=72, sys_inputs={"svg": svg.decode()})
    except (typst.TypstError, UnicodeDecodeError) as error:
        raise PictureError("the drawing is no SVG that can be shown") from error
    if not isinstance(made, bytes):
        raise PictureError("the drawing is no SVG that can be shown")
    return made
