"""Files as people bring them, good and bad, each written here byte by byte."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image, ImageCms

#: 24° 38' N, 46° 43' E.
PLACE = {1: "N", 2: (24.0, 38.0, 0.0), 3: "E", 4: (46.0, 43.0, 0.0)}
DEVICE = "Pocket Camera 3000"
WORDS = "Taken by Sara at home"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>24,38N</exif:GPSLatitude></x:xmpmeta>"


def photograph(width: int, height: int) -> Image.Image:
    """Return something with the soft fields and the grain of a photograph, always the same."""
    source = random.Random(width * height)
    fields = Image.frombytes("RGB", (30, 20), source.randbytes(1800)).resize((width, height), Image.Resampling.BICUBIC)
    size = (max(1, width // 4), max(1, height // 4))
    grain = Image.frombytes("RGB", size, source.randbytes(size[0] * size[1] * 3))
    return Image.blend(fields, grain.resize((width, height), Image.Resampling.BICUBIC), 0.06)


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    """Return a picture as a file."""
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


def plain(form: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    """Return a picture with nothing odd about it."""
    return saved(Image.new("RGB", size, "teal"), form)


def told(turned: int = 1) -> bytes:
    """Return a block of EXIF with a place, a device and which side is up."""
    exif = Image.Exif()
    exif[0x0110], exif[0x010E], exif[0x0112] = DEVICE, WORDS, turned
    exif.get_ifd(0x8825).update(PLACE)
    return exif.tobytes()


def telling(form: str, turned: int = 1) -> bytes:
    """Return a picture that says where, when and with what it was taken."""
    picture = Image.new("RGB", (60, 40), "teal")
    options: dict[str, Any] = {"exif": told(turned)}
    if form in {"JPEG", "WEBP", "AVIF"}:
        options["xmp"] = XMP
    if form == "JPEG":
        options |= {"comment": WORDS.encode(), "icc_profile": srgb()}
    content = saved(picture, form, **options)
    # An editor adds words of its own to a PNG.
    return content[:33] + _chunk(b"tEXt", f"Author\0{WORDS}".encode()) + content[33:] if form == "PNG" else content


def srgb() -> bytes:
    """Return a colour profile."""
    return bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def moving(form: str) -> bytes:
    """Return an animation of two pictures."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that says it has many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(b"")) + _chunk(b"IEND", b"")


def packed(size: int) -> bytes:
    """Return a zip with that many zeros in it."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", bytes(size))
    return target.getvalue()


def overlapping() -> bytes:
    """Return a zip in whose list one part stands a thousand times."""
    content = packed(100_000)
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entry, tail = content[start:end], content[end:]
    count, size = 1000, len(entry) * 1000
    fields = struct.pack("<HHII", count, count, size, start)
    return content[:start] + entry * count + tail[:8] + fields + tail[20:]


def box(kind: bytes, data: bytes) -> bytes:
    """Return a box of an MP4 (ISO 14496-12, 4.2)."""
    return struct.pack(">I", len(data) + 8) + kind + data


def film(*, place: bytes = b"") -> bytes:
    """Return the frame of an MP4, without a picture in it."""
    words = box(b"udta", box(b"\xa9xyz", place)) if place else b""
    return box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", box(b"mvhd", bytes(100)) + words) + box(b"mdat", b"frames")


def drawing(inside: str = "", more: str = 'viewBox="0 0 20 10"') -> bytes:
    """Return an SVG."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {more}>{inside}</svg>'.encode()
