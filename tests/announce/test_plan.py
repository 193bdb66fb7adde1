"""What is told: what is new, public and wanted, each once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hiwar import ledger
from hiwar.announce import live
from hiwar.announce.calling import seat_for
from hiwar.announce.plan import Choice, intent, plan
from hiwar.errors import Faults
from hiwar.http import Reply
from hiwar.model.announcement import Wording
from tests.announce.making import NOW, URL, community, company, message_of, piece, said

PLACE = community("mastodon")
SKY = community("bluesky", "https://bsky.app", account="@qatra.example", language="ar")


def planned(pieces, rows=(), slugs=(), places=(PLACE,)):
    return plan(pieces, company(*places), rows, Choice(NOW, frozenset(slugs)), message_of)


def sent(task):
    return replace(intent(task), state="sent", address="https://social.qatra.example/@qatra/1", key="1")


@pytest.mark.parametrize("one", [
    piece(status="draft"),
    piece(age=timedelta(hours=-1)),
    piece(kind="release", embargo=NOW + timedelta(minutes=1)),
    piece(kind="product"),
    piece(age=timedelta(days=8)),
    piece(wording=Wording(is_silent=True)),
])  # fmt: skip
def test_it_is_not_told(one):
    """Drafts, the future, an embargo, an unwanted kind, what is old, what is silent."""
    assert planned([one]) == ()


def test_what_is_named_is_told_whatever_its_age():
    assert [
        task.draft.id.piece.slug for task in planned([piece(age=timedelta(days=90)), piece("x")], slugs=["tank"])
    ] == ["tank"]


def test_named_or_not_an_embargo_holds():
    assert planned([piece(kind="release", embargo=NOW + timedelta(minutes=1))], slugs=["tank"]) == ()


def test_where_it_is_discussed_already_it_is_not_told_unless_it_is_named():
    """Somebody posted it by hand, and wrote the address into the piece."""
    by_hand = piece(discussion=("https://social.qatra.example/@lab/1",), lang="ar")
    assert [task.community.platform for task in planned([by_hand], places=(PLACE, SKY))] == ["bluesky"]
    assert len(planned([by_hand], slugs=["tank"], places=(PLACE, SKY))) == 2


def test_each_language_goes_where_it_is_wanted():
    tasks = planned([piece(lang="ar"), piece(lang="en")], places=(PLACE, SKY))
    assert [(task.community.platform, task.draft.id.lang) for task in tasks] == [
        ("mastodon", "ar"), ("bluesky", "ar"), ("mastodon", "en"),
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["sent", "withdrawn"])
def test_once_for_ever_under_any_name(state):
    """Neither an edit nor a new slug tells it again."""
    (task,) = planned([piece()])
    row = replace(sent(task), state=state)
    assert planned([piece(title="New", wording=said(all="New"))], (row,)) == ()
    assert planned([piece("basin", aliases=("tank",))], (row,), slugs=["basin"]) == ()


def test_what_was_begun_is_gone_on_with():
    """Whatever its age, under the id and the moment that it was begun with."""
    (task,) = planned([piece()])
    row = replace(intent(task), moment=NOW - timedelta(days=30))
    (again,) = planned([piece("basin", age=timedelta(days=30), aliases=("tank",))], (row,))
    assert again.is_retry
    assert (again.draft.id, again.draft.moment) == (row.id, row.moment)


def test_the_ledger_is_read_as_written():
    rows = tuple(sent(task) for task in planned([piece(), piece(lang="ar")], places=(PLACE, SKY)))
    text = ledger.render(rows)
    faults = Faults()
    assert ledger.parse(text, "announced.json", faults) == tuple(sorted(rows, key=lambda row: row.id))
    assert ledger.render(reversed(rows)) == text
    assert not faults.found


@pytest.mark.parametrize(("old", "new", "problem"), [
    ('"blog/tank"', '"blogs/tank"', '4: "blogs/tank" is no piece'),
    ('"sent"', '"send"', '4: unknown state "send"'),
    ('"sent"', "7", '4: "state" has to be text'),
    ('"moment": "2026-', '"moment": "26-', '4: "26-11-23T09:00:00+00:00" is no moment'),
    ('"key"', '"kee"', '4: unknown field "kee"'),
    ("https://social.qatra.example/@qatra/1", "javascript:1", '4: "javascript:1" is no whole address'),
    ('"version": 1', '"version": 2', "1: it is no ledger"),
    ('"piece"', "<<<<<<<", "5: it is no ledger"),
])  # fmt: skip
def test_a_broken_ledger_is_a_fault_with_its_line(old, new, problem):
    """A mistake in it stops everything: an empty ledger would announce all again."""
    (task,) = planned([piece()])
    text = ledger.render([sent(task)])
    assert old in text
    faults = Faults()
    ledger.parse(text.replace(old, new, 1), "announced.json", faults)
    assert [problem in str(fault) for fault in faults.found] == [True]


BODY = f'<html><link rel="canonical" href="{URL}"></html>'.encode()


@pytest.mark.parametrize(("reply", "why"), [
    (Reply(URL, 200, {}, BODY), ""),
    (Reply(URL, 200, {"date": "Mon, 23 Nov 2026 09:00:00 GMT"}, BODY), ""),
    (Reply(URL, 200, {"date": "yesterday"}, BODY), ""),
    (Reply(URL, 200, {"date": "Mon, 23 Nov 2026 07:00:00 GMT"}, BODY), "by the clock of the web"),
    (None, "does not answer"),
    (Reply(URL, 404, {}, BODY), "answers 404"),
    (Reply(URL, 200, {}, b"<html>home</html>"), "another page"),
])  # fmt: skip
def test_nothing_is_told_before_the_web_shows_it(reply, why):
    """Nor when our own clock is an hour early."""
    out = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert why in live.why_not(URL, reply, out)
    assert bool(why) == bool(live.why_not(URL, reply, out))


def test_a_token_is_of_an_account_before_it_is_of_a_host():
    where = community("mastodon", account="@qatra.ar")
    environ = {"HIWAR_WRITE_SOCIAL_QATRA_EXAMPLE": "host", "HIWAR_WRITE_SOCIAL_QATRA_EXAMPLE_QATRA_AR": "own"}
    assert seat_for(where, environ).token == "own"
    assert seat_for(community("mastodon"), environ).token == "host"
    assert seat_for(where, environ, "lab") is None
    assert seat_for(where, {}) is None
