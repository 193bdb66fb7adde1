"""Each place takes what is said to it as its interface is documented, once, whatever breaks."""

from dataclasses import replace

import pytest

from hiwar.announce.compose import Quoted, compose
from hiwar.announce.place import Picture
from hiwar.announce.plan import Choice, Task, plan
from hiwar.announce.wanted import corrections, withdrawals
from hiwar.http import Unreachable
from tests.announce.doubles import DOUBLES, TOKEN, Double
from tests.announce.making import NOW, URL, at, company, message, message_of, open_session, piece, read, seat

EACH = pytest.mark.parametrize("platform", sorted(DOUBLES))


@pytest.fixture
def double(platform):
    with Double(DOUBLES[platform]()) as running:
        yield running


def run(double, path, pieces=None):
    """Announce as a task does; return what came of it."""
    where = at(double)
    pieces = pieces or [piece()]
    session, client = open_session(path, where)
    with client:
        tasks = plan(pieces, company(where), session.book.rows, Choice(NOW), message_of)
        session.begin(tasks)
        return [session.say(task, seat(where)) for task in tasks]


@EACH
def test_once_for_ever(double, tmp_path):
    """A second run says nothing, nor does one after an edit."""
    path = tmp_path / "announced.json"
    (first,) = run(double, path)
    assert first.state == "sent"
    assert first.address.startswith(double.url)
    assert run(double, path) == []
    assert run(double, path, [piece(title="Another title altogether")]) == []
    assert len(double.posts) == 1
    (row,) = read(path)
    assert (row.state, row.address) == ("sent", first.address)


@EACH
@pytest.mark.parametrize(("trouble", "states"), [
    (["die"], ["found"]),
    (["html"], ["found"]),
    (["busy", "ok"], ["unclear", "sent"]),
    (["deaf", "deaf", "ok"], ["unclear", "unclear", "sent"]),
    (["limit", "ok"], ["sent"]),
    (["twice"], ["sent"]),
])  # fmt: skip
def test_trouble(double, trouble, states, tmp_path):
    """Whether the place obeyed or not, in the end it stands there once, and the ledger knows where."""
    path, found = tmp_path / "announced.json", []
    double.trouble = list(trouble)
    while len(found) < len(states):
        found += [outcome.state for outcome in run(double, path)]
    assert found == states
    assert run(double, path) == []
    assert len(double.posts) == 1
    assert [row.state for row in read(path)] == ["sent"]


@EACH
def test_a_revoked_token_is_named_and_never_shown(double, platform, tmp_path):
    """The message says which variable; the token is in no text of ours, nor in the ledger."""
    path, where = tmp_path / "announced.json", at(double)
    session, client = open_session(path, where)
    wrong = "another-0ne-that-was-revoked"
    with client:
        (task,) = plan([piece()], company(where), (), Choice(NOW), message_of)
        session.begin([task])
        outcome = session.say(task, replace(seat(where), token=wrong))
    assert outcome.state == "refused"
    assert "HIWAR_WRITE_127_0_0_1" in outcome.why
    for text in (outcome.why, repr(outcome), path.read_text(), repr(seat(where))):
        assert wrong not in text
        assert TOKEN not in text
    assert read(path) == ()
    assert run(double, path)[0].state == "sent"


@EACH
def test_a_correction_answers_what_was_said_and_is_said_once(double, tmp_path):
    path, where = tmp_path / "announced.json", at(double)
    run(double, path)
    for expected in (["sent"], []):
        session, client = open_session(path, where)
        with client:
            tasks = corrections(
                session.book.rows, lambda row: True, "It holds 2 litres, not 3.", [where], lambda row: URL, NOW
            )
            session.begin(tasks)
            assert [session.say(task, seat(where)).state for task in tasks] == expected
    replies = [post for post in double.posts if "2 litres" in str(post)] or double.platform.replies
    assert len(replies) == 1
    assert len(read(path)) == 2


@EACH
@pytest.mark.parametrize("how", ["die", "html"])
def test_a_correction_without_an_answer_is_found(double, how, tmp_path):
    path, where = tmp_path / "announced.json", at(double)
    run(double, path)
    double.trouble = [how]
    session, client = open_session(path, where)
    with client:
        tasks = corrections(
            session.book.rows, lambda row: True, "It holds 2 litres, not 3.", [where], lambda row: URL, NOW
        )
        session.begin(tasks)
        assert [session.say(task, seat(where)).state for task in tasks] == ["found"]


