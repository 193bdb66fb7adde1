"""One old text, read: header, body, and what its path says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hiwar.importing import header
from hiwar.importing.body import prepare
from hiwar.importing.decode import decode
from hiwar.importing.jsx import is_mdx
from hiwar.importing.lines import mask, scan
from hiwar.importing.meta import parse_meta
from hiwar.importing.names import readable
from hiwar.importing.paths import parse_path
from hiwar.importing.plain import inline_text
from hiwar.importing.report import BodyNotes, What
from hiwar.importing.rewriting import Context, Target
from hiwar.text import direction

if TYPE_CHECKING:
    from collections.abc import Collection

    from hiwar.importing.meta import Meta
    from hiwar.importing.paths import PathFacts
    from hiwar.importing.report import Notes
    from hiwar.importing.rewriting import Places

_HEADING: Final = re.compile(r"\x01*(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE: Final = re.compile(r"(=+|-+)[ \t]*")
_NO_LETTERS: Final = re.compile(r"[\W_]+")
_ARABIC_LETTER: Final = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Text:
    """An old text whose body is prepared."""

    #: Relative to the imported folder.
    rel: str
    facts: PathFacts
    meta: Meta
    title: str
    #: Plain text.
    summary: str
    #: Prepared Markdown, as many lines as the source's body.
    body: str
    context: Context
    notes: Notes
    lang: str


class NoPlaces:
    """Leaves every address as it is: for steps that ask for none."""

    def link(self, address: str) -> Target:
        """Return the address."""
        return Target(address)

    def picture(self, address: str) -> Target:
        """Return the address."""
        return Target(address)


def read_text(rel: str, raw: bytes, languages: Collection[str], lang: str, notes: Notes, places: Places) -> Text | None:
    """Return an old text, or None when it is no text or says nothing.

    Args:
        rel: its path, relative to the imported folder.
        raw: its bytes.
        languages: codes that a path or a header may name.
        lang: the language of all texts; empty to find out for each.
        notes: gets a row for all that was changed or not kept.
        places: passed on to the steps; asked for nothing here.
    """
    text = decode(raw, notes)
    if text is None:
        notes.add(1, What.LOST, "no text: bytes that no encoding explains")
        return None
    split = header.parse(text, notes)
    if not split.body.strip() and not any(entry.key == "title" for entry in split.entries):
        notes.add(1, What.PASSED, "empty")
        return None
    facts = parse_path(rel, languages)
    meta = parse_meta(split.entries, facts, notes)
    body_notes = BodyNotes(notes, split.body_line)
    found = lang or _language(meta, facts, split.body, languages)
    mdx = rel.lower().endswith(".mdx") or is_mdx(mask(split.body))
    context = Context(body_notes, places, found, is_mdx=mdx, is_jekyll=facts.is_jekyll)
    prepared = prepare(split.body, context)
    title, body = _title(meta, facts, prepared.text, context)
    return Text(rel, facts, meta, title, meta.summary or prepared.summary, body, context, notes, found)


def _language(meta: Meta, facts: PathFacts, body: str, languages: Collection[str]) -> str:
    for named in (meta.lang, meta.lang.partition("-")[0], facts.lang):
        if named and named in languages:
            return named
    letters = len(_LETTER.findall(body)) or 1
    is_arabic = len(_ARABIC_LETTER.findall(body)) / letters > 0.3 or (
        not body.strip() and direction(meta.title) == "rtl"
    )
    return "ar" if is_arabic else "en"


def _title(meta: Meta, facts: PathFacts, body: str, context: Context) -> tuple[str, str]:
    """Return the title, and the body without a heading that says the same."""
    rows = body.split("\n")
    heading = _first_heading(rows, context)
    title = inline_text(meta.title)
    line = meta.lines.get("title", 1)
    if title and title != meta.title:
        context.notes.notes.add(line, What.TITLE, meta.title)
    if not title and heading:
        title = inline_text(rows[heading[0]][heading[1] : heading[2]])
        if title:
            context.notes.notes.add(context.notes.first_line + heading[0], What.NO_TITLE, title)
    if not title:
        title = readable(facts.name) or facts.name
        context.notes.notes.add(1, What.NO_TITLE, title)
    if heading and _same(inline_text(rows[heading[0]][heading[1] : heading[2]]), title):
        context.notes.notes.add(context.notes.first_line + heading[0], What.TITLE_AGAIN, rows[heading[0]])
        rows[heading[0]] = ""
        if heading[3]:
            rows[heading[0] + 1] = ""
    return title, "\n".join(rows)


def _first_heading(rows: list[str], context: Context) -> tuple[int, int, int, bool] | None:
    """Return row, start and end of the first heading's text, and whether a line is drawn under it."""
    lines = scan("\n".join(rows), indented=not context.is_mdx)
    for number, line in enumerate(lines):
        if line.kind != "text" or line.quote or line.depth or line.marker:
            continue
        if match := _HEADING.fullmatch(rows[number].lstrip(" ")):
            shift = len(rows[number]) - len(rows[number].lstrip(" "))
            return number, match.start(2) + shift, match.end(2) + shift, False
        below = rows[number + 1] if number + 1 < len(rows) else ""
        alone = number == 0 or lines[number - 1].kind != "text"
        if alone and below and _UNDERLINE.fullmatch(below):
            return number, 0, len(rows[number]), True
    return None


def _same(one: str, other: str) -> bool:
    return _NO_LETTERS.sub("", one).casefold() == _NO_LETTERS.sub("", other).casefold()
