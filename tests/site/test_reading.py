"""How long a text takes to read, and when its summary would only repeat how it begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from markupsafe import Markup

from hiwar.content.markdown import Converter
from hiwar.site import reading
from hiwar.site.reading import lede, reading_minutes
from tests.content.test_fuzz import FUZZ, TEXT
from tests.site.pieces import piece


@pytest.mark.parametrize(
    ("lang", "words", "minutes"),
    [("en", 0, 1), ("en", 228, 1), ("en", 912, 4), ("ar", 138, 1), ("ar", 552, 4), ("ar-EG", 552, 4), ("he", 736, 4)],
)
def test_each_language_has_its_pace(lang: str, words: int, minutes: int) -> None:
    """Arabic packs more into a word."""
    assert reading_minutes(piece("a", f"<p>{'word ' * words}</p>", lang)) == minutes


@pytest.mark.parametrize(
    ("summary", "body", "expected"),
    [
        ("In short.", "<p>At length.</p>", "In short."),
        ("At length, we…", "<p>At length, we <em>said</em> it.</p>", ""),
        ('He said "yes".', "<p>He said &#8220;yes&#8221;. And then no.</p>", ""),
        ("In short.", "", "In short."),
        ("قال «نعم»", "<p>قال «نعم» ثم لا</p>", ""),
        ("", "<p>At length.</p>", ""),
    ],
)
def test_a_summary_that_is_the_beginning_is_not_said_twice(summary: str, body: str, expected: str) -> None:
    """Typography may have changed its marks."""
    assert lede(piece("a", body, summary=summary)) == expected


@FUZZ
@given(TEXT)
def test_a_body_has_the_words_that_markupsafe_finds(text: str) -> None:
    html = Converter("en")._md.convert(text)
    assert reading._plain(html).split() == Markup(html).striptags().split()
