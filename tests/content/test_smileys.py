"""Smileys become characters with a name in the text's language, where they are smileys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hiwar.content.smileys import TYPED, label
from tests.content.test_parts import convert

FOLDER = Path(__file__).parent / "smileys"
SPAN = re.compile(r'<span aria-label="([^"]*)" role="img">([^<]*)</span>')


def rows(name: str) -> list[list[str]]:
    """Return the cells of a table of cases."""
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [[cell.strip() for cell in line.split(" | ")] for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("lang", "typed", "char", "said"), rows("becomes.txt"))
def test_a_smiley_becomes_a_character(lang: str, typed: str, char: str, said: str) -> None:
    """Once, with what a screen reader says for it."""
    assert SPAN.findall(convert(typed, lang)[0].html) == [(said, char)]


@pytest.mark.parametrize(("lang", "typed"), rows("stays.txt"))
def test_what_is_no_smiley_stays(lang: str, typed: str) -> None:
    """Code, addresses, times, words with a colon, brackets that close."""
    assert SPAN.findall(convert(typed, lang)[0].html) == []


def test_each_has_a_name_in_both_languages() -> None:
    """And the Arabic one is Arabic."""
    for char in TYPED.values():
        assert re.fullmatch(r"[\u0600-\u06ff ]+", label(char, "ar"))
        assert re.fullmatch(r"[a-z ]+", label(char, "en"))
        assert label(char, "xx") == label(char, "en")


def test_a_code_block_stays() -> None:
    """As a whole."""
    body, _ = convert("```\n:-) :smile:\n```\n\n    :-)\n")
    assert ":-) :smile:" in body.html
    assert SPAN.findall(body.html) == []
