"""The way down to a page is told as the site has it."""

import pytest

from hiwar.meta.subject import compose
from hiwar.model.page import Page
from tests.meta.test_tags import COMPANY, LAB


def crumbs(address: str, lang: str = "ar", **values) -> list[tuple[str, str]]:
    page = Page(address, lang, "section", "هنا", values=values)
    return [(crumb.text, crumb.address) for crumb in compose(page, COMPANY, lambda _, name: name.title()).crumbs]


@pytest.mark.parametrize(
    ("address", "lang", "last"),
    [
        ("/blog/", "ar", [("Blog", "/blog/")]),
        ("/blog/page/3/", "ar", [("Blog", "/blog/")]),
        ("/blog/launch/", "ar", [("Blog", "/blog/"), ("هنا", "/blog/launch/")]),
        ("/en/tags/water/page/1/", "en", [("Tags", "/en/tags/"), ("هنا", "/en/tags/water/")]),
        ("/about/", "ar", [("هنا", "/about/")]),
        ("/en/", "en", []),
    ],
)
def test_crumbs_go_through_the_section(address, lang, last):
    home = (COMPANY.name[lang], "/" if lang == "ar" else "/en/")
    assert crumbs(address, lang) == [home, *last]


def test_a_person_s_page_is_about_the_person():
    found = compose(
        Page("/people/lab/", "ar", "person", LAB.name, values={"profile": LAB}), COMPANY, lambda _, name: name
    )
    assert (found.sort, found.person) == ("person", LAB)
