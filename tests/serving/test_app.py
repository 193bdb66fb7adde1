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
    assert preview.answer("/nothing/")[2] == body
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
