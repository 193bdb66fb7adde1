"""What templates call: texts with the marks of their language, bodies whose wide parts scroll."""

from __future__ import annotations

import pytest

from hiwar.site.templates import boxed, typeset


@pytest.mark.parametrize(
    ("lang", "text", "html"),
    [
        ("en", 'It\'s <b> & "so"', "It&#8217;s &lt;b&gt; &amp; &#8220;so&#8221;"),
        ("ar", "<b> & @dar", '&lt;b&gt; &amp; <bdi dir="ltr">@dar</bdi>'),
        ("fr", "<b> & l'eau", "&lt;b&gt; &amp; l&#39;eau"),
    ],
)
def test_plain_text_is_escaped_and_typeset(lang: str, text: str, html: str) -> None:
    """Each language has its marks; HTML stays text."""
    assert typeset(text, lang) == html


def test_wide_parts_take_the_focus_and_have_names() -> None:
    """The names are escaped; what is code keeps its text."""
    html = boxed("<table><tr></tr></table><pre><code>&lt;table&gt;</code></pre>", "A & B", "Code")
    assert html == (
        '<div class="scroll" role="group" aria-label="A &amp; B" tabindex="0"><table><tr></tr></table></div>'
        '<pre role="group" aria-label="Code" tabindex="0"><code>&lt;table&gt;</code></pre>'
    )
    assert boxed('<math display="block"></math>', "", "") == '<math display="block" tabindex="0"></math>'
