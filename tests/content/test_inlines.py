"""Passing over patterns changes no text."""

from __future__ import annotations

from hypothesis import given
from markdown.treeprocessors import InlineProcessor

from hiwar.content.inlines import MARKS
from hiwar.content.markdown import Converter
from tests.content.test_fuzz import FUZZ, TEXT


def _convert(text: str, inlines: type[InlineProcessor] | None = None) -> str:
    md = Converter("en")._md
    if inlines:
        md.treeprocessors.register(inlines(md), "inline", 20)
    return md.convert(text)


@FUZZ
@given(TEXT)
def test_a_text_is_as_markdown_alone_has_it(text: str) -> None:
    assert _convert(text) == _convert(text, InlineProcessor)


def test_every_pattern_has_its_marks() -> None:
    patterns = Converter("en")._md.inlinePatterns
    assert {patterns[name] for name in MARKS} == set(patterns)


def test_patterns_are_passed_over() -> None:
    """Markdown calls what we put in the place of a private method of its own."""
    md = Converter("en")._md
    asked: list[str] = []
    for pattern in md.inlinePatterns:
        compiled = pattern.getCompiledRegExp()
        pattern.getCompiledRegExp = lambda own=compiled: asked.append(own.pattern) or own  # type: ignore[method-assign, misc, func-returns-value] # noted as it is asked
    assert md.convert("plain words *said*") == "<p>plain words <em>said</em></p>"
    assert len(set(asked)) == 1