@EACH
def test_what_is_withdrawn_is_deleted_and_never_said_again(double, tmp_path):
    path, where = tmp_path / "announced.json", at(double)
    run(double, path)
    for _ in range(2):
        session, client = open_session(path, where)
        with client:
            for row, draft, _ in withdrawals(session.book.rows, lambda row: True, [where], lambda row: URL):
                assert session.withdraw(row, draft, seat(where)).state == "withdrawn"
        assert double.posts == []
    assert [row.state for row in read(path)] == ["withdrawn"]
    assert run(double, path) == []


@EACH
def test_what_was_deleted_there_already_counts_as_withdrawn(double, tmp_path):
    path, where = tmp_path / "announced.json", at(double)
    run(double, path)
    double.posts.clear()
    session, client = open_session(path, where)
    with client:
        (row, draft, _) = next(withdrawals(session.book.rows, lambda row: True, [where], lambda row: URL))
        assert session.withdraw(row, draft, seat(where)).state == "withdrawn"


@pytest.mark.parametrize("platform", ["mastodon"])
def test_it_is_found_when_keys_are_forgotten(double, tmp_path):
    """Mastodon keeps a key for an hour; after that the account's newest posts tell, 45 of them later, too."""
    path = tmp_path / "announced.json"
    double.trouble = ["deaf"]
    assert run(double, path)[0].state == "unclear"
    where = at(double)
    session, client = open_session(tmp_path / "other.json", where)
    with client:
        for number in range(45):
            (task,) = plan([piece(f"p{number}")], company(where), (), Choice(NOW), message_of)
            session.begin([task])
            session.say(task, seat(where))
    double.posts.insert(
        0, {**double.posts[0], "id": "100", "content": f'<p><a href="{URL.replace("/blog", "/en/blog")}">x</a></p>'}
    )
    double.platform.keys.clear()
    assert run(double, path)[0].state == "found"


@pytest.mark.parametrize("platform", ["mastodon", "telegram"])
def test_a_quotation_goes_out_with_its_card(double, platform, tmp_path):
    """The card is uploaded with what it says in words, and the address leads to the quotation."""
    where = at(double)
    card = Picture(b"\xff\xd8 not \r\n--really", "“Water”, says the lab", "image/jpeg")
    draft = compose(message(quoted=Quoted("Water is enough.", "Qatra Lab", "quote-1", card)), where)
    session, client = open_session(tmp_path / "announced.json", where)
    with client:
        session.begin([Task(draft, where)])
        assert session.say(Task(draft, where), seat(where)).state == "sent"
    (post,) = double.posts
    assert f"{URL}#quote-1" in str(post["asked"])
    assert "Water is enough" in str(post["asked"])


@pytest.mark.parametrize("platform", ["telegram"])
def test_a_private_channel_cannot_be_looked_at(double, tmp_path):
    """Nobody can tell, so nothing is said twice: it stays for a person to look."""
    path, where = (
        tmp_path / "announced.json",
        at(
            double,
        ),
    )
    where = replace(where, account="-100123")
    session, client = open_session(path, where)
    double.trouble = ["deaf"]
    with client:
        (task,) = plan([piece()], company(where), (), Choice(NOW), message_of)
        session.begin([task])
        assert session.say(task, seat(where)).state == "unclear"
        (again,) = plan([piece()], company(where), session.book.rows, Choice(NOW), message_of)
        outcome = session.say(again, seat(where))
    assert outcome.state == "unclear"
    assert "private channel" in outcome.why
    assert [call for call in double.calls if "sendMessage" in call[1]] == [("POST", f"/bot{TOKEN}/sendMessage")]


@EACH
def test_a_network_that_goes_down_in_the_middle(double, tmp_path):
    """What was said stays said, the rest is said by the next run, each once."""
    path, where = tmp_path / "announced.json", at(double)
    pieces = [piece("one"), piece("two"), piece("three")]
    session, client = open_session(path, where)
    with client:
        tasks = plan(pieces, company(where), (), Choice(NOW), message_of)
        session.begin(tasks)
        states = [session.say(tasks[0], seat(where)).state]
        session.call = down
        states += [session.say(task, seat(where)).state for task in tasks[1:]]
        assert states == ["sent", "unclear", "unclear"]
    assert [outcome.state for outcome in run(double, path, pieces)] == ["sent", "sent"]
    assert len(double.posts) == 3


def down(call):
    raise Unreachable("social.qatra.example cannot be reached")
