"""What the preview answers, whatever it is asked."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from wsgiref.util import setup_testing_defaults

import pytest

from hiwar.serving.app import Preview
from tests.conftest import write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(
        tmp_path / "site",
        {
            "index.html": "<p>home</p>",
            "404.html": "lost",
            "تجربة/index.html": "<p>عربي</p>",
            "a.css": "a{}",
            "feed.xml": "<feed/>",
            "x.png": b"\x89PNG",
        },
    )
    write(tmp_path, {"secret.txt": "secret"})
    return tmp_path / "site"


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", HTTPStatus.OK, "text/html; charset=utf-8"),
        ("/تجربة/", HTTPStatus.OK, "text/html; charset=utf-8"),
        ("/a.css", HTTPStatus.OK, "text/css; charset=utf-8"),
        ("/x.png", HTTPStatus.OK, "image/png"),
        ("/nothing/", HTTPStatus.NOT_FOUND, "text/html; charset=utf-8"),
        ("/تجربة", HTTPStatus.NOT_FOUND, "text/html; charset=utf-8"),
        ("/../secret.txt", HTTPStatus.NOT_FOUND, "text/html; charset=utf-8"),
        ("//../secret.txt", HTTPStatus.NOT_FOUND, "text/html; charset=utf-8"),
        ("/a\0b", HTTPStatus.NOT_FOUND, "text/html; charset=utf-8"),
        ("/" + "a" * 5000, HTTPStatus.NOT_FOUND, "text/html; charset=utf-8"),
        ("", HTTPStatus.NOT_FOUND, "text/html; charset=utf-8"),
    ],
)
def test_answers(site: Path, path: str, status: HTTPStatus, kind: str) -> None:
    """Files of the site, and nothing beside it."""
    assert Preview(site).answer(path)[:2] == (status, kind)


def test_below_a_path(site: Path) -> None:
    """As the company's url has one."""
    preview = Preview(site, "/news")
    assert preview.answer("/news/")[0] is HTTPStatus.OK
    assert preview.answer("/")[0] is HTTPStatus.NOT_FOUND
    assert preview.answer("/newsa.css")[0] is HTTPStatus.NOT_FOUND


def test_faults_are_the_page(site: Path) -> None:
    """Escaped; what is no page is served as ever."""
    preview = Preview(site, report='content/a.md:1: <b> & "x"')
    status, _, body = preview.answer("/")
    assert status is HTTPStatus.OK
    assert b"content/a.md:1: &lt;b&gt; &amp;" in body
    assert preview.answer("/nothing/")[2] == body.replace(b"page=index.html", b"page=nothing/index.html")
    assert preview.answer("/a.css")[2] == b"a{}"


def test_as_an_application(site: Path) -> None:
    """Paths come as bytes in Latin-1 (PEP 3333)."""
    said: list[object] = []
    environ: dict[str, object] = {"PATH_INFO": "/تجربة/".encode().decode("latin-1")}
    setup_testing_defaults(environ)
    body = b"".join(Preview(site)(environ, lambda status, headers: said.extend((status, dict(headers)))))  # type: ignore[arg-type]
    assert body.decode() == "<p>عربي</p>"
    assert said[0] == "200 OK"
    assert said[1]["Cache-Control"] == "no-store"  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/a.css", False), ("/site.0123456789abcdef.css", True), ("/gone.0123456789abcdef.css", False), ("/", False)],
)
def test_what_a_browser_keeps(site: Path, path: str, kept: bool) -> None:
    """Files that are named by their content, so that a reload need not ask for them."""
    write(site, {"site.0123456789abcdef.css": "a{}"})
    environ: dict[str, object] = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    said: dict[str, str] = {}
    Preview(site)(environ, lambda _, headers: said.update(headers))  # type: ignore[arg-type]
    assert said["Cache-Control"] == ("max-age=31536000, immutable" if kept else "no-store")


GALLEY = {"a/index.html": b"<p>new</p>"}


@pytest.fixture
def preview(site: Path) -> Preview:
    """A preview of a page that was built, in the edition 1."""
    write(site, {"a/index.html": "<p>old</p>"})
    return Preview(site, "/news", edition="1")


def shown(preview: Preview) -> str:
    return preview.answer("/news/a/")[2].decode()


def edition(preview: Preview) -> str:
    """Return the edition that a page would name."""
    return preview._galleys["a/index.html"].edition if preview._galleys else preview.edition


def test_a_galley_is_shown_until_the_site_is_built(preview: Preview) -> None:
    """Only its own page is behind then."""
    assert preview.pull(GALLEY)
    assert "new" in shown(preview)
    assert (preview.is_current("a/index.html", "1"), preview.is_current("index.html", "1")) == (False, True)
    assert preview.is_current("a/index.html", edition(preview))
    assert preview.settle("", is_made=True)
    assert "old" in shown(preview)


def test_a_galley_that_was_right_is_not_read_anew(preview: Preview, site: Path) -> None:
    """By its own page; all others are behind."""
    preview.pull(GALLEY)
    galley = edition(preview)
    write(site, GALLEY)
    assert preview.settle("", is_made=True)
    assert preview.is_current("a/index.html", galley)
    assert not preview.is_current("index.html", "1")
    assert preview.is_current("index.html", preview.edition)
    # The same words saved once more.
    assert not preview.pull(GALLEY)
    assert not preview.settle("", is_made=False)
    assert preview.is_current("a/index.html", galley)


def test_a_galley_that_was_wrong_is_read_anew(preview: Preview, site: Path) -> None:
    """It was made of a text that was another when the site was built, or the build found a fault."""
    preview.pull(GALLEY)
    galley = edition(preview)
    write(site, {"a/index.html": "<p>newer</p>"})
    assert preview.settle("", is_made=True)
    assert not preview.is_current("a/index.html", galley)
    preview.pull(GALLEY)
    galley = edition(preview)
    assert preview.settle("content/a.md:1: wrong", is_made=False)
    assert not preview.is_current("a/index.html", galley)
    assert "wrong" in shown(preview)


def test_a_galley_of_what_stands_is_none(preview: Preview) -> None:
    """As of a text that was saved without a change, or as it was before the galley that is shown."""
    assert not preview.pull({"a/index.html": b"<p>old</p>"})
    preview.pull(GALLEY)
    assert not preview.pull(GALLEY)
    assert preview.pull({"a/index.html": b"<p>old</p>"})
    assert preview.is_current("a/index.html", "1")
    preview.pull(GALLEY)
    # Nothing was built, as the text is the old one again.
    assert preview.settle("", is_made=False)


def test_what_no_galley_shows_is_read_anew_after_it(preview: Preview, site: Path) -> None:
    """A picture changes without another byte in the page that shows it."""
    preview.pull(GALLEY)
    galley = edition(preview)
    write(site, GALLEY)
    preview.settle("", is_made=True)
    assert not preview.pull({})
    assert not preview.is_current("a/index.html", galley)
    preview.pull(GALLEY)
    assert not preview.pull({})
    assert "new" in shown(preview), "a galley stays until the next build says more"


def test_addresses_in_arabic(preview: Preview, site: Path) -> None:
    """Are as the files are named, whatever the browser made of them."""
    preview.pull({"تجربة/index.html": "<p>جديد</p>".encode()})
    assert "جديد" in preview.answer("/news/تجربة/")[2].decode()
