"""Words are found as people type them."""

from __future__ import annotations

import pytest

from hiwar.search.normalise import forms, words
from tests.search.cases import FOUND_BY, WORDS


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case["text"])
def test_the_table(case: dict[str, object]) -> None:
    """What the page's script does, too: see test_page.py."""
    assert {word: list(forms(word)) for word in words(str(case["text"]))} == case["words"]


@pytest.mark.parametrize(("typed", "written"), FOUND_BY)
def test_a_word_is_found_by_another_form(typed: str, written: str) -> None:
    """Question and text meet in one form at least."""
    (asked,), (kept,) = words(typed), words(written)
    assert set(forms(asked)) & set(forms(kept))


@pytest.mark.parametrize(("one", "other"), [("ماء", "مال"), ("كتب", "كاتب"), ("water", "waiter"), ("25", "52")])
def test_other_words_stay_apart(one: str, other: str) -> None:
    """Folding is no guessing; broken plurals are the known miss."""
    assert not set(forms(words(one)[0])) & set(forms(words(other)[0]))
