"""What rules do to a thread: they hide, pin, mark, close and release, and change no word."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hiwar.html import text_of
from hiwar.model.moderation import Close, Hide, Moderation, Pin, Promote, Release, Withdraw
from hiwar.model.thread import Attachment, Author
from hiwar.threads import likeness, verdicts
from hiwar.threads.anchors import anchor
from hiwar.threads.conversation import compose
from hiwar.threads.judging import seal
from hiwar.threads.ledgers import compose as ledger_of
from tests.threads.making import PIECE, comment, law, manner, source, thread

LAB = "https://social.qatra.example/@lab"
VOICES = {LAB: "official"}
TROLL = Author("Troll", "https://fedi.example/@troll", "@troll@fedi.example")


def shown(*comments, moderation, withdrawn=None):
    conversation = compose(thread(source(*comments)), (), manner("en", VOICES, moderation, withdrawn))
    found = []
    waiting = list(conversation.turns)
    while waiting:
        turn = waiting.pop(0)
        found.append(turn)
        waiting[:0] = [*turn.answers, *turn.folded]
    return conversation, found


def hide(target, value, reason="insult"):
    return Moderation(hides=(Hide(target, value, reason, 1),))


def test_a_hidden_comment_is_counted_and_its_words_are_nowhere():
    conversation, turns = shown(comment("a"), comment("b"), moderation=hide("comment", "https://social.example/a"))
    assert [turn.comment.key for turn in turns] == ["b"]
    assert conversation.hidden == (("insult", 1),)
    assert conversation.count == 1


def test_answers_to_a_hidden_comment_stay_below_its_place():
    bad, reply = comment("a", author=TROLL), comment("b", answers="a")
    _, turns = shown(bad, reply, moderation=hide("comment", bad.url))
    place, below = turns
    assert place.reason == "insult"
    assert (place.comment.html, place.comment.author.name, place.initials) == ("", "", "")
    assert below.comment.html == "<p>b</p>"


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("author", "https://fedi.example/@troll"),
        ("author", "https://FEDI.example/@troll/"),
        ("author", "@troll@fedi.example"),
        ("domain", "fedi.example"),
        ("domain", "https://fedi.example/"),
        ("word", "free filters"),
        ("word", "FRЕE FILTERS"),  # Cyrillic
        ("comment", f"https://news.qatra.example/en/blog/x/#{anchor('https://social.example/a')}"),
    ],
)
def test_each_target_finds_what_it_names(target, value):
    bad = comment("a", author=TROLL, html="<p>Fr\u200bee filters!</p>")
    _, turns = shown(bad, comment("b"), moderation=hide(target, value))
    assert [turn.comment.key for turn in turns] == ["b"]


def test_a_domain_is_found_in_links_and_files_and_below_itself():
    link = comment("a", html='<p><a href="https://www.spam.example/x" rel="x">y</a></p>')
    file = comment("b", attachments=(Attachment("https://spam.example/1.png"),))
    other = comment("c", html='<p><a href="https://nospam.example/" rel="x">y</a></p>')
    _, turns = shown(link, file, other, moderation=hide("domain", "spam.example"))
    assert [turn.comment.key for turn in turns] == ["c"]


def test_a_word_is_whole_and_arabic_marks_do_not_hide_it():
    bad, good = comment("a", html="<p>يا حَمِـير</p>"), comment("b", html="<p>الحميرة لون</p>")
    _, turns = shown(bad, good, moderation=hide("word", "حمير"))
    assert [turn.comment.key for turn in turns] == ["b"]


def test_a_name_counts_only_where_there_is_no_account():
    nameless, named = comment("a", author=Author("Troll")), comment("b", author=TROLL)
    _, turns = shown(nameless, named, moderation=hide("author", "Troll"))
    assert [turn.comment.key for turn in turns] == ["b"]


def test_no_rule_changes_a_word():
    said = comment("a", html="<p>As <strong>typed</strong>.</p>")
    rules = Moderation(pins=(Pin(said.url, 1),), hides=(Hide("word", "other", "spam", 2),))
    _, turns = shown(said, moderation=rules)
    assert text_of(turns[0].html).split() == ["As", "typed", "."]


def test_a_pinned_comment_stands_first_with_its_thread():
    rules = Moderation(pins=(Pin("https://social.example/c", 1),))
    _, turns = shown(comment("a", day=2), comment("b", day=3), comment("c", day=4, answers="b"), moderation=rules)
    assert [turn.comment.key for turn in turns] == ["b", "c", "a"]
    assert [turn.is_pinned for turn in turns] == [False, True, False]


def test_a_closed_conversation_shows_nothing_said_later_but_the_companys_word():
    rules = Moderation(closes=(Close(PIECE, datetime(2026, 11, 3, tzinfo=UTC), 1),))
    late, ours = comment("b", day=5), comment("c", day=5, author=Author("Lab", LAB))
    conversation, turns = shown(comment("a", day=2), late, ours, moderation=rules)
    assert [turn.comment.key for turn in turns] == ["a", "c"]
    assert conversation.hidden == (("closed", 1),)
    assert conversation.closed == datetime(2026, 11, 3, tzinfo=UTC)


def test_what_a_hijacked_account_says_is_not_shown():
    before, after = comment("a", day=2, author=Author("Lab", LAB)), comment("b", day=9, author=Author("Lab", LAB))
    start = datetime(2026, 11, 8, tzinfo=UTC)
    conversation, turns = shown(before, after, moderation=Moderation(), withdrawn={LAB: start})
    assert [(turn.comment.key, turn.voice) for turn in turns] == [("a", "official")]
    assert conversation.hidden == (("impersonation", 1),)


def test_a_mention_waits_for_its_release_and_waits_again_when_it_changes():
    mention = replace(comment("m"), state="queued")
    assert shown(mention, moderation=Moderation())[1] == []
    rules = Moderation(releases=(Release(mention.id, seal(mention), 1),))
    assert [turn.comment.key for turn in shown(mention, moderation=rules)[1]] == ["m"]
    changed = replace(mention, html="<p>something else</p>")
    assert shown(changed, moderation=rules)[1] == []


def faults(*comments, moderation, withdrawn=None):
    rules = law(VOICES, moderation, withdrawn)
    ledger = ledger_of(thread(source(*comments)), rules, likeness.Names(()))
    return [(fault.line, fault.severity) for fault in verdicts.faults(rules, {PIECE: ledger}, [PIECE])]


def test_a_rule_that_matches_nothing_warns():
    rules = Moderation(
        hides=(Hide("word", "nowhere", "spam", 1),),
        pins=(Pin("x", 2),),
        closes=(Close(replace_slug("other"), datetime(2026, 11, 3, tzinfo=UTC), 3),),
        releases=(Release("x", "y", 4),),
        promotes=(Promote("x", PIECE, {"en": "?"}, 5),),
        withdraws=(Withdraw("https://nobody.example/@x", datetime(2026, 11, 3, tzinfo=UTC), 6),),
    )
    assert faults(comment("a"), moderation=rules) == [(line, "warning") for line in range(1, 7)]


def replace_slug(slug):
    return PIECE._replace(slug=slug)


def test_a_rule_against_an_official_answer_is_an_error():
    """Whatever it names: the comment, the account, its host or a word. The rest is hidden all the same."""
    ours = comment("a", author=Author("Lab", LAB), html="<p>filters</p>")
    for target, value in (("comment", ours.url), ("author", LAB), ("domain", "qatra.example"), ("word", "filters")):
        assert faults(ours, moderation=hide(target, value)) == [(1, "error")], target


def test_a_stranger_is_no_answer_to_promote():
    rules = Moderation(promotes=(Promote("https://social.example/a", PIECE, {"en": "?"}, 1),))
    assert faults(comment("a"), moderation=rules) == [(1, "error")]
