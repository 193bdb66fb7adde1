"""The report: CSV that any program reads, each of its words explained."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hiwar.importing.report import BodyNotes, Notes, Row, What, compose

DOCS = Path(__file__).parents[2] / "docs" / "moving-in.md"


def test_every_word_of_the_report_is_explained() -> None:
    """The table in docs/moving-in.md has what the third column may say, and nothing else."""
    table = DOCS.read_text("utf-8").partition("| what | then |\n| --- | --- |\n")[2]
    assert [line.split(" | ")[0].removeprefix("| ") for line in table.splitlines()] == [what.value for what in What]


def test_rows_are_sorted_and_quoted() -> None:
    """Commas, quotes and Arabic survive; a row that stands twice is written once."""
    rows = (Row("b.md", 2, What.KEY, 'a, "b"'), Row("أ.md", 10, What.KEY, "قطرة"), Row("b.md", 2, What.KEY, 'a, "b"'))
    read = list(csv.reader(io.StringIO(compose(rows))))
    assert read == [
        ["file", "line", "what", "value"],
        ["b.md", "2", "key not kept", 'a, "b"'],
        ["أ.md", "10", "key not kept", "قطرة"],
    ]


def test_an_offset_says_the_line_of_the_source() -> None:
    """Lines of a body are counted from where it begins in its file."""
    notes = Notes("a.md")
    BodyNotes(notes, 5).add("one\ntwo\nthree", 8, What.CODE, "three\n  four")
    assert notes.rows == [Row("a.md", 7, What.CODE, "three four")]
