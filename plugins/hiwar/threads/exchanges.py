"""Questions and their answers: which are open, and how long somebody waited.

A question is open until an official answer stands under it, at any depth. The
clocks of platforms are not believed when they contradict each other: such a
question is answered, but says nothing about how long that took.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from hiwar.threads.questions import asks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.model.moderation import Verdict
    from hiwar.model.thread import Comment
    from hiwar.threads.accounts import Accounts
    from hiwar.threads.tree import Tree

#: The first page of the web; a comment that says it is older has no clock.
_BEGINNING: Final = datetime(1991, 8, 6, tzinfo=UTC)
#: Two honest clocks differ by so much.
_DRIFT: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question of somebody else, and the first official answer under it."""

    #: Ids of comments; no answer is an open question.
    question: str
    answer: str
    #: Aware: as the platform says, but never after the thread was heard.
    asked: datetime
    #: None while it is open, and when a clock lies.
    waited: timedelta | None = None
    #: The question says something else now than when it was answered.
    is_edited_since: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nobody of the company has answered yet."""
        return not self.answer


def match(tree: Tree, accounts: Accounts, verdict: Verdict, heard: datetime | None) -> tuple[Exchange, ...]:
    """Return the questions of a thread with their answers, oldest first.

    Args:
        tree: the comments that are shown.
        accounts: who speaks for the company.
        verdict: what a moderator said of them.
        heard: when the thread was heard; nothing in it is younger.
    """
    shown = {id_: comment for id_, comment in tree.comments.items() if comment.state != "deleted"}
    voices = {id_: accounts.voice(comment) for id_, comment in shown.items()}
    questions = {id_: shown[id_] for id_, voice in voices.items() if voice is None and _asks(shown[id_], verdict)}
    official = [shown[id_] for id_, voice in voices.items() if voice == "official"]
    answers = _first_answers(tree, questions, official)
    for question, answer in verdict.answers.items():
        if question in questions and voices.get(answer) == "official":
            answers.setdefault(question, shown[answer])
    found = (_exchange(question, answers.get(id_), heard) for id_, question in questions.items())
    return tuple(sorted(found, key=lambda exchange: (exchange.asked, exchange.question)))


def _asks(comment: Comment, verdict: Verdict) -> bool:
    by_hand = verdict.asks.get(comment.id)
    return asks(comment.html) if by_hand is None else by_hand


def _first_answers(tree: Tree, questions: Mapping[str, Comment], official: list[Comment]) -> dict[str, Comment]:
    """Return the first official comment below each question that has one.

    Each goes up from an answer to all that it answers, past what has its answer
    already: a thousand questions below each other cost no more than one.
    """
    above = {id_: parent for parent, ids in tree.answers.items() for id_ in ids}
    found: dict[str, Comment] = {}
    early: dict[str, Comment] = {}
    for answer in sorted(official, key=lambda one: (one.published, one.id)):
        id_ = above.get(answer.id, "")
        passed: list[str] = []
        while id_:
            question = questions.get(id_)
            if question and id_ not in found and answer.published < question.published:
                early.setdefault(id_, answer)  # a clock lies: better an answer with an odd date than none
                _skip(above, passed, id_)
                passed = []
            else:
                if question:
                    found.setdefault(id_, answer)
                passed.append(id_)
            id_ = above.get(id_, "")
        _skip(above, passed, "")
    return early | found


def _skip(above: dict[str, str], passed: list[str], target: str) -> None:
    """Let the next way up go past what needs no answer any more."""
    above.update(dict.fromkeys(passed, target))


def _exchange(question: Comment, answer: Comment | None, heard: datetime | None) -> Exchange:
    asked = _asked(question, heard)
    if answer is None:
        return Exchange(question.id, "", asked)
    edited = question.edited is not None and question.edited > answer.published
    return Exchange(question.id, answer.id, asked, _waited(question, answer, heard), edited)


def _asked(question: Comment, heard: datetime | None) -> datetime:
    """Return when something was asked, as far as that can be: after there was a web, and not after it was heard."""
    is_possible = question.published >= _BEGINNING and (heard is None or question.published <= heard)
    return question.published if is_possible or heard is None else heard


def _waited(question: Comment, answer: Comment, heard: datetime | None) -> timedelta | None:
    """Return how long an answer took, or None when one of the two clocks lies."""
    latest = (heard or answer.published) + _DRIFT
    are_possible = question.published >= _BEGINNING and answer.published <= latest
    waited = answer.published - question.published
    if not are_possible or waited < -_DRIFT:
        return None
    return max(waited, timedelta(0))


def by_answer(exchanges: Mapping[str, Exchange]) -> dict[str, Exchange]:
    """Return for each answer the question that it answers; of several, the one asked last."""
    found: dict[str, Exchange] = {}
    for exchange in exchanges.values():
        known = found.get(exchange.answer)
        if exchange.answer and (known is None or known.asked < exchange.asked):
            found[exchange.answer] = exchange
    return found
