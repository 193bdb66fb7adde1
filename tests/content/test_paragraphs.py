"""Taking plain paragraphs first changes no text."""

from __future__ import annotations

from hypothesis import example, given

from hiwar.content.markdown import Converter
from tests.content.test_fuzz import FUZZ, TEXT


@FUZZ
@given(TEXT, TEXT)
@example("word", "\n:   what it is")
@example("- item\n\n    word\n", "word")
@example("word\n====", "a | b\n--|--\n1 | 2")
@example("*[HTML]: word\n\nHTML", "[^1]: word")
def test_a_text_is_as_markdown_alone_has_it(text: str, more: str) -> None:
    whole = f"{text}\n\n{more}\na\n\n*word* and\n{more}"
    alone = Converter("en")._md
    alone.parser.blockprocessors.deregister("hiwar_plain")
    assert Converter("en")._md.convert(whole) == alone.convert(whole)
