"""Where pieces were announced becomes part of them: their copies, and where they are discussed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiwar.communities import UNHEARD
from hiwar.content.recall import altered
from hiwar.ledger import former_ids
from hiwar.model.announcement import Copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hiwar.ledger import Ledger
    from hiwar.model.announcement import Announcement
    from hiwar.model.company import Company
    from hiwar.model.piece import Piece, PieceId


def with_copies(pieces: Mapping[str, Piece], ledger: Ledger, company: Company) -> dict[str, Piece]:
    """Return the pieces, each with what the ledger knows of it; those it does not know are the same values."""
    rows: dict[PieceId, list[Announcement]] = {}
    for row in ledger:
        if row.state == "sent" and row.address and not row.id.part:
            rows.setdefault(row.id.piece, []).append(row)
    return {path: _with_copies(piece, rows, company) if rows else piece for path, piece in pieces.items()}


def _with_copies(piece: Piece, rows: Mapping[PieceId, list[Announcement]], company: Company) -> Piece:
    own = [row for id_ in sorted(former_ids(piece.id, piece.aliases)) for row in rows.get(id_, ())]
    own = [row for row in own if row.id.lang == piece.lang]
    if not own:
        return piece
    heard = (row.address for row in own if _is_heard(row, company))
    copies = tuple(_copies(own, company, piece.lang))
    discussion = tuple(dict.fromkeys((*piece.discussion, *heard)))
    return altered(piece, repr((copies, discussion)), copies=copies, discussion=discussion)


def _copies(rows: Iterable[Announcement], company: Company, lang: str) -> Iterable[Copy]:
    communities = {(one.url, one.account): one for one in company.communities}
    for row in rows:
        community = communities.get((row.id.place, row.id.account))
        name = community.name.get(lang) or community.host if community else ""
        yield Copy(name or row.id.place.partition("://")[2], row.address)


def _is_heard(row: Announcement, company: Company) -> bool:
    """Tell whether a community that is still declared has the address, and can be listened to."""
    return any(row.address.startswith(one.url + "/") for one in company.communities if one.platform not in UNHEARD)
