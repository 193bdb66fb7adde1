"""How documents look: the theme's way, or the company's own."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from hiwar.content.who import read_company
from hiwar.errors import SetupError
from hiwar.kit import pdf
from hiwar.kit.letterhead import missing, read_letterhead
from hiwar.model.build import Request
from tests.conftest import ROOT, write


def _request(content: Path) -> Request:
    return Request(content, ROOT / "theme", content / "cache", content, datetime(2026, 6, 1, tzinfo=UTC))


def test_a_company_may_have_a_template_of_its_own(content: Path) -> None:
    """It is found before the theme's; colours and logo come from company.toml, a broken logo is left to others."""
    company = replace(read_company(content, content).company, colors={"accent": "#123456"}, logo="logo.png")
    assert read_letterhead(company, _request(content)).template == ROOT / "theme/press/release.typ"
    write(content, {"theme/press/release.typ": "= Ours", "media/logo.png": b"no picture"})
    found = read_letterhead(company, _request(content))
    assert found.template == content / "theme/press/release.typ"
    assert dict(found.colors)["accent"] == "#123456"
    assert found.logo == ""


def test_a_logo_of_pixels_becomes_a_drawing(content: Path) -> None:
    """Typst is given one kind of file."""
    target = io.BytesIO()
    Image.new("RGBA", (40, 20), "#12345680").save(target, "PNG")
    write(content, {"media/logo.png": target.getvalue()})
    company = replace(read_company(content, content).company, logo="logo.png")
    assert read_letterhead(company, _request(content)).logo.startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" width="40"'
    )


def test_letters_that_no_font_has_are_known() -> None:
    """Arabic, Latin, faces and invisible marks are there; Chinese is not."""
    fonts = (ROOT / "theme/cards/fonts",)
    assert missing("مرحبًا، Hello 🙂 12\u200e\u200d\n", fonts) == frozenset()
    assert missing("水 Hello", fonts) == {"水"}


def test_a_template_that_is_wrong_is_named(content: Path, tmp_path: Path) -> None:
    """With what Typst says of it, and without a traceback."""
    write(content, {"theme/press/release.typ": "#nothing-of-that-name"})
    head = read_letterhead(read_company(content, content).company, _request(content))
    with pytest.raises(SetupError, match=r"release\.typ: .*unknown variable"):
        pdf._compiled(head, "{}", {})
