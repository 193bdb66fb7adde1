"""Files for the host, and what the next deploy must know."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from hiwar.deploy.finishing import (
    domain,
    finish_pages,
    finish_static,
    is_local,
    is_reserved,
    parse_published,
    refuse_address,
    render_not_found,
    render_published,
    render_redirects,
)
from hiwar.errors import SetupError
from hiwar.model.deploy import Published

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://news.qatra.example", "news.qatra.example"),
        ("https://news.qatra.example/", "news.qatra.example"),
        ("https://قطرة.example", "xn--ogbpr7b.example"),
        ("https://qatra.example/news", None),
        ("https://qatra.github.io", None),
        ("https://qatra.github.io/news", None),
        ("http://127.0.0.1:8000", None),
        ("http://[::1]:8000", None),
        ("http://localhost:8000", None),
    ],
)
def test_the_domain_comes_from_the_address(url: str, name: str | None) -> None:
    assert domain(url) == name


def test_pages_gets_its_files_and_the_themes_page_stays(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_text("the theme's")
    (tmp_path / "CNAME").write_text("wrong.example")
    finish_pages(tmp_path, "https://news.qatra.example")
    assert (tmp_path / "CNAME").read_text() == "news.qatra.example\n"
    assert (tmp_path / ".nojekyll").read_bytes() == b""
    assert (tmp_path / "404.html").read_text() == "the theme's"


def test_no_domain_is_written_for_githubs_own(tmp_path: Path) -> None:
    (tmp_path / "CNAME").write_text("wrong.example")
    finish_pages(tmp_path, "https://qatra.github.io/news")
    assert not (tmp_path / "CNAME").exists()
    assert '<a href="/news/">qatra.github.io</a>' in (tmp_path / "404.html").read_text()


def test_other_hosts_get_headers_and_redirects(tmp_path: Path) -> None:
    published = Published(redirects=MappingProxyType({"/blog/قديم/": "/blog/جديد/", "/a b/": "/c/"}))
    finish_static(tmp_path, "https://qatra.example/news", published)
    assert "frame-ancestors 'none'" in (tmp_path / "_headers").read_text()
    assert (tmp_path / "_redirects").read_text().splitlines() == [
        "/news/a%20b/ /news/c/ 301",
        "/news/blog/%D9%82%D8%AF%D9%8A%D9%85/ /news/blog/%D8%AC%D8%AF%D9%8A%D8%AF/ 301",
    ]
    assert not (tmp_path / "CNAME").exists()


def test_an_address_cannot_write_into_the_page() -> None:
    assert "<script>" not in render_not_found("https://a.example/<script>")


def test_no_redirects_are_an_empty_file() -> None:
    assert render_redirects({}) == ""


def test_what_was_published_is_read_back_and_sorted() -> None:
    published = Published(("/b/", "/a/"), ("2", "1"), {"/press/x/": "ff"}, {"/old/": "/new/"})
    data = render_published(published, "c" * 40)
    assert data == render_published(
        Published(("/a/", "/b/"), ("1", "2"), {"/press/x/": "ff"}, {"/old/": "/new/"}), "c" * 40
    )
    found = parse_published(data)
    assert found is not None
    assert (found.addresses, found.source, found.releases["/press/x/"]) == (("/a/", "/b/"), "c" * 40, "ff")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b"null", b"\xff"])
def test_what_cannot_be_read_is_none(data: bytes) -> None:
    assert parse_published(data) is None


def test_public_sites_are_https() -> None:
    refuse_address("https://a.example/x")
    refuse_address("http://127.0.0.1:8000")
    for url in ("http://a.example", "a.example", "file:///x"):
        with pytest.raises(SetupError, match="https"):
            refuse_address(url)


def test_addresses_of_examples_and_of_this_machine_are_known() -> None:
    assert is_reserved("https://news.qatra.example")
    assert is_reserved("https://example.com")
    assert is_reserved("https://www.example.org/x")
    assert not is_reserved("https://notexample.com")
    assert not is_reserved("https://qatra.sa")
    assert is_local("http://localhost:1")
    assert is_local("http://[::1]:1")
    assert not is_local("http://10.0.0.1")
