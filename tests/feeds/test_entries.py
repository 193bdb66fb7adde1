"""Entries say what their pieces say, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from markupsafe import Markup

from hiwar.feeds import entries
from hiwar.model.feed import FeedEntry
from hiwar.model.piece import Piece
from tests.feeds.made import BODY, COMPANY, NEWEST, PEOPLE, URL, edition, faults, feed, piece
from tests.feeds.rules import common


def compose(made: Piece, lang: str = "ar", **known: object) -> FeedEntry:
    found = entries.compose(made, edition(lang), PEOPLE, **known)
    assert found
    return found


def test_an_entry_says_what_its_piece_says() -> None:
    made = compose(piece(), has_comments=True)
    assert made.url == f"{URL}/blog/why/"
    assert made.title == piece().title
    assert (made.published, made.updated) == (NEWEST, NEWEST)
    assert [author.name for author in made.authors] == ["مختبر قطرة"]
    assert [tag.label for tag in made.tags] == ["جودة الماء"]
    assert made.conversation == f"{URL}/blog/why/#conversation"
    assert made.comments_feed == f"{URL}/blog/why/comments.xml"
    assert compose(piece()).comments_feed == ""
    assert faults(feed(made)) == []


def test_the_id_survives_a_changed_slug_date_and_domain() -> None:
    first = compose(piece("old"))
    moved = replace(COMPANY, url="https://elsewhere.example")
    renamed = piece("new", aliases=("old", "older"), date=NEWEST + timedelta(days=9))
    assert entries.entry_id(replace(edition(), company=moved), renamed) == first.id
    assert first.id == "tag:qatra.example,2026:ar/blog/old"


def test_an_arabic_slug_makes_an_id_in_ascii() -> None:
    made = compose(piece("لماذا"))
    assert made.id == "tag:qatra.example,2026:ar/blog/%D9%84%D9%85%D8%A7%D8%B0%D8%A7"
    assert common.uri(made.id) == []


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_content_carries_its_language_and_direction(lang: str, direction: str) -> None:
    made = compose(piece(lang=lang), lang)
    assert made.content.startswith(f'<div lang="{lang}" dir="{direction}">')


def test_a_change_is_told_and_never_before_the_publication() -> None:
    assert compose(piece(modified=NEWEST + timedelta(days=2))).updated == NEWEST + timedelta(days=2)
    assert compose(piece(modified=NEWEST - timedelta(days=2))).updated == NEWEST


def test_an_embargo_is_when_it_was_published() -> None:
    lifted = NEWEST + timedelta(days=1)
    assert compose(piece(kind="release", embargo=lifted)).published == lifted


def test_a_piece_without_a_date_stands_in_no_feed() -> None:
    assert entries.compose(piece(date=None), edition(), PEOPLE) is None


def test_the_company_speaks_where_nobody_signed() -> None:
    assert [author.name for author in compose(piece(authors=())).authors] == ["قطرة"]


def test_the_picture_comes_first_and_the_invitation_last() -> None:
    made = compose(piece(discussion=("https://social.example/@lab/1?a=1&b=2",)), has_comments=True).content
    assert made.index('خزان "كبير"') < made.index("مرحبا") < made.rindex("<p>What do you say?")
    assert '<a href="https://social.example/@lab/1?a=1&amp;b=2"><bdi dir="ltr">social.example</bdi></a>' in made
    assert f'<a href="{URL}/blog/why/#conversation">' in made


def test_where_nobody_talks_yet_the_invitation_leads_to_where_the_company_is_met() -> None:
    made = compose(piece())
    assert f'<a href="{URL}/follow/">our accounts and communities</a>' in made.content
    assert "#conversation" not in made.content
    assert made.conversation == ""


def test_the_invitation_speaks_the_language_of_the_piece() -> None:
    words = {"What do you say? Answer us here:": "وأنت ما رأيك؟ <أجبنا> هنا:"}
    made = entries.compose(piece(), edition("ar", lambda text: words.get(text, text)), PEOPLE)
    assert made
    assert "<p>وأنت ما رأيك؟ &lt;أجبنا&gt; هنا:" in made.content


def test_everything_in_the_content_is_absolute_and_safe() -> None:
    assert common.html(compose(piece(body=Markup(BODY + '<iframe src="/x"></iframe>'))).content) == []
