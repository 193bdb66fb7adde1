"""All cards of a build: those that are kept, and those that must be drawn."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.cards.cache import Cache, Kept, key, look_digest
from hiwar.cards.draw import Drawn, draw
from hiwar.cards.spec import HEIGHT, WIDTH
from hiwar.errors import Fault
from hiwar.model.card import Card

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from hiwar.cards.spec import CardSpec, Look

#: From that many cards on, starting other processes is worth its time.
_MANY: Final = 24


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards of a build."""

    #: What each page declares.
    cards: Mapping[CardSpec, Card]
    #: By address, the file to serve.
    files: Mapping[str, Path]
    faults: tuple[Fault, ...]
    #: Cards that go without their picture, as it is too small.
    bare: frozenset[CardSpec]
    #: How many were not in the cache.
    drawn: int


def deal(specs: Iterable[CardSpec], look: Look, folder: Path, *, processes: int | None = None) -> Deck:
    """Return every card, drawing only what the cache in ``folder`` does not have.

    Args:
        specs: each card once; the same one twice is drawn once.
        look: how they all look.
        folder: where cards of earlier builds are; made when it is not there.
        processes: at most so many; None is one a core.

    Raises:
        SetupError: the template or a font is at fault.
    """
    cache, shared = Cache(folder), look_digest(look)
    keys = {spec: key(spec, shared) for spec in specs}
    kept = {spec: found for spec, card_key in keys.items() if (found := cache.find(card_key))}
    missing = [spec for spec in keys if spec not in kept]
    faults: list[Fault] = []
    for spec, drawn in zip(missing, _drawn(missing, look, processes), strict=True):
        faults += drawn.faults
        if drawn.content:
            kept[spec] = cache.keep(keys[spec], drawn.content, lacks_picture=drawn.lacks_picture)
    return Deck(
        MappingProxyType({spec: _card(spec, found) for spec, found in kept.items()}),
        MappingProxyType({_address(found): found.source for found in kept.values()}),
        tuple(sorted(set(faults))),
        frozenset(spec for spec, found in kept.items() if found.lacks_picture),
        len(missing),
    )


def _drawn(specs: Sequence[CardSpec], look: Look, processes: int | None) -> Iterable[Drawn]:
    workers = min(processes or os.cpu_count() or 1, len(specs) // (_MANY // 2))
    if workers < 2:
        return [draw(spec, look) for spec in specs]
    try:
        # Spawned, not forked: the one who builds may be a server with threads.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            return list(pool.map(partial(draw, look=look), specs, chunksize=4))
    except BrokenProcessPool:
        # One of them was killed, for want of memory perhaps; one at a time needs least.
        return [draw(spec, look) for spec in specs]


def too_small(spec: CardSpec) -> Fault:
    """Return the warning about a card that goes without its picture."""
    name = spec.picture.source.name if spec.picture else ""
    fix = f"give it at least {WIDTH // 2} by {HEIGHT} pixels"
    return Fault(spec.shown, spec.at, f"{name} is too small for the card, which goes without it", fix, "warning")


def _address(kept: Kept) -> str:
    return f"/cards/{kept.digest}.jpg"


def _card(spec: CardSpec, kept: Kept) -> Card:
    parts = (spec.kicker, spec.title, spec.speaker or spec.line, spec.brand)
    return Card(_address(kept), " — ".join(part for part in parts if part))
