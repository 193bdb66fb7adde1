"""Pictures of every kind open upright, in sRGB, or say what is wrong."""

import io

import pytest
from PIL import Image, ImageCms

from hiwar.pictures import MAX_PIXELS, PictureError, open_picture, read_picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#0b6e6e"/></svg>'


def saved(picture: Image.Image, form: str, **options) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **options)
    return target.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF"])
def test_common_formats_open(form):
    assert open_picture(saved(Image.new("RGB", (40, 20), "teal"), form)).size == (40, 20)


def test_cmyk_becomes_rgb():
    opened = open_picture(saved(Image.new("CMYK", (40, 20), (0, 255, 255, 0)), "JPEG"))
    red, green, blue = opened.getpixel((5, 5))
    assert opened.mode == "RGB"
    assert red > 200 > 60 > max(green, blue)


def test_a_turned_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert open_picture(saved(Image.new("RGB", (40, 20)), "JPEG", exif=exif)).size == (20, 40)


def test_of_an_animation_the_first_frame_is_shown():
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    opened = open_picture(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert opened.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_becomes_rgb_or_rgba(mode):
    assert open_picture(saved(Image.new(mode, (8, 8)), "PNG")).mode in {"RGB", "RGBA"}


def test_sixteen_bit_grey_keeps_its_tones():
    opened = open_picture(saved(Image.new("I;16", (8, 8), 0x8080), "PNG"))
    assert opened.convert("L").getpixel((0, 0)) == 0x80


def test_a_colour_profile_is_applied():
    linear = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain = open_picture(saved(Image.new("RGB", (8, 8), "teal"), "PNG"))
    # A profile of another colour space cannot be applied: the numbers stand as they are.
    assert open_picture(saved(Image.new("RGB", (8, 8), "teal"), "PNG", icc_profile=linear)).tobytes() == plain.tobytes()


def test_a_drawing_is_as_high_as_asked():
    assert open_picture(SVG, 100).size == (200, 100)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no picture"),
        (b"not a picture", "no picture"),
        (saved(Image.effect_noise((200, 200), 50), "PNG")[:3000], "broken"),
        (b"<svg><g></svg>", "no SVG"),
    ],
)
def test_what_cannot_be_opened_is_named(content, words):
    with pytest.raises(PictureError, match=words):
        open_picture(content)


def test_a_picture_too_large_for_memory_is_named():
    side = int(MAX_PIXELS**0.5) + 10
    with pytest.raises(PictureError, match="million pixels"):
        open_picture(saved(Image.new("1", (side, side)), "PNG"))


def test_a_long_picture_of_twenty_thousand_pixels_opens():
    assert open_picture(saved(Image.new("RGB", (20_000, 500), "teal"), "PNG")).size == (20_000, 500)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(PictureError, match="cannot be read"):
        read_picture(tmp_path / "gone.png")
