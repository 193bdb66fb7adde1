"""Beginning: a company's own site, a new piece."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.tasks import task

from hiwar import git
from hiwar.commands.project import ROOT, reported, say
from hiwar.content.files import scan
from hiwar.content.who import read_company
from hiwar.errors import ContentError, Faults, SetupError
from hiwar.site.run import builder_for
from hiwar.slugs import better_slug, is_slug, is_taken
from hiwar.starting.init import Answers, compose_content, replace_content
from hiwar.starting.new import NewPiece, compose_new, parse_kind, write_new

if TYPE_CHECKING:
    from collections.abc import Mapping


@task(
    help={
        "name": "of the company, for every language",
        "languages": "codes, the first at the root: ar,en",
        "url": "where the site will stand",
        "timezone": "for dates without an offset",
        "content": "the content folder",
    }
)
@reported
def init(
    _context: Context,
    name: str = "",
    languages: str = "",
    url: str = "",
    timezone: str = "",
    content: str = "content",
) -> None:
    """Make this clone a company's own: the demo goes out, the company comes in."""
    refuse_unsaved(Path(content))
    codes = tuple(code.strip() for code in (languages or ask("Languages", "ar,en")).split(",") if code.strip())
    text = name or ask("Name of the company", "")
    answers = Answers(
        name=dict.fromkeys(codes, text),
        languages=codes,
        url=url or ask("Address of the site", "https://news.example.org"),
        timezone=timezone or ask("Time zone", "Asia/Riyadh"),
    )
    files = compose_content(answers, datetime.now(UTC))
    try_out(files)
    replace_content(Path(content), files)
    say(f"{content} is yours now. Next: look at it with invoke serve, then write with invoke new post TITLE")


def refuse_unsaved(content: Path) -> None:
    """Refuse to empty a folder in which somebody's work is not in git yet.

    Raises:
        SetupError: git knows of changes in it.
    """
    if content.is_dir() and git.is_changed(content):
        raise SetupError(f"{content} has changes that are not committed; commit them or take them away first")


def try_out(files: Mapping[str, str]) -> None:
    """Build what was answered, somewhere private, before anything is emptied.

    Raises:
        SetupError: one of the answers is not right.
    """
    with tempfile.TemporaryDirectory() as private:
        try:
            replace_content(Path(private, "content"), files)
            builder_for(ROOT, Path(private, "content"), Path(private, "output"), clean=True).build()
        except ContentError as error:
            answers = "\n".join(f"{fault.problem}; {fault.fix}" for fault in error.faults)
            raise SetupError(f"nothing is changed, since the answers are not right:\n{answers}") from error


def ask(question: str, usual: str) -> str:
    """Ask at the keyboard.

    Raises:
        SetupError: nobody is there to answer.
    """
    if not sys.stdin.isatty():
        raise SetupError(f"{question}: nobody is here to ask; give it as an option (invoke --help init)")
    try:
        return input(f"{question} [{usual}]: ").strip() or usual
    except EOFError:
        raise SetupError(f"{question}: not answered; nothing is changed") from None


@task(
    help={
        "kind": "post, release, product or page",
        "title": "of the piece",
        "lang": "of the title; the site's first language unless told",
        "slug": "its name in addresses; made from the title unless told",
        "content": "the content folder",
    }
)
@reported
def new(_context: Context, kind: str, title: str, lang: str = "", slug: str = "", content: str = "content") -> None:
    """Begin a piece that passes the check, and its twin to translate."""
    who = read_company(Path(content), Path.cwd())
    wanted = slug or better_slug(title)
    if not is_slug(wanted):
        raise SetupError(f'--slug: "{wanted}" would not survive as an address; write {better_slug(wanted)}')
    piece = NewPiece(parse_kind(kind), title, wanted, lang or who.company.default_language)
    refuse_taken(piece, Path(content), who.company.languages)
    files = compose_new(piece, who.company, who.people, datetime.now(UTC))
    for path in write_new(Path(content), files):
        say(f"written: {path}")
    say('Look at it with invoke serve; delete the line "Status: draft" when it may go out.')


def refuse_taken(piece: NewPiece, content: Path, languages: tuple[str, ...]) -> None:
    """Refuse a slug that the site or another piece has, in any language.

    Raises:
        SetupError: names who has it.
    """
    if is_taken(piece.slug, piece.kind, languages):
        raise SetupError(f'the address of "{piece.slug}" is taken by the site itself; name another with --slug NAME')
    for file in scan(content, languages, Path.cwd(), Faults()):
        if (file.kind, file.slug.casefold()) == (piece.kind, piece.slug.casefold()):
            raise SetupError(f"{file.shown} has this address already; choose another title, or --slug NAME")


@task(
    name="import",
    help={
        "source": "the folder of an existing Markdown blog",
        "lang": "of its texts; the site's first language unless told",
        "kind": "post, release, product or page; post unless told",
        "base": "the address of the old site, for links that stay there",
        "content": "the content folder to bring it into",
    },
)
@reported
def import_(
    _context: Context, source: str, lang: str = "", kind: str = "", base: str = "", content: str = "content"
) -> None:
    """Bring an existing Markdown blog in; what could not be kept stands in import-report.csv."""
    # It takes 50 ms to import, and one imports once.
    from hiwar.importing.blog import import_blog
    from hiwar.importing.options import Options
    from hiwar.media.library import Library

    options = Options.parse(kind=kind, lang=lang, base=base)
    summary = import_blog(Path(source), Path(content), options, datetime.now(UTC), Library())
    say(str(summary))
    if summary.faults:
        raise ContentError(summary.faults)
