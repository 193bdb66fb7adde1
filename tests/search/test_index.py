"""The index: quick to make, small to ask, the same every time, and calm under edits."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace

from hiwar.search.index import Entry, name_of, read
from hiwar.search.index import compose as compose_read
from hiwar.search.normalise import forms, words
from tests.figures import Figures

LANGUAGES = ("ar", "en")
PAGES, WORDS, VOCABULARY = 1000, 450, 7000
#: Seconds, on one core.
#: Bytes, compressed, of all that a first question needs.
LIGHT = 250_000
ARABIC, LATIN = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "abcdefghijklmnopqrstuvwxyz"


def compose(entries: Iterable[Entry], languages: tuple[str, ...]) -> Mapping[str, bytes]:
    return compose_read(map(read, entries), languages)


def entry(number: int, title: str = "", body: str = "", lang: str = "ar") -> Entry:
    return Entry("b", lang, title or f"Piece {number}", f"/blog/{number}/", "", (), body, "2026-01-02", 739618)


def corpus(count: int) -> list[Entry]:
    """Return pieces whose words are as frequent as words are (Zipf), the same every time."""
    chance = random.Random(9)
    vocabulary = [
        "".join(chance.choices(ARABIC if at % 4 else LATIN, k=chance.randint(2, 9))) for at in range(VOCABULARY)
    ]
    weights = [1 / (rank + 1) for rank in range(VOCABULARY)]
    texts = (chance.choices(vocabulary, weights, k=WORDS) for _ in range(count))
    return [
        replace(entry(number, " ".join(text[:8]), " ".join(text)), summary=" ".join(text[8:30]))
        for number, text in enumerate(texts)
    ]


def asked(files: dict[str, bytes], question: str) -> set[str]:
    """Return the names of the files that the page reads for a question, for ten results at most."""
    start = json.loads(files["start.json"])
    names, keys = {"start.json"}, []
    for word in words(question):
        for form in forms(word):
            if form[:2] in start["words"].split(" "):
                name = f"words/{name_of(form[:2])}.json"
                names.add(name)
                keys += [json.loads(files[name]).get(form, "")[:11]]
    return names | {name for name in files if name.startswith("shown/")} if len(keys) > 10 else names | {
        f"shown/{int(key[-5:], 36) % start['files']}.json" for key in keys if key
    }  # fmt: skip


def test_a_thousand_pages(figures: Figures) -> None:
    """A first question costs less than the bound."""
    pieces = corpus(PAGES)
    forms.cache_clear()
    with figures.timed("index of 1,000 pages", asked=5):
        files = compose(pieces, LANGUAGES)
    shown = sum(len(gzip.compress(content)) for name, content in files.items() if name.startswith("shown/"))
    common = " ".join(pieces[0].body.split()[:3])
    words_of = sum(len(gzip.compress(files[name])) for name in asked(dict(files), common) if "shown" not in name)
    # The pieces shown stand in ten files at most; an average one weighs this.
    average = shown / sum(name.startswith("shown/") for name in files)
    assert words_of + 10 * average < LIGHT


def test_the_same_pieces_give_the_same_bytes() -> None:
    """In any order."""
    pieces = corpus(40)
    mixed = random.Random(1).sample(pieces, len(pieces))
    assert list(compose(pieces, LANGUAGES).items()) == list(compose(mixed, LANGUAGES).items())


def test_an_edit_changes_few_files() -> None:
    """A word that comes changes the file of its first letters; a new title, the file that shows it."""
    pieces = corpus(200)
    before = compose(pieces, LANGUAGES)
    pieces[7] = replace(pieces[7], body=pieces[7].body + " xylophone")
    after = compose(pieces, LANGUAGES)
    assert changed(before, after) == {"words/78-79.json"} | ({"start.json"} if "xy" not in words_in(before) else set())
    pieces[7] = replace(pieces[7], summary=pieces[7].summary + "!")
    assert {name.split("/")[0] for name in changed(after, compose(pieces, LANGUAGES))} == {"shown"}


def words_in(files: object) -> list[str]:
    return json.loads(files["start.json"])["words"].split(" ")  # type: ignore[index] # a mapping


def changed(before: object, after: object) -> set[str]:
    names = set(before) | set(after)  # type: ignore[call-overload] # both are mappings
    return {name for name in names if before.get(name) != after.get(name)}  # type: ignore[attr-defined] # the same


def test_a_title_weighs_more_than_a_text() -> None:
    """And a form that a word only may have weighs least."""
    files = compose([entry(1, "ماء"), entry(2, "x", "ماء"), entry(3, "y", "وماء")], LANGUAGES)
    keys = json.loads(files["words/645-627.json"])["ماء"]
    assert sorted(keys[11::12]) == ["1", "1", "5"]


def test_no_piece_and_one_piece() -> None:
    """An empty site has an index, too."""
    assert json.loads(compose([], LANGUAGES)["start.json"])["pieces"] == 0
    assert json.loads(compose([entry(1)], LANGUAGES)["start.json"])["pieces"] == 1


def test_keys_are_of_one_length_and_differ() -> None:
    """Also where two pieces have one day, kind and language."""
    shown = [json.loads(text) for name, text in compose(corpus(300), LANGUAGES).items() if name.startswith("shown")]
    keys = [key for rows in shown for key in rows]
    assert len(set(keys)) == 300
    assert {len(key) for key in keys} == {11}
