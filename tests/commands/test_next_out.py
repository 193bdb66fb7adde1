"""A build says what comes out next by itself, and when."""

from __future__ import annotations

from pathlib import Path

from hiwar.content.read import read_site
from hiwar.media.library import Library
from hiwar.model.build import Build, Request
from tests.checks.trees import NOW
from tests.conftest import ROOT, write


def _lines(content: Path, files: dict[str, str | bytes]) -> list[str]:
    write(content, {"en/blog/2026-05-01-a.md": "Title: A\n\nA.\n", **files})
    build = Build(Request(content, ROOT / "theme", content / "cache", content, NOW))
    build.site = read_site(content, NOW, Library(), cwd=content)[0]
    return list(build.coming)


def test_the_next_moment_names_its_pieces(content: Path) -> None:
    """All of that moment, in both languages; later ones and drafts are not next."""
    release = "Title: B\nContact: desk\nEmbargo: 2026-07-01T09:00:00+03:00\n\nB.\n"
    files: dict[str, str | bytes] = {
        "en/press/2026-05-02-b.md": release,
        "ar/press/2026-05-02-b.md": release,
        "en/blog/2026-08-01-c.md": "Title: C\n\nC.\n",
        "en/blog/2026-06-15-d.md": "Title: D\nStatus: draft\n\nD.\n",
    }
    assert _lines(content, files) == [
        "Next to come out: 2026-07-01T09:00:00+03:00",
        "  ar/press/2026-05-02-b.md",
        "  en/press/2026-05-02-b.md",
    ]


def test_where_nothing_waits_nothing_is_said(content: Path) -> None:
    """Everything is public."""
    assert _lines(content, {}) == []
