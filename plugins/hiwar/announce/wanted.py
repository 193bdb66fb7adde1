"""What a person asks for by name: a correction of what was said, or its withdrawal."""

from __future__ import annotations

import hashlib
from datetime import UTC
from typing import TYPE_CHECKING

from hiwar import lengths
from hiwar.announce.compose import MANNERS, marked
from hiwar.announce.place import Draft, Reply
from hiwar.announce.plan import Task
from hiwar.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from hiwar.ledger import Ledger
    from hiwar.model.announcement import Announcement
    from hiwar.model.community import Community

_HASH = 8


def corrections(
    ledger: Ledger,
    wanted: Callable[[Announcement], bool],
    text: str,
    communities: Sequence[Community],
    url: Callable[[Announcement], str],
    now: datetime,
) -> tuple[Task, ...]:
    """Return a correction of each post that was sent, as an answer to it, unless it was said before.

    Args:
        ledger: what was said.
        wanted: tells which of it is corrected.
        text: of the correction, in a person's words.
        communities: those that are declared.
        url: gives the address of the page that a row is about.
        now: aware.

    Raises:
        SetupError: the text is too long for one of the places; nobody's words are cut.
    """
    part = f"correction-{hashlib.sha256(text.encode()).hexdigest()[:_HASH]}"
    known = {row.id: row for row in ledger}
    tasks = []
    for row in ledger:
        community = community_of(row, communities)
        if row.id.part or row.state != "sent" or not wanted(row) or community is None:
            continue
        id_ = row.id._replace(part=part)
        prior = known.get(id_)
        if prior and prior.state != "sending":
            continue
        draft = Draft(
            id=id_,
            text=marked(f"{text}\n\n{url(row)}", row.id.lang),
            url=url(row),
            reply=Reply(row.key, row.address, is_first=True),
            epoch=int(row.moment.timestamp()),
            moment=prior.moment if prior else now.astimezone(UTC),
        )
        refuse_too_long(draft, community.platform)
        tasks.append(Task(draft, community, prior))
    return tuple(tasks)


def refuse_too_long(draft: Draft, platform: str) -> None:
    """Refuse a text of a person that does not fit.

    Raises:
        SetupError: says how long it is, and how long it may be.
    """
    rule, handle = MANNERS[platform].rule, f"{draft.reply.handle} " if draft.reply and draft.reply.handle else ""
    if not lengths.fits(handle + draft.text, rule):
        used = lengths.measure(handle + draft.text, rule)
        raise SetupError(f"the text is {used} long on {platform}, where {rule.limit} fit; make it shorter")


def withdrawals(
    ledger: Ledger,
    wanted: Callable[[Announcement], bool],
    communities: Sequence[Community],
    url: Callable[[Announcement], str],
) -> Iterator[tuple[Announcement, Draft, Community]]:
    """Yield what was sent or begun and is to be deleted, corrections first, each with its community."""
    for row in sorted(ledger, key=lambda row: (not row.id.part, row.id)):
        community = community_of(row, communities)
        if row.state != "withdrawn" and wanted(row) and community:
            yield row, Draft(row.id, text="", url=url(row), epoch=0), community


def community_of(row: Announcement, communities: Sequence[Community]) -> Community | None:
    """Return the community of a row, None when it is no longer declared."""
    return next((one for one in communities if (one.url, one.account) == (row.id.place, row.id.account)), None)
