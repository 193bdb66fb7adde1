"""Six titles in every layout look as they did when somebody found them right."""

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from hiwar.cards.spec import LAYOUTS
from tests.cards.golden_cards import FOLDER, HEIGHT, WIDTH, sheet

#: Mean difference of a card, and the worst of its parts, 0 to 255: an eye sees
#: neither, and another libjpeg stays below; a moved word does not.
MEAN, WORST = 2.0, 40.0


@pytest.mark.parametrize("layout", LAYOUTS)
def test_cards_look_as_they_did(layout, tmp_path):
    drawn = sheet(layout, tmp_path)
    with Image.open(FOLDER / f"{layout}.png") as golden:
        apart = ImageChops.difference(drawn, golden.convert("RGB")).convert("L").filter(ImageFilter.BoxBlur(3))
    for number in range(6):
        start, top = number % 2 * WIDTH, number // 2 * HEIGHT
        part = ImageStat.Stat(apart.crop((start, top, start + WIDTH, top + HEIGHT)))
        assert part.mean[0] < MEAN, f"title {number + 1} of {layout} looks otherwise"
        assert part.extrema[0][1] < WORST, f"something in title {number + 1} of {layout} looks otherwise"


def test_a_moved_word_is_seen(tmp_path):
    """The measure itself: one word lower by six pixels is over it."""
    with Image.open(FOLDER / "post.png") as golden:
        card = golden.convert("RGB").crop((WIDTH, 0, WIDTH * 2, HEIGHT))
    moved = card.copy()
    moved.paste(card.crop((250, 60, 350, 90)), (250, 62))
    apart = ImageStat.Stat(ImageChops.difference(card, moved).convert("L").filter(ImageFilter.BoxBlur(3)))
    assert apart.extrema[0][1] > WORST
