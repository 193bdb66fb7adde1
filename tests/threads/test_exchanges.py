"""Questions are open until the company answers, and clocks are not believed blindly."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hiwar.model.moderation import Mark, Moderation
from hiwar.model.thread import Author
from hiwar.threads.exchanges import match
from hiwar.threads.tree import grow
from tests.threads.making import NOW, comment, law, source

LAB = "https://social.qatra.example/@lab"
FAN = "https://fedi.example/@mona"
VOICES = {LAB: "official", FAN: "fan"}
ASKED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def question(name="q", **more):
    return comment(name, **{"html": "<p>How long?</p>", "published": ASKED, **more})


def answer(name="a", to="q", after=timedelta(hours=2), by=LAB, **more):
    return comment(name, answers=to, author=Author("Lab", by), published=ASKED + after, **more)


def exchanges(*comments, moderation=None, heard=NOW):
    rules = law(VOICES, moderation)
    tree = grow([source(*comments)], rules)
    return match(tree, rules.accounts, tree.verdict, heard)


def test_a_question_is_open_until_an_official_answer_stands_under_it():
    assert [one.is_open for one in exchanges(question())] == [True]
    assert [one.is_open for one in exchanges(question(), answer(by=FAN))] == [True]
    (closed,) = exchanges(question(), answer())
    assert not closed.is_open
    assert closed.waited == timedelta(hours=2)


def test_an_answer_at_any_depth_counts_and_the_first_one_is_timed():
    chain = (question(), comment("b", answers="q"), answer("c", to="b"), answer("d", after=timedelta(hours=1)))
    (one,) = exchanges(*chain)
    assert one.answer.endswith("/d")
    assert one.waited == timedelta(hours=1)


def test_one_answer_can_close_a_question_and_the_one_below_it():
    found = exchanges(question(), question("r", answers="q", published=ASKED + timedelta(hours=1)), answer(to="r"))
    assert [one.waited for one in found] == [timedelta(hours=2), timedelta(hours=1)]


def test_an_answer_elsewhere_closes_nothing():
    assert exchanges(question(), comment("x"), answer(to="x"))[0].is_open


def test_what_the_company_and_its_friends_ask_is_no_question():
    assert exchanges(question(author=Author("Lab", LAB)), question("r", author=Author("Mona", FAN))) == ()


def test_an_answer_that_is_gone_leaves_the_question_open():
    gone = replace(answer(), state="deleted", html="", author=Author())
    assert exchanges(question(), gone, comment("z", answers="a"))[0].is_open


@pytest.mark.parametrize("gone", ["deleted", "hidden"])
def test_a_question_that_is_not_shown_is_not_counted(gone):
    silent = replace(question(), state=gone, html="" if gone == "deleted" else "<p>?</p>")
    assert exchanges(silent, answer()) == ()


def test_an_answer_before_its_question_says_nothing_about_time():
    """One of two clocks lies: the question is answered, and counts in no median."""
    (one,) = exchanges(question(), answer(after=-timedelta(hours=3)))
    assert not one.is_open
    assert one.waited is None


def test_a_little_drift_is_no_lie():
    assert exchanges(question(), answer(after=-timedelta(minutes=2)))[0].waited == timedelta(0)


def test_of_two_answers_the_one_whose_clock_makes_sense_is_believed():
    (one,) = exchanges(question(), answer("a", after=-timedelta(days=1)), answer("b"))
    assert one.answer.endswith("/b")
    assert one.waited == timedelta(hours=2)


def test_nothing_is_younger_than_its_hearing():
    """A question from next year is as old as the hearing, or it would never be the oldest."""
    (one,) = exchanges(question(published=NOW + timedelta(days=400)))
    assert one.asked == NOW


def test_a_clock_at_zero_makes_nobody_wait_for_decades():
    zero = question(published=datetime(1970, 1, 1, tzinfo=UTC))
    assert exchanges(zero)[0].asked == NOW
    assert exchanges(zero, answer())[0].waited is None


def test_an_answer_from_the_future_says_nothing_about_time():
    assert exchanges(question(), answer(after=timedelta(days=900)))[0].waited is None


def test_a_question_edited_after_its_answer_says_so():
    edited = question(edited=ASKED + timedelta(hours=3))
    assert exchanges(edited, answer())[0].is_edited_since
    assert not exchanges(question(edited=ASKED + timedelta(hours=1)), answer())[0].is_edited_since


def test_a_moderator_decides_what_asks():
    no, yes = question(), comment("s", html="<p>Tell me.</p>")
    rules = Moderation(marks=(Mark(no.url, False, "", 1), Mark(yes.url, True, "", 2)))
    assert [one.question for one in exchanges(no, yes, moderation=rules)] == [yes.id]


def test_a_moderator_names_the_answer_where_the_platform_cannot():
    """A forum's feed knows nobody's parent."""
    far = answer(to="nowhere")
    rules = Moderation(marks=(Mark(question().url, None, far.url, 1),))
    (one,) = exchanges(question(), far, moderation=rules)
    assert one.answer == far.id


def test_a_thousand_questions_below_each_other_cost_no_more_than_one():
    rows = [question("c0"), *(question(f"c{n}", answers=f"c{n - 1}") for n in range(1, 3000))]
    answers = [answer(f"a{n}", to="c2999", after=timedelta(hours=n + 1)) for n in range(300)]
    assert {one.answer.rpartition("/")[2] for one in exchanges(*rows, *answers)} == {"a0"}
