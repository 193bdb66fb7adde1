"""Addresses: below a path, in Arabic, for former slugs, and never two things at one."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from tests.conftest import COMPANY, write
from tests.content.cases import picture
from tests.site.building import build, faults_of, posts, snapshot

if TYPE_CHECKING:
    from pathlib import Path

_ADDRESS = re.compile(r"""\s(?:href|src|content)="(/[^"]*|\d+; url=/[^"]*)""")


def linked(content: Path, url: str) -> Path:
    """Fill a content folder with every kind of link, picture, list and alias."""
    text = (
        "[home](/) [about](/en/about/#more) [post](2026-01-02-post-01.md) [same]({filename}2026-01-02-post-01.md)\n"
        "[file]({static}/media/x.png) ![p](x.png) <img src='x.png' alt='a'> [top](#more)\n\n"
        "## More\n\n<a href='/en/blog/'>blog</a> <video src='v.mp4'></video>\n"
    )
    write(
        content,
        {
            "company.toml": COMPANY.replace("https://news.dar.example", url) + "per_page = 2\n",
            "media/x.png": picture(),
            "media/v.mp4": b"\0\0\0\x18ftypisom",
            "en/pages/about.md": "Title: About\nAliases: us, we\nImage: x.png | x\n\n[home](/)\n\n## More\n",
            "en/blog/2026-01-20-links.md": f"Title: Links\nAbout: tap\nAuthors: desk\n\n{text}",
            "en/press/2026-01-20-news.md": "Title: News\nContact: desk\nTags: ماء, C#, a/b\n\nText.\n",
            "en/products/tap.md": "Title: Tap\nAliases: valve\n\nText.\n",
            "ar/blog/2026-01-02-post-01.md": "Title: توأم\n\nنص.\n",
            "ar/pages/عن-قطرة.md": "Title: عن قطرة\n\nنص.\n",
        },
    )
    posts(content, 5)
    return content


def test_a_site_below_a_path(content: Path, tmp_path: Path) -> None:
    """Every address in every page begins with the path, and the check agrees."""
    done = build(linked(content, "https://dar.example/news"), tmp_path / "out")
    assert faults_of(done, tmp_path / "out") == []
    for name, text in snapshot(tmp_path / "out").items():
        if name.endswith(".html"):
            for address in _ADDRESS.findall(text.decode()):
                assert address.removeprefix("0; url=").startswith("/news/"), (name, address)
            assert b"https://dar.example/news/" in text or name == "404.html"
            assert b"/news/news/" not in text
    sitemap = (tmp_path / "out/sitemap.xml").read_text("utf-8")
    assert all(loc.startswith("https://dar.example/news/") for loc in re.findall("<loc>(.*?)</loc>", sitemap))
    assert "Sitemap: https://dar.example/news/sitemap.xml" in (tmp_path / "out/robots.txt").read_text("utf-8")


def test_the_path_changes_nothing_but_addresses(content: Path, tmp_path: Path) -> None:
    """The same files stand in the folder, whatever path it will hang at."""
    build(linked(content, "https://dar.example"), tmp_path / "one")
    build(linked(content, "https://dar.example/a/b"), tmp_path / "two")
    one, two = snapshot(tmp_path / "one"), snapshot(tmp_path / "two")
    assert {name for name in one if not name.startswith("theme/")} == {
        name for name in two if not name.startswith("theme/")
    }


def test_former_slugs_lead_on(content: Path, tmp_path: Path) -> None:
    """In every kind; people and search engines alike."""
    build(linked(content, "https://dar.example"), tmp_path / "out")
    for old, new in {"us": "about", "we": "about", "products/valve": "products/tap"}.items():
        page = (tmp_path / "out/en" / old / "index.html").read_text("utf-8")
        assert f'<meta http-equiv="refresh" content="0; url=/en/{new}/">' in page
        assert f'<link rel="canonical" href="https://dar.example/en/{new}/">' in page
        assert "noindex" in page
        assert f"/{old}/" not in (tmp_path / "out/sitemap.xml").read_text("utf-8")


def test_decomposed_names_are_composed(content: Path, tmp_path: Path) -> None:
    """A file that a Mac named has the address that everybody types."""
    name = unicodedata.normalize("NFD", "café-مؤتمر")
    assert name != unicodedata.normalize("NFC", name)
    picture_name = unicodedata.normalize("NFD", "é.png")
    write(
        content,
        {
            f"en/blog/2026-01-01-{name}.md": "Title: A\n\n![x](é.png)\n",
            f"en/blog/{picture_name}": picture(),
            "ar/blog/2026-01-01-café-مؤتمر.md": "Title: ب\n\nنص.\n",
            "en/blog/2026-01-02-link.md": (
                f"Title: B\n\n[a](2026-01-01-café-مؤتمر.md) [b]({{filename}}2026-01-01-{name}.md)\n"
            ),
        },
    )
    done = build(content, tmp_path / "out")
    assert (tmp_path / "out/en/blog/café-مؤتمر/index.html").is_file()
    assert all(unicodedata.is_normalized("NFC", name) for name in snapshot(tmp_path / "out"))
    assert faults_of(done, tmp_path / "out") == []
    assert len(done.site.twins(done.site.of("ar")[0])) == 1


def test_every_address_of_a_page_is_escaped_and_leads_to_a_file(content: Path, tmp_path: Path) -> None:
    """Arabic slugs, tags with marks and slashes."""
    build(linked(content, "https://dar.example"), tmp_path / "out")
    made = snapshot(tmp_path / "out")
    for name, text in made.items():
        if name.endswith(".html"):
            for address in _ADDRESS.findall(text.decode()):
                address = unescape(address).removeprefix("0; url=").partition("#")[0]  # noqa: PLW2901
                assert address.isascii()
                path = unquote(address).removeprefix("/")
                assert (f"{path}index.html" if not path or path.endswith("/") else path) in made, (name, address)


def test_tags_with_near_names_stay_apart(content: Path, tmp_path: Path) -> None:
    """C++ and C# have addresses of their own; marks and tatweel make no other address."""
    company = COMPANY + '[tags]\nflag = { ar = "عَلَم" }\nsmile = { en = "😀" }\n'
    write(
        content,
        {
            "company.toml": company,
            "en/blog/2026-01-01-a.md": "Title: A\nTags: C++, C#, C, 😀\n\nText.\n",
            "ar/blog/2026-01-01-a.md": "Title: أ\nTags: عَلَم، عِلْم، حــوار\n\nنص.\n",
        },
    )
    build(content, tmp_path / "out")
    assert {path.name for path in (tmp_path / "out/en/tags").iterdir() if path.is_dir()} == {"c", "c++", "c#", "smile"}
    assert {path.name for path in (tmp_path / "out/tags").iterdir() if path.is_dir()} == {"flag", "علم", "حوار"}
