"""The press home, products, and what others wrote."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hiwar.checks.rules import check_site
from hiwar.model.build import Build
from tests.checks.sites import build, checked
from tests.conftest import COMPANY

COVERAGE = """
[[coverage]]
title = "مضخّة تستحقّ"
outlet = "المرفأ"
url = "https://marfa.example/pump?a=1&b=2"
date = 2026-05-03
lang = "ar"
about = ["press/pump-3", "products/pump"]

[[coverage]]
title = "Kanari knew it before"
outlet = "The Harbour"
url = "https://harbour.example/kanari"
date = 2026-05-04
lang = "en"
about = "press/secret"

[[coverage]]
title = "Half a secret"
outlet = "The Harbour"
url = "https://harbour.example/half"
date = 2026-05-05
lang = "en"
about = "press/half"
"""
_RELEASE = "Title: Release {0} <b>\nContact: desk\nDateline: Riyadh\nAbout: pump\n\nText {0}.\n"
FILES: dict[str, str | bytes] = {
    "company.toml": COMPANY + 'per_page = 2\npress = ["desk"]\n',
    "coverage.toml": COVERAGE,
    "en/products/pump.md": (
        "Title: Pump\nType: service\nAudience: Roofs & cellars\nPrice: 20 SAR / month | with <hose>\n  1,250.5 SAR\n"
        "Support: desk, https://help.example/x, /en/about/\n\nIt pumps.\n"
    ),
    "ar/products/pump.md": "Title: مضخّة\nPrice: ٢٠ SAR / month\n\nتضخّ.\n",
    "en/pages/about.md": "Title: About us\n\nUs.\n",
    "en/press/2025-04-01-pump-1.md": _RELEASE.format(1),
    "en/press/2025-05-01-pump-2.md": _RELEASE.format(2),
    "en/press/2026-04-01-pump-3.md": _RELEASE.format(3),
    "en/press/2026-05-01-pump-4.md": _RELEASE.format(4),
    "en/press/2026-05-02-secret.md": "Title: Kanari\nContact: desk\nEmbargo: 2026-07-01T09:00:00+03:00\n\nHush.\n",
    "en/press/2026-05-02-half.md": "Title: Half\nContact: desk\n\nSaid.\n",
    "ar/press/2026-05-02-half.md": "Title: نصف\nContact: desk\nStatus: draft\n\nلم يُقل.\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Build]:
    """A site with a product, five public releases, a hidden one, and what others wrote about them."""
    return build(tmp_path_factory.mktemp("press"), FILES)


def _page(site: tuple[Path, Build], name: str) -> str:
    return (site[0] / name / "index.html").read_text("utf-8")


def test_the_press_home_leads_to_people_years_and_products(site: tuple[Path, Build]) -> None:
    """Contacts of the company; each year leads to the page with its newest release; each product to its own page."""
    page = _page(site, "en/press")
    assert 'href="mailto:desk@dar.example"' in page
    assert re.search(r'href="/en/press/">2026</a> <small[^>]*>3 releases<', page)
    assert re.search(r'href="/en/press/page/1/">2025</a> <small[^>]*>2 releases<', page)
    assert re.search(r'href="/en/products/pump/">Pump</a> <small[^>]*>4 releases<', page)
    assert "2 بيان" not in page


def test_numbered_pages_are_lists_alone(site: tuple[Path, Build]) -> None:
    """What is newest stands on the press home: a new row there changes no old page."""
    page = _page(site, "en/press/page/1")
    assert "desk@dar.example" not in page
    assert "Release 1" in page


def test_what_others_wrote_stands_where_it_belongs(site: tuple[Path, Build]) -> None:
    """On the press home and with the release and the product; in its own language and direction; linked as it is."""
    link = 'href="https://marfa.example/pump?a=1&amp;b=2" lang="ar" dir="rtl" hreflang="ar"'
    for name in ("en/press", "en/press/pump-3", "en/products/pump", "press", "products/pump"):
        assert link in _page(site, name), name
    assert link not in _page(site, "en/press/pump-1")


def test_a_row_about_a_secret_waits_with_it(site: tuple[Path, Build]) -> None:
    """Everywhere, or in the language in which it is one still."""
    output = site[0]
    told = [path for path in output.rglob("*") if path.is_file() and b"harbour.example/kanari" in path.read_bytes()]
    assert told == []
    assert "Half a secret" in _page(site, "en/press")
    assert "Half a secret" not in _page(site, "press")


def test_the_check_finds_a_row_that_leaked(site: tuple[Path, Build]) -> None:
    """Its address and its title are traces of what it is about."""
    output = site[0]
    assert not [fault for fault in check_site(checked(*site)) if fault.severity == "error"]
    page = output / "en/about/index.html"
    before = page.read_text("utf-8")
    for leak in ('<a href="https://harbour.example/kanari">x</a>', "Kanari knew it before"):
        page.write_text(before.replace("<p>Us.", f"<p>{leak} Us."), encoding="utf-8")
        assert [it.rule for it in check_site(checked(*site)) if "coverage.toml" in it.path] == ["hidden-pieces"]
    page.write_text(before, encoding="utf-8")


def test_a_product_says_for_whom_how_much_and_who_helps(site: tuple[Path, Build]) -> None:
    """As each language writes it, escaped, with links to people, pages and other sites."""
    page, arabic = _page(site, "en/products/pump"), _page(site, "products/pump")
    assert "Roofs &amp; cellars" in page
    assert "20 Saudi riyals a month" in page
    assert "1,250.50 Saudi riyals" in page
    assert "&lt;hose&gt;" in page
    for link in ("/en/people/desk/", "https://help.example/x", "/en/about/", "/en/products/pump/feed.xml"):
        assert f'href="{link}"' in page
    assert "20\N{NO-BREAK SPACE}ر.س. في الشهر" in arabic


def test_machines_read_the_offer(site: tuple[Path, Build]) -> None:
    """schema.org: a service with its audience and its two offers."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', _page(site, "en/products/pump"), re.DOTALL)
    assert found
    node = json.loads(found.group(1))["@graph"][0]
    assert (node["@type"], node["audience"]["audienceType"]) == ("Service", "Roofs & cellars")
    first, second = node["offers"]
    assert (first["price"], first["priceCurrency"], first["priceSpecification"]["billingDuration"]) == (
        "20",
        "SAR",
        "P1M",
    )
    assert second["price"] == "1250.5"
    assert "priceSpecification" not in second


def test_a_helping_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    """An address of the site in `Support` is checked like a link in a text."""
    files: dict[str, str | bytes] = {"en/products/pump.md": "Title: Pump\nSupport: /en/nowhere/\n\nIt pumps.\n"}
    with pytest.raises(Exception, match=r'pump.md:2: nothing on the site stands at "/en/nowhere/"'):
        build(tmp_path, files)
