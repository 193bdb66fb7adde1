"""An answer stands in the thread where somebody spoke, once, under the name of who may speak there."""

from datetime import timedelta

import pytest

from hiwar.announce.answering import Question, answer, compose_answer
from hiwar.announce.place import Unsaid
from hiwar.announce.plan import Choice, plan
from hiwar.errors import SetupError
from hiwar.model.piece import PieceId
from hiwar.model.thread import Author, Comment, Source
from tests.announce.doubles import DOUBLES, Double
from tests.announce.making import NOW, at, company, message_of, open_session, piece, seat

PIECE = PieceId("post", "tank")
EACH = pytest.mark.parametrize("platform", ["discourse", "mastodon", "nodebb"])
#: What the first post of each double has for a key, and how a comment below it is called there.
KEYS = {"discourse": "1", "mastodon": "101", "nodebb": "1"}


def asked(where, key, thread, handle="@lina@other.example"):
    comment = Comment(
        f"{where.url}/{key}",
        key,
        "",
        f"{where.url}/{key}",
        Author("Lina", "", handle),
        NOW - timedelta(hours=1),
        "<p>?</p>",
    )
    return Question(PIECE, Source(where.platform, thread), comment)


@pytest.fixture
def double(platform):
    with Double(DOUBLES[platform]()) as running:
        yield running


def announced(double, path):
    """Announce something that can be answered; return its community and address."""
    where = at(double)
    session, client = open_session(path, where)
    with client:
        (task,) = plan([piece()], company(where), (), Choice(NOW), message_of)
        session.begin([task])
        return where, session.say(task, seat(where)).address


@EACH
@pytest.mark.parametrize("trouble", [[], ["die"], ["html"]])
def test_it_is_said_once(double, platform, trouble, tmp_path):
    """However often it is run, and though no answer came."""
    where, thread = announced(double, tmp_path / "announced.json")
    draft = compose_answer(
        asked(where, KEYS[platform], thread), "Nine months, it says.", ("ar", "en"), seat(where), NOW
    )
    double.trouble = list(trouble)
    states = []
    for _ in range(3):
        session, client = open_session(tmp_path / "announced.json", where)
        with client:
            states.append(answer(draft, seat(where), session.call).state)
    assert states == (["unclear", "found", "found"] if trouble else ["sent", "found", "found"])
    said = [post for post in double.posts if "Nine months" in str(post)] or double.platform.replies
    assert len(said) == 1


@pytest.mark.parametrize("platform", ["mastodon"])
def test_who_is_answered_is_told(double, tmp_path):
    """Mastodon tells nobody of an answer that does not mention them."""
    where, thread = announced(double, tmp_path / "announced.json")
    draft = compose_answer(asked(where, "101", thread), "تسعة أشهر", ("en", "ar"), seat(where), NOW)
    session, client = open_session(tmp_path / "announced.json", where)
    with client:
        answer(draft, seat(where), session.call)
    values = double.posts[-1]["asked"]
    assert (values["status"], values["language"], values["in_reply_to_id"]) == (
        "@lina@other.example تسعة أشهر",
        "ar",
        "101",
    )


@pytest.mark.parametrize("platform", ["mastodon"])
def test_a_long_or_empty_answer_is_refused_and_never_cut(double, tmp_path):
    where, thread = announced(double, tmp_path / "announced.json")
    question = asked(where, "101", thread)
    for text, problem in (("x" * 496, "502 long"), ("  ", "says nothing")):
        with pytest.raises(SetupError, match=problem):
            compose_answer(question, text, ("en",), seat(where), NOW)
    compose_answer(question, "x" * 490, ("en",), seat(where), NOW)


@pytest.mark.parametrize("platform", ["nodebb"])
def test_what_the_place_refuses_is_said_in_its_words(double, tmp_path):
    where, thread = announced(double, tmp_path / "announced.json")
    draft = compose_answer(asked(where, "1", thread), "Nine.", ("en",), seat(where), NOW)

    def refuse(call):
        raise Unsaid("answered 422: Post too short")

    outcome = answer(draft, seat(where), refuse)
    assert (outcome.state, outcome.why) == ("refused", "answered 422: Post too short")
