"""What there is to listen to: the discussions of all pieces, twins as one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hiwar.communities import ANNOUNCED
from hiwar.errors import Fault
from hiwar.platforms import registry
from hiwar.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from hiwar.model.community import Community
    from hiwar.model.piece import Piece, PieceId
    from hiwar.platforms.adapter import Ref


@dataclass(frozen=True, slots=True)
class Subject:
    """A piece that is discussed somewhere."""

    piece: PieceId
    #: In the order in which writers named them, each once.
    refs: tuple[Ref, ...]
    #: Of the older twin; None on undated pieces.
    began: datetime | None


def gather(pieces: Iterable[Piece], communities: Sequence[Community]) -> tuple[tuple[Subject, ...], tuple[Fault, ...]]:
    """Return what is discussed, by piece, and the addresses that no community has.

    The line of such a fault is 1; `locate` finds the right one.
    """
    refs: dict[PieceId, dict[str, Ref]] = {}
    began: dict[PieceId, list[datetime]] = {}
    faults = []
    for piece in pieces:
        for url in piece.discussion:
            ref = registry.match(url, communities)
            if ref:
                refs.setdefault(piece.id, {}).setdefault(ref.url, ref)
                began.setdefault(piece.id, []).extend([piece.date] if piece.date else [])
            else:
                faults.append(Fault(piece.shown, 1, f'"{url}" lies in no community', _fix(url, communities)))
    found = (Subject(piece, tuple(by_url.values()), min(began[piece], default=None)) for piece, by_url in refs.items())
    return tuple(sorted(found, key=lambda subject: subject.piece)), tuple(faults)


def _fix(url: str, communities: Sequence[Community]) -> str:
    near = next((one for one in communities if url.startswith(one.url)), None)
    if near:
        name = registry.adapter(near.platform).NAME if near.platform in registry.NAMES else near.platform
        return f"name one thread there: the address that {name} gives for it"
    hosts = ", ".join(community.host for community in communities) or "none yet"
    return f"declare its host as [[communities]] in company.toml (there are: {hosts})"


def unknown_platforms(communities: Iterable[Community], shown: str) -> tuple[Fault, ...]:
    """Return a fault for each community of a platform that nobody knows."""
    known = sorted({*registry.NAMES, *ANNOUNCED})
    return tuple(
        Fault(shown, 1, f'unknown platform "{community.platform}"', did_you_mean(community.platform, known))
        for community in communities
        if community.platform not in known
    )


def locate(fault: Fault, text: str) -> Fault:
    """Return the fault with the line of the file on which the thing it quotes stands."""
    quoted = fault.problem.split('"')[1]
    lines = text.splitlines()
    line = next((number for number, row in enumerate(lines, 1) if quoted in row), fault.line)
    return replace(fault, line=line)
