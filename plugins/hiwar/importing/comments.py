"""Comments out, and the mark that ends a summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.importing.plain import block_text
from hiwar.importing.report import What
from hiwar.importing.rewriting import BREAK, rewrite
from hiwar.text import shortened

if TYPE_CHECKING:
    from hiwar.importing.rewriting import Context, Found

_COMMENT: Final = re.compile(r"<!--(?:-?>|((?:[^-]|-(?!->))*+)-->)|\{/\*((?:[^*]|\*(?!/\}))*+)\*/\}")
_MARK: Final = re.compile(
    r"\s*(?:truncate|more|excerpt|read[ -]?more|excerpt[ -]separator|end[ -]excerpt)\s*", re.IGNORECASE
)
#: What search engines and share cards show at most.
_LONGEST: Final = 300


def before_mark(text: str, context: Context) -> str:
    """Return the text before the mark that ends a summary; empty without one.

    The marks of Hugo, WordPress, Jekyll and Docusaurus are known.
    """
    marks = (match for match in _COMMENT.finditer(context.mask(text)) if _is_mark(match))
    first = next(marks, None)
    return text[: first.start()] if first else ""


def summary_of(head: str) -> str:
    """Return Markdown as the plain text of a summary."""
    return shortened(block_text(head.replace(BREAK, " ")), _LONGEST)


def drop_comments(text: str, context: Context) -> str:
    """Return the text without comments and marks."""
    return rewrite(text, _COMMENT, lambda found: _dropped(found, context), context.mask(text))


def _is_mark(match: re.Match[str]) -> bool:
    return bool(_MARK.fullmatch(match.group(1) or match.group(2) or ""))


def _dropped(found: Found, context: Context) -> str | None:
    if found.group().startswith("{") and not context.is_mdx:
        return None
    what = What.SUMMARY if _is_mark(found.match) else What.COMMENT
    context.note(found.text, found.start, what, found.group())
    before, after = found.text[found.start - 1 : found.start], found.text[found.match.end() : found.match.end() + 1]
    return "" if before.isspace() or after.isspace() else " "
