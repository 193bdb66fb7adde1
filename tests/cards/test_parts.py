"""Quotations and the key fact are found in a release as it is written."""

from hiwar.cards.parts import Quotation, parse_parts

BODY = """<p>نصّ.</p><h2 id="f">حقائق</h2><ul><li>تزيل <b>99.4%</b>
من الرصاص.</li><li>السعر 249.</li></ul>
<blockquote><p>من حقّكم أن تعرفوا.
— <bdi dir="ltr">@lab</bdi></p><p>ونردّ خلال يوم. — @care-team</p></blockquote>
<blockquote><p>قول بلا قائل</p></blockquote>"""


def test_the_first_fact_is_the_key_fact():
    assert parse_parts(BODY).fact == "تزيل 99.4% من الرصاص."


def test_each_quotation_has_its_speaker():
    assert parse_parts(BODY).quotations == (
        Quotation("من حقّكم أن تعرفوا.", "lab"),
        Quotation("ونردّ خلال يوم.", "care-team"),
    )


def test_english_headings_are_known_too():
    assert parse_parts("<h2>Facts</h2><ul><li>One</li></ul>").fact == "One"


def test_only_what_stands_under_the_heading_is_a_fact():
    assert parse_parts("<h2>Facts</h2><p>none</p><h2>Questions</h2><ul><li>Why?</li></ul>").fact == ""


def test_a_fact_is_plain_text():
    assert parse_parts("<h2>Facts</h2><ul><li>A &amp; <a href='/x/'>B</a><ul><li>C</li></ul></li></ul>").fact == "A & B"


def test_a_release_without_parts_has_none():
    parts = parse_parts("<h2>Facts</h2><p>none</p>")
    assert (parts.quotations, parts.fact) == ((), "")
