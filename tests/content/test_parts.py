"""The parts of a text become values, and the body can be cut where they stand without losing a sign."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hiwar.content.files import PieceFile
from hiwar.content.links import Index, Resolver
from hiwar.content.markdown import Body, Converter
from hiwar.content.passages import plain_text, split_title
from hiwar.errors import Faults
from hiwar.model.company import Company, Person
from hiwar.model.media import MediaFile

COMPANY = Company("https://dar.example", ("ar", "en"), ZoneInfo("UTC"), {"ar": "دار", "en": "Dar"}, "dar.example,2026")
PEOPLE = {
    "lab": Person("lab", {"ar": "المختبر", "en": "The lab"}),
    "fan-club": Person("fan-club", {"ar": "الأصدقاء", "en": "Friends"}, voice="fan"),
}


class Library:
    """Gives every file an address."""

    def file(self, source: Path) -> MediaFile:
        return MediaFile(source, f"/media/{source.name}", 40, 30)


def convert(text: str, lang: str = "en", folder: Path | None = None) -> tuple[Body, tuple[str, ...]]:
    """Return a converted text and the problems in it."""
    folder = folder or Path()
    path = folder / lang / "press" / "a.md"
    origin = PieceFile(path, f"{lang}/press/a.md", "a.md", lang, "release", "a", "")
    faults = Faults()
    index = Index(folder, COMPANY, {origin.source: origin}, frozenset(), Library(), PEOPLE)
    body = Converter(lang).convert(Resolver(index, origin, text, 1, faults))
    return body, tuple(f"{fault.line}: {fault.problem}" for fault in faults.found)


@pytest.mark.parametrize(
    "ending",
    ["\n> — @lab", "\n> -- @lab", "\n> – @lab", "\n> - @lab", "  \n> — @lab", "\n>\n> — @lab", " — @lab", "\n> —@lab "],
)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_end_of_a_quotation_names_the_speaker(ending: str, lang: str) -> None:
    """On a line of its own or behind the last word, with any dash."""
    body, problems = convert(f"> We *know*.{ending}", lang)
    (quotation,) = body.parts.quotations
    assert (quotation.anchor, quotation.text, quotation.speaker) == ("quote-1", "We know.", "lab")
    assert quotation.voice == "official"
    assert "lab" not in quotation.html
    assert problems == ()


def test_quotations_that_markdown_joins_are_parted() -> None:
    """What nobody of the company said stays a quotation without a speaker."""
    body, _ = convert("> One.\n> — @lab\n\n> Two.\n>\n> And more. — @fan-club\n\n> Three.\n> — Jane Doe")
    said = [(part.anchor, part.text, part.speaker, part.voice) for part in body.parts.quotations]
    assert said == [
        ("quote-1", "One.", "lab", "official"),
        ("quote-2", "Two. And more.", "fan-club", "fan"),
        ("quote-3", "Three. — Jane Doe", None, None),
    ]


def test_a_body_says_by_itself_who_is_quoted() -> None:
    """Feeds show it as it is."""
    body, _ = convert("> قلنا.\n> — @lab", "ar")
    assert '<figure class="quote" id="quote-1">' in body.html
    assert "<figcaption>— المختبر</figcaption>" in body.html
    assert "@lab" not in body.html


@pytest.mark.parametrize("text", ["— @lab", "> Write to @lab", "- > In a list.\n  > — @lab", "> > In.\n> > — @lab"])
def test_what_is_no_quotation_of_a_person_stays_as_typed(text: str) -> None:
    """Text is never lost."""
    body, _ = convert(text)
    assert all(part.speaker is None for part in body.parts.quotations)
    assert "@lab" in body.html


def test_facts_are_the_first_list_under_their_heading() -> None:
    """Each with its words alone, whatever markup it has."""
    body, _ = convert(
        "## Facts\n\nIn short:\n\n- A &amp; [B](https://b.example)[^1]\n- C\n\n    - D\n\n- E\n\n- no\n\n[^1]: n", "en"
    )
    assert [(fact.anchor, fact.text) for fact in body.parts.facts][:2] == [("fact-1", "A & B"), ("fact-2", "C D")]
    assert '<section class="facts">\n<h2 id="facts">Facts</h2>' in body.html


@pytest.mark.parametrize("heading", ["## حقائق", "## Key facts", "### FACTS"])
def test_facts_are_known_by_their_heading(heading: str) -> None:
    """In each language, at any level."""
    body, _ = convert(f"{heading}\n\n1. One\n2. Two\n", "ar")
    assert [fact.text for fact in body.parts.facts] == ["One", "Two"]


def test_a_list_under_another_heading_is_none_of_the_facts() -> None:
    """Also where the facts are missing."""
    body, _ = convert("## Facts\n\nNone.\n\n## More\n\n- One\n")
    assert body.parts.facts == ()


def test_questions_have_their_answers() -> None:
    """Until a heading as high, or a line."""
    text = "## أسئلة\n\n### لماذا؟\n\nلأن.\n\n> نعم.\n> — @lab\n\n### كيف؟\n\n- هكذا.\n\n## بعد\n\nشيء."
    body, _ = convert(text, "ar")
    asked = [(part.anchor, part.question, part.text) for part in body.parts.questions]
    assert asked == [("question-1", "لماذا؟", "لأن. نعم. — المختبر"), ("question-2", "كيف؟", "هكذا.")]
    assert [part.anchor for part in body.parts.quotations] == ["quote-1"]
    assert "شيء" not in body.parts.questions[1].html


def test_pictures_that_stand_alone_are_parts(tmp_path: Path) -> None:
    """With the caption and the credit that their title holds; those in a line of text are none."""
    for name in ("a.png", "b.png", "c.png"):
        (tmp_path / "media").mkdir(exist_ok=True)
        (tmp_path / "media" / name).write_bytes(b"x")
    text = (
        'An ![icon](a.png) here.\n\n![A lab](b.png "At night | Sara")\n\n![One](a.png)\n![Two](c.png "Only a caption")'
    )
    body, problems = convert(text, folder=tmp_path)
    shown = [(part.anchor, part.file.source.name, part.alt, part.caption, part.credit) for part in body.parts.photos]
    assert shown == [
        ("photo-1", "b.png", "A lab", "At night", "Sara"),
        ("photo-2", "a.png", "One", "", ""),
        ("photo-3", "c.png", "Two", "Only a caption", ""),
    ]
    assert problems == ()


def test_passages_are_the_body() -> None:
    """Cut and joined, not a sign is lost."""
    text = "Before.\n\n## Facts\n\n- **One**\n- Two\n\n> Said.\n> — @lab\n"
    text += "\n## Questions\n\n### Why?\n\n> So.\n> — @lab\n\nEnd."
    body, _ = convert(text)
    assert "".join(passage.html for passage in body.passages) == body.html
    anchors = [passage.part.anchor for passage in body.passages if passage.part]
    assert anchors == ["fact-1", "fact-2", "quote-1", "quote-2"]


def test_a_heading_does_not_take_the_name_of_a_part() -> None:
    """It gets another one."""
    body, problems = convert("## Quote-1\n\n> Said.\n> — @lab\n")
    assert problems == ()
    assert {"quote-1", "quote-1_1"} <= body.anchors


def test_a_text_without_parts_is_one_passage() -> None:
    """The same text, not a copy of it."""
    body, _ = convert("Nothing *special*.")
    assert tuple(body.parts) == ()
    assert [passage.html for passage in body.passages] == [body.html]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>A <b>b</b>, c&nbsp;d</p>\n<p>E</p>", "A b, c d E"),
        ("x<br />y", "x y"),
        ('one<sup id="fnref:1"><a href="#fn:1">1</a></sup> two', "one two"),
        ("&lt;p&gt; &amp;amp;", "<p> &amp;"),
    ],
)
def test_plain_text_has_the_words_alone(html: str, text: str) -> None:
    """On one line, with spaces where blocks meet."""
    assert plain_text(html) == text


def test_a_title_is_caption_and_credit() -> None:
    """Either may be missing."""
    assert split_title("At night | Sara ") == ("At night", "Sara")
    assert split_title("| Sara") == ("", "Sara")
    assert split_title("") == ("", "")
