"""Rules on the sources: what passes a build, and still is not ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hiwar import urls
from hiwar.errors import Fault
from hiwar.i18n import language_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.checks.rule import Subject

#: A fifth of the pages gone is more than a day's editing.
_MOST_GONE: Final = 0.2
_SECTIONS: Final = {"facts": ("facts", "حقائق"), "questions": ("questions", "أسئلة")}


def missing_twins(subject: Subject) -> Iterator[Fault]:
    """Yield pieces that one language has and another does not."""
    if subject.site is None:
        return
    for piece in subject.site.pieces:
        has = {piece.lang, *(twin.lang for twin in subject.site.twins(piece))}
        for lang in subject.site.company.languages:
            if lang not in has:
                fix = f"translate it as {lang}/{piece.source.partition('/')[2]}"
                yield Fault(piece.shown, 1, f"there is no twin in {language_name(lang, 'en')}", fix)


def stale_twins(subject: Subject) -> Iterator[Fault]:
    """Yield pieces whose twin was modified since."""
    if subject.site is None:
        return
    for piece in subject.site.pieces:
        for twin in subject.site.twins(piece):
            last = piece.modified or piece.date
            if twin.modified and last and twin.modified > last:
                yield Fault(piece.shown, 1, f"{twin.shown} was modified later", "bring this one up to date")


def thin_releases(subject: Subject) -> Iterator[Fault]:
    """Yield releases without facts, a quotation, a picture or questions."""
    if subject.site is None:
        return
    for piece in subject.site.of_kind("release"):
        headings = {heading.text.casefold() for heading in piece.headings}
        for part, names in _SECTIONS.items():
            if not headings & set(names):
                yield Fault(
                    piece.shown, 1, f"the release has no {part}", f"add a list under ## {names[0].capitalize()}"
                )
        if "<blockquote>" not in piece.body:
            yield Fault(piece.shown, 1, "the release quotes nobody", "add a quotation that ends in — @person-id")
        if not piece.illustration:
            yield Fault(piece.shown, 1, "the release has no picture", "add a line Image: launch.jpg | what it shows")


def vanished_pages(subject: Subject) -> Iterator[Fault]:
    """Yield pages that were live and are gone without an alias."""
    if subject.live is None:
        return
    for address in subject.live.addresses:
        if address not in subject.tree.addresses and not _is_numbered(address):
            yield Fault(
                subject.tree.shown, 1, f'"{urls.quoted(address)}" was live and is gone', "name the old slug in Aliases"
            )


def _is_numbered(address: str) -> bool:
    return "/page/" in address


def shrunken_site(subject: Subject) -> Iterator[Fault]:
    """Yield a site that lost a fifth of its pages since it was last live."""
    if subject.live is None or not subject.live.addresses:
        return
    before, now = len(subject.live.addresses), len(subject.tree.pages)
    if now < before * (1 - _MOST_GONE):
        yield Fault(subject.tree.shown, 1, f"{now} pages are left of {before}", "look for pieces that became drafts")
