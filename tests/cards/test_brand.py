"""A company's logo, colours and fonts are used, or named as what they are."""

import io
import shutil
from dataclasses import replace

import pytest
from PIL import Image

from hiwar.cards.brand import contrast, logo_as_svg, read_look
from hiwar.cards.draw import draw
from hiwar.cards.spec import CardSpec
from hiwar.errors import Faults
from tests.cards.conftest import THEME
from tests.cards.test_plan import COMPANY

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1" fill="#00ff00"/></svg>'
SPEC = CardSpec("list", "en", "Qatra", "Blog")


def read(company, media):
    faults = Faults()
    return read_look(company, THEME, media, "company.toml", faults, media / "cache"), faults


def has_green(card: bytes) -> bool:
    made = Image.open(io.BytesIO(card)).convert("RGB")
    return any(green > 200 and red < 90 and blue < 90 for red, green, blue in made.get_flattened_data())


@pytest.mark.parametrize("name", ["logo.svg", "logo.png", "logo.jpg"])
def test_a_logo_of_any_kind_is_on_the_card(tmp_path, name):
    if name.endswith("svg"):
        (tmp_path / name).write_bytes(SVG)
    else:
        Image.new("RGB", (600, 300), (0, 255, 0)).save(tmp_path / name)
    look, faults = read(replace(COMPANY, logo=name), tmp_path)
    assert not faults.found
    assert has_green(draw(SPEC, look).content)


def test_a_logo_of_pixels_is_no_larger_than_a_screen_needs():
    target = io.BytesIO()
    Image.effect_noise((3000, 3000), 90).save(target, "PNG")
    assert len(logo_as_svg(target.getvalue())) < 80_000


def test_colours_are_the_company_s(tmp_path):
    look, faults = read(replace(COMPANY, colors={"official": "#003300"}), tmp_path)
    assert not faults.found
    assert dict(look.colors)["official"] == "#003300"
    assert dict(look.colors)["fan"] == "#b4510e"


def test_colours_that_cannot_be_read_are_warned_of(tmp_path):
    _, faults = read(replace(COMPANY, colors={"official": "#f0f0f0"}), tmp_path)
    assert [fault.severity for fault in faults] == ["warning"]
    assert '"paper" on "official"' in str(faults.found[0])


def test_a_font_of_the_company_comes_first(tmp_path):
    shutil.copy(THEME / "cards/fonts/text-600.ttf", tmp_path / "own.ttf")
    look, faults = read(replace(COMPANY, fonts={"heading": "own.ttf"}), tmp_path)
    assert not faults.found
    assert look.heading[0] == "IBM Plex Sans Arabic"
    assert tmp_path in look.fonts


def test_a_compressed_font_is_drawn_with_as_well(tmp_path):
    shutil.copy(THEME / "static/fonts/heading-latin.woff2", tmp_path / "own.woff2")
    look, faults = read(replace(COMPANY, fonts={"heading": "own.woff2"}), tmp_path)
    assert not faults.found
    assert look.heading[0] == "Hiwar Heading"
    (unpacked,) = look.fonts[-1].glob("*.ttf")
    assert not unpacked.read_bytes().startswith(b"wOF2")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"logo": "gone.svg"}, 'no logo "gone.svg"'),
        ({"logo": "bad.svg"}, "bad.svg"),
        ({"fonts": {"text": "bad.svg"}}, "no font"),
    ],
)
def test_what_cannot_be_used_is_an_error_in_company_toml(tmp_path, change, words):
    (tmp_path / "bad.svg").write_bytes(b"<svg><g></svg>")
    _, faults = read(replace(COMPANY, **change), tmp_path)
    (fault,) = faults.errors
    assert fault.path == "company.toml"
    assert words in fault.problem


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
