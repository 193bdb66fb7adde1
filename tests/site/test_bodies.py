"""A quotation that names a person becomes a passage of its own; everything else stays as it was."""

from __future__ import annotations

import pytest

from hiwar.model.page import Profile
from hiwar.site.bodies import split_body

LAB = Profile("lab", "Lab", "", "", "", "", "official", "/people/lab/", None)


def find(person: str) -> Profile | None:
    return LAB if person == "lab" else None


@pytest.mark.parametrize(
    "line",
    ['\n— <bdi dir="ltr">@lab</bdi>', "\n—&nbsp;@lab", "\n— @lab", "\n-- @lab", "<br />\n— @lab"],
)
def test_the_last_line_names_the_speaker(line: str) -> None:
    """As Markdown, Typogrify and Arabic typography leave it."""
    before, said, after = split_body(f"<p>a</p>\n<blockquote>\n<p>We know.{line}</p>\n</blockquote>\n<p>b</p>", find)
    assert (before.html, before.speaker) == ("<p>a</p>\n", None)
    assert (said.html, said.speaker) == ("<p>We know.</p>", LAB)
    assert (after.html, after.speaker) == ("\n<p>b</p>", None)


def test_a_line_of_its_own_names_the_speaker_too() -> None:
    """Writers leave an empty line before it now and then."""
    said = split_body("<blockquote>\n<p>One.</p>\n<p>Two.</p>\n<p>— @lab</p>\n</blockquote>", find)[1]
    assert (said.html, said.speaker) == ("<p>One.</p>\n<p>Two.</p>", LAB)


def test_quotations_that_markdown_joined_are_parted() -> None:
    """Python-Markdown makes one block of quotations with an empty line between them."""
    html = "<blockquote>\n<p>One.\n— @lab</p>\n<p>Two.\n— @lab</p>\n<p>Three.</p>\n</blockquote>"
    passages = split_body(html, find)
    assert [(passage.html, bool(passage.speaker)) for passage in passages] == [
        ("", False),
        ("<p>One.</p>", True),
        ("<p>Two.</p>", True),
        ("<blockquote>\n<p>Three.</p>\n</blockquote>", False),
        ("", False),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>— @lab</p>",
        "<blockquote>\n<p>We know.</p>\n</blockquote>",
        "<blockquote>\n<p>We know.\n— @nobody</p>\n</blockquote>",
        "<blockquote>\n<p>Write to @lab</p>\n</blockquote>",
        "<blockquote>\n<blockquote>\n<p>In.\n— @lab</p>\n</blockquote>\n</blockquote>",
        "",
    ],
)
def test_what_names_nobody_stays(html: str) -> None:
    """Text is never lost and never changed."""
    assert [(str(passage.html), passage.speaker) for passage in split_body(html, find)] == [(html, None)]
