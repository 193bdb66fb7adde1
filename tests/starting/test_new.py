"""A new piece passes the check at once, of every kind and in every language."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from hiwar.content.read import read_site
from hiwar.content.who import read_company
from hiwar.errors import SetupError
from hiwar.media.library import Library
from hiwar.model.kinds import FOLDERS
from hiwar.slugs import better_slug, is_slug
from hiwar.starting.new import NewPiece, compose_new, parse_kind, write_new
from tests.conftest import COMPANY, write

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.kinds import Kind

NOW = datetime(2026, 6, 1, 22, tzinfo=UTC)
TITLES = (
    "Hello, world",
    "نُطلق اليوم «قطرة» ٢٫٠: حــوار!",
    '"Quoted"',
    "'quoted'",
    "Title: with: colons",
    "{{ 7 * 7 }} <b>bold</b>",
    "- a list",
    "# heading",
    "[x](y)",
    "  spaces   and\nlines ",
    "😀 alone",
    "😀",
    "...",
    "../../etc/passwd",
    "a" * 300,
    "ماء" * 100,
    "C++ & C#",
    "1984",
    "2026-01-01-x",
    "café",
)


def begin(content: Path, kind: Kind, title: str, lang: str = "ar") -> tuple[Path, ...]:
    """Write a new piece as the task does."""
    who = read_company(content, content)
    files = compose_new(NewPiece(kind, title, better_slug(title), lang), who.company, who.people, NOW)
    return write_new(content, files)


@pytest.mark.parametrize("kind", FOLDERS)
@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_a_new_piece_passes(content: Path, kind: Kind, title: str) -> None:
    """Also when it is no draft any more, with its title as it was typed."""
    paths = begin(content, kind, title)
    assert [path.parent.parent.name for path in paths] == ["ar", "en"]
    site, warnings = read_site(content, NOW, Library(), review=True)
    assert warnings == ()
    assert {(piece.kind, piece.title, piece.status) for piece in site.pieces} == {
        (kind, " ".join(title.split()), "draft")
    }
    assert len(site.twins(site.pieces[0])) == 1
    for path in paths:
        path.write_text(path.read_text("utf-8").replace("Status: draft\n", ""), "utf-8")
    site, _ = read_site(content, datetime(2027, 1, 1, tzinfo=UTC), Library())
    assert len(site.pieces) == 2


@pytest.mark.parametrize("lang", ["fr", "he", "pt-BR"])
def test_other_languages_begin_in_english_words(content: Path, lang: str) -> None:
    """Whatever languages a company has."""
    company = COMPANY.replace('["ar", "en"]', f'["{lang}"]').replace(
        '{ ar = "دار", en = "Dar" }', f'{{ {lang} = "Dar" }}'
    )
    people = f'[desk]\nname = {{ {lang} = "D" }}\nphone = "1"\n'
    write(content, {"company.toml": company, "people.toml": people})
    for kind in FOLDERS:
        begin(content, kind, f"Title {kind}", lang)
    site, _ = read_site(content, NOW, Library(), review=True)
    assert len(site.pieces) == 4


def test_the_day_is_the_companys(content: Path) -> None:
    """22 o'clock in UTC is tomorrow in Riyadh."""
    assert begin(content, "post", "Hello")[0].name == "2026-06-02-hello.md"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("نُطلق اليوم", "نطلق-اليوم"),
        ("حــوار", "حوار"),
        ("Hello, World!", "hello-world"),
        ("a/b\\c", "a-b-c"),
        ("😀", "untitled"),
        ("C++", "c++"),
    ],
)
def test_slugs_are_made_from_titles(title: str, slug: str) -> None:
    """In the script of the title, without marks."""
    assert better_slug(title) == slug
    assert is_slug(slug)


def test_nothing_is_overwritten(content: Path) -> None:
    """Neither the piece nor its twin; then none of both is written."""
    first = begin(content, "post", "Hello")
    first[0].unlink()
    with pytest.raises(SetupError, match="exists already"):
        begin(content, "post", "Hello")
    assert not first[0].exists()


@pytest.mark.parametrize("title", ["", "  \n ", "a\x00b", "a\u202eb"])
def test_a_title_is_needed(content: Path, title: str) -> None:
    """One that can be read."""
    with pytest.raises(SetupError, match="the title is empty"):
        begin(content, "post", title)


def test_a_release_needs_somebody_to_ask(content: Path) -> None:
    """Without a phone or an address nobody can."""
    write(content, {"people.toml": '[mute]\nname = { ar = "ص", en = "M" }\n'})
    with pytest.raises(SetupError, match="a release needs a contact"):
        begin(content, "release", "News")


def test_kinds_by_name() -> None:
    """The nearest is named."""
    assert [parse_kind(kind) for kind in FOLDERS] == list(FOLDERS)
    with pytest.raises(SetupError, match='did you mean "release"'):
        parse_kind("relase")
