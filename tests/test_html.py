"""What strangers write becomes a few harmless elements, and stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiwar import html
from tests.hostile import faults_in, payloads

REL = 'rel="nofollow ugc noopener noreferrer"'


def test_no_hostile_text_leaves_more_than_the_allowed_elements():
    """Every payload comes out as elements of the list, with or without a base."""
    for text in payloads():
        for base in ("", "https://forum.example/t/1"):
            assert faults_in(html.clean(text, base)) == [], text[:200]


def test_no_hostile_text_survives_as_plain_text():
    """Plain text is escaped whole."""
    for text in payloads():
        assert faults_in(html.paragraphs(text)) == [], text[:200]


@given(st.text(alphabet="<>/=\"' abpimgscript&;#x:", max_size=200))
def test_random_markup_is_clean(text):
    """Whatever the characters say, the promise holds, and cleaning twice changes nothing."""
    once = html.clean(text, "https://forum.example/")
    assert faults_in(once) == []
    assert html.clean(once) == once


@pytest.mark.parametrize(
    ("given_html", "expected"),
    [
        ('<a href="/u/x">@x</a>', f'<a href="https://forum.example/u/x" {REL}>@x</a>'),
        ('<a href="../9">x</a>', f'<a href="https://forum.example/9" {REL}>x</a>'),
        ("<h2>Well</h2><p>yes</p>", "<p><strong>Well</strong></p><p>yes</p>"),
        ("<b>x</b> <i>y</i>", "<strong>x</strong> <em>y</em>"),
        ('<p>hi <img class="emoji" src="/e/smile.png" alt=":)"></p>', "<p>hi :)</p>"),
        (
            '<img src="/up/plan.png" alt="مخطط">',
            f'<a href="https://forum.example/up/plan.png" {REL}>مخطط</a>',
        ),
        (
            '<a href="https://x.example/big"><img src="/s.png" alt="s"></a>',
            f'<a href="https://x.example/big" {REL}>s</a>',
        ),
        ('<img class="avatar" src="/a.png" alt="me">x', "x"),
        (
            (
                '<a href="https://example.com/post"><span class="invisible">https://</span><span class='
                '"ellipsis">example.com/po</span><span class="invisible">st</span></a>'
            ),
            f'<a href="https://example.com/post" {REL}>example.com/po…</a>',
        ),
        ("<div><p>a</p></div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p> a  b </p>"),
        ("2 < 3 & 4 > 1", "2 &lt; 3 &amp; 4 &gt; 1"),
    ],
)
def test_platforms_html_stays_readable(given_html, expected):
    """What a platform adds for its own look becomes plain elements."""
    assert html.clean(given_html, "https://forum.example/t/1") == expected


def test_relative_links_without_a_base_go():
    """The text of a link that leads nowhere stays."""
    assert "href" not in html.clean('<a href="/u/x">@x</a>')


@pytest.mark.parametrize(
    "base", ["<img src=x onerror=alert(1)>", "x", "javascript:alert(1)", "http://[", "data:text/html,x"]
)
def test_a_base_that_is_no_address_is_none(base):
    """The base comes from strangers as well."""
    assert "href" not in html.clean('<a href="/u/x">@x</a>', base)


def test_depth_is_bounded():
    """A quote in a quote in a quote ends as paragraphs."""
    deep = html.clean("<blockquote>" * 500 + "<p>end</p>")
    assert deep.count("<blockquote>") == 0
    assert "end" in deep


def test_formatting_that_multiplies_is_flattened():
    """Unclosed formatting before many blocks does not fill the memory."""
    bomb = "<p>" + "".join(f"<em class={n}>" for n in range(1500)) + "</p>" + "<p>x</p>" * 5000
    assert len(html.clean(bomb)) < 200_000


def test_text_is_paragraphs_and_breaks():
    """Empty lines part paragraphs; others break."""
    assert html.paragraphs("a <b>\nb\r\n\r\n\nج\n") == "<p>a &lt;b&gt;<br>b</p><p>ج</p>"


def test_a_link_needs_an_address_of_the_web():
    """An address of another scheme is text."""
    assert html.link("x", "javascript:alert(1)") == "x"
    assert html.link("x & y", 'https://e.example/?a="') == f'<a href="https://e.example/?a=&quot;" {REL}>x &amp; y</a>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@qatra هل يدوم؟", "rtl"),
        ("#ماء is water", "ltr"),
        ("https://x.example نعم", "rtl"),
        ("@qatra", "ltr"),
        ("", "ltr"),
    ],
)
def test_handles_do_not_turn_an_answer_round(text, expected):
    """People begin with whom they speak to."""
    assert html.spoken_direction(text) == expected


def test_a_paragraph_of_the_other_direction_says_so():
    """People mix languages inside one comment."""
    mixed = "<p>نعم</p><p>Yes &amp; no</p>"
    assert html.with_directions(mixed, "rtl") == '<p>نعم</p><p dir="ltr">Yes &amp; no</p>'
