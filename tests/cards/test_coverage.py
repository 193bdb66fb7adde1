"""Characters without a glyph are found before they are drawn."""

import pytest

from hiwar.cards.coverage import covered, font_files, uncovered
from hiwar.errors import SetupError


def test_arabic_latin_and_emoji_are_covered(look):
    text = "مِنَصَّةُ الحِوارِ ﷺ گپ ١٢٣ Qatra «é» — 25% 👩🏽‍💻 ❤️ 🇸🇦 1️⃣ \u200e\u2067x\u2069\u00a0"
    assert uncovered(text, covered(font_files(look.fonts))) == ()


def test_each_uncovered_character_is_named_once_in_order(look):
    assert uncovered("水 and 漢 and 水", covered(font_files(look.fonts))) == ("水", "漢")


def test_a_file_that_is_no_font_is_named(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"nothing")
    with pytest.raises(SetupError, match=r"broken\.ttf is no font"):
        covered(font_files([tmp_path]))
