"""From a thread to what a page shows of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from markupsafe import Markup

from hiwar.html import spoken_direction, text_of, with_directions
from hiwar.model.conversation import Conversation, Turn, Venue
from hiwar.platforms.registry import BY_NAME
from hiwar.text import direction
from hiwar.threads.tree import grow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import timedelta
    from zoneinfo import ZoneInfo

    from hiwar.model.kinds import Voice
    from hiwar.model.thread import Comment, Source, Thread
    from hiwar.platforms.adapter import Ref
    from hiwar.threads.tree import Tree

#: Answers nest so deep; what lies deeper is folded.
MAX_NESTING: Final = 4
_ANCHOR_LENGTH: Final = 10


@dataclass(frozen=True, slots=True)
class Manner:
    """How a page shows a conversation."""

    lang: str
    timezone: ZoneInfo
    #: The company's own accounts, by address.
    voices: Mapping[str, Voice]
    #: From English to ``lang``: for names of platforms that are words.
    translate: Callable[[str], str] = str


def compose(thread: Thread | None, refs: Sequence[Ref], manner: Manner) -> Conversation | None:
    """Return the conversation of a piece, or None when it is discussed nowhere.

    Args:
        thread: what was heard; None when nothing ever was.
        refs: the addresses of the piece's discussion, in the writers' order.
        manner: of the page.
    """
    sources = thread.sources if thread else ()
    venues = _venues(sources, refs, manner)
    if not venues:
        return None
    tree = grow(sources)
    composer = _Composer(tree, manner, venues)
    moments = [source.heard for source in sources if source.heard]
    said = [id_ for id_, comment in tree.comments.items() if comment.state != "deleted"]
    speaking = {url for id_ in said for url in tree.heard_at[id_]}
    return Conversation(
        turns=tuple(composer.turn(id_, 1) for id_ in tree.answers.get("", ())),
        count=len(said),
        heard=max(moments).astimezone(manner.timezone) if moments else None,
        venues=tuple(venues.values()),
        places=tuple(venue for url, venue in venues.items() if url in speaking),
    )


def _venues(sources: Iterable[Source], refs: Sequence[Ref], manner: Manner) -> dict[str, Venue]:
    """Return the venues by address: those of the writers first, then those only the archive knows."""
    heard = {source.url: source for source in sources}
    declared = {ref.url: ref for ref in refs}
    found = {}
    for url in dict.fromkeys([*declared, *heard]):
        source, ref = heard.get(url), declared.get(url)
        platform = ref.platform if ref else heard[url].platform
        adapter = BY_NAME.get(platform)
        community = ref.community if ref else None
        since = source.since if source else None
        found[url] = Venue(
            platform=manner.translate(adapter.NAME) if adapter else platform,
            name=(community.name.get(manner.lang) if community else "") or urlsplit(url).netloc,
            url=url,
            state=source.state if source else "live",
            since=since.astimezone(manner.timezone) if since else None,
            is_complete=source.complete if source else True,
            is_federated=platform == "mastodon",
        )
    return found


@dataclass(frozen=True, slots=True)
class _Composer:
    tree: Tree
    manner: Manner
    venues: Mapping[str, Venue]

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
        return Turn(
            comment=comment,
            html=Markup(with_directions(comment.html, own)),  # noqa: S704 -- the archive holds cleaned HTML only
            anchor=anchor(id_),
            initials=initials(comment.author.name),
            direction=own,
            published=comment.published.astimezone(zone),
            edited=comment.edited.astimezone(zone) if comment.edited else None,
            venues=tuple(self._heard_at(comment)),
            voice=self._voice(comment),
            answers=answers,
            folded=folded,
            answered=answered,
            waited=self._waited(comment),
        )

    def _voice(self, comment: Comment) -> Voice | None:
        """Return for whom the account speaks that the platform vouches for."""
        voices = self.manner.voices
        return next((voices[address] for address in comment.author.addresses if address in voices), None)

    def _waited(self, comment: Comment) -> timedelta | None:
        """Return how long somebody waited for the company's answer."""
        asked = self.tree.comments.get(comment.parent)
        if asked is None or asked.state == "deleted" or self._voice(comment) != "official":
            return None
        if self._voice(asked) == "official" or comment.published < asked.published:
            return None
        return comment.published - asked.published

    def _heard_at(self, comment: Comment) -> Iterator[Venue]:
        seen = set()
        for url in self.tree.heard_at[comment.id]:
            venue = self.venues[url]
            if venue.platform not in seen:
                seen.add(venue.platform)
                yield venue


def anchor(id_: str) -> str:
    """Return the fragment of a comment: the same for ever."""
    return "comment-" + hashlib.sha256(id_.encode()).hexdigest()[:_ANCHOR_LENGTH]


def initials(name: str) -> str:
    """Return letters in place of a picture: ``LS`` for Lina Said, one for Arabic, which joins its letters."""
    firsts = [word[0] for word in ("".join(c for c in part if c.isalpha()) for part in name.split()) if word]
    if not firsts:
        return ""
    if direction(firsts[0]) == "rtl":
        return firsts[0]
    return (firsts[0] + (firsts[-1] if len(firsts) > 1 else "")).upper()
