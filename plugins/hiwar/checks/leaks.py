"""Rules on what must not go out: hidden pieces, secrets, paths of this machine."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from typing import TYPE_CHECKING, Final

from hiwar import urls
from hiwar.errors import Fault
from hiwar.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.checks.rule import Subject
    from hiwar.model.piece import Piece
    from hiwar.model.site import Site

#: Forms of keys that their makers document, so that scanners find them.
_SECRETS: Final = re.compile(
    r"-----BEGIN (?:RSA |EC |OPENSSH |DSA |)PRIVATE KEY-----"
    r"|\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_[A-Za-z0-9_]{22,}|\bAKIA[0-9A-Z]{16}\b"
    r"|\bxox[abposr]-[A-Za-z0-9-]{10,}|\bglpat-[A-Za-z0-9_-]{20,}|\bsk_live_[A-Za-z0-9]{16,}"
)
_LOCAL_PATHS: Final = re.compile(r"(?<![\w.])(?:/home/[a-z][\w-]*/|/Users/[A-Za-z][\w-]*/|[A-Z]:\\Users\\)")
_TAGS: Final = re.compile(r"<[^>]+>")
_SENTENCE: Final = re.compile(r"(?<=[.!?؟…])\s+")
#: Shorter texts are no trace: two pieces may share them.
_LONG: Final = 40
_SENTENCES: Final = 6
_BUG: Final = "do not publish; report it as a bug"


def hidden_pieces(subject: Subject) -> Iterator[Fault]:
    """Yield every trace of a draft, a future or an embargoed piece: address, title, sentence, file."""
    if subject.site is None:
        return
    known = "\n".join(_plain(piece) for piece in subject.site.pieces)
    media = {file.address for piece in subject.site.pieces for file in piece.media}
    for piece in subject.site.withheld:
        traces = [trace for trace in _traces(subject.site, piece) if trace not in known]
        for address, text in subject.tree.plain_texts.items():
            found = next((trace for trace in traces if trace in text), None)
            if found:
                yield Fault(
                    piece.shown,
                    1,
                    f'"{found[:60]}" stands in {address} though it is not public',
                    "do not publish; report it as a bug",
                )
        yield from _hidden_files(subject, piece, media)


def _traces(site: Site, piece: Piece) -> list[str]:
    address = urls.piece(site.company, piece)
    sentences = [text for text in _SENTENCE.split(_plain(piece)) if len(text) >= _LONG]
    return [address, urls.quoted(address), one_line(piece.title), *sentences[:_SENTENCES]]


def _plain(piece: Piece) -> str:
    return one_line(f"{piece.title}\n{piece.summary}\n{unescape(_TAGS.sub(' ', piece.body))}")


def _hidden_files(subject: Subject, piece: Piece, public: set[str]) -> Iterator[Fault]:
    hashes = {
        hashlib.sha256(file.source.read_bytes()).hexdigest() for file in piece.media if file.address not in public
    }
    for address, digest in subject.tree.media_digests.items() if hashes else ():
        if digest in hashes:
            yield Fault(
                piece.shown,
                1,
                f"its file stands at {address} though it is not public",
                "do not publish; report it as a bug",
            )


def secrets(subject: Subject) -> Iterator[Fault]:
    """Yield keys and tokens in any text of the site."""
    for address, text in subject.tree.texts.items():
        match = _SECRETS.search(text)
        if match:
            line = text.count("\n", 0, match.start()) + 1
            shown = subject.tree.shown + address
            yield Fault(shown, line, f'"{match.group()[:8]}…" looks like a key', "delete it, and have it revoked")


def local_paths(subject: Subject) -> Iterator[Fault]:
    """Yield paths of somebody's machine in a page's addresses and attributes."""
    for page in subject.tree.pages.values():
        for tag in page.tags:
            for value in tag.attributes.values():
                match = _LOCAL_PATHS.search(value)
                if match and tag.name != "meta":
                    problem = f'"{match.group()}" is a path of somebody\'s machine'
                    yield subject.fault(page, tag.line, problem, "name a file of the site")
