"""Names that look the same have one skeleton, whatever they are made of."""

import pytest

from hiwar.skeletons import skeleton, words


@pytest.mark.parametrize(
    "forged",
    [
        "Qаtrа",  # Cyrillic
        "QАTRА",  # Cyrillic capitals
        "Qατra",  # Greek
        "ＱＡＴＲＡ",  # full width
        "𝗤𝗮𝘁𝗿𝗮",  # mathematical
        "Q\u200batra",
        "Q\u00ada\u2060tra",
        "\u202eQatra",
        "Q\u0301atra\u0336",
        "Q@tr4",
    ],
)
def test_latin_tricks_are_seen_through(forged):
    assert skeleton(forged) == skeleton("Qatra")


@pytest.mark.parametrize("forged", ["قطره", "قـطـرة", "قَطْرَة", "ڨطرة", "قطرۃ", "قط\u200cرة", "ﻗﻄﺮة", "قطرة\u200f"])
def test_arabic_tricks_are_seen_through(forged):
    assert skeleton(forged) == skeleton("قطرة")


def test_other_names_stay_others():
    assert skeleton("Qatar") != skeleton("Qatra")
    assert skeleton("نقطة") != skeleton("قطرة")
    assert skeleton("قطر") != skeleton("قطرة")


def test_signs_and_blanks_have_none():
    assert words("— \u3164 😀 \u200f") == ()
    assert skeleton("") == ""
