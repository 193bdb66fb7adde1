"""Mixed text keeps its order."""

import pytest

from hiwar.bidi import LRM, RLM, base_direction, with_marks


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("تابعوا @hiwar_team اليوم", f"تابعوا {LRM}@hiwar_team اليوم"),
        ("وسم #hiwar2026", f"وسم {LRM}#hiwar2026"),
        ("تابعوا #قطرة و#qatra2026", f"تابعوا #قطرة و{LRM}#qatra2026"),
        ("بتاريخ 2026-03-12", f"بتاريخ {LRM}2026-03-12"),
        ("هاتف +966 11 000 0000", f"هاتف {LRM}+966 11 000 0000"),
        ("هاتف 011 000 0000", f"هاتف {LRM}011 000 0000"),
        ("لغة C++ سريعة", f"لغة C++{LRM} سريعة"),
        ("وسم #حوار", "وسم #حوار"),
        ("خصم 25% حتى 31/12/2026", "خصم 25% حتى 31/12/2026"),
        ("البريد a@b.example", "البريد a@b.example"),
    ],
)
def test_arabic_gets_marks_where_the_algorithm_would_turn_something_round(typed, marked):
    assert with_marks(typed, "rtl") == marked


def test_marks_are_not_doubled():
    once = with_marks("وسم #hiwar2026 وهاتف +966 11 000 0000 ولغة C++ وC# وحساب @hiwar", "rtl")
    assert with_marks(once, "rtl") == once


def test_an_arabic_tag_in_english_begins_with_its_sign():
    assert with_marks("Join #حوار today", "ltr") == f"Join {RLM}#حوار today"


@pytest.mark.parametrize(
    ("text", "around", "direction"),
    [
        ("Qatra One تصل اليوم", "rtl", "rtl"),
        ("What is new?", "rtl", "ltr"),
        ("مختبر قطرة", "ltr", "rtl"),
        ("The word ماء", "ltr", "ltr"),
        ("2026 🎉", "rtl", "rtl"),
    ],
)
def test_a_line_has_the_direction_of_its_page_unless_it_is_wholly_of_the_other(text, around, direction):
    assert base_direction(text, around) == direction
