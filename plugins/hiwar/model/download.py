"""A file that a page offers to be taken along."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Download:
    """One row of a page's downloads, its size said before one takes it."""

    #: What it is, in the page's language: ``The text, ready to paste``.
    title: str
    #: From the root of the site: ``/en/press/launch/release.pdf``.
    address: str
    #: Bytes.
    size: int
    #: What it is for machines: ``application/pdf``.
    type: str

    @property
    def suffix(self) -> str:
        """What its name ends in, as readers know it: ``PDF``."""
        return self.address.rpartition(".")[2].upper()
