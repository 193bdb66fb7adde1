"""The vendored fonts keep their promises."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from hiwar.errors import SetupError
from hiwar.fonts.make import CARD_FONTS, FACES, STOPGAPS, make
from hiwar.fonts.scripts import ARABIC, LATIN, SCRIPTS

THEME = Path(__file__).parents[2] / "theme"
FONTS = THEME / "static/fonts"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_the_web_fonts_of_a_script_weigh_at_most_60_kilobytes(script):
    assert sum((FONTS / face.file_name(script)).stat().st_size for face, _ in FACES) <= 60_000


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_every_web_font_has_the_letters_of_its_script(script):
    needed = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى،؛؟ًٌٍَُِّْ٠١٢٣" if script is ARABIC else "aZ09.,!?«»“”–—…%@#é"
    for face, _ in FACES:
        assert {ord(char) for char in needed} <= TTFont(FONTS / face.file_name(script)).getBestCmap().keys()


def test_no_modified_font_carries_a_reserved_name():
    """OFL 1.1, condition 3."""
    for face, _ in FACES:
        for script in SCRIPTS:
            names = TTFont(FONTS / face.file_name(script))["name"].names
            assert not [name for name in names if name.nameID in {1, 3, 4, 6} and "Plex" in str(name)]


def test_the_style_sheet_names_every_font_and_every_fallback():
    sheet = (THEME / "static/css/fonts.css").read_text("utf-8")
    assert all(f'url("../fonts/{face.file_name(script)}")' in sheet for face, _ in FACES for script in SCRIPTS)
    assert sheet.count("size-adjust") == len(STOPGAPS)
    assert sheet.count("font-display: optional") == len(FACES) * len(SCRIPTS)


def test_every_font_lies_beside_its_licence():
    assert len(list(FONTS.glob("OFL-*.txt"))) == len(list((THEME / "cards/fonts").glob("OFL-*.txt"))) == 3
    assert all((THEME / "cards/fonts" / name).is_file() for _, name in CARD_FONTS)


def test_scripts_share_no_character():
    assert not ARABIC.code_points & LATIN.code_points


def test_missing_sources_are_named(tmp_path):
    with pytest.raises(SetupError, match=r"npm pack.*@ibm/plex-sans-arabic@"):
        make(tmp_path, tmp_path / "theme")
