"""Two languages in one build: twins linked both ways, and no hole where there is no twin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.conftest import COMPANY, write
from tests.site.building import alternates, build, faults_of, posts, snapshot

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://news.dar.example"
TAGS = """
[tags]
water = { ar = "ماء", en = "Water" }
lonely = { ar = "وحيد" }
"""


def heads(output: Path) -> dict[str, dict[str, str]]:
    """Return the alternates of every page by its own address."""
    pages = {}
    for name, text in snapshot(output).items():
        if name.endswith("index.html"):
            pages[f"{URL}/{name.removesuffix('index.html')}"] = alternates(text)
    return pages


def bilingual(content: Path) -> Path:
    write(
        content,
        {
            "company.toml": COMPANY + "per_page = 2\n" + TAGS,
            "ar/blog/2026-01-01-twin.md": "Title: توأم\nTags: ماء، وحيد\nAuthors: desk\n\nنص.\n",
            "en/blog/2026-03-01-twin.md": "Title: Twin\nTags: Water\nAuthors: desk\n\nText.\n",
            "ar/blog/2026-01-02-alone.md": "Title: وحده\nTags: ماء\n\nنص.\n",
            "en/press/2026-01-02-alone.md": "Title: Alone\nContact: desk\nTags: wet\n\nText.\n",
            "ar/products/tap.md": "Title: صنبور\n\nنص.\n",
            "en/products/tap.md": "Title: Tap\n\nText.\n",
            "ar/pages/about.md": "Title: عنا\n\nنص.\n",
            "en/pages/about.md": "Title: About\n\nText.\n",
        },
    )
    posts(content, 5, "en", "Tags: Water\n")
    return content


def test_alternates_are_mutual_and_have_a_default(content: Path, tmp_path: Path) -> None:
    """Each page that names another is named by it, itself and x-default included."""
    done = build(bilingual(content), tmp_path / "out")
    pages = heads(tmp_path / "out")
    for address, links in pages.items():
        if links:
            own = {lang: target for lang, target in links.items() if lang != "x-default"}
            assert address in own.values()
            assert links["x-default"] == own["ar"]
            for target in own.values():
                assert pages[target] == links
    assert faults_of(done, tmp_path / "out") == []


def test_twins_with_different_dates_are_twins(content: Path, tmp_path: Path) -> None:
    """Kind and slug make a twin, not the date."""
    build(bilingual(content), tmp_path / "out")
    pages = heads(tmp_path / "out")
    for folder in ("blog/twin/", "products/tap/", "about/"):
        assert pages[f"{URL}/{folder}"] == {
            "ar": f"{URL}/{folder}",
            "en": f"{URL}/en/{folder}",
            "x-default": f"{URL}/{folder}",
        }


def test_a_piece_without_a_twin_stands_alone_and_leads_on(content: Path, tmp_path: Path) -> None:
    """The other language is offered where the section stands, not as a hole."""
    build(bilingual(content), tmp_path / "out")
    pages = heads(tmp_path / "out")
    assert pages[f"{URL}/blog/alone/"] == {}
    assert f"{URL}/en/blog/alone/" not in pages
    page = (tmp_path / "out/blog/alone/index.html").read_text("utf-8")
    assert re.search(r'<a href="/en/blog/"[^>]*hreflang="en"', page)
    page = (tmp_path / "out/en/press/alone/index.html").read_text("utf-8")
    assert re.search(r'<a href="/press/"[^>]*hreflang="ar"', page)


def test_declared_tags_are_twins(content: Path, tmp_path: Path) -> None:
    """Where both languages use them; an undeclared one, or one that nobody uses there, stands alone."""
    build(bilingual(content), tmp_path / "out")
    pages = heads(tmp_path / "out")
    assert pages[f"{URL}/tags/water/"]["en"] == f"{URL}/en/tags/water/"
    assert pages[f"{URL}/en/tags/water/"]["ar"] == f"{URL}/tags/water/"
    assert pages[f"{URL}/tags/lonely/"] == {}
    assert pages[f"{URL}/en/tags/wet/"] == {}
    assert "ماء" in (tmp_path / "out/tags/water/index.html").read_text("utf-8")
    assert f"{URL}/en/tags/water/page/3/" in pages
    assert pages[f"{URL}/en/tags/water/page/3/"] == {}


def test_every_page_says_its_language_and_direction(content: Path, tmp_path: Path) -> None:
    """By where it stands."""
    build(bilingual(content), tmp_path / "out")
    for name, text in snapshot(tmp_path / "out").items():
        if name.endswith(".html"):
            expected = b'<html lang="en" dir="ltr"' if name.startswith("en/") else b'<html lang="ar" dir="rtl"'
            assert expected in text, name


def test_one_language_alone(content: Path, tmp_path: Path) -> None:
    """It stands at the root and no page speaks of another."""
    company = COMPANY.replace('["ar", "en"]', '["en"]').replace('{ ar = "دار", en = "Dar" }', '{ en = "Dar" }')
    people = '[desk]\nname = { en = "The desk" }\nemail = "desk@dar.example"\n'
    write(
        content,
        {
            "company.toml": company,
            "people.toml": people,
            "en/press/2026-01-01-a.md": "Title: A\nContact: desk\n\nText.\n",
        },
    )
    done = build(content, tmp_path / "out")
    made = snapshot(tmp_path / "out")
    assert "press/a/index.html" in made
    assert not [name for name in made if name.startswith("en/")]
    assert not [name for name, text in made.items() if name.endswith((".html", ".xml")) and b"hreflang" in text]
    assert faults_of(done, tmp_path / "out") == []


def test_three_languages(content: Path, tmp_path: Path) -> None:
    """The third is one more, with the same rules; texts without a translation stay English."""
    company = COMPANY.replace('["ar", "en"]', '["en", "ar", "fr"]').replace('en = "Dar" }', 'en = "Dar", fr = "Dar" }')
    people = '[desk]\nname = { ar = "م", en = "d", fr = "b" }\n'
    write(content, {"company.toml": company, "people.toml": people})
    for lang in ("ar", "en", "fr"):
        write(content, {f"{lang}/blog/2026-01-01-a.md": f"Title: {lang}\n\nText.\n"})
    done = build(content, tmp_path / "out")
    assert heads(tmp_path / "out")[f"{URL}/fr/blog/a/"] == {
        "en": f"{URL}/blog/a/",
        "ar": f"{URL}/ar/blog/a/",
        "fr": f"{URL}/fr/blog/a/",
        "x-default": f"{URL}/blog/a/",
    }
    assert faults_of(done, tmp_path / "out") == []


def test_arabic_counts_in_six_ways(content: Path, tmp_path: Path) -> None:
    """On the page of the tags: none of them glued to a number."""
    for number in range(12):
        tags = ", ".join(f"w{size}" for size in (1, 2, 3, 11, 12) if number < size)
        write(content, {f"ar/blog/2026-01-{number + 1:02}-p{number}.md": f"Title: ن\nTags: {tags}\n\nنص.\n"})
    build(content, tmp_path / "out")
    page = (tmp_path / "out/tags/index.html").read_text("utf-8")
    counts = re.findall(r"/tags/w(\d+)/.*?<small[^>]*>(.*?)</small>", page, re.DOTALL)
    words = {int(size): re.sub(r"<[^>]+>", "", text).strip() for size, text in counts}
    assert len({re.sub(r"\d+\s*", "", text) for text in words.values()}) == 4, words
    assert "1" not in words[1]
    assert "2" not in words[2]
    assert words[3].startswith("3")
