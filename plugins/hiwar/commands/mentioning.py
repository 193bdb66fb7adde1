"""Telling the sites that new pieces link to, when the web shows the pieces."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from hiwar import urls
from hiwar.announce import mentions
from hiwar.announce.calling import Network
from hiwar.announce.place import Unclear, Unsaid
from hiwar.announce.plan import FRESH
from hiwar.announce.sending import drive
from hiwar.commands import desk
from hiwar.commands.project import say
from hiwar.deploy.finishing import is_local
from hiwar.errors import HiwarError, SetupError
from hiwar.http import Client, Limits, Policy, Refused, Unreachable, origin

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hiwar.announce.mentions import Mention
    from hiwar.model.site import Site

#: A stranger's page gets little of our time and memory.
_LIMITS: Final = Limits(attempts=1, seconds=20.0, silence=10.0, size=1_000_000, is_head_enough=True)
#: Told in one run; the rest has its turn in the next.
_MOST: Final = 100


def tell_mentioned(content: Path, site: Site) -> None:
    """Tell the sites that fresh pieces link to, once each, and keep what was told; nothing is lost when that fails."""
    place = desk.kept(content, mentions.NAME)
    try:
        known = _read(place.path)
        waiting = mentions.due(_pairs(site), known)[:_MOST]
        if not waiting:
            return
        place.check()
        told = [_told(mention, site) for mention in waiting]
        place.write(mentions.render({**known, **{(one.source, one.target): one for one in told}}.values()))
        place.push("Note whom we told that we mention them")
    except HiwarError as error:
        sys.stderr.write(f"{mentions.NAME}: warning: {error}; those we mention are told by the next publish\n")
        return
    say(f"Told of our links: {sum(one.state == 'told' for one in told)} of {len(told)}")


def _pairs(site: Site) -> Iterator[tuple[str, str]]:
    company, now = site.company, datetime.now(UTC)
    for piece in site.pieces:
        if mentions.is_fresh((piece.public_from, piece.modified), now, FRESH):
            source = urls.absolute(company, urls.piece(company, piece))
            yield from ((source, target) for target in mentions.links(str(piece.body), company.url))


def _read(path: Path) -> dict[tuple[str, str], Mention]:
    try:
        return mentions.parse(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SetupError(f"it cannot be read ({error}): take it back from git") from error


def _told(mention: Mention, site: Site) -> Mention:
    """Return what became of telling one; only a site on this machine calls private addresses."""
    plain = frozenset({origin(mention.target)} if mention.target.startswith("http://") else ())
    own = plain if is_local(site.company.url) and is_local(mention.target) else frozenset[str]()
    with Client(desk.agent(site.company), Policy(own, plain), _LIMITS) as client:
        try:
            return drive(mentions.tell(mention), Network(client))
        except Refused:
            return mentions.given_up(mention)
        except (Unreachable, Unsaid, Unclear):
            return mentions.tried(mention)
