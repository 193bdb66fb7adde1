"""Rules on video and sound: whoever cannot see, hear or load it has the picture, the captions, the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hiwar.errors import Fault
from hiwar.i18n import language_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hiwar.checks.rule import Subject
    from hiwar.model.part import Recording
    from hiwar.model.piece import Piece


def bare_recordings(subject: Subject) -> Iterator[Fault]:
    """Yield video and sound in posts, products and pages to which something is missing."""
    yield from _bare(subject, lambda piece: piece.kind != "release")


def bare_release_recordings(subject: Subject) -> Iterator[Fault]:
    """Yield video and sound in releases to which something is missing: newsrooms use them as they are."""
    yield from _bare(subject, lambda piece: piece.kind == "release")


def _bare(subject: Subject, concerns: Callable[[Piece], bool]) -> Iterator[Fault]:
    if subject.sources is None:
        return
    for piece in filter(concerns, subject.sources.site.pieces):
        for recording in piece.parts.recordings:
            named = recording.file.source.name if recording.file else recording.watch
            line = subject.sources.line(piece, named) or 1
            for problem, fix in _missing(piece, recording):
                yield Fault(piece.shown, line, f'"{named}" {problem}', fix)


def _missing(piece: Piece, recording: Recording) -> Iterator[tuple[str, str]]:
    stem = recording.file.source.stem if recording.file else ""
    beside = recording.poster.source.stem if recording.poster else "its-picture"
    if recording.kind == "video" and recording.poster is None:
        fix = f"put {stem}.jpg beside it" if stem else f"write [![what it shows](picture.jpg)]({recording.watch})"
        yield "has no picture that is shown before it plays", fix
    spoken = language_name(piece.lang, "en")
    if recording.kind == "video" and recording.file and piece.lang not in {track.lang for track in recording.tracks}:
        yield f"has no captions in {spoken}", f"put {stem}.{piece.lang}.vtt beside it"
    if not recording.transcript:
        yield f"has no words in {spoken}", f"put {stem or beside}.{piece.lang}.txt beside it"
