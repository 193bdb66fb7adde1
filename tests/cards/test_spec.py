"""What a card says is ready to be drawn."""

import pytest

from hiwar.bidi import LRM
from hiwar.cards.spec import CardSpec, initial


def test_texts_stand_on_one_line_in_normal_form_with_marks():
    spec = CardSpec("post", "ar", "قطرة", " تابعوا\n\t#hiwar  اليوم e\u0301 ")
    assert spec.texts["title"] == f"تابعوا {LRM}#hiwar اليوم é"


def test_a_number_is_not_torn_from_its_unit():
    spec = CardSpec("post", "en", "Qatra", "Why 99.4 % and not 100 %")
    assert spec.texts["title"] == "Why 99.4\u00a0% and not 100\u00a0%"


@pytest.mark.parametrize(
    ("name", "letter"), [("Noura", "N"), ("المكتب الصحفي", "م"), ("الورشة", "و"), ("🎉 فريق", "ف"), ("2026", "")]
)
def test_a_name_is_stood_for_by_its_first_letter(name, letter):
    assert initial(name) == letter
