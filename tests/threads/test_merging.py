"""Nothing heard is lost: the table at the head of the module, row by row."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hiwar.model.thread import Author, Validator
from hiwar.platforms.adapter import Body, Heard
from hiwar.threads.merging import gone, merge, stale
from tests.threads.making import NOW, comment, said, source

TEN = [f"c{n}" for n in range(10)]


def hear(prior, *items, now=NOW, **more):
    return merge(prior, Heard(tuple(items), **more), now)


def states(after):
    return {one.key: one.state for one in after.comments}


def test_a_first_hearing_takes_all_in_oldest_first():
    later = said("a", published=NOW)
    after = hear(source(heard=None), later, said("b"))
    assert [one.key for one in after.comments] == ["b", "a"]
    assert (after.state, after.heard, after.complete) == ("live", NOW, True)


def test_nothing_new_is_the_very_same_value():
    """So that no file is written, though the validator is another one."""
    prior = source(comment("a"))
    assert hear(prior, said("a"), validator=Validator("https://x.example", "W/2")) is prior
    assert merge(prior, None, NOW) is prior


def test_an_edit_is_taken_over():
    after = hear(source(comment("a")), said("a", body=Body("<p>better</p>"), edited=NOW))
    assert (after.comments[0].html, after.comments[0].edited) == ("<p>better</p>", NOW)


@pytest.mark.parametrize(
    "heard",
    [Heard((said("b"),), frozenset({comment("a").id})), Heard((said("a", is_deleted=True), said("b")))],
)
def test_a_deletion_erases_all_its_author_said(heard):
    """Its place stays, so that its answers stay in theirs."""
    words = comment("a", warning="w", lang="ar", edited=NOW)
    after = merge(source(words, comment("b", answers="a")), heard, NOW)
    erased = next(one for one in after.comments if one.key == "a")
    assert erased.state == "deleted"
    assert (erased.html, erased.author, erased.warning, erased.lang, erased.edited) == (
        "",
        Author(),
        "",
        "",
        None,
    )


def test_a_deletion_stays_when_the_platform_forgets_it():
    prior = source(replace(comment("a"), state="deleted", html="", author=Author()), *(comment(n) for n in "bcd"))
    assert hear(prior, *(said(n) for n in "bcd")) is prior


@pytest.mark.parametrize(
    ("hours", "complete", "state"),
    [(0, True, "visible"), (23, True, "visible"), (25, True, "missing"), (25, False, "visible")],
)
def test_absence_is_no_deletion(hours, complete, state):
    """Text is kept; "missing" needs two whole answers a day apart."""
    rest = [said(n) for n in TEN[1:]]
    once = hear(source(*(comment(n) for n in TEN)), *rest)
    after = hear(once, *rest, now=NOW + timedelta(hours=hours), complete=complete)
    first = next(one for one in after.comments if one.key == "c0")
    assert (first.state, first.html, first.absent_since) == (state, "<p>c0</p>", NOW)


def test_what_was_missing_and_is_back_is_visible():
    prior = source(replace(comment("a"), state="missing", absent_since=NOW))
    assert hear(prior, said("a")).comments == (comment("a"),)


def test_a_cut_answer_says_nothing_about_absence():
    prior = source(*(comment(n) for n in TEN))
    after = hear(prior, said("c0"), complete=False)
    assert after.comments == prior.comments
    assert not after.complete


def test_many_vanishing_at_once_keeps_all_and_warns():
    """An empty answer is the worst case."""
    prior = source(*(comment(n) for n in TEN))
    for rest in ([], TEN[:6]):
        after = hear(prior, *(said(n) for n in rest), said("new"))
        assert [one.absent_since for one in after.comments] == [None] * 11
        assert (after.state, after.since) == ("stale", NOW)
        assert after.why == f"{10 - len(rest)} of 10 comments vanished at once"
        assert hear(after, *(said(n) for n in rest), said("new"), now=NOW + timedelta(days=1)) is after


def test_deletions_of_many_at_once_are_doubted_for_a_week():
    """A server that answers 404 to everything erases nothing; after a week it is believed."""
    prior = source(*(comment(n) for n in TEN))
    told = frozenset(comment(n).id for n in TEN[:5])
    doubted = hear(prior, *(said(n) for n in TEN[5:]), deleted=told)
    assert set(states(doubted).values()) == {"visible"}
    week = hear(doubted, *(said(n) for n in TEN[5:]), deleted=told, now=NOW + timedelta(days=8))
    assert [key for key, state in states(week).items() if state == "deleted"] == TEN[:5]
    assert week.state == "live"


def test_few_deletions_are_believed_in_a_small_thread():
    """The author of the only answer may take it back."""
    after = hear(source(comment("a")), deleted=frozenset({comment("a").id}))
    assert states(after) == {"a": "deleted"}


def test_an_explicit_tombstone_is_believed_though_much_else_vanished():
    after = hear(source(*(comment(n) for n in TEN)), said("c0", is_deleted=True))
    assert states(after)["c0"] == "deleted"
    assert states(after)["c1"] == "visible"


def test_what_its_platform_hides_is_hidden():
    after = hear(source(comment("a")), said("a", is_hidden=True))
    assert states(after) == {"a": "hidden"}


def test_what_was_withdrawn_from_the_public_is_hidden():
    """The text is kept in the archive, and shown no more."""
    after = hear(source(comment("a")), hidden=frozenset({comment("a").id}), complete=False)
    assert (states(after), after.comments[0].html) == ({"a": "hidden"}, "<p>a</p>")


def test_a_failure_changes_the_state_once():
    """The second failure, and its other words, write no file."""
    prior = source(comment("a"))
    once = stale(prior, "answered 503", NOW)
    assert (once.state, once.since, once.why, once.comments) == ("stale", NOW, "answered 503", prior.comments)
    assert stale(once, "answered 429", NOW + timedelta(hours=1)) is once
    assert merge(once, None, NOW) == prior


def test_gone_keeps_all_and_can_come_back():
    prior = source(comment("a"))
    after = gone(prior, "the post no longer exists", NOW)
    assert (after.state, after.comments) == ("gone", prior.comments)
    assert gone(after, "again", NOW + timedelta(days=1)) is after
    assert stale(after, "answered 503", NOW) is after
    assert hear(after, said("a")).state == "live"


def test_what_was_heard_is_clean():
    """Merging takes nothing in but through the sanitiser."""
    after = hear(source(), said("a", body=Body("<script>x</script><p onclick=x>hi</p>"), author=Author("A\u202eB")))
    assert (after.comments[0].html, after.comments[0].author.name) == ("<p>hi</p>", "AB")
