"""What was corrected is said on the page, in one list, in feeds and to machines."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.checks.sites import build

RELEASE = """\
Title: A pump
Contact: desk
Dateline: Riyadh
Corrections: 2026-05-03 | Forty litres, not "fifty".
  2026-05-20 | It costs 20, not 200 <riyals>.

It holds forty litres.
"""
YAML = """\
---
title: مضخّة
contact: desk
corrections:
  - 2026-05-04 | أربعون لترًا لا خمسون.
---
تسع أربعين لترًا.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with three corrections in two languages and both forms of front matter."""
    files: dict[str, str | bytes] = {
        "en/press/2026-05-01-pump.md": RELEASE,
        "ar/press/2026-05-01-pump.md": YAML,
        "en/blog/2026-05-21-clean.md": "Title: Clean\n\nNothing was wrong.\n",
    }
    return build(tmp_path_factory.mktemp("corrections"), files)[0]


def test_the_page_says_them_oldest_first(site: Path) -> None:
    """Each with its date, above the text, as plain text; a piece without one has no box."""
    page = (site / "en/press/pump/index.html").read_text("utf-8")
    places = [page.rindex(text) for text in ("Forty litres", "&lt;riyals&gt;", "<p>It holds")]
    assert places == sorted(places)
    assert 'id="corrections"' not in (site / "en/blog/clean/index.html").read_text("utf-8")


def test_the_list_has_them_newest_first(site: Path) -> None:
    """In its own language each, with a link to the piece, and reached from the foot of every page."""
    page = (site / "en/corrections/index.html").read_text("utf-8")
    assert page.index("&lt;riyals&gt;") < page.index("Forty litres")
    assert "أربعون" not in page
    assert "أربعون لترًا لا خمسون." in (site / "corrections/index.html").read_text("utf-8")
    assert 'href="/en/corrections/"' in (site / "en/index.html").read_text("utf-8")
    assert (site / "en/corrections/page/1/index.html").exists()


def test_feeds_show_the_day_of_the_last_correction(site: Path) -> None:
    """`updated` is the newest of the corrections, `published` stays."""
    entry = (site / "en/feed.xml").read_text("utf-8").partition("A pump</title>")[2]
    assert re.search(r"<updated>2026-05-20T00:00:00\+03:00", entry)
    assert re.search(r"<published>2026-05-01T00:00:00\+03:00", entry)


def test_machines_read_correction_comments(site: Path) -> None:
    """schema.org has `correction` for it."""
    page = (site / "en/press/pump/index.html").read_text("utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    node = json.loads(found.group(1))["@graph"][0]
    assert [(it["@type"], it["datePublished"][:10]) for it in node["correction"]] == [
        ("CorrectionComment", "2026-05-03"),
        ("CorrectionComment", "2026-05-20"),
    ]
    assert node["dateModified"].startswith("2026-05-20")
