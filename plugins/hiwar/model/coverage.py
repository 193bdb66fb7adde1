"""What others wrote about the company, its releases and its products."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from hiwar.model.piece import PieceId


class Coverage(NamedTuple):
    """One row of ``coverage.toml``."""

    #: In the words of whoever wrote it; plain text.
    title: str
    #: Who published it.
    outlet: str
    #: Where it is read; http or https.
    url: str
    date: date
    #: Of the title and the text behind it, such as ``ar``.
    lang: str
    #: Releases and products that it speaks about; often one, may be none.
    about: tuple[PieceId, ...] = ()
