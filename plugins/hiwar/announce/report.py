"""What will be said, and what was, told to the person at the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiwar import lengths
from hiwar.announce.compose import MANNERS
from hiwar.announce.registry import PASTED, name_of
from hiwar.model.kinds import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiwar.announce.place import Draft
    from hiwar.announce.plan import Task
    from hiwar.announce.sending import Outcome

_WORDS = {
    "sent": "sent",
    "found": "it stood there already",
    "refused": "not sent",
    "unclear": "nobody knows whether it was sent; the next run looks there first",
    "withdrawn": "withdrawn",
}


def render_tasks(tasks: Iterable[Task]) -> str:
    """Return exactly what is to be sent, place by place."""
    return "\n\n".join("\n".join(_lines(task)) for task in tasks)


def length(draft: Draft, platform: str) -> tuple[int, int]:
    """Return the length of a text where it goes, and how long it may be there."""
    manner = MANNERS[platform]
    rule = manner.below_picture if draft.is_picture_told and manner.below_picture else manner.rule
    return lengths.measure(draft.text, rule) + lengths.measure(draft.warning, rule), rule.limit


def render_outcomes(outcomes: Iterable[Outcome]) -> str:
    """Return what became of each."""
    return "\n".join(_outcome(outcome) for outcome in outcomes)


def what(draft: Draft) -> str:
    """Return the name of what a draft is about, as people at the terminal know it."""
    part = f", {draft.id.part.partition('-')[0]}" if draft.id.part else ""
    return f"{FOLDERS[draft.id.piece.kind]}/{draft.id.piece.slug} ({draft.id.lang}{part})"


def _outcome(outcome: Outcome) -> str:
    place = f"{name_of(outcome.platform)}, {outcome.draft.id.place.partition('://')[2]}"
    end = outcome.why or outcome.address
    return f"{what(outcome.draft)} at {place}: {_WORDS[outcome.state]}{f': {end}' if end else ''}"


def _lines(task: Task) -> Iterator[str]:
    draft, community = task.draft, task.community
    used, most = length(draft, community.platform)
    to_paste = ", to be pasted" if community.platform in PASTED else ""
    again = ", begun before: it is looked for first" if task.is_retry else ""
    account = f" as {community.account}" if community.account else ""
    head = f"== {what(draft)} to {name_of(community.platform)}, {community.host}{account}{to_paste}{again}"
    yield f"{head} [{used} of {most}]"
    if draft.warning:
        yield f"   warning: {draft.warning}"
    if MANNERS[community.platform].form == "topic" and not draft.reply:
        yield f"   title: {draft.title}"
    yield from (f"   {line}" for line in draft.text.split("\n"))
    if draft.picture and (draft.is_picture_told or community.platform in {"bluesky", "wordpress"}):
        yield f"   picture: {draft.picture.alt}"
