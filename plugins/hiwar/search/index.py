"""The index: for each word the pieces that have it, cut into files by the word's first two letters.

A piece's key never changes with other pieces, so that an edit changes the
files of the words that came and went, and the one that shows the piece.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.search.normalise import forms, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
#: Days since 0001-01-01 in base 36, then a hash: together with kind and language the length of a key.
_DAY_LENGTH: Final = 4
_HASH_LENGTH: Final = 5
#: How much one find weighs by where it is; a word's weight is one digit.
_TITLE, _TAGS, _SUMMARY, _BODY, _OFTEN = 5, 3, 2, 1, 1
_OFTEN_FROM: Final = 4
_MOST: Final = 9
#: Pieces that one file of shown texts holds, about.
_TOGETHER: Final = 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece as search knows it."""

    #: One letter.
    kind: str
    lang: str
    title: str
    #: As a page links to it.
    href: str
    summary: str
    tags: tuple[str, ...]
    #: Plain text.
    body: str
    #: ISO 8601 day; empty on products and pages.
    day: str
    #: The same day as days since 0001-01-01; 0 without one.
    ordinal: int


@dataclass(frozen=True, slots=True)
class Indexed:
    """What of a piece stands in the index, found out once: merging costs a twentieth of it."""

    kind: str
    lang: str
    href: str
    ordinal: int
    #: What a find shows.
    shown: list[str]
    #: How much each word says about it, 1 to 9; forms that a word only may have weigh 1.
    weights: Mapping[str, int]


def read(entry: Entry) -> Indexed:
    """Return what of a piece stands in the index."""
    shown = [entry.title, entry.href, entry.summary, entry.day, entry.lang]
    return Indexed(entry.kind, entry.lang, entry.href, entry.ordinal, shown, _weights(entry))


def compose(entries: Iterable[Indexed], languages: tuple[str, ...]) -> Mapping[str, bytes]:
    """Return the files of the index by their name; the same entries give the same bytes."""
    keyed = _keyed(entries, languages)
    count = 1 << (len(keyed) // _TOGETHER).bit_length()
    shown: dict[str, dict[str, list[str]]] = {}
    shards: dict[str, dict[str, list[str]]] = {}
    for key, entry in sorted(keyed.items()):
        shown.setdefault(f"shown/{int(key[-_HASH_LENGTH:], 36) % count}.json", {})[key] = entry.shown
        for word, weight in entry.weights.items():
            shards.setdefault(word[:2], {}).setdefault(word, []).append(f"{key}{weight}")
    start = {"pieces": len(keyed), "files": count, "languages": languages, "words": " ".join(sorted(shards))}
    files = {"start.json": _render(start), **{name: _render(rows) for name, rows in shown.items()}}
    for prefix, rows in shards.items():
        files[f"words/{name_of(prefix)}.json"] = _render({word: "".join(keys) for word, keys in sorted(rows.items())})
    return files


def name_of(prefix: str) -> str:
    """Return the name of a file for words that begin so: their code points, for any disk and host."""
    return "-".join(f"{ord(letter):x}" for letter in prefix)


def _keyed(entries: Iterable[Indexed], languages: tuple[str, ...]) -> dict[str, Indexed]:
    """Return the entries by keys of one length: kind, language, day, hash of the address."""
    keyed: dict[str, Indexed] = {}
    for entry in sorted(entries, key=lambda one: one.href):
        start = entry.kind + _DIGITS[languages.index(entry.lang)] + _in_36(entry.ordinal, _DAY_LENGTH)
        number = int(hashlib.sha256(entry.href.encode()).hexdigest(), 16)
        while (key := start + _in_36(number, _HASH_LENGTH)) in keyed:
            number += 1
        keyed[key] = entry
    return keyed


def _in_36(number: int, length: int) -> str:
    """Return the last digits of a number in base 36."""
    digits = ""
    for _ in range(length):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _weights(entry: Entry) -> dict[str, int]:
    found: dict[str, int] = {}
    often: dict[str, int] = {}
    for word in words(entry.body):
        often[word] = often.get(word, 0) + 1
    for word, times in often.items():
        _add(found, word, _BODY + (_OFTEN if times >= _OFTEN_FROM else 0))
    for text, weight in ((entry.summary, _SUMMARY), (" ".join(entry.tags), _TAGS), (entry.title, _TITLE)):
        # Each once, in the order of the text: a set has another order in every process.
        for word in dict.fromkeys(words(text)):
            _add(found, word, weight)
    return found


def _add(found: dict[str, int], word: str, weight: int) -> None:
    first, *shorter = forms(word)
    found[first] = min(_MOST, found.get(first, 0) + weight)
    for form in shorter:
        found.setdefault(form, 1)


def _render(rows: Mapping[str, object]) -> bytes:
    """Return JSON with a line for each row, so that versions of it compare well."""
    return (json.dumps(rows, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n").encode()
