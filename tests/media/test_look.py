"""Every file that cannot be published is named, with what is wrong and what to do; never with a traceback."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from hiwar.content.read import read_site
from hiwar.errors import ContentError
from hiwar.media.library import Library
from hiwar.media.look import look
from hiwar.metadata import outgoing
from hiwar.model.media import MediaError
from tests.conftest import write
from tests.media import files

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SVG = "http://www.w3.org/1999/xlink"
#: Name of the file, its bytes, and what is said of it.
BAD: list[tuple[str, bytes, str]] = [
    ("a.jpg", b"", "is empty"),
    ("a.mp4", b"", "is empty"),
    ("a.exe", b"MZ", 'ends in ".exe"'),
    ("a.png", b"no picture", "is no picture that can be read"),
    ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "is no picture that can be read"),
    ("a.jpg", files.plain("JPEG", (900, 600))[:2500], "is broken"),
    ("a.png", files.saved(files.photograph(90, 60), "PNG")[:2000], "is broken"),
    ("a.avif", files.saved(files.photograph(90, 60), "AVIF")[:400], ""),
    ("a.png", files.plain("JPEG"), 'of another kind: JPEG\n  fix: rename it to "a.jpg"'),
    ("a.jpg", files.plain("PNG"), 'rename it to "a.png"'),
    ("a.jpg", files.plain("BMP"), "of another kind: BMP"),
    ("a.png", files.bomb(40_000, 40_000), "more than 100 million pixels"),
    ("a.png", files.bomb(12_000, 12_000), "more than 100 million pixels"),
    ("a.png", files.bomb(40_000, 10), "longer than 16,383 pixels"),
    ("a.gif", files.moving("GIF"), "moves"),
    ("a.webp", files.moving("WEBP"), "moves"),
    ("a.png", files.moving("PNG"), "moves"),
    ("a.avif", files.moving("AVIF"), "moves"),
    ("a.jpg", files.saved(Image.new("CMYK", (8, 8)), "JPEG"), "made for a printer (CMYK)"),
    ("a.svg", b"<svg", "no SVG that can be read"),
    ("a.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "is no SVG"),
    ("a.svg", files.drawing("<script>1</script>"), "can run code: it has a <script>"),
    ("a.svg", files.drawing('<script xmlns="http://www.w3.org/1999/xhtml">1</script>'), "can run code"),
    ("a.svg", files.drawing("<script>1</script>").decode().encode("utf-16"), "can run code"),
    ("a.svg", files.drawing('<path onload="x()"/>'), "has onload="),
    ("a.svg", files.drawing("<foreignObject/>"), "can run code"),
    ("a.svg", files.drawing('<a href="java&#115;cript:x()"/>'), "leads elsewhere"),
    ("a.svg", files.drawing(f'<a xmlns:l="{SVG}" l:href="javascript:x()"/>'), "leads elsewhere"),
    ("a.svg", files.drawing('<image href="https://elsewhere.example/a.png"/>'), "leads elsewhere"),
    ("a.svg", files.drawing('<a><set attributeName="href" to="javascript:x()"/></a>'), "changes href"),
    ("a.svg", files.drawing("<style>@import 'https://elsewhere.example/a.css'</style>"), "fetches something"),
    ("a.svg", files.drawing('<path style="fill: url(https://elsewhere.example/a)"/>'), "fetches something"),
    ("a.svg", b'<?xml-stylesheet href="a.xsl"?>' + files.drawing(), "names a style sheet"),
    ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaa">]>' + files.drawing("&a;"), "declares entities"),
    ("a.mp4", b"not a film", "is no MP4 file"),
    ("a.webm", files.film(), "is no WEBM file"),
    ("a.mp3", b"\0\0\0\0", "is no MP3 file"),
    ("a.ogg", b"mp3", "is no OGG file"),
    ("a.pdf", b"<html>", "is no PDF file"),
    ("a.vtt", b"1\n00:01.000 --> 00:02.000\nHello", 'does not begin with "WEBVTT"'),
    ("a.vtt", b"WEBVTT\n\nHello", "has no captions"),
    ("a.vtt", "WEBVTT\n\nمرحبا".encode("cp1256"), "is not UTF-8"),
    ("a.zip", b"PK nothing", "cannot be unpacked"),
    ("a.zip", files.packed(60_000_000), "unpacks to 60 MB"),
    ("a.docx", files.packed(60_000_000), "unpacks to 60 MB"),
    ("a.zip", files.overlapping(), "unpacks to"),
]
GOOD: list[tuple[str, bytes]] = [
    *((f"a.{end}", files.plain(form)) for end, form in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP"))),
    ("a.avif", files.plain("AVIF")),
    ("a.gif", files.plain("GIF")),
    ("a.JPEG", files.plain("JPEG")),
    ("a.jpg", files.saved(Image.new("L", (8, 8)), "JPEG")),
    ("a.png", files.saved(Image.new("P", (8, 8)), "PNG")),
    ("a.svg", files.drawing('<path fill="url(#a)"/><use href="#a"/>')),
    ("a.mp4", files.film()),
    ("a.zip", files.packed(1000)),
    ("a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n"),
    ("a.txt", b"words"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=[f"{row[0]}-{row[2][:24]}" for row in BAD])
def test_a_bad_file_is_named_with_its_remedy(name: str, content: bytes, said: str) -> None:
    """Whatever is in it."""
    with pytest.raises(MediaError) as caught:
        look(content, name)
    assert said in f"{caught.value.problem}\n  fix: {caught.value.fix}"
    assert caught.value.fix


@pytest.mark.parametrize(("name", "content"), GOOD, ids=[row[0] for row in GOOD])
def test_a_good_file_is_published(name: str, content: bytes) -> None:
    """With the size of what is served."""
    assert look(content, name).size == len(outgoing(content, name))


def test_a_bad_file_stands_at_the_line_that_names_it(content: Path) -> None:
    """File and line of every picture, video and download; of what is missing, too."""
    text = "Title: A\nImage: m.gif | M\n\n![a](b.png)\n\n![c](none.png)\n\n[z](z.zip)\n\n![f](f.mp4)\n"
    bad = {"b.png": files.bomb(40_000, 40_000), "m.gif": files.moving("GIF"), "z.zip": files.packed(60_000_000)}
    write(content, {"en/blog/2026-03-01-a.md": text, "media/f.mp4": b"x"})
    write(content / "media", {**bad})
    with pytest.raises(ContentError) as caught:
        read_site(content, NOW, Library())
    assert [fault.line for fault in caught.value.faults] == [2, 4, 6, 8, 10]


def test_who_says_where_a_picture_was_taken_is_warned(content: Path) -> None:
    """Readers do not get the place, and a public repository would tell it all the same."""
    write(content, {"en/blog/2026-03-01-a.md": "Title: A\n\n![a](b.jpg)\n", "media/b.jpg": files.telling("JPEG")})
    _, warnings = read_site(content, NOW, Library())
    assert len(warnings) == 1
    assert 'a.md:3: warning: the file "b.jpg" says where it was taken' in warnings[0]


def test_a_camera_that_lay_on_its_side_is_seen_upright() -> None:
    """Its numbers change places."""
    seen = look(files.telling("JPEG", 6), "a.jpg")
    assert (seen.width, seen.height) == (40, 60)


def test_a_picture_has_the_colours_of_its_halves() -> None:
    """And none where something shows through it."""
    two = Image.new("RGB", (40, 40), "#cc8844")
    two.paste("#113355", (0, 20, 40, 40))
    assert look(files.saved(two, "PNG"), "a.png").colors == ("c84", "135")
    clear = look(files.saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"), "a.png")
    assert (clear.colors, clear.is_see_through) == ((), True)


def test_a_drawing_says_how_large_it_is() -> None:
    """By its sides, else by its view box."""
    assert [
        look(files.drawing("", more), "a.svg").width for more in ('viewBox="0 0 20 10"', 'width="3px" height="4"')
    ] == [20, 3]
    assert look(files.drawing("", 'width="100%"'), "a.svg").width == 0


FORMS = (("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.gif", "GIF"), ("a.avif", "AVIF"))
WHOLE = {name: files.telling(form) if form != "GIF" else files.plain(form) for name, form in FORMS}


def survives(content: bytes, name: str) -> bool:
    """Tell whether a file is looked at or refused, and nothing else."""
    outgoing(content, name)
    try:
        return look(content, name).size >= 0
    except MediaError as error:
        return bool(error.fix)


CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 100), CHANGES)
def test_no_damage_brings_a_traceback(name: str, kept: int, changes: list[tuple[int, int]]) -> None:
    """Cut anywhere, with any bytes changed."""
    content = bytearray(WHOLE[name][: len(WHOLE[name]) * kept // 100])
    for place, value in changes if content else ():
        content[place % len(content)] = value
    assert survives(bytes(content), name)


ENDS = (".mp4", ".vtt", ".svg", ".zip", ".mp3", ".jpg", ".png", ".webp", ".avif")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ENDS), st.binary(max_size=300))
def test_no_bytes_bring_a_traceback(suffix: str, content: bytes) -> None:
    """Whatever the name promises."""
    assert survives(content, f"a{suffix}")
