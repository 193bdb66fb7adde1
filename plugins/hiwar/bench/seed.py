"""A made-up company blog in two languages: the same one every time, in the size asked for."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_SEED: Final = 20260312
_FIRST: Final = date(1998, 1, 1)
#: Words of each language; what they say together does not matter.
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ar": "ماء مرشح خزان حنفية ضغط معادن لتر عيّنة مختبر رقم سؤال جواب مطبخ صباح فنّي أنبوب خزف كربون غشاء طعم إبريق "
        "كلس فاتورة توصيل اعتذار دفعة استرجاع تصميم لون شكرًا",
        "en": "water filter cartridge tank tap pressure minerals litre sample laboratory number question answer "
        "kitchen morning installer pipe ceramic carbon membrane taste kettle limescale invoice delivery apology batch",
    }
)
_TAGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "ar": ("مختبر", "تصميم", "أجوبة", "تدوير", "مجتمع"),
        "en": ("lab", "design", "answers", "recycling", "community"),
    }
)
#: Who writes: ids, which are their names as well.
AUTHORS: Final = ("huda", "sami", "noor")
LANGUAGES: Final = ("ar", "en")


@dataclass(frozen=True, slots=True)
class Entry:
    """One post, before it takes the form that a generator reads."""

    lang: str
    slug: str
    date: date
    title: str
    summary: str
    tag: str
    author: str
    #: Markdown.
    body: str


def compose_entries(pieces: int) -> tuple[Entry, ...]:
    """Return so many posts, oldest first, every other one the twin of that before it."""
    chance = random.Random(_SEED)  # noqa: S311 -- no secret is made from it
    return tuple(_entry(number // 2, LANGUAGES[number % 2], chance) for number in range(pieces))


def _entry(number: int, lang: str, chance: random.Random) -> Entry:
    return Entry(
        lang=lang,
        slug=f"post-{number}",
        date=_FIRST + timedelta(days=number),
        title=f"{_phrase(lang, chance, 3)} {number}",
        summary=_sentence(lang, chance),
        tag=chance.choice(_TAGS[lang]),
        author=chance.choice(AUTHORS),
        body=_body(number, lang, chance),
    )


def _body(number: int, lang: str, chance: random.Random) -> str:
    parts: list[str] = []
    for section in range(chance.randint(2, 6)):
        parts.append(f"## {_phrase(lang, chance, 5)}\n")
        parts += [_paragraph(lang, chance) for _ in range(chance.randint(2, 4))]
        parts.append("".join(f"- {_sentence(lang, chance)}\n" for _ in range(chance.randint(2, 5))))
        if section % 2:
            parts.append(f"```python\nlitres = {number}\nprint(litres * {section})\n```\n")
    return "\n".join(parts)


def _paragraph(lang: str, chance: random.Random) -> str:
    sentences = [_sentence(lang, chance) for _ in range(chance.randint(3, 6))]
    sentences[0] = f'*{sentences[0]}* "{sentences[1]}" [more](https://bench.example/{chance.randint(1, 99)})'
    return " ".join(sentences) + "\n"


def _sentence(lang: str, chance: random.Random) -> str:
    return _phrase(lang, chance, chance.randint(6, 14)) + "."


def _phrase(lang: str, chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS[lang].split(), k=words)).capitalize()
