"""A release as plain text: wrapped, in its right order, and nothing lost."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from hiwar.kit.text import WIDTH, wrap


def _width(line: str) -> int:
    return sum(unicodedata.category(char) not in {"Mn", "Cf"} for char in line)


def _first_strong(line: str) -> str:
    return next((kind for char in line if (kind := unicodedata.bidirectional(char)) in {"L", "R", "AL"}), "")


@pytest.mark.parametrize("page", ["en/press/pump", "press/pump"])
def test_lines_are_short_and_addresses_whole(page: str, output: Path) -> None:
    """72 characters at most, marks over letters not counted; an address is never broken or changed."""
    lines = (output / page / "release.txt").read_text("utf-8").split("\n")
    assert [line for line in lines if _width(line) > WIDTH and "https://" not in line] == []
    assert any(re.search(r"https://standards\.example/water\?a=1&b=2(?!\S*[\w/])", line) for line in lines)
    assert not [line for line in lines if line != line.rstrip()]


def test_everything_stands_in_it(output: Path) -> None:
    """Title, lede, correction, place, text, facts, quotation, caption, table, questions, people, links, terms."""
    text = (output / "en/press/pump/release.txt").read_text("utf-8")
    said = (
        *(
            "Dar · Press release",
            "A pump for",
            "It holds forty litres",
            "Correction:\n- May 3, 2026: Forty litres, not",
        ),
        *("Riyadh, May 1, 2026", "1. Open the valve slowly.", "  - Not long.", "- It weighs 3 kg.", "水"),
        *("> We built it twice.", "— The desk", "[On the roof · Lina Photo]", "Pump | 3 kg", "Does it hum?"),
        *("desk@dar.example", "- a pump\n  https://news.dar.example/en/products/pump/", "Dar makes pumps."),
        *("Free to print.", "https://news.dar.example/en/press/pump/\n"),
    )
    places = [text.find(part) for part in said]
    assert -1 not in places, said[places.index(-1)]
    assert "<" not in text
    assert "&amp;" not in text


def test_arabic_lines_begin_at_the_right(output: Path) -> None:
    """A program that shows plain text asks each line's first strong character; in Arabic that is never a Latin one."""
    lines = (output / "press/pump/release.txt").read_text("utf-8").split("\n")
    arabic = [line for line in lines if re.search(r"[\u0621-\u064a]", line)]
    assert arabic
    assert {_first_strong(line) for line in arabic} <= {"R", "AL"}
    assert any(line.startswith("\u200fiPhone") for line in arabic)


def test_a_word_longer_than_a_line_stands_whole() -> None:
    """It is not cut, and what follows begins a line."""
    long = "x" * 100
    assert wrap(f"a {long} b") == ["a", long, "b"]
    assert wrap("said " * 30, "> ", again=True)[1].startswith("> said")
    assert wrap("item " * 30, "12. ")[1].startswith("    item")
    assert wrap("") == [""]
