"""What writers type as plain text is shown as typed, on every page, and runs nowhere."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from tests.browser import opened_browser
from tests.conftest import COMPANY, write
from tests.content.cases import picture
from tests.site.building import build, faults_of, snapshot

if TYPE_CHECKING:
    from pathlib import Path

NASTY = """<img src=x onerror=trap()>"'--></title><script>trap()</script>{{ 7 * 7 }}{% raw %}"""
#: As a Python literal in TOML: no backslashes, one kind of quotes.
IN_TOML = NASTY.replace("\\", "").replace('"', "''")

#: What no page of ours has: scripts that are neither data nor the theme's, and handlers.
FOREIGN = 'script:not([type="application/ld+json"], [src^="/theme/"]), [onerror]'


def hostile(content: Path) -> Path:
    """Put markup into every key that takes text."""
    texts = f'{{ ar = "{IN_TOML}", en = "{IN_TOML}" }}'
    reach = f'email = "{IN_TOML}"\nphone = "{IN_TOML}"\n'
    write(
        content,
        {
            "company.toml": COMPANY.replace('{ ar = "دار", en = "Dar" }', texts)
            + f"tagline = {texts}\nboilerplate = {texts}\n{reach}",
            "people.toml": f"[desk]\nname = {texts}\nrole = {texts}\nbio = {texts}\n{reach}",
            "media/x.png": picture(),
        },
    )
    shared = (
        f"Title: {NASTY}\nSummary: {NASTY}\nTags: {NASTY}\nSeries: {NASTY}\nImage: x.png | {NASTY}\nAuthors: desk\n"
    )
    text = f"`{NASTY}` {{{{ 7 * 7 }}}} {{% include 'x' %}}\n\n## {{{{ 7 * 7 }}}}\n"
    for lang in ("ar", "en"):
        write(
            content,
            {
                f"{lang}/blog/2026-01-01-a.md": f"{shared}About: p\n\n{text}",
                f"{lang}/press/2026-01-01-a.md": f"{shared}Contact: desk\nDateline: {NASTY}\nAliases: b\n\n{text}",
                f"{lang}/products/p.md": f"{shared}\n{text}",
                f"{lang}/pages/q.md": f"{shared}\n{text}",
            },
        )
    return content


def test_no_markup_in_a_key_is_markup(content: Path, tmp_path: Path) -> None:
    """Nor is a template's language evaluated."""
    done = build(hostile(content), tmp_path / "out")
    for name, text in snapshot(tmp_path / "out").items():
        if name.endswith((".html", ".xml")):
            page = text.decode()
            assert "<script>trap" not in page, name
            assert "onerror=trap()>" not in page.replace("onerror=trap()&gt;", ""), name
            assert "49" not in unescape(page).replace(NASTY, ""), name
    assert faults_of(done, tmp_path / "out") == []


def test_no_page_runs_anything(content: Path, tmp_path: Path) -> None:
    """In a real browser, on every page of the site."""
    build(hostile(content), tmp_path / "out")
    pages = sorted((tmp_path / "out").rglob("*.html"))
    assert len(pages) > 30
    with opened_browser() as browser:
        page = browser.new_page()
        page.evaluate("() => { window.trapped = 0; window.alert = window.trap = () => { window.trapped += 1 } }")
        for path in pages:
            # A redirect would take the browser away from what is looked at.
            page.set_content(path.read_text("utf-8").replace("http-equiv", "data-x"), wait_until="load")
            assert page.evaluate("window.trapped") == 0, path
            assert page.evaluate("(foreign) => document.querySelectorAll(foreign).length", FOREIGN) == 0, path
