"""Whatever a writer brings, there is a right card or a named fault."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageStat

from hiwar.cards.compose import BUDGET, LIMIT
from hiwar.cards.draw import draw
from hiwar.cards.spec import LAYOUTS, CardSpec, Picture
from hiwar.errors import SetupError

SPEC = CardSpec("release", "ar", "قطرة", "قطرة تفتح مختبرها", "بيان صحفي", "الرياض، 12 مارس 2026", shown="a.md", at=3)


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def picture(path: Path, made: Image.Image, **options) -> Picture:
    made.save(path, **options)
    return Picture(path, path.name)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_layout_is_a_progressive_jpeg_of_1200_by_630_within_the_budget(look, layout, lang):
    made = opened(draw(replace(SPEC, layout=layout, lang=lang, speaker="نورة", role="رسمي"), look).content)
    assert (made.format, made.size, made.mode) == ("JPEG", (1200, 630), "RGB")
    assert made.info["progressive"]


@pytest.mark.parametrize(
    "title",
    [
        "كلمة " * 200,
        "كلمةواحدةطويلة" * 80,
        "a" * 1000,
        "🎉" * 300,
        "🎉",
        "نعم",
        "👨‍👩‍👧‍👦 ❤️‍🔥 🇸🇦 1️⃣",
        "—",
        '*b* #panic("x") $x$ \\',
    ],
    ids=["long", "long-word", "long-latin", "many-emoji", "emoji", "one-word", "sequences", "dash", "markup"],
)
@pytest.mark.parametrize("layout", ["release", "product", "quotation"])
def test_any_title_gives_a_card(look, layout, title):
    drawn = draw(replace(SPEC, layout=layout, title=title, speaker="نورة"), look)
    assert drawn.faults == ()
    assert len(drawn.content) <= BUDGET


def test_noise_the_hardest_picture_there_is_keeps_the_limit(look, tmp_path):
    noise = Image.effect_noise((1600, 1200), 120).convert("RGB")
    spec = replace(SPEC, picture=picture(tmp_path / "noise.png", noise))
    assert len(draw(spec, look).content) <= LIMIT


def test_a_card_over_the_limit_is_a_fault_of_its_file(look, monkeypatch):
    monkeypatch.setattr("hiwar.cards.compose.BUDGET", 1000)
    monkeypatch.setattr("hiwar.cards.compose.LIMIT", 2000)
    (fault,) = draw(SPEC, look).faults
    assert (fault.path, fault.severity) == ("a.md", "error")
    assert "2000" in fault.problem


def test_a_picture_is_shown(look, tmp_path):
    spec = replace(SPEC, picture=picture(tmp_path / "red.png", Image.new("RGB", (900, 900), (200, 0, 0))))
    red, green, blue = opened(draw(spec, look).content).getpixel((30, 30))
    assert red > 180
    assert max(green, blue) < 30


def test_the_picture_is_at_the_end_side(look, tmp_path):
    spec = replace(SPEC, picture=picture(tmp_path / "red.png", Image.new("RGB", (900, 900), (200, 0, 0))))
    assert opened(draw(replace(spec, lang="en"), look).content).getpixel((1170, 30))[0] > 180


@pytest.mark.parametrize("mode", ["CMYK", "RGB"])
def test_cmyk_and_turned_pictures_are_shown(look, tmp_path, mode):
    exif = Image.Exif()
    exif[0x0112] = 8
    spec = replace(SPEC, picture=picture(tmp_path / "a.jpg", Image.new(mode, (900, 1400)), exif=exif))
    drawn = draw(spec, look)
    assert drawn.content
    assert not drawn.lacks_picture


def test_a_tiny_picture_is_left_out(look, tmp_path):
    drawn = draw(replace(SPEC, picture=picture(tmp_path / "dot.png", Image.new("RGB", (20, 20)))), look)
    assert drawn.lacks_picture
    assert drawn.content == draw(SPEC, look).content


def test_a_broken_picture_is_named_with_its_file(look, tmp_path):
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"\xff\xd8\xff nothing")
    (fault,) = draw(replace(SPEC, picture=Picture(path, "x")), look).faults
    assert (fault.path, fault.line, fault.severity) == ("a.md", 3, "error")
    assert "broken.jpg" in fault.problem


def test_a_missing_picture_is_named(look, tmp_path):
    (fault,) = draw(replace(SPEC, picture=Picture(tmp_path / "gone.png", "x")), look).faults
    assert "gone.png" in fault.problem


def test_a_character_that_no_font_has_is_named_with_its_code_point(look):
    (fault,) = draw(replace(SPEC, title="ماء 水"), look).faults
    assert fault.path == "a.md"
    assert "U+6C34" in fault.problem


def test_a_font_without_arabic_leaves_arabic_to_the_next(look, tmp_path):
    """The company's own Latin letters, and Arabic as always."""
    latin_font(look.fonts[0] / "text-600.ttf", tmp_path / "own.ttf")
    latin = replace(look, fonts=(*look.fonts, tmp_path), heading=("Own", *look.heading))
    arabic, mixed = replace(SPEC, title="قطرة تفتح مختبرها"), replace(SPEC, title="قطرة Qatra")
    assert difference(draw(arabic, latin).content, draw(arabic, look).content) < 1
    assert difference(draw(mixed, latin).content, draw(mixed, look).content) > 1


def latin_font(source: Path, target: Path) -> None:
    """Make a font of its own with the Latin letters of another, and nothing else."""
    font = TTFont(source)
    work = Subsetter(Options(name_IDs=["*"]))
    work.populate(unicodes=range(0x41, 0x7B))
    work.subset(font)
    for record in font["name"].names:
        record.string = "Own"
    font.save(target)


def difference(one: bytes, other: bytes) -> float:
    """Return how far two cards are from each other, as a mean over all pixels, 0 to 255."""
    apart = ImageChops.difference(opened(one), opened(other)).convert("L")
    return ImageStat.Stat(apart).mean[0]


def test_a_fault_in_the_template_is_named(look, tmp_path):
    broken = tmp_path / "card.typ"
    broken.write_text("#let x = ")
    with pytest.raises(SetupError, match=r"card\.typ"):
        draw(SPEC, replace(look, template=broken))


def test_a_font_that_is_not_there_is_named(look):
    with pytest.raises(SetupError, match="unknown font family"):
        draw(SPEC, replace(look, heading=("No Such Font",)))


def test_what_must_be_read_stays_in_the_middle(look):
    """Title, badge and line stay within the middle 900 by 470, at every length of title."""
    for title in ("نعم", "كلمة " * 12, "كلمة " * 200):
        for lang in ("ar", "en"):
            made = opened(draw(replace(SPEC, layout="post", title=title, lang=lang), look).content)
            # The ink of the title is the only dark colour on a post's card.
            dark = made.convert("L").point([255 if tone < 50 else 0 for tone in range(256)])
            start, top, end, bottom = dark.getbbox()
            assert start >= 145
            assert end <= 1055
            assert top >= 80
            assert bottom <= 550


def test_arabic_letters_are_joined(look):
    """The joined word is narrower than the same letters kept apart."""
    joined, apart = (
        opened(draw(replace(SPEC, layout="post", title=title), look).content)
        .convert("L")
        .point([255 if tone < 50 else 0 for tone in range(256)])
        .getbbox()
        for title in ("منصة", "م‌ن‌ص‌ة")
    )
    assert joined[2] - joined[0] < (apart[2] - apart[0]) * 0.9
