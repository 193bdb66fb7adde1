"""What the content folder says about conversations: who is listened to, and what was heard."""

from __future__ import annotations

import os
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from hiwar.errors import Fault, Faults
from hiwar.model.piece import PieceId
from hiwar.threads import accounts, likeness
from hiwar.threads.files import FOLDER, path_of, read_threads
from hiwar.threads.judging import Law
from hiwar.threads.rules import read_moderation
from hiwar.threads.subjects import gather, locate, unknown_platforms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from hiwar.model.company import Company, Person
    from hiwar.model.piece import Piece
    from hiwar.model.thread import Thread
    from hiwar.threads.subjects import Subject
    from hiwar.threads.waiting import Desk


def read(
    pieces: Sequence[Piece], company: Company, content: Path, cwd: Path, faults: Faults
) -> tuple[Mapping[PieceId, Subject], Mapping[PieceId, Thread]]:
    """Return what is discussed and what was heard, by piece, noting every fault.

    Args:
        pieces: those that are shown, or all.
        company: whose communities are listened to.
        content: the content folder.
        cwd: where one stands, for the paths of messages.
        faults: collects what is wrong.
    """
    threads = read_threads(content, faults, cwd)
    subjects, wrong = gather(pieces, company.communities)
    faults.found += located(wrong, {piece.shown: content / piece.source for piece in pieces} if wrong else {})
    file = content / "company.toml"
    shown = os.path.relpath(file, cwd)
    faults.found += located(unknown_platforms(company.communities, shown), {shown: file})
    found = {subject.piece: subject for subject in subjects}
    return MappingProxyType(found), MappingProxyType({**threads, **renamed(pieces, threads)})


class Who(Protocol):
    """A company and its people: a site, for one."""

    @property
    def company(self) -> Company:
        """Who speaks."""
        ...

    @property
    def people(self) -> Mapping[str, Person]:
        """By id."""
        ...


def read_law(content: Path, company: Company, people: Iterable[Person], cwd: Path, faults: Faults) -> Law:
    """Return the moderator's rules and the accounts they protect, noting every fault."""
    moderation = read_moderation(content / FOLDER, company, cwd, faults)
    return Law(moderation, accounts.gather(company, people, moderation))


def read_desk(pieces: Sequence[Piece], who: Who, content: Path, cwd: Path) -> Desk:
    """Return all that waits for somebody of the company.

    Args:
        pieces: whose conversations count.
        who: the company and its people.
        content: the content folder.
        cwd: where one stands, for the paths of messages.

    Raises:
        ContentError: a thread's file is wrong, or a rule of the moderator's.
    """
    # Only those who answer ask for it.
    from hiwar.threads import waiting

    faults = Faults()
    law = read_law(content, who.company, who.people.values(), cwd, faults)
    threads = read_threads(content, faults, cwd)
    faults.raise_if_any()
    ours = {piece.id for piece in pieces}
    heard = {piece: thread for piece, thread in {**threads, **renamed(pieces, threads)}.items() if piece in ours}
    return waiting.gather(heard, law, likeness.gather(who.company, who.people.values()))


def renamed(pieces: Iterable[Piece], threads: Mapping[PieceId, Thread]) -> dict[PieceId, Thread]:
    """Return the threads that are still kept under a former slug of their piece, by its id now."""
    found = {}
    for piece in pieces:
        former = (threads.get(PieceId(piece.kind, alias)) for alias in reversed(piece.aliases))
        thread = next((thread for thread in former if thread), None)
        if thread and piece.id not in threads:
            found[piece.id] = replace(thread, piece=piece.id)
    return found


def strangers(pieces: Sequence[Piece], content: Path, cwd: Path) -> tuple[Fault, ...]:
    """Return a warning for each thread's file that is named like no piece.

    Args:
        pieces: all, whether public or not.
        content: the content folder.
        cwd: where one stands, for the paths of messages.
    """
    ours = {path_of(content, piece.id) for piece in pieces}
    former = {path_of(content, PieceId(piece.kind, alias)): piece.slug for piece in pieces for alias in piece.aliases}
    found = []
    for path in sorted((content / FOLDER).glob("*/*.json")):
        if path not in ours:
            fix = f"rename it to {former[path]}.json" if path in former else "name it like its piece, or remove it"
            problem = "this conversation is named like no piece"
            found.append(Fault(os.path.relpath(path, cwd), 1, problem, fix, "warning"))
    return tuple(found)


def located(faults: Iterable[Fault], paths: Mapping[str, Path]) -> list[Fault]:
    """Return faults with the lines on which what they are about stands.

    Args:
        faults: each with line 1.
        paths: the files, by their names in the faults.
    """
    return [locate(fault, paths[fault.path].read_text(encoding="utf-8", errors="replace")) for fault in faults]
