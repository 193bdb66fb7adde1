"""Titles outside of HTML read as they do in it."""

import pytest

from hiwar.bidi import LRM
from hiwar.plain import typeset


@pytest.mark.parametrize(
    ("typed", "lang", "shown"),
    [
        ('It\'s a "drop"', "en", "It’s a “drop”"),
        ("Salt & water -- and <b>", "en", "Salt & water — and <b>"),
        ("Plain", "en", "Plain"),
        ("  two\n lines ", "en", "two lines"),
        ("e\u0301", "en", "é"),
        ('قال "نعم"', "ar", 'قال "نعم"'),
        ("تابعوا @qatra", "ar", f"تابعوا {LRM}@qatra"),
        ("It's @qatra", "ar", "It's @qatra"),
        ("AT&amp;T", "en", "AT&amp;T"),
    ],
)
def test_quotation_marks_and_order_are_those_of_the_page(typed, lang, shown):
    assert typeset(typed, lang) == shown
