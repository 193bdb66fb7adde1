"""A page is read once for all rules, and twice as many pages take twice the work."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

from hiwar.checks import page
from hiwar.checks.rules import check_site
from tests.checks.trees import make, read_cases, subject

PAGE = (
    '<!doctype html>\n<html lang="ar" dir="rtl"><head><title>{0}</title><meta name="robots" content="noindex">'
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'"></head>\n'
    '<body><h1>{0}</h1><p><a href="/">x</a> <a href="/page-{0}/">y</a></p></body></html>\n'
)


def test_each_page_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rules look at it."""
    edits = [{"file": f"page-{number}/index.html", "new": PAGE.format(number)} for number in range(30)]
    about = subject(make(tmp_path, edits))
    parsed: list[str] = []
    parse = page.parse
    monkeypatch.setattr(page, "parse", lambda text: (parsed.append(text), parse(text))[1])
    assert check_site(about) == ()
    assert len(parsed) == len(about.tree.pages)


def test_a_tag_that_all_pages_have_is_read_once(tmp_path: Path) -> None:
    """The frame of a site is the same in ten thousand pages."""
    page.read_element.cache_clear()
    edits = [{"file": f"page-{number}/index.html", "new": PAGE.format(number)} for number in range(30)]
    check_site(subject(make(tmp_path, edits)))
    first = page.read_element.cache_info().misses
    assert page.read_element.cache_info().hits > 8 * 30
    more = [{"file": f"more-{number}/index.html", "new": PAGE.format(number)} for number in range(30)]
    check_site(subject(make(tmp_path / "more", more)))
    assert page.read_element.cache_info().misses == first


#: What html5lib calls a tag without its partner.
_TORN = {
    "unexpected-end-tag",
    "end-tag-too-early",
    "expected-closing-tag-but-got-eof",
    "non-void-element-with-trailing-solidus",
}
_TORN |= {
    "unexpected-end-tag-treated-as",
    "adoption-agency-1.3",
    "unexpected-cell-in-table-body",
    "end-tag-too-early-named",
}


@pytest.mark.parametrize(
    "case", [case for case in read_cases() if case.rule == "torn-markup"], ids=lambda case: case.name
)
def test_torn_markup_agrees_with_the_standard(case: object, tmp_path: Path) -> None:
    """What the rule accepts, a parser that follows the standard accepts as well."""
    site = make(tmp_path, case.edits)  # type: ignore[attr-defined] # a Case
    parser = html5lib.HTMLParser()
    parser.parse((site / "blog/why/index.html").read_text("utf-8"))
    if not case.faults:  # type: ignore[attr-defined] # the same
        assert not {code for _, code, _ in parser.errors} & _TORN
