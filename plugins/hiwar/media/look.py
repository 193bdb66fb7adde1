"""What a file is, from its bytes: its size, its colours, or why it cannot be published."""

from __future__ import annotations

import hashlib
import io
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PIL import ExifTags, Image

from hiwar.media import drawings, kinds
from hiwar.metadata import UNREADABLE, has_place, outgoing
from hiwar.model.media import Look, MediaError
from hiwar.pictures import MAX_PIXELS, PictureError, open_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Hex digits of the hash in an address.
_HASH_LENGTH: Final = 16
#: Pixels a side; WebP holds no more (RFC 9649, 2.5).
_MAX_SIDE: Final = 16_383
#: EXIF orientations in which width and height change places (EXIF 2.32, tag 0x0112).
_TURNED: Final = frozenset({5, 6, 7, 8})
#: What the colours are taken from: a JPEG can be decoded at a fraction of its size.
_SAMPLE: Final = (64, 64)
_AGAIN: Final = "export it again as JPEG or PNG"
_SMALLER: Final = "make it smaller: 3000 pixels a side are plenty"


@dataclass(frozen=True, slots=True)
class _Head:
    """What the first bytes of a picture say of it."""

    #: As Pillow names it: ``JPEG``.
    form: str
    mode: str
    #: As stored.
    width: int
    height: int
    frames: int
    has_profile: bool


def look(content: bytes, name: str) -> Look:
    """Return what a file is, every byte of it read.

    Args:
        content: of the file.
        name: of the file.

    Raises:
        MediaError: it is empty, broken, active, too large, moving, or not what its name says.
    """
    suffix = f".{name.lower().rpartition('.')[2]}"
    if suffix not in kinds.KNOWN:
        raise MediaError(f'a file that ends in "{suffix}" is not published', "use a picture, video, audio, PDF or ZIP")
    if not content:
        raise MediaError(f'"{name}" is empty', "put the real file in its place")
    sent = outgoing(content, name)
    digest = hashlib.sha256(sent).hexdigest()[:_HASH_LENGTH]
    if suffix in kinds.PICTURES:
        return _look_at_picture(content, name, suffix, Look(digest, len(sent)))
    if suffix == ".svg":
        return Look(digest, len(sent), *drawings.measure(name, content))
    kinds.check(name, suffix, content)
    return Look(digest, len(sent))


def _look_at_picture(content: bytes, name: str, suffix: str, sent: Look) -> Look:
    try:
        head = _head(content)
    except Image.DecompressionBombError as error:
        raise _too_large(name) from error
    except UNREADABLE as error:
        raise MediaError(f'"{name}" is no picture that can be read', _AGAIN) from error
    _check(head, name, suffix)
    try:
        # Some readers decode the whole picture to answer this, so its size is known to be borne.
        size = (head.height, head.width) if _is_turned(content) else (head.width, head.height)
        picture = open_picture(content, size=_SAMPLE)
    except (PictureError, *UNREADABLE) as error:
        raise MediaError(f'"{name}" is broken: not all of it can be read', _AGAIN) from error
    see_through = picture.mode == "RGBA" and picture.getchannel("A").getextrema() != (255, 255)
    colors = () if see_through else _colors(picture)
    return Look(sent.digest, sent.size, *size, see_through, colors, has_place(content))


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of large pictures, whose limit is ours, and of odd words in them
        with Image.open(io.BytesIO(content)) as picture:
            yield picture


def _head(content: bytes) -> _Head:
    with _opened(content) as picture:
        frames = getattr(picture, "n_frames", 1)
        return _Head(picture.format or "", picture.mode, *picture.size, frames, "icc_profile" in picture.info)


def _is_turned(content: bytes) -> bool:
    """Tell whether width and height change places when the picture is upright."""
    with _opened(content) as picture:
        return picture.getexif().get(ExifTags.Base.Orientation) in _TURNED


def _check(head: _Head, name: str, suffix: str) -> None:
    """Refuse what a picture's head tells already.

    Raises:
        MediaError: it is no picture of the kind that its name says, or not one to be shown.
    """
    # A camera's JPEG may have a preview behind it (CIPA DC-007), which is left out.
    form = "JPEG" if head.form == "MPO" else head.form
    if head.width * head.height > MAX_PIXELS:
        raise _too_large(name)
    if max(head.width, head.height) > _MAX_SIDE:
        raise MediaError(f'"{name}" is longer than {_MAX_SIDE:,} pixels', _SMALLER)
    if form != kinds.PICTURES[suffix]:
        right = next((known for known, other in kinds.PICTURES.items() if other == form), "")
        fix = f'rename it to "{name.rpartition(".")[0]}{right}"' if right else _AGAIN
        raise MediaError(f'"{name}" is a picture of another kind: {form}', fix)
    if head.frames > 1 and form != "JPEG":
        fix = "make it a video (.mp4), or keep one picture of it"
        raise MediaError(f'"{name}" moves, and readers could not stop it', fix)
    if head.mode == "CMYK" and not head.has_profile:
        raise MediaError(f'"{name}" is made for a printer (CMYK) and does not say for which', "export it as sRGB")


def _too_large(name: str) -> MediaError:
    return MediaError(f'"{name}" has more than {MAX_PIXELS // 10**6} million pixels', _SMALLER)


def _colors(picture: Image.Image) -> tuple[str, ...]:
    """Return the colours of the upper and the lower half, four bits a channel."""
    halves = picture.resize(_SAMPLE, Image.Resampling.BOX).resize((1, 2), Image.Resampling.BOX).convert("RGB").tobytes()
    return tuple("".join(f"{round(channel / 17):x}" for channel in half) for half in (halves[:3], halves[3:]))
