"""Markdown to the plain text that a title or a summary is."""

from __future__ import annotations

import html
import re
from typing import Final

from hiwar.importing.elements import KNOWN
from hiwar.text import one_line, without_illegal

_LINK: Final = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\([^()]*\)[^()]*)?(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_TAG: Final = re.compile(r"</?([A-Za-z][\w-]*)(?:\s[^<>]*)?/?>")
_COMMENT: Final = re.compile(r"<!--[^>]*-->|\{/\*[^}]*\*/\}")
_CODE: Final = re.compile(r"(`+)(?!`)([^`]+)(?<!`)\1(?!`)")
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)([^*_]+)(?<=\S)\1")
_EMPHASIS: Final = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_]+)(?<=\S)\1(?![\w*_])")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_BLOCK: Final = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)", re.MULTILINE)
_CLOSING: Final = re.compile(r"[ \t]+#+[ \t]*$", re.MULTILINE)


def inline_text(markdown: str) -> str:
    """Return one line of text without the marks of Markdown and without HTML."""
    text = _COMMENT.sub(" ", markdown)
    text = _CODE.sub(r"\2", text)
    # Twice, for a picture inside a link.
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _TAG.sub(lambda tag: "" if tag.group(1).lower() in KNOWN else tag.group(), text)
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    return one_line(without_illegal(html.unescape(_ESCAPE.sub(r"\1", text))))


def block_text(markdown: str) -> str:
    """Return paragraphs, lists and headings as one line of text."""
    return inline_text(_CLOSING.sub("", _BLOCK.sub("", markdown)))
