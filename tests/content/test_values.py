"""A header and YAML give the same typed values: the text as typed, never a number or a truth."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hiwar.content import frontmatter
from hiwar.content.schema import Known, read_values
from hiwar.decode import decode
from hiwar.errors import Faults

CASES = sorted((Path(__file__).parent / "values").glob("*.txt"))
KNOWN = Known(ZoneInfo("Asia/Riyadh"), {"desk": True, "mute": False}, frozenset({"tap"}))


def values_of(text: str) -> tuple[dict[str, object], str]:
    """Return the typed values of a front matter, and the text after it."""
    faults = Faults()
    front = frontmatter.parse(text, "a.md", faults)
    assert front
    values = read_values(front.entries, "post", "a.md", KNOWN, faults)
    assert faults.errors == ()
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}, front.body


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("form", ["header", "yaml"])
def test_values_are_what_was_typed(case: Path, form: str) -> None:
    """Both forms give what the case expects."""
    _, *parts = re.split(r"^=== (\w+)\n", case.read_text("utf-8"), flags=re.MULTILINE)
    texts = dict(zip(parts[::2], parts[1::2], strict=True))
    values, body = values_of(texts[form])
    assert values == tomllib.loads(texts["values"])
    assert body.strip() == "body"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_change_nothing(ends: str, start: str) -> None:
    """As files from any machine come."""
    faults = Faults()
    for text in ("Title: a\nTags: b\n\nbody\n", "---\ntitle: a\ntags: b\n---\nbody\n"):
        decoded = decode((start + text.replace("\n", ends)).encode(), "a.md", faults)
        assert decoded is not None
        assert values_of(decoded) == ({"title": "a", "tags": ["b"]}, "body\n")


def test_the_body_knows_its_line() -> None:
    """Messages about the text name the line of the file."""
    for text, line in (("Title: a\n\nbody", 3), ("---\ntitle: a\n---\nbody", 4), ("Title: a\nTags: b\n\n\nbody", 4)):
        front = frontmatter.parse(text, "a.md", Faults())
        assert front
        assert front.body_line == line
