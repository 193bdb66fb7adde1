"""Old blogs of many dialects, each a folder of ours with what it must become."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hiwar.content.read import read_site
from hiwar.importing.blog import Summary, import_blog
from hiwar.importing.options import Options
from hiwar.media.library import Library
from tests.importing.accounting import lost_words

CASES = Path(__file__).parent / "cases"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


def _import(name: str, folder: Path) -> Summary:
    chosen = CASES / name / "options.toml"
    options = tomllib.loads(chosen.read_text("utf-8")) if chosen.exists() else {}
    return import_blog(CASES / name / "blog", folder / "content", Options.parse(**options), NOW, Library())


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", NAMES)
def test_a_blog_becomes_what_stands_beside_it(name: str, tmp_path: Path) -> None:
    """Every file and every row of the report is as expected, byte by byte."""
    _import(name, tmp_path)
    found, expected = _files(tmp_path), _files(CASES / name / "expected")
    assert found.keys() == expected.keys()
    for path in sorted(expected):
        assert found[path] == expected[path], path


@pytest.mark.parametrize("name", NAMES)
def test_what_was_written_passes_the_reader(name: str, tmp_path: Path) -> None:
    """The reader takes every piece, drafts and future ones too, and loses none."""
    summary = _import(name, tmp_path)
    site, warnings = read_site(tmp_path / "content", NOW, Library(), review=True)
    assert {piece.source for piece in site.pieces} == set(summary.targets.values())
    assert not warnings


@pytest.mark.parametrize("name", NAMES)
def test_importing_twice_adds_nothing(name: str, tmp_path: Path) -> None:
    """The second run writes no piece, picture or person."""
    _import(name, tmp_path)
    before = _files(tmp_path / "content")
    again = _import(name, tmp_path)
    assert (again.written, again.files, again.edited) == (0, 0, 0)
    assert _files(tmp_path / "content") == before


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_in_the_piece_or_in_the_report(name: str, tmp_path: Path) -> None:
    """No text is lost: what a page does not show, a row does."""
    summary = _import(name, tmp_path)
    site, _ = read_site(tmp_path / "content", NOW, Library(), review=True)
    assert lost_words(CASES / name / "blog", tmp_path / "content", summary, site) == {}
