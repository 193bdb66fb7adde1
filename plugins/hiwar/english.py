"""Typography of English: Typogrify's, with SmartyPants asked only where a text has one of its marks.

SmartyPants runs some twenty patterns over every run of text between two tags, and most
runs have nothing for them. What comes out is what both packages make of the whole.
"""

from __future__ import annotations

import re
from typing import Final

import smartypants
from typogrify import filters

#: One of these stands in whatever SmartyPants changes.
_MARK: Final = re.compile(r"""["'`\\]|--|\.\.\.|\. \. \.""")
#: The elements that it leaves alone.
_VERBATIM: Final = re.compile(f"<(/)?({'|'.join(smartypants.tags_to_skip)})[^>]*>", re.IGNORECASE)


def typeset(html: str) -> str:
    """Return English HTML as ``typogrify`` without ``caps`` returns it: that one splits ``AT&amp;T`` in the middle."""
    parts = filters.process_ignores(html)
    return "".join(_filtered(part) if is_text else part for part, is_text in parts)


def _filtered(html: str) -> str:
    html = smart(filters.amp(html) if "&" in html else html)
    return str(filters.widont(filters.initial_quotes(html)))


def smart(html: str) -> str:
    """Return HTML with the quotation marks, dashes and ellipses of English."""
    if not _MARK.search(html):
        return html
    found: list[str] = []
    verbatim: list[str] = []
    before = ""
    for kind, token in smartypants._tokenize(html):  # noqa: SLF001 -- Typogrify asks it, too
        if kind == "tag":
            _follow(token, verbatim)
            found.append(token)
        else:
            found.append(token if verbatim or not _MARK.search(token) else _smart_run(token, before))
            before = token[-1:]
    return "".join(found)


def _follow(tag: str, verbatim: list[str]) -> None:
    """Note which elements a tag leaves and enters in which nothing changes."""
    match = _VERBATIM.match(tag)
    if match and not match[1]:
        verbatim.append(match[2].lower())
    elif match and verbatim and verbatim[-1] == match[2].lower():
        verbatim.pop()


def _smart_run(text: str, before: str) -> str:
    """Return a run of text; a mark that stands alone is told by what is before it."""
    if text == "'":
        return "&#8217;" if before.strip() else "&#8216;"
    if text == '"':
        return "&#8221;" if before.strip() else "&#8220;"
    return str(smartypants.smartypants(text))
