"""The conversation can be followed, and touches no other feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hiwar.feeds import conversation
from hiwar.feeds.characters import uri
from hiwar.feeds.conversation import Topic
from hiwar.model.conversation import Conversation, Turn
from hiwar.model.feed import FeedAuthor
from hiwar.model.speaker import Speaker
from hiwar.model.thread import Attachment, Author, Comment
from tests.feeds.made import NEWEST, URL, comment, edition, faults

ABOUT = Topic("tag:qatra.example,2026:ar/blog/لماذا", "لماذا نقول 99.4٪؟", "ar", f"{URL}/blog/لماذا/", NEWEST)
OTHER = replace(ABOUT, id="tag:qatra.example,2026:ar/blog/x", page=f"{URL}/blog/x/")


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
    assert first.reply_to == (ABOUT.id, ABOUT.page)
    assert second.reply_to
    assert second.reply_to.id == first.id
    assert third.reply_to == (ABOUT.id, ABOUT.page)


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
    said = (
        *conversation.compose((comment(),), ABOUT, edition()),
        *conversation.compose((comment(),), OTHER, edition()),
    )
    assert len(conversation.whole_feed(said, edition()).entries) == 1


def test_what_a_stranger_writes_cannot_run_or_break() -> None:
    evil = comment(
        html="<script>x</script><p onclick=x>\x00<img src=x onerror=y>", author=FeedAuthor("\x00\ud800" + "ن" * 500)
    )
    made = conversation.compose((evil,), ABOUT, edition())
    assert faults(conversation.feed(ABOUT, made, edition())) == []
    assert len(made[0].authors[0].name) <= 80


def turn(number: int, **changes: Any) -> Turn:
    said = Comment(
        id=f"https://social.example/{number}",
        key="",
        parent="",
        url="",
        author=Author("", "https://social.example/@noor", "@noor@social.example"),
        published=NEWEST,
        html="<p>سؤال</p>",
    )
    own = {key: changes.pop(key) for key in ("answers", "edited", "folded", "speaker") if key in changes}
    made = Turn(replace(said, **changes), f"comment-{number}", "", "rtl", NEWEST + timedelta(minutes=number), None, ())
    return replace(made, **own)


def test_what_a_page_shows_is_what_its_feed_carries() -> None:
    folded = (turn(4, parent="https://social.example/3"),)
    lab = Speaker("Qatra Lab", "official")
    answers = (turn(2, speaker=lab, edited=NEWEST + timedelta(days=1)), turn(3, state="missing", folded=folded))
    shown = Conversation((turn(1, state="deleted", answers=answers),), 3, None, ())
    made = conversation.heard(shown, "https://news.qatra.example/blog/why/")
    assert [one.id.rpartition("/")[2] for one in made] == ["2", "3", "4"]
    assert [one.is_official for one in made] == [True, False, False]
    assert made[0].url == "https://news.qatra.example/blog/why/#comment-2"
    assert made[0].updated == NEWEST + timedelta(days=1)
    assert made[2].parent == made[1].id
    assert made[0].author.name == "@noor@social.example"
    said = conversation.compose(made, ABOUT, edition())
    assert faults(conversation.feed(ABOUT, said, edition())) == []


def test_a_warning_stays_before_what_it_warns_of_and_attachments_are_links() -> None:
    warned = turn(1, warning="<صور>", attachments=(Attachment("https://x.example/a.jpg?a=1&b=2", "بئر"),))
    made = conversation.heard(Conversation((warned,), 1, None, ()), "https://x.example/")[0]
    assert made.html.startswith("<details><summary>&lt;صور&gt;</summary><p>سؤال</p>")
    assert '<a href="https://x.example/a.jpg?a=1&amp;b=2">بئر</a>' in made.html


def test_a_language_that_nobody_knows_is_taken_for_that_of_the_piece() -> None:
    for code in ("xx-nowhere", "", "العربية", "en-US-x-y-z"):
        assert conversation.compose((comment(lang=code),), ABOUT, edition())[0].lang == "ar"
    assert conversation.compose((comment(lang="en"),), ABOUT, edition())[0].lang == "en"


def test_no_address_of_a_stranger_runs_anything() -> None:
    evil = comment(url="javascript:alert(1)", author=FeedAuthor("x", "data:text/html,x"))
    made = conversation.compose((evil,), ABOUT, edition())[0]
    assert made.url == uri(ABOUT.conversation)
    assert made.authors[0].url == ""
