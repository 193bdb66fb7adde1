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


def take_summary(text: str, context: Context) -> tuple[str, str]:
    """Return the text without comments, and the plain text before the mark that ends a summary.

    The marks of Hugo, WordPress, Jekyll and Docusaurus are known; without one
    the summary is empty.
    """
    masked = context.mask(text)
    summary = ""
    for match in _COMMENT.finditer(masked):
        if _is_mark(match):
            summary = shortened(block_text(text[: match.start()].replace(BREAK, " ")), _LONGEST)
            break
    return rewrite(text, _COMMENT, lambda found: _dropped(found, context), masked), summary


def _is_mark(match: re.Match[str]) -> bool:
    return bool(_MARK.fullmatch(match.group(1) or match.group(2) or ""))


def _dropped(found: Found, context: Context) -> str | None:
    if found.group().startswith("{") and not context.is_mdx:
        return None
    what = What.SUMMARY if _is_mark(found.match) else What.COMMENT
    context.note(found.text, found.start, what, found.group())
    return " "
