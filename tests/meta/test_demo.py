"""An independent parser reads from every page of the demo what the page says."""

import json
import subprocess
import sys
import warnings
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from hiwar.text import one_line
from tests.conftest import NOW, ROOT

with warnings.catch_warnings():
    # extruct 0.18 and what it imports use names that Python retires.
    warnings.simplefilter("ignore")
    import extruct

MARKS = str.maketrans("", "", "\u200e\u200f")


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    """Build the demo, once."""
    folder = tmp_path_factory.mktemp("demo")
    settings = [f"HIWAR_NOW={json.dumps(NOW)}", f"CACHE_PATH={json.dumps(str(folder / 'cache'))}"]
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", str(folder / "site")]
    subprocess.run([*command, "-e", *settings], cwd=ROOT, check=True, capture_output=True)
    return folder / "site"


@pytest.fixture(scope="module")
def pages(demo) -> dict[str, str]:
    """Return the HTML of every page that can be shared, by its file."""
    found = {path.relative_to(demo).as_posix(): path.read_text("utf-8") for path in demo.rglob("*.html")}
    return {name: html for name, html in found.items() if 'http-equiv="refresh"' not in html}


@pytest.fixture(scope="module")
def read(pages) -> dict[str, dict]:
    """Return what extruct reads from every page."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return {name: extruct.extract(html, syntaxes=["opengraph", "json-ld"]) for name, html in pages.items()}


def graph_of(page: dict) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in page["opengraph"][0]["properties"]:
        found.setdefault(key, []).append(value)
    return found


def data_of(page: dict) -> dict[str, dict]:
    return {node["@type"]: node for node in page["json-ld"][0]["@graph"]}


def test_every_page_has_one_of_everything(read, pages):
    assert len(pages) > 100
    once = ("og:title", "og:type", "og:url", "og:locale", "og:site_name", "og:image", "og:image:alt", "og:image:width")
    for name, page in read.items():
        counts = Counter({key: len(values) for key, values in graph_of(page).items()})
        assert {key: counts[key] for key in once} == dict.fromkeys(once, 1), name


def test_every_card_is_there_in_the_size_that_is_declared(demo, read):
    for name, page in read.items():
        graph = graph_of(page)
        file = demo / urlsplit(graph["og:image"][0]).path.lstrip("/")
        with Image.open(file) as card:
            assert card.size == (int(graph["og:image:width"][0]), int(graph["og:image:height"][0])), name
            assert f"image/{card.format.lower()}" == graph["og:image:type"][0]
        assert file.stat().st_size <= 250_000


def test_titles_are_those_of_the_page_without_markup(read, pages):
    for name, page in read.items():
        soup = BeautifulSoup(pages[name], "html.parser")
        title = graph_of(page)["og:title"][0]
        assert not set("<>") & set(title), name
        assert "&amp;" not in title
        if soup.article and soup.article.h1:
            assert title.translate(MARKS) == one_line(soup.article.h1.get_text()), name


def test_a_page_s_address_is_its_canonical_one(read, pages):
    for name, page in read.items():
        canonical = BeautifulSoup(pages[name], "html.parser").find("link", rel="canonical")["href"]
        assert graph_of(page)["og:url"] == [canonical], name
        assert unquote(urlsplit(canonical).path).lstrip("/").removesuffix("index.html") == name.removesuffix(
            "index.html"
        )


def test_structured_data_agrees_with_open_graph(read):
    kinds = Counter()
    for name, page in read.items():
        graph, data = graph_of(page), data_of(page)
        article = data.get("BlogPosting") or data.get("NewsArticle")
        kinds.update(data.keys())
        assert "Organization" in data, name
        if article:
            assert graph["og:type"] == ["article"]
            assert article["headline"] == graph["og:title"][0]
            assert article["datePublished"] == graph["article:published_time"][0]
            assert [author["url"] for author in article["author"]] == graph["article:author"]
            assert article["image"][0] == graph["og:image"][0]
    assert {"BlogPosting", "NewsArticle", "Product", "ProfilePage", "WebSite", "WebPage", "BreadcrumbList"} <= set(
        kinds
    )


def test_every_icon_is_there_and_named_once(demo, pages):
    for html in pages.values():
        soup = BeautifulSoup(html, "html.parser")
        links = [link["href"] for link in soup.find_all("link", rel=["icon", "apple-touch-icon", "manifest"])]
        assert len(links) == len(set(links))
        assert all((demo / href.lstrip("/")).is_file() for href in links)


def test_nothing_but_cards_that_are_shown_is_published(demo, read, pages):
    shown = {urlsplit(graph_of(page)["og:image"][0]).path for page in read.values()}
    there = {f"/cards/{path.name}" for path in (demo / "cards").iterdir()}
    assert shown <= there
    assert not [name for name in there if not name.endswith(".jpg")]
