"""From a thread to what a page shows of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from hiwar.html import spoken_direction, text_of, with_directions
from hiwar.model.conversation import CAUSES, Cause, Conversation, Turn
from hiwar.platforms.registry import WEBMENTION
from hiwar.text import direction
from hiwar.threads import venues
from hiwar.threads.anchors import anchor
from hiwar.threads.exchanges import by_answer, match
from hiwar.threads.judging import Law
from hiwar.threads.tree import Tree, grow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from hiwar.model.conversation import Venue
    from hiwar.model.speaker import Speaker
    from hiwar.model.thread import Comment, Source, Thread
    from hiwar.platforms.adapter import Ref
    from hiwar.threads.exchanges import Exchange

#: Answers nest so deep; what lies deeper is folded.
MAX_NESTING: Final = 4


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page shows a conversation."""

    lang: str
    timezone: ZoneInfo
    #: Who speaks for the company, by the ids of `Account.person`, in the page's language.
    speakers: Mapping[str, Speaker] = field(default_factory=lambda: MappingProxyType({}))
    law: Law = field(default_factory=Law)
    #: From English to ``lang``: for names of platforms that are words.
    translate: Callable[[str], str] = str

    def speaker(self, comment: Comment) -> Speaker | None:
        """Return who speaks for the company in a comment; None for everybody else."""
        account = self.law.accounts.speaking(comment)
        return self.speakers.get(account.person) if account else None


def compose(thread: Thread | None, refs: Sequence[Ref], manner: Manner) -> Conversation | None:
    """Return the conversation of a piece, or None when it is discussed nowhere.

    Args:
        thread: what was heard; None when nothing ever was.
        refs: the addresses of the piece's discussion, in the writers' order.
        manner: of the page.
    """
    sources = thread.sources if thread else ()
    tree = grow(thread.sources, manner.law, thread.piece) if thread else Tree({}, {}, {})
    said = [id_ for id_, comment in tree.comments.items() if comment.state != "deleted"]
    speaking = {url for id_ in said for url in tree.heard_at[id_]}
    # What waits for a moderator leaves no trace, not even that there is something.
    sources = tuple(one for one in sources if one.url in speaking or one.platform != WEBMENTION)
    found = venues.gather(sources, refs, manner)
    if not found:
        return None
    heard = heard_of(sources)
    exchanges = {one.question: one for one in match(tree, manner.law.accounts, tree.verdict, heard)}
    composer = _Composer(tree, manner, found, exchanges, by_answer(exchanges))
    closed = tree.verdict.closed
    return Conversation(
        turns=composer.turns(),
        count=len(said),
        heard=heard.astimezone(manner.timezone) if heard else None,
        venues=tuple(found.values()),
        places=tuple(venue for url, venue in found.items() if url in speaking),
        hidden=causes(tree),
        closed=closed.astimezone(manner.timezone) if closed else None,
    )


def heard_of(sources: Iterable[Source]) -> datetime | None:
    """Return the hearing that last brought something new; None when there was none."""
    return max((source.heard for source in sources if source.heard), default=None)


def causes(tree: Tree) -> tuple[tuple[Cause, int], ...]:
    """Return how many comments of a thread are not shown, by cause; what waits for a moderator does not count."""
    counts = Counter[Cause](tree.verdict.hidden.values())
    counts["closed"] += len(tree.verdict.late)
    counts["platform"] += tree.withheld
    return tuple((cause, counts[cause]) for cause in CAUSES if counts[cause])


@dataclass(frozen=True, slots=True)
class _Composer:
    tree: Tree
    manner: Manner
    venues: Mapping[str, Venue]
    #: By the id of the question.
    exchanges: Mapping[str, Exchange]
    #: By the id of the answer.
    answers: Mapping[str, Exchange]

    def turns(self) -> tuple[Turn, ...]:
        """Return all that answers the first post: what a moderator pinned, then oldest first."""
        found = [self.turn(id_, 1) for id_ in self.tree.answers.get("", ())]
        return tuple(sorted(found, key=lambda turn: not _has_pin(turn)))

    def turn(self, id_: str, level: int) -> Turn:
        """Return a comment with its answers, nested as deep as they may."""
        answers = self.tree.answers.get(id_, ())
        if level < MAX_NESTING:
            return self._plain(id_, answers=tuple(self.turn(answer, level + 1) for answer in answers))
        return self._plain(id_, folded=self._flat(id_))

    def _flat(self, top: str) -> tuple[Turn, ...]:
        """Return all below a comment, oldest first, each with what it answers."""
        waiting, below = [top], []
        while waiting:
            parent = waiting.pop()
            for id_ in self.tree.answers.get(parent, ()):
                below.append((id_, parent))
                waiting.append(id_)
        comments = self.tree.comments
        below.sort(key=lambda pair: (comments[pair[0]].published, pair[0]))
        return tuple(self._plain(id_, answered=self._plain(parent)) for id_, parent in below)

    def _plain(
        self, id_: str, answers: tuple[Turn, ...] = (), folded: tuple[Turn, ...] = (), answered: Turn | None = None
    ) -> Turn:
        comment, zone = self.tree.comments[id_], self.manner.timezone
        own = spoken_direction(text_of(comment.html))
        asked, answered_one = self.exchanges.get(id_), self.answers.get(id_)
        return Turn(
            comment=comment,
            html=Markup(with_directions(comment.html, own)),  # noqa: S704 -- the archive holds cleaned HTML only
            anchor=anchor(id_),
            initials=initials(comment.author.name),
            direction=own,
            published=comment.published.astimezone(zone),
            edited=comment.edited.astimezone(zone) if comment.edited else None,
            venues=tuple(self._heard_at(comment)),
            speaker=self.manner.speaker(comment),
            answers=answers,
            folded=folded,
            answered=answered,
            waited=answered_one.waited if answered_one else None,
            question=("open" if asked.is_open else "answered") if asked else "",
            is_edited_since=bool(asked and asked.is_edited_since),
            is_pinned=id_ in self.tree.verdict.pinned,
            reason=self.tree.verdict.hidden.get(id_),
        )

    def _heard_at(self, comment: Comment) -> Iterator[Venue]:
        seen = set()
        for url in self.tree.heard_at[comment.id]:
            venue = self.venues[url]
            if venue.platform not in seen:
                seen.add(venue.platform)
                yield venue


def _has_pin(turn: Turn) -> bool:
    """Tell whether a turn is pinned, or one below it."""
    return turn.is_pinned or any(_has_pin(answer) for answer in (*turn.answers, *turn.folded))


def initials(name: str) -> str:
    """Return letters in place of a picture: ``LS`` for Lina Said, one for Arabic, which joins its letters."""
    firsts = [word[0] for word in ("".join(c for c in part if c.isalpha()) for part in name.split()) if word]
    if not firsts:
        return ""
    if direction(firsts[0]) == "rtl":
        return firsts[0]
    return (firsts[0] + (firsts[-1] if len(firsts) > 1 else "")).upper()
