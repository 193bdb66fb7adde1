"""Links of pieces to places on the site: each has to lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiwar.errors import Faults

if TYPE_CHECKING:
    from collections.abc import Container

    from hiwar.model.build import Build


def check(build: Build, addresses: Container[str]) -> None:
    """Raise ContentError naming every link of a piece that leads to no place on the site."""
    faults = Faults()
    for piece in build.site.pieces:
        for link in piece.links:
            if link.address not in addresses:
                with_slash = f"{link.address}/"
                fix = f"write {with_slash}" if with_slash in addresses else "name a page of the site, or a file"
                faults.add(piece.shown, link.line, f'nothing on the site stands at "{link.address}"', fix)
    faults.raise_if_any()
