"""The report of an import: one row for each thing that was changed or not kept."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from hiwar.text import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable


class What(StrEnum):
    """What happened, as the third column of the report says it."""

    # files
    LOST = "not imported"
    PASSED = "no text of a blog, passed over"
    ENCODING = "encoding guessed and converted to UTF-8"
    CONTROL = "invisible character removed"
    EDITED = "already there and edited since, left as it is"
    COMPANY = "company.toml made, check this value"
    PERSON = "author added to people.toml"
    RENAMED = "name that cannot be an address changed"
    DOUBLE = "name already taken, changed"
    LANGUAGE = "language not among the site's, taken as its first"
    # header
    HEADER = "header not readable, line left out"
    KEY = "key not kept"
    VALUE = "value not kept"
    ADDRESS = "former address not kept"
    NO_TITLE = "no title, taken from here"
    TITLE = "title made plain text"
    TITLE_AGAIN = "heading that repeats the title left out"
    NO_DATE = "no date, taken from the file name"
    PAGE = "no date, imported as a page"
    FUTURE = "date in the future, not public before"
    TAG = "tag spelled like another with the same address"
    CONTACT = "contact added that a release needs, fill it in"
    # body
    SUMMARY = "summary taken from the text before this mark"
    COMMENT = "comment left out"
    CODE = "code of a template or component left out"
    COMPONENT = "component or wrapper replaced by its text"
    EXPRESSION = "expression left out"
    SHORTCODE = "template tag replaced by Markdown"
    SHORTCODE_OUT = "template tag left out"
    FORBIDDEN = "HTML that pages may not have left out"
    ATTRIBUTES = "attributes of an HTML tag left out"
    UNPAIRED = "HTML tag without its other half left out"
    UNKNOWN_TAG = "unknown HTML kept as text"
    LINK_OUT = "link that leads nowhere, its text kept"
    LINK_BASE = "link led to the old site"
    LINK_PIECE = "link led to the imported piece"
    FRAGMENT = "place in a page that is not there left out of the link"
    PICTURE_OUT = "missing picture, its alternative text kept"
    PICTURE_LINK = "picture of another site made a link"
    PICTURE = "file copied to media"
    ALT = "picture without alternative text, named after its file"
    FENCE = "words after the language of a code block left out"
    UNCLOSED = "code block closed at the end"
    BRACKETS = "more brackets than a paragraph may have, written as text"


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One line of the report."""

    #: The source, relative to the imported folder, with ``/``.
    file: str
    #: 1-based line of the source.
    line: int
    what: What
    #: What was changed or left out, whole, in one line.
    value: str


@dataclass(slots=True)
class Notes:
    """Collects the rows of one source."""

    file: str
    rows: list[Row] = field(default_factory=list)

    def add(self, line: int, what: What, value: str) -> None:
        """Note what happened on a line."""
        self.rows.append(Row(self.file, line, what, one_line(value)))


@dataclass(frozen=True, slots=True)
class BodyNotes:
    """Collects rows about a body, whose lines are counted from where it begins.

    Every step that rewrites a body keeps its number of lines, so that an offset
    in the text of any step says the line of the source.
    """

    notes: Notes
    #: 1-based line of the source on which the body begins.
    first_line: int

    def add(self, text: str, offset: int, what: What, value: str) -> None:
        """Note what happened at an offset of the body's text."""
        self.notes.add(self.first_line + text.count("\n", 0, offset), what, value)


def compose(rows: Iterable[Row]) -> str:
    """Return the rows as CSV (RFC 4180) ended by line feeds, sorted by file and line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "line", "what", "value"))
    writer.writerows((row.file, row.line, row.what.value, row.value) for row in sorted(set(rows)))
    return out.getvalue()
