"""Structured data agrees with the page and cannot break out of it."""

import json
from dataclasses import replace

import pytest
from markupsafe import Markup

from hiwar.bidi import LRM
from hiwar.meta.jsonld import render
from hiwar.model.page import Anchor
from hiwar.model.part import Question
from tests.meta.test_tags import COMPANY, LAB, SUBJECT


def graph(**changes) -> dict[str, dict]:
    data = json.loads(render(replace(SUBJECT, **changes), COMPANY, "/icon-512.png"))
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


@pytest.mark.parametrize(
    ("sort", "kind"),
    [
        ("post", "BlogPosting"),
        ("release", "NewsArticle"),
        ("product", "Product"),
        ("page", "WebPage"),
        ("person", "ProfilePage"),
        ("home", "WebSite"),
        ("list", "CollectionPage"),
    ],
)
def test_every_page_has_its_type_and_its_publisher(sort, kind):
    found = graph(sort=sort, person=LAB if sort == "person" else None)
    assert kind in found
    assert found["Organization"]["@id"] == "https://news.qatra.example/base/#organization"
    assert found["Organization"]["name"] == "قطرة"


def test_a_release_says_who_when_where_and_about_what():
    node = graph(about=(Anchor("قطرة ون", "/products/qatra-one/"),))["NewsArticle"]
    assert node["headline"] == f"نفتح المختبر {LRM}@qatra_lab"
    assert node["datePublished"] == "2026-03-12T09:00:00+03:00"
    assert node["author"][0]["name"] == "مختبر قطرة"
    assert node["dateline"] == "الرياض"
    assert node["about"][0]["name"] == "قطرة ون"
    assert node["image"] == ["https://news.qatra.example/base/cards/1f3a.jpg"]


def test_answered_questions_are_named_as_such():
    asked = Question("question-1", "لماذا؟", "لأن.", Markup("<p>لأن.</p>"))
    part = graph(questions=(asked,))["NewsArticle"]["hasPart"]
    assert (part["@type"], part["mainEntity"][0]["name"]) == ("FAQPage", "لماذا؟")
    assert part["mainEntity"][0]["acceptedAnswer"] == {"@type": "Answer", "text": "لأن."}


def test_crumbs_lead_down_from_home():
    names = [(item["position"], item["name"]) for item in graph()["BreadcrumbList"]["itemListElement"]]
    assert names == [(1, "قطرة"), (2, "البيانات"), (3, "نفتح")]


def test_home_has_no_crumbs():
    assert "BreadcrumbList" not in graph(sort="home", crumbs=SUBJECT.crumbs[:1])


def test_a_person_says_what_they_do_and_where_else_they_are():
    node = graph(sort="person", person=LAB)["ProfilePage"]["mainEntity"]
    assert (node["@type"], node["jobTitle"], node["description"]) == ("Person", "فحص الدفعات", "نقيس كل دفعة.")
    assert node["sameAs"] == list(LAB.accounts)


def test_no_text_ends_the_script_element():
    text = render(replace(SUBJECT, title="</script><!-- & \u2028"), COMPANY, "/icon-512.png")
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["@graph"][0]["headline"].startswith("</script>")
