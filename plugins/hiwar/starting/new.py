"""A new piece that passes the check at once, and its twins to translate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.errors import SetupError
from hiwar.model.kinds import DATED, FOLDERS
from hiwar.starting.wording import body
from hiwar.text import did_you_mean, has_illegal, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from hiwar.model.company import Company, Person
    from hiwar.model.kinds import Kind


_QUOTES: Final = {'"': "'", "'": '"'}


@dataclass(frozen=True, slots=True)
class NewPiece:
    """What was asked for."""

    kind: Kind
    title: str
    slug: str
    lang: str


def parse_kind(text: str) -> Kind:
    """Return a kind by its name.

    Raises:
        SetupError: there is no such kind.
    """
    for kind in FOLDERS:
        if text == kind:
            return kind
    raise SetupError(f'unknown kind "{text}"; {did_you_mean(text, FOLDERS)}')


def compose_new(
    piece: NewPiece, company: Company, people: Mapping[str, Person], now: datetime
) -> tuple[tuple[str, str], ...]:
    """Return path and text of the piece and of each twin, the piece first.

    All are drafts, so that nothing half written goes out.

    Raises:
        SetupError: the title is none, the language is not the site's, or a release has nobody to contact.
    """
    if not one_line(piece.title) or has_illegal(piece.title):
        raise SetupError("the title is empty, or has a character that no reader sees; write another")
    if piece.lang not in company.languages:
        raise SetupError(f'unknown language "{piece.lang}"; {did_you_mean(piece.lang, company.languages)}')
    contact = next((person.id for person in people.values() if person.is_reachable), "")
    if piece.kind == "release" and not contact:
        raise SetupError("a release needs a contact; give somebody in people.toml a phone or an email")
    languages = (piece.lang, *(lang for lang in company.languages if lang != piece.lang))
    return tuple((_path(piece, lang, company, now), _text(piece, lang, contact)) for lang in languages)


def _path(piece: NewPiece, lang: str, company: Company, now: datetime) -> str:
    day = f"{now.astimezone(company.timezone):%Y-%m-%d}-" if piece.kind in DATED else ""
    return f"{lang}/{FOLDERS[piece.kind]}/{day}{piece.slug}.md"


def _kept(title: str) -> str:
    """Return a title so that quotes around it all stay: front matter drops one pair."""
    if len(title) > 1 and title[0] == title[-1] and title[0] in _QUOTES:
        return f"{_QUOTES[title[0]]}{title}{_QUOTES[title[0]]}"
    return title


def _text(piece: NewPiece, lang: str, contact: str) -> str:
    lines = [f"Title: {_kept(one_line(piece.title))}"]
    if piece.kind == "release":
        lines.append(f"Contact: {contact}")
    lines.append("Status: draft")
    return "\n".join(lines) + "\n\n" + body(lang, piece.kind, contact)


def write_new(content: Path, files: tuple[tuple[str, str], ...]) -> tuple[Path, ...]:
    """Write new files; returns their paths.

    Raises:
        SetupError: one of them exists already, or cannot be written; then none is written.
    """
    paths = tuple(content / name for name, _ in files)
    for path in paths:
        if path.exists():
            raise SetupError(f"{path} exists already; choose another title, or --slug NAME")
    try:
        for path, (_, text) in zip(paths, files, strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    except OSError as error:
        raise SetupError(f"{error.filename} cannot be written: {error.strerror}") from error
    return paths
