"""From an answer to a page: official answers that become questions of a product or a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from hiwar.html import spoken_direction, text_of, with_directions
from hiwar.model.dialogue import Promoted
from hiwar.threads.anchors import anchor
from hiwar.threads.conversation import heard_of
from hiwar.threads.exchanges import match
from hiwar.threads.tree import grow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hiwar.model.moderation import Promote
    from hiwar.model.page import Anchor
    from hiwar.model.piece import PieceId
    from hiwar.model.thread import Thread
    from hiwar.threads.conversation import Manner
    from hiwar.threads.tree import Tree


def compose(
    threads: Mapping[PieceId, Thread], topics: Mapping[PieceId, Anchor], manner: Manner
) -> dict[PieceId, tuple[Promoted, ...]]:
    """Return the promoted answers of each piece, in the order of the moderator's rules.

    Args:
        threads: of pieces that readers may see, no others.
        topics: each piece with its title and address, in the page's language where it has that.
        manner: of the page.
    """
    found: dict[PieceId, tuple[Promoted, ...]] = {}
    for rule in manner.law.moderation.promotes:
        question = rule.question.get(manner.lang)
        home = next((piece for piece, thread in threads.items() if _holds(thread, rule)), None)
        made = _compose(rule, question, threads[home], topics[home], manner) if question and home else None
        if made:
            found[rule.piece] = (*found.get(rule.piece, ()), made)
    return found


def _compose(rule: Promote, question: str, thread: Thread, topic: Anchor, manner: Manner) -> Promoted | None:
    """Return a promoted answer; None when it is not shown any more, or is not the company's."""
    tree = grow(thread.sources, manner.law, thread.piece)
    answer = next((one for id_, one in tree.comments.items() if _names(rule, id_, one.url)), None)
    speaker = manner.speaker(answer) if answer and answer.state != "deleted" else None
    if answer is None or speaker is None or speaker.voice != "official":
        return None
    way = spoken_direction(text_of(answer.html))
    return Promoted(
        question=question,
        answer=Markup(with_directions(answer.html, way)),  # noqa: S704 -- the archive holds cleaned HTML only
        lang=answer.lang,
        direction=way,
        speaker=speaker,
        published=answer.published.astimezone(manner.timezone),
        about=topic,
        anchor=anchor(answer.id),
        asker=_asker(tree, answer.id, answer.parent, thread, manner),
    )


def _asker(tree: Tree, answer: str, parent: str, thread: Thread, manner: Manner) -> str:
    """Return who asked; nobody when their comment is not shown: who is erased is credited nowhere."""
    exchanges = match(tree, manner.law.accounts, tree.verdict, heard_of(thread.sources))
    question = next((one.question for one in exchanges if one.answer == answer), parent)
    asked = tree.comments.get(question)
    if asked is None or asked.state == "deleted" or manner.speaker(asked):
        return ""
    return asked.author.name or asked.author.handle


def _holds(thread: Thread, rule: Promote) -> bool:
    return any(_names(rule, one.id, one.url) for source in thread.sources for one in source.comments)


def _names(rule: Promote, id_: str, url: str) -> bool:
    return rule.answer in {id_, url} or rule.answer.rpartition("#")[2] == anchor(id_)
