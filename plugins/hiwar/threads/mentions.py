"""Mentions of the site's pages: one hearing for all, each handed to the piece it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from hiwar import urls
from hiwar.model.community import Community
from hiwar.model.thread import Source
from hiwar.platforms import webmention
from hiwar.platforms.adapter import Heard
from hiwar.text import nfc
from hiwar.threads.asking import Outcome, Question
from hiwar.threads.merging import merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from hiwar.model.company import Company
    from hiwar.model.piece import Piece, PieceId
    from hiwar.model.thread import Thread
    from hiwar.platforms.adapter import Ref, Said

#: Between two hearings of everything, by which is found out what is there no longer.
WHOLE_EACH: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Delivered:
    """Mentions, handed out."""

    #: Of pieces about which something is new.
    outcomes: tuple[Outcome, ...]
    #: Of pages that have no conversation: lists, the home page, pages that are no more.
    strays: int


def mailbox_of(company: Company) -> Ref | None:
    """Return where the site's mentions are heard, or None when it declares no endpoint that can be asked."""
    endpoint = Community(webmention.PLATFORM, company.webmention)
    ref = webmention.match(company.webmention, (endpoint,))
    return replace(ref, key=urlsplit(company.url).hostname or "") if ref else None


def heard_before(ref: Ref, threads: Iterable[Thread]) -> Source:
    """Return all mentions that any thread holds, as one source."""
    sources = [source for thread in threads for source in thread.sources if source.platform == webmention.PLATFORM]
    return Source(webmention.PLATFORM, ref.url, comments=tuple(one for source in sources for one in source.comments))


def places_of(pieces: Iterable[Piece], company: Company) -> Mapping[str, PieceId]:
    """Return the pieces by the addresses that they have and had, spelled as `deliver` looks them up."""
    found: dict[str, PieceId] = {}
    for piece in pieces:
        for slug in (*piece.aliases, piece.slug):
            address = urls.piece_address(company, piece.lang, piece.kind, slug)
            found[_spot(urls.absolute(company, address))] = piece.id
    return found


def deliver(
    heard: Heard, ref: Ref, places: Mapping[str, PieceId], threads: Mapping[PieceId, Thread], now: datetime
) -> Delivered:
    """Return what became of the pieces that the mentions are about.

    Args:
        heard: the mentions; whole when absence means something.
        ref: where they were heard.
        places: from `places_of`.
        threads: what was heard before.
        now: the moment of this hearing.
    """
    by_piece: dict[PieceId, list[Said]] = {}
    strays = 0
    for said in heard.comments:
        piece = places.get(_spot(said.about))
        if piece:
            by_piece.setdefault(piece, []).append(said)
        else:
            strays += 1
    return Delivered(tuple(_outcomes(by_piece, heard, ref, threads, now)), strays)


def _outcomes(
    by_piece: Mapping[PieceId, list[Said]], heard: Heard, ref: Ref, threads: Mapping[PieceId, Thread], now: datetime
) -> Iterator[Outcome]:
    priors = {
        piece: source
        for piece, thread in threads.items()
        for source in thread.sources
        if source.platform == webmention.PLATFORM
    }
    for piece in sorted({*by_piece, *(priors if heard.complete else ())}):
        prior = priors.get(piece)
        own = Heard(tuple(by_piece.get(piece, ())), complete=heard.complete)
        after = replace(merge(prior or Source(webmention.PLATFORM, ref.url), own, now), complete=True)
        if prior is None or (after.comments, after.state) != (prior.comments, prior.state):
            yield Outcome(Question(piece, replace(ref, url=after.url), prior), after, after.why)


def _spot(url: str) -> str:
    """Return what two spellings of a page's address have in common."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return ""
    return nfc(path).removesuffix("index.html").rstrip("/") or "/"
