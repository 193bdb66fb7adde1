"""Gives the page of each piece its conversation, and the site its dialogue."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from pelican.plugins import signals

from hiwar import urls
from hiwar.errors import Faults
from hiwar.model.page import Anchor, Page
from hiwar.model.sketch import sketched
from hiwar.model.speaker import Speaker
from hiwar.site.stage import Stage
from hiwar.stamps import Stamps
from hiwar.threads import accounts, dialogue, likeness, passing, promoting, verdicts
from hiwar.threads.conversation import Manner, compose
from hiwar.threads.files import FOLDER
from hiwar.threads.ledgers import Ledgers
from hiwar.threads.reading import read, read_law
from hiwar.threads.rules import FILE as MODERATION

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from hiwar.model.build import Build
    from hiwar.model.dialogue import Promoted
    from hiwar.model.piece import PieceId
    from hiwar.model.site import Site
    from hiwar.model.sketch import Sketch
    from hiwar.model.thread import Thread
    from hiwar.threads.dialogue import Affairs
    from hiwar.threads.subjects import Subject

SECTION: Final = "dialogue"


class AddConversations(Stage):
    """Reads what was heard, adds it to the pages, and sketches the page of the whole dialogue."""

    def generate_context(self) -> None:
        """Give pages of pieces ``conversation`` and ``promoted``, home pages ``talk``, and add ``/dialogue/``.

        Raises:
            ContentError: an address lies in no community, a thread's file is wrong, or a rule of the moderator's.
        """
        build, site = self.build, self.build.site
        faults = Faults()
        subjects, threads = read(site.pieces, site.company, build.request.content, Path.cwd(), faults)
        fleeting = passing.read(build.request.cache / FOLDER, build.request.now)
        build.moments += passing.moments(fleeting.values())
        threads = passing.joined(threads, fleeting)
        law = read_law(build.request.content, site.company, site.people.values(), Path.cwd(), faults)
        faults.raise_if_any()
        shelf = Ledgers(build.request.cache / SECTION, law, likeness.gather(site.company, site.people.values()))
        ledgers = shelf.gather(threads)
        faults.found += verdicts.faults(law, ledgers, (piece.id for piece in (*site.pieces, *site.withheld)))
        faults.raise_if_any()
        build.notes += [str(warning) for warning in faults.warnings]
        public = {piece.id for piece in site.pieces}
        shown = {piece: ledger for piece, ledger in ledgers.items() if piece in public}
        affairs = dialogue.gather(threads, shown, site.company.answer_within)
        heard = {piece: thread for piece, thread in threads.items() if piece in public}
        self._added: dict[str, dict[str, object]] = {}
        for lang in site.company.languages:
            words = partial(build.catalogues.gettext, lang)
            manner = Manner(lang, site.company.timezone, _speakers(site, lang), law, words)
            self._added |= _Edition(build, manner, subjects, heard, affairs, _rules(build)).add()

    def dress(self, sketches: Sequence[Sketch]) -> None:
        """Give pages what is said about them."""
        for sketch in sketches:
            nothing = {"conversation": None, "promoted": ()} if sketch.piece else {}
            more = self._added.get(sketch.address, nothing)
            if more:
                sketch.add(**more)


def _rules(build: Build) -> str:
    """Return the digest of the moderator's rules."""
    path = build.request.content / FOLDER / MODERATION
    return build.memory.digest(path) if path.is_file() else ""


@dataclass(slots=True)
class _Edition:
    """The conversations of one language."""

    build: Build
    manner: Manner
    subjects: Mapping[PieceId, Subject]
    #: Of pieces that readers may see.
    threads: Mapping[PieceId, Thread]
    affairs: Affairs
    #: Digest of the moderator's rules.
    rules: str

    def add(self) -> dict[str, dict[str, object]]:
        """Say on what pages of this language rest now, and return what they are given, by address."""
        site, lang = self.build.site, self.manner.lang
        topics, stamps = _topics(site, lang, self.threads), Stamps()
        teller = dialogue.Teller(self.affairs, topics, self.manner)
        promoted = promoting.compose(self.threads, topics, self.manner)
        found: dict[str, dict[str, object]] = {}
        told = self.subjects.keys() | self.threads.keys() | promoted.keys()
        for sketch in self.build.sketches:
            if sketch.lang != lang:
                continue
            if told and sketch.piece and sketch.piece.id in told:
                found[sketch.address] = self._told(sketch, sketch.piece.id, promoted, stamps)
            elif sketch.template == "home" and site.has_dialogue:
                talk = teller.talk(urls.section(site.company, lang, SECTION))
                found[sketch.address] = {"talk": talk}
                sketch.rests_on.append(stamps.known(talk))
        if site.has_dialogue:
            self.build.sketches.append(sketched(self._page(teller), stamps))
        return found

    def _told(
        self, sketch: Sketch, piece: PieceId, promoted: Mapping[PieceId, tuple[Promoted, ...]], stamps: Stamps
    ) -> dict[str, object]:
        """Return what a page is given; it rests on the thread, on who was named, and on the moderator."""
        thread, subject = self.threads.get(piece), self.subjects.get(piece)
        refs = subject.refs if subject else ()
        conversation = compose(thread, refs, self.manner)
        if conversation:
            self.build.conversations[sketch.address] = conversation
        heard = (thread.digest or stamps.known(thread)) if thread else ""
        answers = promoted.get(piece, ())
        sketch.rests_on += ["conversation", heard, repr(refs), self.rules, stamps.known(answers)]
        return {"conversation": conversation, "promoted": answers}

    def _page(self, teller: dialogue.Teller) -> Page:
        company, lang = self.build.site.company, self.manner.lang
        words = self.build.catalogues
        return Page(
            address=urls.section(company, lang, SECTION),
            lang=lang,
            template=SECTION,
            title=words.gettext(lang, "Dialogue"),
            description=words.gettext(lang, "What people ask us, what we answer and how fast, and what is still open."),
            alternates=MappingProxyType({code: urls.section(company, code, SECTION) for code in company.languages}),
            values=MappingProxyType({"dialogue": teller.dialogue()}),
        )


def _topics(site: Site, lang: str, wanted: Container[PieceId]) -> Mapping[PieceId, Anchor]:
    """Return each of some pieces by its title and address, in this language where it has that."""
    ranks = {code: (code != lang, place) for place, code in enumerate(site.company.languages)}
    found: dict[PieceId, Anchor] = {}
    for piece in sorted((one for one in site.pieces if one.id in wanted), key=lambda one: ranks[one.lang]):
        foreign = "" if piece.lang == lang else piece.lang
        found.setdefault(piece.id, Anchor(piece.title, urls.piece(site.company, piece), foreign))
    return MappingProxyType(found)


def _speakers(site: Site, lang: str) -> Mapping[str, Speaker]:
    """Return who speaks for the company, by id, as pages of a language show them."""
    company = site.company
    found = {accounts.COMPANY: Speaker(company.name[lang], "official", address=urls.root(company, lang))}
    for person in site.people.values():
        address = urls.section(company, lang, "people", person.id)
        found[person.id] = Speaker(
            person.name[lang], person.voice, person.role.get(lang, ""), address, site.portraits.get(person.id)
        )
    return MappingProxyType(found)


def _stages(_pelican: object) -> type:
    return AddConversations


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_stages)
