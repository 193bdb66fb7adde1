"""Icons come from the logo, whatever it is."""

import io

import pytest
from PIL import Image

from hiwar.meta.icons import FAVICON, LARGE, MASKABLE, SMALL, SVG, TOUCH, compose, stand_in
from hiwar.pictures import PictureError


def wide(form: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (400, 100), "#00ff00").save(target, form)
    return target.getvalue()


@pytest.mark.parametrize("logo", [stand_in("#d8432f", "rtl"), wide("PNG"), wide("JPEG")], ids=["svg", "png", "jpeg"])
def test_every_icon_has_its_size(logo):
    files = compose(logo, "#fbfaf6").files
    sizes = {address: Image.open(io.BytesIO(files[address])).size for address in (TOUCH, SMALL, LARGE, MASKABLE)}
    assert sizes == {TOUCH: (180, 180), SMALL: (192, 192), LARGE: (512, 512), MASKABLE: (512, 512)}
    assert Image.open(io.BytesIO(files[FAVICON])).info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_only_a_drawing_is_served_as_one():
    assert SVG in compose(stand_in("#d8432f", "ltr"), "#fff").files
    assert SVG not in compose(wide("PNG"), "#fff").files


def test_a_wide_logo_keeps_its_shape():
    icon = Image.open(io.BytesIO(compose(wide("PNG"), "#fff").files[LARGE])).convert("RGBA")
    assert icon.getpixel((256, 256)) == (0, 255, 0, 255)
    assert icon.getpixel((256, 100))[3] == 0


def test_what_a_mask_may_cut_off_is_ground_alone():
    icon = Image.open(io.BytesIO(compose(stand_in("#d8432f", "ltr"), "#fbfaf6").files[MASKABLE])).convert("RGB")
    # W3C Web Application Manifest: the safe zone is a disc of two fifths of the side around the centre.
    for turn in range(8):
        across, down = ((0.41, 0), (0.29, 0.29), (0, 0.41), (-0.29, 0.29))[turn % 4]
        sign = 1 if turn < 4 else -1
        assert icon.getpixel((int(256 + sign * across * 512), int(256 + sign * down * 512))) == (251, 250, 246)


def test_the_stand_in_is_sharp_at_the_start():
    left, right = (
        Image.open(io.BytesIO(compose(stand_in("#d8432f", way), "#fff").files[LARGE]))
        .convert("RGBA")
        .getpixel((36, 475))[3]
        for way in ("ltr", "rtl")
    )
    assert (left, right) == (255, 0)


def test_a_broken_logo_is_named():
    with pytest.raises(PictureError):
        compose(b"nothing", "#fff")


def test_the_same_logo_gives_the_same_bytes():
    assert compose(wide("PNG"), "#fff") == compose(wide("PNG"), "#fff")
