"""Moving in: a folder of old posts becomes pieces, people, media and a report."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hiwar.errors import Fault, SetupError
from hiwar.importing import report
from hiwar.importing.existing import read_existing
from hiwar.importing.moving import Move
from hiwar.importing.naming import Names
from hiwar.importing.options import Options, check_options
from hiwar.importing.people import People
from hiwar.importing.report import Notes, Row, What
from hiwar.importing.shelf import MediaShelf
from hiwar.importing.sources import find_sources
from hiwar.importing.texts import NoPlaces, read_text
from hiwar.importing.writing import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from hiwar.importing.existing import Existing
    from hiwar.importing.sources import Found
    from hiwar.importing.texts import Text
    from hiwar.model.media import MediaLibrary

REPORT: Final = "import-report.csv"


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import did."""

    #: Pieces that were written.
    written: int
    #: Pieces that stood there from an import before, just so.
    unchanged: int
    #: Pieces that were edited since, and left alone.
    edited: int
    #: Pictures and other files that were copied.
    files: int
    report: Path
    #: Path of each piece by the path of its source.
    targets: Mapping[str, str]
    rows: tuple[Row, ...]
    #: Texts that were not imported; a task that has any ends with exit code 1.
    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        parts = [f"{self.written} pieces and {self.files} files written"]
        parts += [f"{self.unchanged} were there already"] * bool(self.unchanged)
        parts += [f"{self.edited} edited since and left alone"] * bool(self.edited)
        return f"{', '.join(parts)}; {len(self.rows)} changes are listed in {self.report}"


def import_blog(source: Path, content: Path, options: Options, now: datetime, library: MediaLibrary) -> Summary:
    """Bring an existing Markdown blog into a content folder, which may be new.

    Args:
        source: the folder of the old blog; nothing in it is changed.
        content: the content folder; what stands in it is never overwritten.
        options: what the caller chose.
        now: aware; what is dated later is imported and waits.
        library: looks at pictures, so that broken ones are found now.

    Raises:
        SetupError: there is no such folder, kind or language, or one cannot write.
        ContentError: company.toml or people.toml of the content folder cannot be read.
    """
    if not source.is_dir():
        raise SetupError(f"{source}: there is no such folder")
    existing = read_existing(content)
    check_options(options, existing.languages)
    found = find_sources(source, content)
    texts, rows = _read_texts(source, found, existing, options)
    if not texts and not rows:
        raise SetupError(f"{source}: there is no Markdown in it")
    move = _move(source, content, found, existing, options, now, library, texts)
    move.convert()
    counts = move.write(content)
    return _report(source, content, move, counts, (*rows, *move.rows()))


def _report(source: Path, content: Path, move: Move, counts: dict[str, int], rows: tuple[Row, ...]) -> Summary:
    target = content.parent / REPORT
    replace(target, report.compose(rows))
    return Summary(
        written=counts["new"],
        unchanged=counts["same"],
        edited=counts["edited"],
        files=counts["files"],
        report=target,
        targets=MappingProxyType({named.text.rel: named.target for named in move.named}),
        rows=tuple(sorted(set(rows))),
        faults=tuple(_faults(source, rows)),
    )


def _read_texts(
    source: Path, found: Found, existing: Existing, options: Options
) -> tuple[tuple[Text, ...], tuple[Row, ...]]:
    """Return the texts, and the rows of all files that are none."""
    languages = existing.languages or tuple(dict.fromkeys((*filter(None, (options.lang,)), "ar", "en")))
    texts: list[Text] = []
    rows = list(found.rows)
    for rel in found.texts:
        notes = Notes(rel)
        try:
            raw = (source / rel).read_bytes()
        except OSError as error:
            rows.append(Row(rel, 1, What.LOST, f"it cannot be read: {error.strerror}"))
            continue
        text = read_text(rel, raw, languages, options.lang, notes, NoPlaces())
        if text is None:
            rows += notes.rows
        else:
            texts.append(text)
    return tuple(texts), tuple(rows)


def _move(
    source: Path,
    content: Path,
    found: Found,
    existing: Existing,
    options: Options,
    now: datetime,
    library: MediaLibrary,
    texts: Iterable[Text],
) -> Move:
    """Decide where everything goes."""
    listed = tuple(texts)
    languages = existing.languages or _languages(listed, options.lang)
    names = Names(languages, dict(existing.taken))
    named = tuple(names.name(text, options.kind) for text in listed)
    people = People(languages)
    people.read(existing.people)
    return Move(
        named=tuple(map(names.with_aliases, named)),
        languages=languages,
        existing=existing,
        people=people,
        authors=found.authors,
        shelf=MediaShelf(source, content, found.files, library),
        options=options,
        name=source.resolve().name,
        now=now,
    )


def _languages(texts: tuple[Text, ...], first: str) -> tuple[str, ...]:
    """Return the languages of a new site: the one that was asked for, then by the number of texts."""
    found = [text.lang for text in texts]
    order = sorted(set(found), key=lambda lang: (-found.count(lang), lang))
    return tuple(dict.fromkeys((*filter(None, (first,)), *order))) or ("en",)


def _faults(source: Path, rows: Iterable[Row]) -> Iterable[Fault]:
    for row in sorted(set(rows)):
        if row.what == What.LOST:
            yield Fault((source / row.file).as_posix(), row.line, f"not imported: {row.value}", "see docs/moving-in.md")
