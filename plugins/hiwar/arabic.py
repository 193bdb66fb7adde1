"""Typography of Arabic: «guillemets», and what would lose its order kept together.

Typogrify knows English only: it turns an opening quotation mark after an
Arabic letter into a closing one.
"""

from __future__ import annotations

import re
from typing import Final

from markupsafe import escape

from hiwar.lasting import lasting

_TOKEN: Final = re.compile(r"(<[^>]*>)")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_VERBATIM: Final = frozenset({"pre", "code", "kbd", "samp", "script", "style", "math", "svg", "textarea"})
#: Inside these, a quotation goes on; at every other tag it ends.
_PHRASING: Final = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "del", "dfn", "em", "i", "img", "ins", "mark", "q", "s", "small",
     "span", "strong", "sub", "sup", "time", "u", "wbr"}
)  # fmt: skip
_INSIDE: Final = _PHRASING | _VERBATIM
#: What the bidirectional algorithm (UAX #9) would tear apart in right-to-left
#: text: handles and hashtags, telephone numbers, dates and ranges of numbers
#: with neutral marks between them, names that begin or end with a mark.
_LOOSE: Final = re.compile(
    r"(?<![\w&#@/.])[@#][A-Za-z_][\w.-]*(?:@[\w.-]+\w)?"
    r"|(?<![\w&#])\+\d[\d ()\u00a0-]{5,}\d"
    r"|(?<![\w&#./-])\d+(?:[-/:]\d+)+(?![\w/-])"
    r"|(?<![\w&#;])[A-Za-z]\w*(?:\+\+|#)(?!\w)"
    r"|(?<![\w&#;.])\.[A-Z]{2,}\b"
)
#: One of these stands in whatever is loose: looking for it is much quicker.
_PERHAPS_LOOSE: Final = re.compile(r"[@#+\d]|\.[A-Z]")
_QUOTE: Final = re.compile(r'"|&quot;')
_OUTER: Final = ("«", "»")
_INNER: Final = ("‹", "›")


def typeset(html: str) -> str:
    """Return Arabic HTML with its quotation marks, ellipses and isolated foreign runs."""
    return "".join(_block(block) for block in _blocks(_TOKEN.split(html)))


def isolated(text: str) -> str:
    """Return plain Arabic text as HTML, escaped, with loose runs isolated."""
    return _isolate(str(escape(text)))


def _blocks(tokens: list[str]) -> list[list[str]]:
    """Group tokens, texts and tags by turns, so that each group is one run of phrasing content."""
    blocks: list[list[str]] = [[]]
    for number, token in enumerate(tokens):
        if number % 2 and not _is_inside(token):
            # It begins with a text again, so that texts and tags go on by turns.
            blocks.append([""])
        blocks[-1].append(token)
    return blocks


@lasting(4_096)
def _is_inside(tag: str) -> bool:
    """Tell whether a quotation goes on at a tag."""
    match = _TAG.match(tag)
    return not match or match[2].lower() in _INSIDE


@lasting(4_096)
def _verbatim_after(tag: str, verbatim: str) -> str:
    """Return the element in which nothing changes behind a tag; empty in all others."""
    match = _TAG.match(tag)
    if not match:
        return verbatim
    closing, name = match[1], match[2].lower()
    if not verbatim:
        return name if name in _VERBATIM and not closing else ""
    return "" if closing and name == verbatim else verbatim


def _block(tokens: list[str]) -> str:
    verbatim = ""
    text_at = []
    for number, token in enumerate(tokens):
        if number % 2:
            verbatim = _verbatim_after(token, verbatim)
        elif token and not verbatim and not token.startswith("<"):
            text_at.append(number)
    quotes = sum(tokens[number].count('"') + tokens[number].count("&quot;") for number in text_at)
    nesting = _Quotes(quotes - quotes % 2)
    for number in text_at:
        text = _QUOTE.sub(nesting.replace, tokens[number]) if quotes else tokens[number]
        tokens[number] = _isolate(text.replace("...", "…").replace("---", "—").replace("--", "—"))
    return "".join(tokens)


class _Quotes:
    """Turns straight quotation marks into pairs; an odd one out stays as typed."""

    def __init__(self, left: int) -> None:
        self._left = left
        self._open: list[tuple[str, str]] = []

    def replace(self, match: re.Match[str]) -> str:
        if not self._left:
            return match.group()
        self._left -= 1
        before = match.string[match.start() - 1 : match.start()]
        opens = not self._open or ((before.isspace() or before in "([«") and len(self._open) < self._left)
        if opens:
            self._open.append(_INNER if self._open else _OUTER)
            return self._open[-1][0]
        return self._open.pop()[1]


def _isolate(text: str) -> str:
    return _LOOSE.sub(r'<bdi dir="ltr">\g<0></bdi>', text) if _PERHAPS_LOOSE.search(text) else text
