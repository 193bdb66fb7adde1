"""English comes out as Typogrify alone would have it."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from typogrify import filters

from hiwar import english

PIECES = st.sampled_from(
    [
        '"', "'", "''", "``", "`", "--", "---", "-", "...", ". . .", ".", "\\", "\\'", "&", "&amp;", " & ",
        "&nbsp;", "&#8211;", "&mdash;", "</span>", "<", ">", "<p>", "</p>", "<li>", "</li>", "<em>", "</em>",
        "<code>", "</code>", "<pre>", "</pre>", "<kbd>", "</kbd>", "<math>", "</math>", '<a href="x--y">', "</a>",
        "<!-- a -- b -->", "<!--", "-->", "<br />", " ", "\n", "a", "B", "s", "80s", "word", "ماء",
    ]
)  # fmt: skip
TEXT = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=40))
FUZZ = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZ
@given(TEXT)
@example('<p>He said <em>so</em>"</p>')
@example("<p>\"</p><p>'</p>a\"<b>'</b>")
@example('<kbd>"</code>\'</kbd>"')
def test_a_body_is_as_typogrify_returns_it(html: str) -> None:
    assert english.typeset(html) == filters.typogrify(html, caps=False)


@FUZZ
@given(TEXT)
@example("a\\--b")
def test_a_line_is_as_smartypants_returns_it(text: str) -> None:
    assert english.smart(text) == filters.smartypants(text)
