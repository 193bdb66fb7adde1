"""The tables of keys in the two pages on writing are the vocabulary itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from hiwar.content.schema import KEYS
from hiwar.model.kinds import FOLDERS
from tests.docs.examples import read_example
from tests.docs.pages import WRITING, WRITING_AR, Page, code

_WORDS = {
    WRITING: {"header": ("Key", "On", "Needed", "What it says", "Example"), "all": "all", "yes": "yes", "no": "no"},
    WRITING_AR: {
        "header": ("المفتاح", "في أي نوع", "لازم", "ماذا يقول", "مثال"),
        "all": "الكل",
        "yes": "نعم",
        "no": "لا",
    },
}
_PAGES = pytest.mark.parametrize("page", [WRITING, WRITING_AR], ids=lambda page: page.name)
#: What else a piece of each kind needs, so that an example can stand alone.
_REST = {"title": "Title: Example", "contact": "Contact: lab"}


def rows(page: Page) -> dict[str, list[str]]:
    """Return the rows of a page's table of keys, by key."""
    return {code(row[0]).lower(): row for row in page.tables(*_WORDS[page]["header"])}


@_PAGES
def test_every_key_is_in_the_table(page: Page) -> None:
    """The table has each key of `KEYS`, in its order, and no other."""
    documented = list(rows(page))
    assert not [key for key in KEYS if key not in documented], f"{page.name} lacks a row; write one for each"
    assert not [key for key in documented if key not in KEYS], f"{page.name} has a row for no key; delete it"


@_PAGES
@pytest.mark.parametrize("key", KEYS)
def test_kinds_are_those_of_the_key(page: Page, key: str) -> None:
    """The second column says on which kinds it may stand."""
    said = rows(page)[key][1]
    kinds = set(FOLDERS) if said == _WORDS[page]["all"] else {part.strip() for part in said.split(",")}
    assert kinds == set(KEYS[key].kinds)


@_PAGES
@pytest.mark.parametrize("key", KEYS)
def test_needed_is_what_is_needed(page: Page, key: str) -> None:
    """The third column says yes when each of its kinds needs it."""
    assert KEYS[key].needed in (frozenset(), KEYS[key].kinds), "the table has no words for this: give it a column more"
    assert rows(page)[key][2] == _WORDS[page]["yes" if KEYS[key].needed else "no"]


@_PAGES
@pytest.mark.parametrize("key", KEYS)
def test_example_is_read(page: Page, key: str, tmp_path: Path) -> None:
    """The last column is a line that can be typed."""
    typed = code(rows(page)[key][4])
    assert typed.lower().startswith(f"{key}: ")
    kind = next(kind for kind in ("post", "release", "product", "page") if kind in KEYS[key].kinds)
    lines = [_REST["title"]] if key != "title" else []
    lines += [_REST["contact"]] if kind == "release" and key != "contact" else []
    lang = "ar" if page is WRITING_AR else "en"
    text = "\n".join([*lines, typed]) + "\n\nText.\n"
    piece, problem = read_example(tmp_path / "content", text, f"{lang}/{FOLDERS[kind]}/2026-03-01-example.md")
    assert not problem
    assert piece


def test_both_languages_have_the_same_rows() -> None:
    """The two tables name the keys in the same order."""
    assert list(rows(WRITING)) == list(rows(WRITING_AR))


def test_both_pages_have_the_same_sections() -> None:
    """The Arabic page says no less: as many headings of each level, as many examples."""

    def shape(page: Page) -> list[str]:
        return [line.partition(" ")[0] for line in page.prose.split("\n") if line.startswith("#")]

    assert shape(WRITING) == shape(WRITING_AR)
    assert [fence.language for fence in WRITING.fences] == [fence.language for fence in WRITING_AR.fences]
