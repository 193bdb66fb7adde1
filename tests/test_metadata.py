"""What goes out says nothing of the place, the device and the words of whoever made it, and looks as it did."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageOps

from hiwar.metadata import has_place, outgoing
from tests.media import files

FORMS = (("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP"), ("a.avif", "AVIF"))


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_nothing_of_place_and_device_goes_out(name: str, form: str) -> None:
    """Neither as EXIF nor as XMP nor in words."""
    given = files.telling(form)
    assert has_place(given)
    assert files.DEVICE.encode() in given
    sent = outgoing(given, name)
    assert not has_place(sent)
    for words in (files.DEVICE, files.WORDS, "GPSLatitude"):
        assert words.encode() not in sent


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_every_pixel_stays(name: str, form: str) -> None:
    """Nothing is encoded again."""
    given = files.telling(form)
    with Image.open(io.BytesIO(given)) as before, Image.open(io.BytesIO(outgoing(given, name))) as after:
        assert ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox() is None


@pytest.mark.parametrize(("name", "form"), [row for row in FORMS if row[1] == "JPEG"])
def test_a_turned_picture_still_stands_upright(name: str, form: str) -> None:
    """Which side is up is all that is kept of EXIF; colours keep their profile."""
    with Image.open(io.BytesIO(outgoing(files.telling(form, 6), name))) as sent:
        assert ImageOps.exif_transpose(sent).size == (40, 60)
        assert dict(sent.getexif()) == {0x0112: 6}
        assert sent.info["icc_profile"] == files.srgb()


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_going_out_twice_changes_nothing(name: str, form: str) -> None:
    """So a file that was cleaned keeps its address."""
    sent = outgoing(files.telling(form, 3 if form == "JPEG" else 1), name)
    assert outgoing(sent, name) == sent


def test_a_progressive_jpeg_keeps_its_scans() -> None:
    """It has many, with tables between them."""
    given = files.saved(files.photograph(200, 120), "JPEG", progressive=True, exif=files.told())
    with Image.open(io.BytesIO(given)) as before, Image.open(io.BytesIO(outgoing(given, "a.jpg"))) as after:
        assert before.tobytes() == after.tobytes()


def test_a_picture_behind_the_picture_is_left_out() -> None:
    """Cameras put a preview there, with a place of its own (CIPA DC-007)."""
    sent = outgoing(files.plain("JPEG") + files.telling("JPEG"), "a.jpg")
    assert sent.count(b"\xff\xd8\xff") == 1
    assert not has_place(sent)


def test_a_film_forgets_its_place_and_moves_no_frame() -> None:
    """Players find frames by their distance from the start, so nothing becomes shorter."""
    given = files.film(place=b"+24.6-046.7/")
    sent = outgoing(given, "a.mp4")
    assert b"+24.6" not in sent
    assert len(sent) == len(given)
    assert sent.index(b"frames") == given.index(b"frames")


def test_arabic_captions_begin_at_the_right() -> None:
    """Also where a number or a Latin name comes first; times and English ones stay as they are."""
    given = "WEBVTT\n\n00:01.000 --> 00:02.000\nQatra تقول\nمرحبًا\n\n00:02.000 --> 00:03.000\n<i>89</i> ريالًا\n"
    said = outgoing(given.encode(), "a.ar.vtt").decode()
    assert said == given.replace("Qatra", "\u200fQatra")
    assert outgoing(given.encode(), "a.en.vtt") == given.encode()
    assert outgoing(given.encode(), "a.vtt") == given.encode()


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.zip", "a"])
def test_other_files_go_out_as_they_are(name: str) -> None:
    """Their words are what they are for."""
    assert outgoing(b"words", name) == b"words"
