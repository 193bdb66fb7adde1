"""The conversation can be followed, and touches no other feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hiwar.feeds import conversation
from hiwar.feeds.characters import uri
from hiwar.model.feed import FeedAuthor
from tests.feeds.made import NEWEST, comment, edition, entry, faults

ABOUT = entry()


def test_comments_become_entries_newest_first() -> None:
    made = conversation.compose((comment(0), comment(1)), ABOUT, edition())
    assert [one.published for one in made] == [NEWEST + timedelta(minutes=1), NEWEST]
    assert made[1].title == f"نور <b> on “{ABOUT.title}”"
    assert made[1].content == '<div lang="ar" dir="auto"><p>وماذا عن <strong>البئر</strong>؟</p></div>'
    assert made[1].url == "https://social.example/@noor/0"


def test_each_says_what_it_answers() -> None:
    answer = comment(1, parent=comment(0).id)
    orphan = comment(2, parent="https://social.example/@gone/9")
    made = {one.published: one for one in conversation.compose((comment(0), answer, orphan), ABOUT, edition())}
    first, second, third = (made[NEWEST + timedelta(minutes=minute)] for minute in range(3))
    assert first.reply_to == (ABOUT.id, ABOUT.url)
    assert second.reply_to
    assert second.reply_to.id == first.id
    assert third.reply_to == (ABOUT.id, ABOUT.url)


def test_the_company_is_named_when_it_answers() -> None:
    official = comment(author=FeedAuthor("Qatra Lab"), is_official=True)
    made = conversation.compose((official,), ABOUT, edition())[0]
    assert made.title == f"Official answer from \u2068Qatra Lab\u2069 on “{ABOUT.title}”"
    assert [tag.term for tag in made.tags] == ["official"]


def test_nobody_and_the_nameless_may_speak() -> None:
    made = conversation.compose((comment(author=FeedAuthor(""), url="", lang=""),), ABOUT, edition())[0]
    assert made.authors[0].name == "Somebody"
    assert made.url == uri(ABOUT.conversation)
    assert made.lang == "ar"


def test_the_feeds_of_the_conversation_keep_every_rule() -> None:
    said = conversation.compose(
        (comment(0), comment(1, parent=comment(0).id), replace(comment(2), published=NEWEST, updated=NEWEST)),
        ABOUT,
        edition(),
    )
    assert faults(conversation.feed(ABOUT, said, edition())) == []
    assert faults(conversation.feed(ABOUT, (), edition())) == []
    assert faults(conversation.whole_feed(said, edition())) == []
    assert faults(conversation.whole_feed((), edition())) == []


def test_an_id_is_the_same_in_every_feed_and_language() -> None:
    assert conversation.comment_id(edition("ar"), comment()) == conversation.comment_id(edition("en"), comment())


def test_a_comment_heard_twice_stands_once_in_the_whole_conversation() -> None:
    other = entry(1)
    said = (
        *conversation.compose((comment(),), ABOUT, edition()),
        *conversation.compose((comment(),), other, edition()),
    )
    assert len(conversation.whole_feed(said, edition()).entries) == 1


def test_what_a_stranger_writes_cannot_run_or_break() -> None:
    evil = comment(
        html="<script>x</script><p onclick=x>\x00<img src=x onerror=y>", author=FeedAuthor("\x00\ud800" + "ن" * 500)
    )
    made = conversation.compose((evil,), ABOUT, edition())
    assert faults(conversation.feed(ABOUT, made, edition())) == []
    assert len(made[0].authors[0].name) <= 80
