"""Texts of megabytes, and 20,000 of every character that means something: a page, or a fault, in good time."""

from __future__ import annotations

import string
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from hiwar.content.read import read_site
from hiwar.errors import ContentError
from hiwar.media.library import Library
from tests.conftest import write

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MANY = 20_000
SHORT = ("[a](b", "![a](b", "<a ", "</a>", "<b>", "<!--", "<![", "[^1]", "> ", "- ", "1. ", "`a", "**a ", "*a_b")
ROWS = (":   a\n", "a\n:   b\n", "---\n", "```\n", "- a\n", "> a\n", "| a |\n", "[a]: b\n", "# a\n", "    a\n", "\ta\n")
TOO_MANY = ("more than 1,000", "more than 5,000", "nested too deeply")


def outcome(content: Path, text: str, lang: str = "en") -> str:
    """Return the report on a text; empty when it became a page."""
    write(content, {f"{lang}/blog/2026-01-01-a.md": f"Title: A\n\n{text}"})
    try:
        site, _ = read_site(content, NOW, Library())
    except ContentError as error:
        return str(error)
    return "" if site.pieces[0].title == "A" else "lost"


@pytest.mark.parametrize("char", [*string.punctuation, "\t", "ا", "\u064e", "😀"])
def test_twenty_thousand_of_a_character(content: Path, char: str) -> None:
    """Alone, and after a word."""
    for text in (char * MANY, f"x {char * MANY}"):
        report = outcome(content, text)
        assert report == "" or any(words in report for words in TOO_MANY), report[:200]


@pytest.mark.parametrize("unit", SHORT)
def test_ten_thousand_of_a_beginning(content: Path, unit: str) -> None:
    """Of links, tags, lists and emphasis that are never closed: what is wrong is named with its line."""
    report = outcome(content, unit * (MANY // 2))
    assert all(row.startswith(("content/en/blog/2026-01-01-a.md:", "  fix: ")) for row in report.splitlines())


@pytest.mark.parametrize("row", ROWS)
def test_five_thousand_of_a_row(content: Path, row: str) -> None:
    """Python-Markdown takes quadratic time for some of them, which are refused."""
    report = outcome(content, "x\n" + row * (MANY // 4))
    assert report == "" or any(words in report for words in (*TOO_MANY, "more than 1,000 definitions")), report[:200]


def test_brackets_are_named_with_their_file(content: Path) -> None:
    """20,000 of them took 47 seconds."""
    assert outcome(content, "Text.\n\n" + "[" * MANY).startswith(
        'content/en/blog/2026-01-01-a.md:5: more than 1,000 "[" in one paragraph'
    )


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("size", [200_000, pytest.param(5_000_000, marks=pytest.mark.slow)])
def test_a_long_post(content: Path, lang: str, size: int) -> None:
    """Becomes a page, as long as it may be."""
    paragraph = 'A line of *text* with a [link](https://a.example/), "quotes" and ماء.\n' * 20 + "\n"
    assert outcome(content, paragraph * (size // len(paragraph.encode())), lang) == ""
