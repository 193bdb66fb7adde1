"""Markdown of strangers as HTML: what people use in comments, and nothing else.

Facts: spec.commonmark.org/0.31.2 (paragraphs, breaks, quotes, lists, fences,
emphasis, links) and join-lemmy.org/docs/users/02-media.html (``:::`` spoilers),
read on 23 November 2026. Everything is escaped first, so HTML in it stays text;
`hiwar.threads.cleaning` has the last word.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Characters that are read; the rest of a longer text is left out.
MAX_INPUT: Final = 50_000
#: Quotes inside each other; deeper ones stay as typed.
_MAX_QUOTES: Final = 5
_FENCE: Final = re.compile(r" {0,3}(?:```+|~~~+)")
_SPOILER: Final = re.compile(r":::\s*(?:spoiler\b)?\s*(?P<title>.*)")
_KINDS: Final = (
    ("quote", re.compile(r"\s{0,3}> ?")),
    ("ul", re.compile(r"\s{0,9}[-*+]\s+(?=\S)")),
    ("ol", re.compile(r"\s{0,9}\d{1,9}[.)]\s+(?=\S)")),
    ("heading", re.compile(r"\s{0,3}#{1,6}\s+(?=\S)")),
)
_ADDRESS: Final = r"https?://(?:(?!&[lg]t;)[^\s<>\"']){1,2000}"
#: In this order: code, links and pictures, addresses, strong, emphasis.
_INLINE: Final = re.compile(
    r"`(?P<code>[^`\n]{1,500})`"
    rf"|!?\[(?P<label>[^\[\]\n]{{0,500}})\]\((?P<target>{_ADDRESS}?)(?: [^()\n]{{0,200}})?\)"
    rf"|(?P<bare>{_ADDRESS})"
    r"|\*\*(?P<strong>\S(?:[^*\n]{0,500}\S)?)\*\*"
    r"|(?<!\w)(?P<mark>[*_])(?P<em>[^\s*_](?:[^*_\n]{0,500}[^\s*_])?)(?P=mark)(?!\w)"
)
#: What ends a sentence and not the address before it.
_TAIL: Final = re.compile(r"[.,;:!?،؛؟)\]]+$")
_BREAK: Final = re.compile(r"(?: {2,}|\\)\n")


def to_html(text: str) -> str:
    """Return Markdown as HTML that holds no tag of its author's."""
    return "".join(_blocks(text[:MAX_INPUT].replace("\r\n", "\n").split("\n"), 0))


def _blocks(lines: Iterable[str], depth: int) -> Iterator[str]:
    for kind, group in groupby(_kinds(lines, depth), key=itemgetter(0)):
        rows = [row for _, row in group]
        if kind == "code":
            yield f"<pre><code>{escape(chr(10).join(rows), quote=False)}</code></pre>"
        elif kind == "quote":
            yield f"<blockquote>{''.join(_blocks(rows, depth + 1))}</blockquote>"
        elif kind in {"ul", "ol"}:
            yield f"<{kind}>{''.join(f'<li>{_inline(row)}</li>' for row in rows)}</{kind}>"
        elif kind == "heading":
            yield "".join(f"<p><strong>{_inline(row)}</strong></p>" for row in rows)
        elif kind == "prose":
            yield f"<p>{_inline(chr(10).join(rows))}</p>"


def _kinds(lines: Iterable[str], depth: int) -> Iterator[tuple[str, str]]:
    """Yield what each line is, and the line without what says so."""
    is_code = False
    for line in lines:
        spoiler = _SPOILER.fullmatch(line.strip())
        if _FENCE.match(line):
            is_code = not is_code
            yield "blank", ""
        elif is_code:
            yield "code", line
        elif spoiler:
            yield ("heading", spoiler["title"]) if spoiler["title"] else ("blank", "")
        else:
            yield _kind(line, depth)


def _kind(line: str, depth: int) -> tuple[str, str]:
    if not line.strip():
        return "blank", ""
    for kind, start in _KINDS:
        found = start.match(line)
        if found and (kind != "quote" or depth < _MAX_QUOTES):
            return kind, line[found.end() :]
    return "prose", line


def _inline(text: str) -> str:
    return _BREAK.sub("<br>", _marked(escape(text, quote=False)))


def _marked(text: str) -> str:
    """Return escaped text with links, code and emphasis."""
    return _INLINE.sub(_element, text)


def _element(found: re.Match[str]) -> str:
    if found["code"]:
        return f"<code>{found['code']}</code>"
    if found["target"]:
        return f'<a href="{found["target"]}">{found["label"].strip() or found["target"]}</a>'
    if found["bare"]:
        tail = _TAIL.search(found["bare"])
        address = found["bare"][: tail.start()] if tail else found["bare"]
        return f'<a href="{address}">{address}</a>{tail[0] if tail else ""}'
    if found["strong"]:
        return f"<strong>{_marked(found['strong'])}</strong>"
    return f"<em>{_marked(found['em'])}</em>"
