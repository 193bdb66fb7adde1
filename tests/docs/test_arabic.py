"""The Arabic page keeps code in its order: a page that is read right to left would turn it round."""

from __future__ import annotations

import re

from tests.docs.pages import WRITING_AR

#: Begins with a Latin letter, ends with one or a digit, has no Arabic: this keeps its order by itself (UAX #9).
_ORDERLY = re.compile(r"[A-Za-z](?:[ -~]*[A-Za-z0-9])?")
_ISOLATED = re.compile(r'<span dir="ltr">(`+).+?\1</span>')


def test_code_in_sentences_keeps_its_order() -> None:
    """Code that would be torn apart is isolated."""
    bare = _ISOLATED.sub("", WRITING_AR.prose)
    assert not [text for text in re.findall(r"`+([^`]+)`+", bare) if not _ORDERLY.fullmatch(text)]


def test_code_in_blocks_keeps_its_order() -> None:
    """Every block of code stands in a part of the page that is read left to right."""
    blocks = re.findall(r"^ *```[^`\n]*\n.*?^ *```$", WRITING_AR.text, re.MULTILINE | re.DOTALL)
    isolated = re.findall(r'<div dir="ltr">\n\n *```[^`]*```\n\n *</div>', WRITING_AR.text)
    assert len(blocks) == len(isolated) == len(WRITING_AR.fences)


def test_quotation_marks_are_arabic() -> None:
    """In sentences stand «these», and Arabic commas and question marks."""
    bare = re.sub(r"`[^`]*`|<[^>]*>", "", WRITING_AR.prose)
    assert '"' not in bare
    assert not re.search(r"[\u0621-\u064a] ?[,;?]", bare)
