"""Content for measuring: as many posts as asked for, the same ones every time."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEED: Final = 20260312
_FIRST: Final = date(2020, 1, 1)
_WORDS: Final = (  # noqa: SIM905 -- a list of so many would hide the rest
    "water filter cartridge tank tap pressure minerals litre sample laboratory number question answer kitchen morning "
    "installer pipe ceramic carbon membrane taste kettle limescale invoice delivery apology batch recall design colour"
).split()
_TAGS: Final = ("lab", "design", "answers", "recycling", "community")
COMPANY: Final = """\
url = "https://bench.example"
languages = ["en"]
timezone = "UTC"
name = { en = "Bench" }
feed_authority = "bench.example,2026"
"""


def compose_content(posts: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of a content folder with so many posts, one a day."""
    yield "company.toml", COMPANY
    chance = random.Random(_SEED)  # noqa: S311 -- no secret is made from it
    for number in range(posts):
        day = _FIRST + timedelta(days=number)
        yield f"en/blog/{day}-post-{number}.md", _post(number, chance)


def _post(number: int, chance: random.Random) -> str:
    parts = [f"Title: Post {number}\nTags: {chance.choice(_TAGS)}\nSummary: {_sentence(chance)}\n"]
    for section in range(chance.randint(2, 6)):
        parts.append(f"## {_sentence(chance)}\n")
        parts += [_paragraph(chance) for _ in range(chance.randint(2, 4))]
        parts.append("".join(f"- {_sentence(chance)}\n" for _ in range(chance.randint(2, 5))))
        if section % 2:
            parts.append(f"```python\nlitres = {number}\nprint(litres * {section})\n```\n")
    return "\n".join(parts)


def _paragraph(chance: random.Random) -> str:
    sentences = [_sentence(chance) for _ in range(chance.randint(3, 6))]
    sentences[0] = f'*{sentences[0]}* "{sentences[1]}" [more](https://bench.example/{chance.randint(1, 99)})'
    return " ".join(sentences) + "\n"


def _sentence(chance: random.Random) -> str:
    words = [chance.choice(_WORDS) for _ in range(chance.randint(6, 14))]
    return " ".join(words).capitalize() + "."
