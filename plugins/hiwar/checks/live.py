"""Rules on promises: what was live is kept, moved or corrected, and never lost in silence."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

from hiwar.errors import Fault
from hiwar.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.checks.rule import Subject
    from hiwar.model.piece import Piece

#: Of the pages that were live: more gone is no day's editing.
_MOST_GONE: Final = 0.2
#: Lists, and pages of them: they come and go with what stands in them.
_LIST: Final = re.compile(r"/(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*/)?(?:tags|archive|people)/|.*/page/\d+/$")


#: The form of what stands for a text: another way of taking its words is another form, and never compared.
_FORM: Final = "words-1:"


def release_digest(piece: Piece) -> str:
    """Return what stands for a release's text in ``.published.json``: its form, and SHA-256 in hexadecimal.

    It is of the words that readers see, and not of corrections: a new one does
    not change the text that it corrects, and neither does another theme.
    """
    said = (piece.title, piece.subtitle, piece.summary, piece.dateline, piece.body.striptags())
    return _FORM + hashlib.sha256(one_line(" ".join(said)).encode()).hexdigest()


def vanished_pages(subject: Subject) -> Iterator[Fault]:
    """Yield pages that were live, or forwarded, and are gone without an alias; lists apart."""
    fix = "name the old slug in Aliases, or bring the piece back; invoke publish --shrink lets it go"
    return _vanished(subject, fix, are_lists=False)


def vanished_lists(subject: Subject) -> Iterator[Fault]:
    """Yield lists that were live and are gone, since nothing is left in them."""
    return _vanished(subject, "nothing needs to be done if that was meant", are_lists=True)


def _vanished(subject: Subject, fix: str, *, are_lists: bool) -> Iterator[Fault]:
    if subject.live is None:
        return
    for address in sorted({*subject.live.addresses, *subject.live.redirects}):
        if not subject.tree.has(address) and bool(_LIST.match(address)) is are_lists:
            yield Fault(subject.tree.show(address), 1, f'"{address}" was live and is gone', fix)


def shrunken_site(subject: Subject) -> Iterator[Fault]:
    """Yield a site in which a fifth of the pages that were live are gone."""
    if subject.live is None or not subject.live.addresses:
        return
    before = len(subject.live.addresses)
    gone = sum(not subject.tree.has(address) for address in subject.live.addresses)
    if gone >= max(before * _MOST_GONE, 2):
        problem = f"{gone} of {before} pages that were live are gone"
        fix = "look for pieces that became drafts, or say invoke publish --shrink"
        yield Fault(subject.tree.shown, 1, problem, fix)


def silent_corrections(subject: Subject) -> Iterator[Fault]:
    """Yield releases whose text changed since it was live, without a correction that was not live yet."""
    if subject.live is None or subject.sources is None:
        return
    for address, piece in subject.pieces.items():
        known = subject.live.releases.get(address, "")
        is_said = len(piece.corrections) > subject.live.corrections.get(address, 0)
        if known.startswith(_FORM) and known != release_digest(piece) and not is_said:
            fix = f"add a line Corrections: {subject.now:%Y-%m-%d} | what was wrong, and what is right"
            yield Fault(piece.shown, 1, "the text of this release changed since it was live", fix)


def uncompared(subject: Subject) -> str:
    """Return a line that says which releases had nothing to be compared with; empty when all had."""
    releases = [address for address, piece in subject.pieces.items() if piece.kind == "release"]
    if not releases:
        return ""
    if subject.live is None:
        return "Nothing is known of what is live, so no release was compared with it. invoke status asks, if it is."
    old = [it for it in releases if it in subject.live.releases and not subject.live.releases[it].startswith(_FORM)]
    return f"Live since an older Hiwar and not compared: {', '.join(old)}" if old else ""


def changed_ids(subject: Subject) -> Iterator[Fault]:
    """Yield a site whose entries have other ids in feeds than when it was live: readers would get all of them twice."""
    if subject.live is None or subject.sources is None:
        return
    authority = subject.sources.site.company.feed_authority
    lost = [name for name in subject.live.feed_ids if not name.startswith(f"tag:{authority}:")]
    if lost:
        problem = f'"{lost[0]}" was the id of an entry, and feed_authority is "{authority}" now'
        yield Fault(subject.tree.shown, 1, problem, "put feed_authority in company.toml back; it never changes")
