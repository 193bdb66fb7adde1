"""The golden pictures: six titles in every layout, as somebody looked at them and found them right.

``python -m tests.cards.golden_cards`` draws them again; look at every one before you commit it.
"""

import io
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

from hiwar.cards.draw import draw
from hiwar.cards.spec import LAYOUTS, CardSpec, Look, Picture

FOLDER = Path(__file__).parent / "golden"
CARDS = Path(__file__).parents[2] / "theme/cards"
LOOK = Look(CARDS / "card.typ", (CARDS / "fonts",))
#: Width of one card in a sheet; sheets have two columns.
WIDTH, HEIGHT = 400, 210

#: Language, title, line, and whether there is a picture.
TITLES = (
    (
        "ar",
        "نُطلِق اليوم Qatra One 2.0 (مِصفاةُ البيت): أسرعُ وأهدأ — تابعوا #قطرة و#qatra2026",
        "الرياض، 12 مارس 2026",
        True,
    ),
    ("ar", "كل ما أردت أن تعرفه عن الماء الذي يخرج من صنبور مطبخك " * 8, "سطر طويل يشرح أكثر مما يلزم " * 6, False),
    ("ar", "شكرًا لكم جميعًا 👩🏽‍🔬🎉 ألف سؤال في شهر واحد ❤️", "١٢ مارس ٢٠٢٦", False),
    ("en", "What we learned from 1,000 questions about water", "12 March 2026", True),
    ("ar", "خصم 25% حتى 31/12/2026، واسألوا @qatra_lab أو اتصلوا على +966 11 000 0000", "بتاريخ 2026-03-12", True),
    ("ar", "ماء", "", False),
)
_KICKERS = {"ar": "بيان صحفي", "en": "Press release"}
_NAMES = {"ar": "مختبر قطرة", "en": "Qatra Lab"}


def photograph(path: Path) -> Picture:
    """Make something like a photograph: shapes on a coloured ground."""
    made = Image.new("RGB", (1600, 1000), "#9fc5c9")
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 640, 1600, 1000), fill="#e3b98a")
    pen.ellipse((620, 180, 980, 900), fill="#f4f7f8")
    pen.ellipse((1200, 80, 1420, 300), fill="#d8432f")
    made.save(path)
    return Picture(path, "photograph")


def specs(layout: str, picture: Picture) -> tuple[CardSpec, ...]:
    """Return the six cards of a layout."""
    made = []
    for number, (lang, title, line, has_picture) in enumerate(TITLES):
        spec = CardSpec(layout, lang, "قطرة" if lang == "ar" else "Qatra", title, line=line)
        spec = replace(spec, picture=picture if has_picture else None, voice="fan" if number == 2 else "official")
        if layout == "quotation":
            spec = replace(spec, speaker=_NAMES[lang], role=spec.line, line="")
        else:
            spec = replace(spec, kicker=_KICKERS[lang])
        made.append(spec)
    return tuple(made)


def sheet(layout: str, folder: Path) -> Image.Image:
    """Draw the six cards of a layout on one sheet."""
    picture = photograph(folder / "photograph.png")
    drawn = [draw(spec, LOOK) for spec in specs(layout, picture)]
    made = Image.new("RGB", (WIDTH * 2, HEIGHT * 3))
    for number, card in enumerate(drawn):
        opened = Image.open(io.BytesIO(card.content)).resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        made.paste(opened, (number % 2 * WIDTH, number // 2 * HEIGHT))
    return made


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name in LAYOUTS:
            sheet(name, Path(folder)).save(FOLDER / f"{name}.png", optimize=True)
