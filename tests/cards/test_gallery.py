"""Whoever changes the template sees every card at once."""

from hiwar.cards.gallery import STYLE_ADDRESS, render
from hiwar.model.card import Card


def test_every_card_is_shown_with_the_page_that_it_stands_for():
    page = render([("/blog/<a>/", "/base/blog/%3Ca%3E/", Card("/cards/1f3a.jpg", 'says "x"'))], "/base").decode()
    assert '<img src="/base/cards/1f3a.jpg" alt="says &quot;x&quot;" width="1200" height="630"' in page
    assert '<a href="/base/blog/%3Ca%3E/">/blog/&lt;a&gt;/</a>' in page
    assert "Cards: 1" in page


def test_the_page_keeps_to_the_policy_of_the_site():
    """No style and no script stands in it; its style sheet is a file."""
    page = render([], "/base").decode()
    assert f'<link rel="stylesheet" href="/base{STYLE_ADDRESS}">' in page
    assert not [tag for tag in ("<style", "<script", "style=") if tag in page]
