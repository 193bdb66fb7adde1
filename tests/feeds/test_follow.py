"""People find every feed: on the page for following, in the head of each page, in one file for all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from hiwar.feeds import follow, opml, sheet
from hiwar.feeds.publication import Extras, Publication, compose
from hiwar.feeds.signs import Signs
from hiwar.model.community import Community
from tests.feeds.made import COMPANY, PEOPLE, URL, edition, piece, site
from tests.feeds.rules import opml as rules

PIECE = piece()


def publication(lang: str = "ar") -> Publication:
    return compose(site(PIECE, replace(PIECE, lang="en")), edition(lang), {PIECE.id: Extras(comments=())})


def discovered(address: str, lang: str = "ar") -> list[str]:
    return [link.address for link in Signs(publication(lang)).links(address)]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", ["/feed.xml", "/rss.xml", "/feed.json"]),
        ("/about/", ["/feed.xml", "/rss.xml", "/feed.json"]),
        ("/404.html", ["/feed.xml", "/rss.xml", "/feed.json"]),
        ("/blog/page/3/", ["/blog/feed.xml", "/blog/rss.xml", "/blog/feed.json", "/feed.xml"]),
        (
            "/blog/why/",
            ["/blog/feed.xml", "/blog/rss.xml", "/blog/feed.json", "/blog/why/comments.xml", "/feed.xml"],
        ),
        ("/people/lab/", ["/people/lab/feed.xml", "/people/lab/rss.xml", "/people/lab/feed.json", "/feed.xml"]),
        ("/dialogue/", ["/dialogue/comments.xml", "/feed.xml"]),
    ],
)
def test_a_page_names_its_own_list_first(address: str, expected: list[str]) -> None:
    assert discovered(address) == expected


def test_a_page_of_the_other_language_names_its_feeds() -> None:
    assert discovered("/en/tags/", "en")[0] == "/en/feed.xml"


def test_the_page_lists_every_feed_with_what_it_is_for() -> None:
    made = publication()
    groups = follow.groups(made.lists, edition())
    assert [group.heading for group in groups] == ["Start here", "The conversation", "Products", "Topics", "People"]
    assert sum(len(group.items) for group in groups) == len(made.lists)
    assert all(item.purpose and item.feeds for group in groups for item in group.items)


def test_only_pages_that_there_are_are_linked() -> None:
    groups = follow.linked(follow.groups(publication().lists, edition()), {"/", "/blog/"})
    linked = [item.address for group in groups for item in group.items if item.address]
    assert linked == ["/", "/blog/"]


def test_accounts_are_those_that_speak_for_the_company() -> None:
    company = replace(COMPANY, accounts=("https://social.qatra.example/@qatra", "https://social.qatra.example/@lab"))
    found = follow.accounts(company, PEOPLE.values(), "ar")
    assert [(one.name, one.url) for one in found] == [
        ("قطرة", "https://social.qatra.example/@qatra"),
        ("قطرة", "https://social.qatra.example/@lab"),
    ]
    assert found[0].host == "social.qatra.example"


def test_communities_are_named_in_the_language_of_the_page_or_by_their_host() -> None:
    places = (
        Community("discourse", "https://talk.example", {"ar": "ملتقى الماء"}),
        Community("lemmy", "https://l.example"),
    )
    assert [one.name for one in follow.places(places, "ar")] == ["ملتقى الماء", "l.example"]
    assert [one.name for one in follow.places(places, "en")] == ["talk.example", "l.example"]


def test_the_page_stands_in_every_language() -> None:
    both = (edition("ar"), edition("en"))
    page = follow.compose_page(publication("en").lists, both[1], PEOPLE.values(), both)
    assert (page.address, page.template) == ("/en/follow/", "follow")
    assert dict(page.alternates) == {"ar": "/follow/", "en": "/en/follow/"}
    assert page.values["opml"] == "/en/follow/feeds.opml"


def test_opml_takes_every_feed_along() -> None:
    groups = [(group.heading, group.feeds) for group in follow.groups(publication().lists, edition())]
    written = opml.render("قطرة & \x00", "قطرة", groups)
    assert rules.faults(written) == []
    outlines = etree.fromstring(written).findall("body/outline/outline")
    assert outlines[0].get("xmlUrl") == f"{URL}/feed.xml"
    assert len(outlines) == len(publication().lists)


def test_the_sheet_explains_a_feed_in_each_language() -> None:
    said = {"ar": 'هذه "خلاصة" \\ للقارئ', "en": "a feed"}
    made = sheet.compose("feed { }\n", [edition(lang, lambda _text, lang=lang: said[lang]) for lang in said]).decode()
    assert ":root:lang(ar) { direction: rtl; }" in made
    assert ':root:lang(ar)::before { content: "هذه \\"خلاصة\\" \\\\ للقارئ"; }' in made
    assert ":root:lang(en) { direction: ltr; }" in made
