"""The dialogue as the demo shows it: both languages, every rule of its moderator, nothing that was taken away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.theme.built import Built, Document

#: Words of comments that the demo's moderator hides, or that a hijacked account said.
TAKEN = ("حمير.", "send us your card number", "qatra-gift.example", "freefilters.example")
LANGS = ("", "en/")


def page(demo: Built, name: str) -> Document:
    """Return a page by its address without the first slash."""
    return next(found for key, found in demo.pages.items() if key in {name, f"{name}index.html"})


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_has_questions_answers_months_voices_and_reasons(demo: Built, lang: str) -> None:
    found = page(demo, f"{lang}dialogue/")
    assert len(found.all("//*[contains(@class, 'question is-open')]")) >= 5
    assert len(found.all("//*[@class='question']//*[contains(@class, 'by-official')]")) >= 8
    assert len(found.all("//section[@aria-labelledby='newest']//*[@class='turn-bubble']")) == 8
    assert len(found.all("//ul[@class='causes']/li")) >= 4
    assert found.all("//*[@class='promise']")


@pytest.mark.parametrize("lang", LANGS)
def test_the_chart_is_a_table_of_the_same_numbers(demo: Built, lang: str) -> None:
    """Whoever cannot see the bars reads what they are drawn from."""
    rows = page(demo, f"{lang}dialogue/").all("//table[@class='months']/tbody/tr")
    asked = [int(row.xpath("string(td[2])")) for row in rows]
    lengths = [sum(float(width) for width in row.xpath(".//*[name()='rect']/@width")) for row in rows]
    assert asked
    assert [round(length * max(asked) / 100) for length in lengths] == asked


def test_both_languages_count_the_same(demo: Built) -> None:
    numbers = [[cell.text_content() for cell in page(demo, f"{lang}dialogue/").all("//dl//dd")][:3] for lang in LANGS]
    assert numbers[0] == numbers[1]


def test_what_was_taken_away_is_in_no_file(demo: Built) -> None:
    """Pages, feeds, index and data: not a word of it."""
    texts = [path for path in demo.output.rglob("*") if path.suffix in {".html", ".xml", ".json", ".txt"}]
    for path in texts:
        text = path.read_text("utf-8")
        assert [word for word in TAKEN if word in text] == [], path


def test_a_place_with_answers_says_why_it_is_empty(demo: Built) -> None:
    places = page(demo, "press/batch-a9-recall/").all("//*[contains(@class, 'is-deleted')]")
    hidden = page(demo, "press/batch-a9-recall/").all("//details[@class='conversation-hidden']//li")
    assert len(places) + len(hidden) >= 1


def test_the_company_has_its_own_name_role_and_picture(demo: Built) -> None:
    answers = page(demo, "en/press/batch-a9-recall/").all(
        "//*[starts-with(@class, 'turn ') and contains(@class, 'by-official')]"
    )
    assert answers
    for answer in answers:
        head = answer.xpath("string(.//header)")
        assert any(name in head for name in ("Care team", "Qatra Lab", "Press office", "The Workshop")), head
        assert answer.xpath(".//img[contains(@src, '/media/')]")


def test_the_home_page_tells_who_speaks_and_how_many_wait(demo: Built) -> None:
    for lang in LANGS:
        talk = page(demo, lang).all("//section[contains(@class, 'talk')]")
        assert len(talk) == 1
        assert len(talk[0].xpath(".//*[@class='turn-bubble']")) == 4
        assert talk[0].xpath(f".//a[@href='/{lang}dialogue/']")


def test_an_answer_became_a_question_of_the_product(demo: Built) -> None:
    """In the page and for machines, with who asked and the way to it."""
    for lang in LANGS:
        found = page(demo, f"{lang}products/filter-plan/")
        (item,) = found.all("//*[@class='promoted-item']")
        question = item.xpath("string(h3)")
        assert "ماجد" in item.text_content()
        assert item.xpath(".//a[contains(@href, 'press/take-back/#comment-')]")
        data = [json.loads(block.text) for block in found.all("//script[@type='application/ld+json']")]
        names = [row["name"] for node in data[0]["@graph"] for row in node.get("subjectOf", {}).get("mainEntity", ())]
        assert question in names


def test_a_closed_conversation_invites_nobody(demo: Built) -> None:
    assert page(demo, "en/blog/what-next-poll/").all("//*[@id='join']") == []
    assert page(demo, "en/blog/complaint-412/").all("//*[@id='join']")
