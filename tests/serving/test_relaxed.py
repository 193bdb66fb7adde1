"""What is served on a writer's machine: the page's policy lets the reload through, and nothing more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hiwar.model.page import Page
from hiwar.serving.app import Preview, relaxed
from hiwar.site import policy

if TYPE_CHECKING:
    from pathlib import Path


def page(template: str) -> bytes:
    said = policy.compose(Page("/", "ar", template, ""))
    return f'<meta http-equiv="Content-Security-Policy" content="{said}">x'.encode()


@pytest.mark.parametrize("template", ["post", "search"])
def test_livereload_may_work(template: str) -> None:
    """Its inline script, and its socket on the same host; each directive once."""
    text = relaxed(page(template)).decode()
    names = re.findall(r"[\"; ]([a-z-]+-src|base-uri|form-action) ", text)
    assert len(names) == len(set(names))
    assert "script-src 'self' 'unsafe-inline';" in text
    assert "connect-src 'self' ws:" in text
    assert text.endswith('">x')


def test_only_what_is_served_is_relaxed(tmp_path: Path) -> None:
    """The file stays as it was built."""
    (tmp_path / "index.html").write_bytes(page("post"))
    assert b"unsafe-inline" in Preview(tmp_path).answer("/")[2]
    assert b"unsafe" not in (tmp_path / "index.html").read_bytes()
