"""What the content folder says about conversations: who is listened to, and what was heard."""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING

from hiwar.threads.files import read_threads
from hiwar.threads.subjects import gather, locate, unknown_platforms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from hiwar.errors import Fault, Faults
    from hiwar.model.company import Company, Person
    from hiwar.model.kinds import Voice
    from hiwar.model.piece import Piece, PieceId
    from hiwar.model.thread import Thread
    from hiwar.threads.subjects import Subject


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
    faults.found += located(wrong, {piece.shown: content / piece.source for piece in pieces})
    file = content / "company.toml"
    shown = os.path.relpath(file, cwd)
    faults.found += located(unknown_platforms(company.communities, shown), {shown: file})
    return MappingProxyType({subject.piece: subject for subject in subjects}), threads


def located(faults: Iterable[Fault], paths: Mapping[str, Path]) -> list[Fault]:
    """Return faults with the lines on which what they are about stands.

    Args:
        faults: each with line 1.
        paths: the files, by their names in the faults.
    """
    return [locate(fault, paths[fault.path].read_text(encoding="utf-8", errors="replace")) for fault in faults]


def voices_of(people: Iterable[Person]) -> Mapping[str, Voice]:
    """Return the voice of each account of the company's people, by its address."""
    return MappingProxyType({account: person.voice for person in people for account in person.accounts})
