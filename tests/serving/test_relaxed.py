"""What is served on a writer's machine: a script that reloads, a policy that lets it, and nothing more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hiwar.model.page import Page
from hiwar.serving.app import Preview, relaxed
from hiwar.site import policy
from tests.conftest import write

if TYPE_CHECKING:
    from pathlib import Path


def page(template: str) -> bytes:
    said = policy.compose(Page("/", "ar", template, ""))
    return f'<meta http-equiv="Content-Security-Policy" content="{said}"></head>x'.encode()


@pytest.mark.parametrize("template", ["post", "search"])
def test_the_next_edition_may_be_heard_of(template: str) -> None:
    """Over a socket on the same host; each directive once, and still no inline script."""
    text = relaxed(page(template), "a/index.html", "7").decode()
    names = re.findall(r"[\"; ]([a-z-]+-src|base-uri|form-action) ", text)
    assert len(names) == len(set(names))
    assert "script-src 'self';" in text
    assert "connect-src 'self' ws:" in text
    assert "unsafe" not in text


def test_a_page_names_the_edition_that_it_is_from(tmp_path: Path) -> None:
    """Also the one that says what is wrong, and the one for what is not there."""
    write(tmp_path, {"index.html": page("post"), "404.html": page("404")})
    preview = Preview(tmp_path, edition="7")
    script = '<script async src="/_reload.js?page={}&amp;edition=7"></script></head>'
    names = {"/": "index.html", "/nothing/": "nothing/index.html", '/"م/': "%22%D9%85/index.html"}
    assert all(preview.answer(path)[2].count(script.format(name).encode()) == 1 for path, name in names.items())
    preview.report = "wrong"
    assert script.format("index.html").encode() in preview.answer("/")[2]


def test_only_what_is_served_is_relaxed(tmp_path: Path) -> None:
    """The file stays as it was built."""
    write(tmp_path, {"index.html": page("post")})
    assert b"ws:" in Preview(tmp_path).answer("/")[2]
    assert (tmp_path / "index.html").read_bytes() == page("post")
