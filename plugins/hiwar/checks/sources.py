"""Rules on the sources: what passes a build, and still is not ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiwar.errors import Fault
from hiwar.i18n import language_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.checks.rule import Subject
    from hiwar.model.piece import Piece

#: Headings of a release's parts, in English and Arabic, as `docs/writing.md` names them.
_FACTS: Final = ("Facts", "حقائق")
_QUESTIONS: Final = ("Questions", "أسئلة")


def missing_twins(subject: Subject) -> Iterator[Fault]:
    """Yield pieces that one language has and another does not, not even hidden."""
    if subject.sources is None:
        return
    site = subject.sources.site
    known = {(piece.lang, piece.id) for piece in (*site.pieces, *site.withheld)}
    for piece in site.pieces:
        for lang in site.company.languages:
            if (lang, piece.id) not in known:
                fix = f"translate it as {lang}/{piece.source.partition('/')[2]}"
                yield Fault(piece.shown, 1, f"there is no twin in {language_name(lang, 'en')}", fix)


def stale_twins(subject: Subject) -> Iterator[Fault]:
    """Yield pieces whose twin was modified since."""
    if subject.sources is None:
        return
    for piece in subject.sources.site.pieces:
        for twin in subject.sources.site.twins(piece):
            last = piece.modified or piece.date
            # Without a line Modified nobody knows when a page without a date was brought up to date.
            if twin.modified and (last is None or twin.modified > last):
                fix = "bring this one up to date, and say so: Modified: …"
                yield Fault(piece.shown, 1, f"{twin.shown} was modified on {twin.modified:%Y-%m-%d}", fix)


def thin_releases(subject: Subject) -> Iterator[Fault]:
    """Yield releases without facts, questions, a quotation, a picture or a dateline."""
    if subject.sources is None:
        return
    for piece in subject.sources.site.of_kind("release"):
        for problem, fix in _missing(piece):
            yield Fault(piece.shown, 1, problem, fix)


def _missing(piece: Piece) -> Iterator[tuple[str, str]]:
    parts = piece.parts
    if not parts.facts:
        yield "the release has no facts", f"add a list under ## {_FACTS[piece.lang == 'ar']}"
    if not parts.questions:
        yield "the release has no questions", f"add ### Why? and an answer under ## {_QUESTIONS[piece.lang == 'ar']}"
    if not any(quotation.speaker for quotation in parts.quotations):
        yield "the release quotes nobody", "add a quotation that ends in — @person-id"
    if not piece.illustration:
        yield "the release has no picture", "add a line Image: launch.jpg | what it shows"
    if not piece.dateline:
        yield "the release has no dateline", "add a line Dateline: Riyadh"
