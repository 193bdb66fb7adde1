"""Announcing: what came out is told where people talk, each once."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from invoke.context import Context
from invoke.tasks import task

from hiwar import ledger, urls
from hiwar.announce import live, preview, report
from hiwar.announce.calling import seat_for
from hiwar.announce.plan import Choice, plan
from hiwar.announce.registry import PASTED
from hiwar.announce.sending import Outcome
from hiwar.announce.wanted import corrections, withdrawals
from hiwar.commands import desk
from hiwar.commands.messages import Messages, bare_message
from hiwar.commands.project import CACHE, ROOT, library_of, reported, say
from hiwar.content.read import read_site
from hiwar.content.who import read_company
from hiwar.errors import SetupError
from hiwar.locks import held
from hiwar.site.builder import cache_name
from hiwar.site.run import builder_for
from hiwar.wholefiles import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from hiwar.announce.compose import Message
    from hiwar.announce.place import Seat
    from hiwar.announce.plan import Task
    from hiwar.model.announcement import Announcement
    from hiwar.model.company import Company
    from hiwar.model.piece import Piece
    from hiwar.model.site import Site

#: The task's own exit code: something could not be said; the next run says it.
NOT_ALL: Final = 3


@task(
    help={
        "dry_run": "write a page that shows what would be sent, and send nothing",
        "yes": "send without asking",
        "piece": "the slug of one piece, to announce it whatever its age",
        "correction": "say this below what was sent of --piece",
        "withdraw": "a slug: delete what was sent of it, where the platform lets us",
        "lang": "of the pieces; all unless told",
        "content": "the content folder",
    }
)
@reported
def announce(
    _context: Context,
    dry_run: bool = False,
    yes: bool = False,
    piece: str = "",
    correction: str = "",
    withdraw: str = "",
    lang: str = "",
    content: str = "content",
) -> None:
    """Tell your communities what came out, each once; exit code 3 when some could not be told."""
    if correction and not piece:
        raise SetupError("--correction: of what? name it with --piece SLUG")
    wish = Wish(Path(content), withdraw or piece, lang, dry_run, yes)
    with held(CACHE / "locks" / "announce.lock", "somebody is announcing"):
        if withdraw:
            outcomes = _withdraw(wish)
        elif correction:
            outcomes = _correct(wish, correction)
        else:
            outcomes = _announce(wish)
    if outcomes:
        say(report.render_outcomes(outcomes))
    if any(outcome.state in {"refused", "unclear"} for outcome in outcomes):
        sys.exit(NOT_ALL)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    content: Path
    #: Empty is all that is new.
    slug: str
    lang: str
    is_dry: bool
    is_sure: bool

    def is_about(self, row: Announcement) -> bool:
        """Tell whether a row of the ledger is meant."""
        return row.id.piece.slug == self.slug and self.lang in {"", row.id.lang}


def _announce(wish: Wish) -> tuple[Outcome, ...]:
    # The cards take a build, which an hourly job that has nothing to say can do without.
    site = read_site(wish.content, datetime.now(UTC), library_of(wish.content))[0]
    if not _planned(wish, site, lambda piece: bare_message(piece, site.company)):
        say("There is nothing to announce.")
        return ()
    with tempfile.TemporaryDirectory() as private:
        output = Path(private, "output")
        # Where other builds of this content keep their cards.
        build = builder_for(ROOT, wish.content, output, cache=CACHE / cache_name(wish.content)).build()
        tasks = _planned(wish, build.site, Messages(build, output).of)
    if wish.is_dry:
        return _show(wish, tasks)
    # What is pasted by hand is nothing for a machine that nobody looks at.
    tasks = tuple(task for task in tasks if not wish.is_sure or task.community.platform not in PASTED)
    seen, unseen = _live(tasks, build.site)
    return (*unseen, *_say(wish, seen, build.site.company))


def _planned(wish: Wish, site: Site, message: Callable[[Piece], Message]) -> tuple[Task, ...]:
    if wish.slug and not any(piece.slug == wish.slug for piece in site.pieces):
        raise SetupError(f'--piece: no piece "{wish.slug}" is public now; a draft, an embargo or a date keeps it back')
    pieces = [piece for piece in site.pieces if wish.lang in {"", piece.lang}]
    choice = Choice(datetime.now(UTC), frozenset({wish.slug} if wish.slug else ()))
    return plan(pieces, site.company, desk.read_ledger(wish.content), choice, message)


def _show(wish: Wish, tasks: Sequence[Task]) -> tuple[Outcome, ...]:
    path = CACHE / cache_name(wish.content) / "announce.html"
    write_whole(path, preview.render(tasks))
    say(report.render_tasks(tasks))
    say(f"Nothing was sent. Look at it: {os.path.relpath(path)}")
    return ()


def _live(tasks: Iterable[Task], site: Site) -> tuple[list[Task], list[Outcome]]:
    """Part what the web shows from what it does not; each page is asked for once."""
    fetch, asked = desk.fetcher(site.company), dict[str, str]()
    seen, unseen = [], []
    for one in tasks:
        url = one.draft.url.partition("#")[0]
        if url not in asked:
            piece = site.by_id.get((one.draft.id.lang, one.draft.id.piece))
            asked[url] = live.why_not(url, fetch(url), piece.public_from if piece else None)
        if asked[url]:
            why = f"it is not live yet: {asked[url]}"
            unseen.append(Outcome(one.draft, one.community.platform, "refused", why=why))
        else:
            seen.append(one)
    return seen, unseen


def _say(wish: Wish, tasks: Sequence[Task], company: Company) -> tuple[Outcome, ...]:
    seats, missing = _seated([task for task in tasks if task.community.platform not in PASTED])
    pasted = [task for task in tasks if task.community.platform in PASTED]
    if not seats and not pasted:
        return tuple(missing)
    place = desk.kept(wish.content, ledger.NAME)
    place.check()
    say(report.render_tasks([*(one for one, _ in seats), *pasted]))
    if not seats or not desk.confirmed(f"Send {len(seats)}?", is_sure=wish.is_sure):
        return tuple(missing)
    with desk.session(wish.content, company, place) as session:
        session.begin(one for one, _ in seats)
        place.push("Begin to announce")
        for one, seat in seats:
            session.say(one, seat)
        place.push("Note what was announced")
        return (*missing, *session.outcomes)


def _seated(tasks: Iterable[Task]) -> tuple[list[tuple[Task, Seat]], list[Outcome]]:
    """Part what somebody may say from what nobody here has a token for."""
    seats, missing = [], []
    for one in tasks:
        seat = seat_for(one.community, os.environ)
        if seat:
            seats.append((one, seat))
        else:
            why = f"no token; set {' or '.join(one.community.write_names())}"
            missing.append(Outcome(one.draft, one.community.platform, "refused", why=why))
    return seats, missing


def _correct(wish: Wish, text: str) -> tuple[Outcome, ...]:
    company = read_company(wish.content, Path.cwd()).company
    rows = desk.read_ledger(wish.content)
    if not wish.lang and len({row.id.lang for row in rows if wish.is_about(row)}) > 1:
        raise SetupError("--correction: it was announced in several languages; name the one of your text with --lang")
    now = datetime.now(UTC)
    tasks = corrections(rows, wish.is_about, text, company.communities, lambda row: _url(company, row), now)
    if not tasks:
        say(f'Nothing was announced of "{wish.slug}" that this could be said below.')
        return ()
    return _show(wish, tasks) if wish.is_dry else _say(wish, tasks, company)


def _withdraw(wish: Wish) -> tuple[Outcome, ...]:
    company = read_company(wish.content, Path.cwd()).company
    rows = desk.read_ledger(wish.content)
    found = list(withdrawals(rows, wish.is_about, company.communities, lambda row: _url(company, row)))
    if not found:
        say(f'Nothing that was announced of "{wish.slug}" is left.')
        return ()
    for row, draft, _ in found:
        say(f"{report.what(draft)}: {row.address or f'begun at {row.id.place}'}")
    if wish.is_dry or not desk.confirmed(f"Delete {len(found)}?", is_sure=wish.is_sure):
        return ()
    place = desk.kept(wish.content, ledger.NAME)
    place.check()
    with desk.session(wish.content, company, place) as session:
        for row, draft, community in found:
            seat = seat_for(community, os.environ)
            if seat:
                session.withdraw(row, draft, seat)
            else:
                why = f"no token; set {' or '.join(community.write_names())}"
                session.outcomes.append(Outcome(draft, community.platform, "refused", why=why))
        place.push("Note what was withdrawn")
        return tuple(session.outcomes)


def _url(company: Company, row: Announcement) -> str:
    piece = row.id.piece
    return urls.absolute(company, urls.piece_address(company, row.id.lang, piece.kind, piece.slug))
