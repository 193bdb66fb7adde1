"""Platforms are told what a page is, in plain words."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hiwar.bidi import LRM
from hiwar.meta.subject import Subject
from hiwar.meta.tags import compose, locale_name
from hiwar.model.card import Card
from hiwar.model.company import Company
from hiwar.model.page import Anchor, Profile

RIYADH = ZoneInfo("Asia/Riyadh")
COMPANY = Company(
    "https://news.qatra.example/base", ("ar", "en"), RIYADH, {"ar": "قطرة", "en": "Qatra"}, "qatra.example,2026",
    accounts=("https://social.qatra.example/@qatra", "https://x.com/qatra"),
)  # fmt: skip
LAB = Profile(
    "lab", "مختبر قطرة", "فحص الدفعات", "نقيس كل دفعة.", "", "", "official", "/people/lab/", None,
    ("https://youtube.com/@lab", "https://social.qatra.example/@lab"),
)  # fmt: skip
SUBJECT = Subject(
    sort="release",
    lang="ar",
    address="/press/open/",
    title="نفتح\n المختبر @qatra_lab",
    description="كل نتيجة " * 60,
    alternates={"ar": "/press/open/", "en": "/en/press/open/"},
    crumbs=(Anchor("قطرة", "/"), Anchor("البيانات", "/press/"), Anchor("نفتح", "/press/open/")),
    card=Card("/cards/1f3a.jpg", "بيان صحفي — نفتح"),
    published=datetime(2026, 3, 12, 9, tzinfo=RIYADH),
    modified=datetime(2026, 3, 13, 9, tzinfo=RIYADH),
    section="البيانات",
    tags=("ماء", "مختبر"),
    authors=(LAB,),
    dateline="الرياض",
)


def tags(**changes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in compose(replace(SUBJECT, **changes), COMPANY):
        found.setdefault(tag.key, []).append(tag.content)
    return found


@pytest.mark.parametrize(
    ("key", "contents"),
    [
        ("og:type", ["article"]),
        ("og:url", ["https://news.qatra.example/base/press/open/"]),
        ("og:locale", ["ar_SA"]),
        ("og:locale:alternate", ["en_US"]),
        ("og:image", ["https://news.qatra.example/base/cards/1f3a.jpg"]),
        ("og:image:width", ["1200"]),
        ("og:image:height", ["630"]),
        ("og:image:type", ["image/jpeg"]),
        ("og:image:alt", ["بيان صحفي — نفتح"]),
        ("article:published_time", ["2026-03-12T09:00:00+03:00"]),
        ("article:modified_time", ["2026-03-13T09:00:00+03:00"]),
        ("article:author", ["https://news.qatra.example/base/people/lab/"]),
        ("article:section", ["البيانات"]),
        ("article:tag", ["ماء", "مختبر"]),
        ("twitter:card", ["summary_large_image"]),
        ("twitter:site", ["@qatra"]),
        ("twitter:image:alt", ["بيان صحفي — نفتح"]),
        ("fediverse:creator", ["@lab@social.qatra.example"]),
    ],
)
def test_a_release_says_all_of_it(key, contents):
    assert tags()[key] == contents


def test_a_title_is_one_line_in_which_handles_keep_their_order():
    assert tags()["og:title"] == [f"نفتح المختبر {LRM}@qatra_lab"]


def test_a_description_is_short():
    (description,) = tags()["og:description"]
    assert len(description) <= 201
    assert description.endswith("…")


@pytest.mark.parametrize(
    ("sort", "kind"),
    [("home", "website"), ("list", "website"), ("person", "profile"), ("product", "website"), ("post", "article")],
)
def test_every_page_has_a_type_that_open_graph_knows(sort, kind):
    assert tags(sort=sort)["og:type"] == [kind]
    assert ("article:section" in tags(sort=sort)) == (kind == "article")


def test_without_a_card_the_small_kind_is_asked_for():
    found = tags(card=None)
    assert found["twitter:card"] == ["summary"]
    assert "og:image" not in found


def test_what_is_empty_is_not_said():
    assert all(
        content for contents in tags(section="", authors=(), tags=(), description="").values() for content in contents
    )


@pytest.mark.parametrize(
    ("lang", "zone", "name"),
    [
        ("ar", "Asia/Riyadh", "ar_SA"),
        ("ar", "Africa/Cairo", "ar_EG"),
        ("ar", "Europe/Berlin", "ar_EG"),
        ("en", "Asia/Riyadh", "en_US"),
        ("pt-BR", "Asia/Riyadh", "pt_BR"),
        ("fr", "Europe/Paris", "fr_FR"),
    ],
)
def test_a_locale_has_a_territory_that_speaks_it(lang, zone, name):
    assert locale_name(lang, replace(COMPANY, timezone=ZoneInfo(zone))) == name
