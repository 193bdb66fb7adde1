"""What is not public leaves no trace; a review has all of it, marked and unindexed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.conftest import COMPANY, write
from tests.content.cases import picture
from tests.site.building import build, faults_of, snapshot

if TYPE_CHECKING:
    from pathlib import Path

#: Stands in the text, title, slug, tags, files … of what is hidden, and nowhere else.
CANARY = "zqcanary"
HEADS = {
    "draft": ("blog/2026-01-01-", "Status: draft\n"),
    "future": ("blog/2026-07-01-", ""),
    "tonight": ("blog/2026-06-01-", "Date: 2026-06-01T12:00:01+03:00\n"),
    "embargo": ("press/2026-01-01-", "Contact: desk\nEmbargo: 2026-06-01T09:00:01Z\n"),
    "draft-release": ("press/2026-01-02-", "Contact: desk\nStatus: DRAFT\n"),
    "draft-product": ("products/", "Status: draft\n"),
    "draft-page": ("pages/", "Status: draft\n"),
}


@pytest.fixture
def hiding(content: Path) -> Path:
    """Return content in which every kind of hidden piece touches everything that a page may show."""
    company = COMPANY + f'[tags]\ndeclared-{CANARY} = {{ ar = "{CANARY}ar", en = "{CANARY}en" }}\n'
    write(content, {"company.toml": company, f"media/{CANARY}.png": picture(), f"media/{CANARY}.pdf": b"%PDF-1.4"})
    for name, (start, lines) in HEADS.items():
        head = (
            f"Title: {CANARY} {name}\n{lines}Summary: {CANARY}\nTags: {CANARY}tag, {CANARY}en, shared\n"
            f"Authors: desk\nSeries: The series\nAliases: {CANARY}-old-{name}\nImage: {CANARY}.png | {CANARY}\n"
            f"Discussion: https://talk.example/{CANARY}\n"
        )
        if "products" not in start and "pages" not in start:
            head += f"About: {CANARY}-draft-product\n"
        text = f"{CANARY} text, a [file]({CANARY}.pdf).\n\n## {CANARY}\n"
        write(content, {f"en/{start}{CANARY}-{name}.md": f"{head}\n{text}"})
    write(
        content,
        {
            "en/blog/2026-02-01-shown.md": (
                "Title: Shown\nTags: shared\nAuthors: desk\nSeries: The series\n"
                f"About: {CANARY}-draft-product\n\nText.\n"
            ),
            # The twin of a hidden piece is public by itself.
            f"ar/blog/2026-02-01-{CANARY[2:]}.md": "Title: ظاهر\n\nنص.\n",
            f"en/blog/2026-08-01-{CANARY[2:]}.md": f"Title: {CANARY}\n\nText.\n",
        },
    )
    return content


def test_what_is_hidden_leaves_no_trace(hiding: Path, tmp_path: Path) -> None:
    """Neither in a byte nor in a name: text, slug, tag, picture, file, alias, series, product."""
    done = build(hiding, tmp_path / "out", whole=True)
    for name, text in snapshot(tmp_path / "out").items():
        assert CANARY not in name
        assert CANARY.encode() not in text, name
    assert faults_of(done, tmp_path / "out") == []


def test_a_hidden_twin_is_not_linked(hiding: Path, tmp_path: Path) -> None:
    """The Arabic piece stands alone until the English one is due."""
    build(hiding, tmp_path / "out")
    page = (tmp_path / f"out/blog/{CANARY[2:]}/index.html").read_text("utf-8")
    assert f"/en/blog/{CANARY[2:]}/" not in page
    assert "hreflang" not in page.split("</head>")[0]


def test_a_review_has_all_of_it_marked_and_unindexed(hiding: Path, tmp_path: Path) -> None:
    """Each page says so, no search engine may keep it, and lists mark it too."""
    done = build(hiding, tmp_path / "out", review=True)
    for name, (start, _) in HEADS.items():
        folder = start.split("/")[0]
        address = f"{CANARY}-{name}" if folder == "pages" else f"{folder}/{CANARY}-{name}"
        page = (tmp_path / "out/en" / address / "index.html").read_text("utf-8")
        assert re.search(r'<meta name="robots" content="[^"]*noindex', page)
        assert 'class="hidden-note"' in page
        assert f"/{CANARY}-{name}/" not in (tmp_path / "out/sitemap.xml").read_text("utf-8")
    assert "is-hidden" in (tmp_path / "out/en/blog/index.html").read_text("utf-8")
    assert (tmp_path / "out/robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"
    assert len(done.site.pieces) == len(HEADS) + 3


def test_no_page_of_a_review_may_be_indexed(hiding: Path, tmp_path: Path) -> None:
    """Not even the public ones: the whole folder is for the company's eyes."""
    build(hiding, tmp_path / "out", review=True)
    for name, text in snapshot(tmp_path / "out").items():
        if name.endswith(".html"):
            assert b"noindex" in text, name


def test_the_moment_decides(hiding: Path, tmp_path: Path) -> None:
    """A second before it is hidden, from that second on it is public."""
    for now, expected in (
        ("2026-06-01T12:00:00+03:00", set()),
        ("2026-06-01T12:00:01+03:00", {"tonight", "embargo"}),
        ("2026-06-01T09:00:01Z", {"tonight", "embargo"}),
        ("2026-06-30T23:59:59+03:00", {"tonight", "embargo"}),
        ("2026-07-01T00:00:00+03:00", {"tonight", "embargo", "future"}),
    ):
        site = build(hiding, tmp_path / "out", now=now).site
        shown = {piece.slug.removeprefix(f"{CANARY}-") for piece in site.pieces}
        assert shown & HEADS.keys() == expected


def test_the_next_moment_is_said(hiding: Path, tmp_path: Path) -> None:
    """Drafts never come out by themselves."""
    site = build(hiding, tmp_path / "out").site
    assert site.next_moment
    assert site.next_moment.isoformat() == "2026-06-01T12:00:01+03:00"
    assert build(hiding, tmp_path / "out", now="2027-01-01T00:00:00Z").site.next_moment is None


def test_all_public_pieces_become_pages(content: Path, tmp_path: Path) -> None:
    """Posts in, pages out."""
    names = [
        f"{lang}/{folder}/a{number}.md"
        for lang in ("ar", "en")
        for folder in ("products", "pages")
        for number in range(3)
    ]
    names += [f"{lang}/blog/2026-01-0{number}-b{number}.md" for lang in ("ar", "en") for number in range(1, 4)]
    write(content, {name: f"Title: {name}\n\nText.\n" for name in names})
    done = build(content, tmp_path / "out")
    assert {piece.source for piece in done.site.pieces} == set(names)
    assert {page.source for page in done.pages if page.source} == set(names)
