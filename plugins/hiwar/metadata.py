"""Files as they go out: without what they say of the place, the device and the day at which they were made.

Pixels and sound stay as they are, byte for byte. Only blocks of data beside them are
left out, or written over with zeros where other blocks are found by their distance.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from typing import TYPE_CHECKING, Final

from PIL import ExifTags, Image, UnidentifiedImageError

from hiwar import vtt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_ORIENTATION: Final = ExifTags.Base.Orientation
#: JPEG markers (ITU T.81, table B.1): without a length, and where the data of a picture begins.
_BARE: Final = frozenset({0x01, *range(0xD0, 0xDA)})
_SCAN: Final = 0xDA
_END: Final = 0xD9
#: A marker after the data of a scan, in which 0xFF stands before 0 and restarts only (B.1.1.5).
_NEXT: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
#: What is kept of application segments: JFIF, colour profiles, how Adobe stored its colours.
_KEPT_SEGMENTS: Final = {0xE0: b"", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
#: Application segments and comments.
_SPEAKING: Final = frozenset({*range(0xE0, 0xF0), 0xFE})
#: PNG chunks (PNG 3, 11.3) that say something in words, or when and with what.
_PNG_WORDS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"dSIG"})
#: A block of EXIF that holds nothing (TIFF 6.0, section 2): a head, and a list of no entries.
_NO_EXIF: Final = b"II*\0\x08\0\0\0\0\0\0\0\0\0"
_WEBP_WORDS: Final = frozenset({b"EXIF", b"XMP "})
#: Flags of VP8X for the chunks above (WebP container, "Extended file format").
_WEBP_FLAGS: Final = 0x08 | 0x04
#: ISO 14496-12: boxes that hold boxes, and those that hold words about the recording.
_MP4_HOLDERS: Final = frozenset({b"moov", b"trak"})
_MP4_WORDS: Final = frozenset({b"udta", b"meta", b"uuid"})
#: Errors of Pillow's readers; `hiwar.pictures` says the same.
UNREADABLE: Final = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error)


def outgoing(content: bytes, name: str) -> bytes:
    """Return the bytes of a writer's file as the site serves them.

    Args:
        content: of the file, whole; what is broken is returned as it is.
        name: of the file, by whose end its kind is known.
    """
    render = _RENDERERS.get(f".{name.lower().rpartition('.')[2]}")
    try:
        return render(content, name) if render else content
    except (*UNREADABLE, IndexError):
        return content


def has_place(content: bytes) -> bool:
    """Tell whether a picture says where it was taken (EXIF 2.32, GPS IFD)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of large pictures, and of what else is odd in the block
        try:
            with Image.open(io.BytesIO(content)) as picture:
                gps = picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
                said = b"exif:GPSLatitude" in bytes(picture.info.get("xmp") or b"")
        except (*UNREADABLE, Image.DecompressionBombError):
            return False
    return said or bool({ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude} & set(gps))


def _upright(content: bytes) -> bytes:
    """Return the one block of EXIF that is kept: which side is up; empty when it is as stored."""
    with Image.open(io.BytesIO(content)) as picture:
        turned = picture.getexif().get(_ORIENTATION, 1)
    if turned not in range(2, 9):
        return b""
    kept = Image.Exif()
    kept[_ORIENTATION] = turned
    return kept.tobytes()


def _jpeg(content: bytes, _name: str) -> bytes:
    turned = _upright(content)
    kept = struct.pack(">BBH", 0xFF, 0xE1, len(turned) + 2) + turned if turned else b""
    out = [content[:2]]
    for marker, segment in _segments(content):
        if marker not in _SPEAKING or _is_kept(marker, segment):
            out.append(segment)
        if marker == 0xE0 and kept:
            out.append(kept)
            kept = b""
    return b"".join([out[0], kept, *out[1:]])


def _is_kept(marker: int, segment: bytes) -> bool:
    return marker in _KEPT_SEGMENTS and segment[4:].startswith(_KEPT_SEGMENTS[marker])


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a JPEG up to its end, each scan with its data."""
    at = 2
    while at < len(content):
        if content[at] != 0xFF:
            raise ValueError("no marker where one has to be")
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        end = at + (2 if marker in _BARE else 2 + int.from_bytes(content[at + 2 : at + 4], "big"))
        if marker == _SCAN:
            following = _NEXT.search(content, end)
            end = following.start() if following else len(content)
        yield marker, content[at:end]
        if marker == _END:
            # What follows is another picture of the camera's, with words of its own.
            return
        at = end


def _png(content: bytes, _name: str) -> bytes:
    out = [content[:8]]
    at = 8
    while at + 12 <= len(content):
        (length,), kind = struct.unpack_from(">I", content, at), content[at + 4 : at + 8]
        if kind not in _PNG_WORDS:
            out.append(content[at : at + 12 + length])
        at += 12 + length
        if kind == b"IEND":
            break
    return b"".join(out)


def _webp(content: bytes, _name: str) -> bytes:
    out = []
    at = 12
    while at + 8 <= len(content):
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        chunk = content[at : at + 8 + length + length % 2]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        out += [] if kind in _WEBP_WORDS else [chunk]
        at += len(chunk)
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _blanked(content: bytes, _name: str) -> bytes:
    """Return a picture with its words written over: AVIF finds its parts by their distance from the start."""
    with Image.open(io.BytesIO(content)) as picture:
        words = [bytes(picture.info.get(key) or b"") for key in ("exif", "xmp", "comment")]
    for told in words:
        # Pillow puts this in front of what stands in the file.
        form = told.removeprefix(b"Exif\0\0")
        empty = _NO_EXIF if told == words[0] and len(form) >= len(_NO_EXIF) else b""
        content = content.replace(form, empty + bytes(len(form) - len(empty))) if form else content
    return content


def _mp4(content: bytes, _name: str) -> bytes:
    out = bytearray(content)
    _free(out, 0, len(out))
    return bytes(out)


def _free(out: bytearray, start: int, end: int) -> None:
    """Turn the boxes with words between two offsets into free room of the same size."""
    at = start
    while at + 8 <= end:
        length, kind = int.from_bytes(out[at : at + 4], "big"), bytes(out[at + 4 : at + 8])
        head = 8
        if length == 1:
            length, head = int.from_bytes(out[at + 8 : at + 16], "big"), 16
        stop = end if length == 0 else min(at + length, end)
        if stop < at + head:
            return
        if kind in _MP4_HOLDERS:
            _free(out, at + head, stop)
        elif kind in _MP4_WORDS:
            out[at + 4 : at + 8] = b"free"
            out[at + head : stop] = bytes(stop - at - head)
        at = stop


def _vtt(content: bytes, name: str) -> bytes:
    return vtt.render(content, name)


_RENDERERS: Final[Mapping[str, Callable[[bytes, str], bytes]]] = {
    ".jpg": _jpeg,
    ".jpeg": _jpeg,
    ".png": _png,
    ".webp": _webp,
    ".gif": _blanked,
    ".avif": _blanked,
    ".mp4": _mp4,
    ".m4a": _mp4,
    ".vtt": _vtt,
}
