"""Answering: from the desk, in the thread where somebody spoke."""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from invoke.context import Context
from invoke.tasks import task

from hiwar.announce import report
from hiwar.announce.answering import ANSWERED, Question, answer, compose_answer
from hiwar.announce.calling import LIMITS, Network, policy_for, seat_for
from hiwar.announce.registry import name_of
from hiwar.commands import desk
from hiwar.commands.project import CACHE, library_of, reported, say
from hiwar.content.read import read_site
from hiwar.errors import Faults, SetupError
from hiwar.html import text_of
from hiwar.http import Client
from hiwar.site.builder import cache_name
from hiwar.text import did_you_mean, one_line, shortened
from hiwar.threads.anchors import anchor
from hiwar.threads.files import read_threads
from hiwar.threads.listen import Means, Place
from hiwar.threads.listen import listen as listen_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.announce.place import Seat
    from hiwar.model.community import Community
    from hiwar.model.company import Company, Person
    from hiwar.model.site import Site

#: The task's own exit code: it was not taken, or nobody knows.
NOT_SAID: Final = 3
#: Seconds between hearings, until a platform shows what it took.
_PAUSES: Final = (0, 2, 5)
_SHOWN: Final = 200


@task(
    help={
        "comment": "what stands after # in its address on your page, or that whole address",
        "text": "of the answer",
        "file": "the text is the name of a file that holds it",
        "person": "an id in people.toml who speaks; the company unless told",
        "yes": "send without asking",
        "content": "the content folder",
    },
    name="answer",
)
@reported
def answer_comment(
    _context: Context,
    comment: str,
    text: str,
    file: bool = False,
    person: str = "",
    yes: bool = False,
    content: str = "content",
) -> None:
    """Answer somebody where they spoke, and hear it at once; exit code 3 when the place did not take it."""
    folder, now = Path(content), datetime.now(UTC)
    site = read_site(folder, now, library_of(folder), review=True)[0]
    question = _find(folder, comment)
    community = _community(question, site.company)
    seat = _seat(community, site, person)
    draft = compose_answer(question, _read(text) if file else text, site.company.languages, seat, now)
    _show(question, draft.text, seat, site.people.get(person))
    if not desk.confirmed("Send it?", is_sure=yes):
        return
    with Client(desk.agent(site.company), policy_for(site.company.communities), LIMITS) as client:
        outcome = answer(draft, seat, Network(client))
    say(report.render_outcomes([outcome]))
    if not outcome.address:
        sys.exit(NOT_SAID)
    _hear(folder, site, question, outcome.address)


def _find(folder: Path, wanted: str) -> Question:
    """Return the comment that is meant.

    Raises:
        ContentError: a thread's file is wrong.
        SetupError: there is none, or it was deleted.
    """
    name = urlsplit(wanted).fragment or wanted
    questions = list(_questions(folder))
    for question in questions:
        one = question.comment
        if name in {anchor(one.id), one.id} or wanted in {one.id, one.url}:
            if one.state == "deleted":
                raise SetupError("its author deleted this comment; there is nothing to answer")
            return question
    known = [anchor(question.comment.id) for question in questions]
    raise SetupError(f'no comment "{wanted}" was heard; {did_you_mean(name, known[-10:])}')


def _questions(folder: Path) -> Iterator[Question]:
    faults = Faults()
    threads = read_threads(folder, faults, Path.cwd())
    faults.raise_if_any()
    for piece, thread in threads.items():
        for source in thread.sources:
            for one in source.comments:
                yield Question(piece, source, one)


def _community(question: Question, company: Company) -> Community:
    source = question.source
    if source.platform not in ANSWERED:
        raise SetupError(f"{name_of(source.platform)} takes no answers from a program; answer there: {source.url}")
    for community in company.communities:
        if community.platform == source.platform and source.url.startswith(community.url + "/"):
            return community
    raise SetupError(f"{source.url} lies in no community; declare its host as [[communities]] in company.toml")


def _seat(community: Community, site: Site, who: str) -> Seat:
    """Return who speaks.

    Raises:
        SetupError: nobody has this id, an account there, or a token.
    """
    account = ""
    if who:
        if who not in site.people:
            raise SetupError(f'--person: nobody in people.toml has the id "{who}"; {did_you_mean(who, site.people)}')
        account = _account(site.people[who], community)
    seat = seat_for(community, os.environ, who, account)
    if seat is None:
        names = " or ".join(community.write_names(who))
        raise SetupError(f"no token for {community.host}; set {names}, or name who speaks with --person")
    return seat


def _account(person: Person, community: Community) -> str:
    for address in person.accounts:
        if urlsplit(address).netloc == community.host:
            return address.rstrip("/").rpartition("/")[2].lstrip("@")
    raise SetupError(f'--person: "{person.id}" has no account at {community.host}; add it to accounts in people.toml')


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SetupError(f"--file: {file} cannot be read: {why}") from error


def _show(question: Question, text: str, seat: Seat, person: Person | None) -> None:
    asked, voice = question.comment, person.voice if person else "official"
    speaker = person.id if person else seat.account or "the company"
    said = shortened(one_line(text_of(asked.html)), _SHOWN)
    say(f"{asked.author.name or 'Somebody'}: {said}\n  {asked.url or question.source.url}")
    say(f"{speaker} ({voice}) on {name_of(seat.community.platform)}, {seat.community.host}:")
    say("\n".join(f"  {line}" for line in text.split("\n")))


def _hear(folder: Path, site: Site, question: Question, address: str) -> None:
    """Listen to this one conversation until its platform shows the answer."""
    place = Place(folder, CACHE / cache_name(folder) / "threads", Path.cwd())
    pieces = [piece for piece in site.pieces if piece.id == question.piece]
    for pause in _PAUSES:
        time.sleep(pause)
        means = Means(os.environ, lambda *_: None)
        done = listen_to(pieces, site.company, place, means, datetime.now(UTC), everything=True)
        heard = {one.url for outcome in done.outcomes for one in outcome.source.comments}
        if address in heard:
            say("Heard: it stands on the page with the next build.")
            return
    say("It is not to be heard yet; invoke listen brings it later.")
