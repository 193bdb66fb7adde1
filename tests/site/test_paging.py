"""Lists that do not move: numbered from the oldest, and a new newest piece changes one page of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiwar.site.paging import compose_list
from tests.conftest import COMPANY, write
from tests.site.building import build, changed, faults_of, posts, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.site.paging import ListPage

COUNTS = range(36)
SIZES = range(1, 11)


def numbered(count: int, size: int) -> dict[int | None, ListPage[int]]:
    """Return the pages of a list of that many, by number."""
    return {page.paging.number: page for page in compose_list(range(count), size, "/blog/")}


@pytest.mark.parametrize("size", SIZES)
def test_page_one_holds_the_oldest_and_every_page_exists(size: int) -> None:
    """Pages 1 to M together are the whole list, each piece once, newest first on each."""
    for count in COUNTS:
        pages = numbered(count, size)
        front = pages.pop(None)
        last = max(1, -(-count // size))
        assert list(pages) == list(range(1, last + 1))
        assert [item for page in pages.values() for item in reversed(page.items)] == list(range(count))
        assert pages[1].items == tuple(reversed(range(min(size, count))))
        assert front.items == tuple(reversed(range(count)))[:size]


@pytest.mark.parametrize("size", SIZES)
def test_a_new_piece_changes_only_the_list_and_its_last_page(size: int) -> None:
    """It changes page M, or adds page M+1; the others are equal in everything that is shown."""
    for count in COUNTS:
        before, after = numbered(count, size), numbered(count + 1, size)
        last = max(1, -(-count // size))
        differing = {number for number in before.keys() | after.keys() if before.get(number) != after.get(number)}
        assert differing <= {None, last + 1 if count and count % size == 0 else last}


@pytest.mark.parametrize("size", SIZES)
def test_everything_is_reached_by_going_to_older_pages(size: int) -> None:
    """From the list, each step leads to an older page, and no piece is passed over."""
    for count in COUNTS:
        pages = {page.address: page for page in compose_list(range(count), size, "/blog/")}
        seen: set[int] = set()
        address: str | None = "/blog/"
        steps = []
        while address:
            seen |= set(pages[address].items)
            steps.append(address)
            address = pages[address].paging.older
        assert seen == set(range(count))
        assert len(steps) == len(set(steps))
        assert all(page.paging.newest == ("/blog/" if page.paging.number else None) for page in pages.values())


@pytest.mark.parametrize(("count", "changing"), [(6, "page/3/"), (7, "page/3/")])
def test_a_new_post_changes_one_page_of_each_of_its_lists(
    count: int, changing: str, content: Path, tmp_path: Path
) -> None:
    """On the blog, in its tag and by its author, as bytes on the disk."""
    write(content, {"company.toml": f"{COMPANY}per_page = 3\n"})
    posts(content, count)
    build(content, tmp_path / "before")
    posts(content, count + 1)
    done = build(content, tmp_path / "after")
    moved = changed(snapshot(tmp_path / "before"), snapshot(tmp_path / "after"))
    lists = {"en/blog/", "en/tags/tea/", "en/people/desk/"}
    expected = {f"{name}{page}index.html" for name in lists for page in ("", changing)}
    rest = {
        # The post before it leads on to it.
        f"en/blog/post-{count - 1:02}/index.html", f"en/blog/post-{count:02}/index.html",
        "en/index.html", "en/tags/index.html", "en/archive/index.html",
        "en/archive/2026/index.html", "en/archive/2026/01/index.html", "sitemap.xml", "build.json",
    }  # fmt: skip
    assert expected <= moved
    # Feeds and the search's index are no pages: what is new stands in them.
    made = ("feed", "rss", "search/")
    assert not {name for name in moved - expected - rest if not any(part in name for part in made)}
    assert faults_of(done, tmp_path / "after") == []


def test_no_page_says_how_many_there_are(content: Path, tmp_path: Path) -> None:
    """The last page's number stands on no other page than its own."""
    write(content, {"company.toml": f"{COMPANY}per_page = 2\n"})
    posts(content, 13)
    build(content, tmp_path / "out")
    for name, text in snapshot(tmp_path / "out").items():
        if "/blog/" in name and "page/7/" not in name:
            assert b"page/7/" not in text


def test_the_order_is_date_then_kind_then_slug(content: Path, tmp_path: Path) -> None:
    """Also before 1970, where moments are negative, and in the year 999."""
    dates = {"c": "1950-05-05", "d": "1969-12-31", "b": "0999-01-01", "a": "2026-01-01", "e": "2026-01-01"}
    for slug, date in dates.items():
        write(content, {f"en/blog/{slug}.md": f"Title: {slug}\nDate: {date}\n\nText.\n"})
    write(content, {"en/press/aa.md": "Title: aa\nDate: 2026-01-01\nContact: desk\n\nText.\n"})
    write(content, {"en/press/z.md": "Title: z\nDate: 2025-12-31 23:59\nContact: desk\n\nText.\n"})
    done = build(content, tmp_path / "out")
    assert [piece.slug for piece in done.site.pieces] == ["b", "c", "d", "z", "a", "e", "aa"]
    assert (tmp_path / "out/en/archive/0999/01/index.html").is_file()
    assert faults_of(done, tmp_path / "out") == []


def test_products_and_pages_stand_by_title(content: Path, tmp_path: Path) -> None:
    """Case does not count."""
    for kind in ("products", "pages"):
        for slug, title in {"x": "beta", "y": "Alpha", "z": "Gamma"}.items():
            write(content, {f"en/{kind}/{slug}{kind[1]}.md": f"Title: {title}\n\nText.\n"})
    site = build(content, tmp_path / "out").site
    for kind in ("product", "page"):
        assert [piece.title for piece in site.of("en", kind)] == ["Alpha", "beta", "Gamma"]
    listed = (tmp_path / "out/en/products/index.html").read_text("utf-8")
    assert listed.index("Alpha") < listed.index("beta") < listed.index("Gamma")
