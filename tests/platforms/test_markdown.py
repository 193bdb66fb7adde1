"""Markdown of strangers becomes the HTML that they meant, and nothing more."""

import time

import pytest

from hiwar.platforms.adapter import Body
from hiwar.platforms.markdown import to_html
from hiwar.threads.cleaning import clean
from tests.hostile import faults_in, payloads
from tests.threads.making import said


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("one\ntwo  \nthree", "<p>one\ntwo<br>three</p>"),
        ("**ماء** و*هواء* و`code *x*`", "<p><strong>ماء</strong> و*هواء* و<code>code *x*</code></p>"),
        ("_so_ snake_case_name *so* 2*3*4", "<p><em>so</em> snake_case_name <em>so</em> 2*3*4</p>"),
        (
            "**[a](https://a.example/?x=1&y=2)**",
            '<p><strong><a href="https://a.example/?x=1&amp;y=2">a</a></strong></p>',
        ),
        ("![tank](https://a.example/t.png)", '<p><a href="https://a.example/t.png">tank</a></p>'),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("(see https://a.example/x).", '<p>(see <a href="https://a.example/x">https://a.example/x</a>).</p>'),
        ("<https://a.example>", '<p>&lt;<a href="https://a.example">https://a.example</a>&gt;</p>'),
        ("# Title\n- a\n* b\n1. c", "<p><strong>Title</strong></p><ul><li>a</li><li>b</li></ul><ol><li>c</li></ol>"),
        ("> a\n> > b\n\nc", "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote><p>c</p>"),
        ("```js\n<script>\n\nx\n```\nafter", "<pre><code>&lt;script&gt;\n\nx</code></pre><p>after</p>"),
        ("::: spoiler سرّ\nالجواب\n:::", "<p><strong>سرّ</strong></p><p>الجواب</p>"),
        ("<b>x</b> & y", "<p>&lt;b&gt;x&lt;/b&gt; &amp; y</p>"),
    ],
)
def test_what_people_type(text, html):
    assert to_html(text) == html


def test_no_payload_comes_through():
    """Cleaning has the last word; what it is given holds no tag of a stranger's already."""
    for text in payloads():
        assert faults_in(clean(said("a", body=Body(to_html(text)))).html) == [], text[:100]


@pytest.mark.parametrize(
    "part",
    [
        "*",
        "**a",
        "_",
        "[",
        "![](",
        "`",
        "> ",
        "https://",
        "[a](https://x",
        "- ",
        "1. ",
        "\n> ",
        "```\n",
        ":::",
        "**a *b ",
    ],
)
def test_a_long_text_of_one_mark_takes_no_time(part):
    start = time.process_time()
    to_html(part * (50_000 // len(part)))
    assert time.process_time() - start < 2
