"""What asks and what does not: the rules are data, and so are their cases."""

from pathlib import Path

import pytest

from hiwar.threads.questions import asks

CASES = Path(__file__).parent / "cases" / "questions"
ROWS = [
    (path.stem, row[2:], row[0] == "?")
    for path in sorted(CASES.glob("*.txt"))
    for row in path.read_text(encoding="utf-8").splitlines()
    if not row.startswith("#")
]


@pytest.mark.parametrize(("lang", "text", "expected"), ROWS)
def test_each_case_is_what_it_is(lang, text, expected):
    assert asks(f"<p>{text}</p>") is expected, (lang, text)


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>How long does it last?</p></blockquote><p>As long as you like.</p>",
        "<blockquote><p>a</p><blockquote><p>كم؟</p></blockquote></blockquote><p>ثلاثة.</p>",
        "<p>Write <code>SELECT ?</code> there.</p><pre>is it?</pre>",
        '<p>Read <a href="https://x.example/?a=b">https://x.example/?a=b</a></p>',
        "",
    ],
)
def test_what_is_quoted_shown_or_linked_asks_nothing(html):
    assert asks(html) is False


def test_a_line_of_its_own_is_a_sentence():
    assert asks("<p>I read all of it</p><p>how do I open it</p>")
    assert asks("شكرًا لكم<br>متى يصل الباقي")


def test_long_text_without_an_answer_costs_little():
    """Nothing in the rules backtracks: a hundred thousand signs are read at once."""
    assert asks("<p>" + "a " * 50_000 + "</p>") is False
    assert asks("<blockquote>" * 12 + "?" * 50_000) is False
