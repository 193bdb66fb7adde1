"""Which words of old texts are neither on a page nor in the report."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from hiwar.importing.report import What

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.importing.blog import Summary
    from hiwar.model.site import Site

_WORD = re.compile(r"[^\W_]+")
_HEADER = re.compile(
    r"\A(?:---\n.*?\n(?:---|\.\.\.)\n|\+\+\+\n.*?\n\+\+\+\n|(?:[A-Za-z]+:[^\n]*\n|[ ]+[^\n]*\n)+\n)",
    re.DOTALL,
)
#: Where links lead, and the header, as they are written.
_WRITTEN = re.compile(r"\A.*?(?:\n\n|\Z)|\]\([^\n]*?\)|\]:[^\n]*", re.DOTALL)
#: What is no word of the text: names of HTML that became Markdown, labels of links,
#: ends of tags, languages of code, numbers of items.
_MARKS = re.compile(
    r"</[\w.:-]+\s*>|<(?:img|a)\b|\b(?:src|alt|href)=|(?<=\])\[[^\]\n]*\](?!\()|^\[[^\]\n]*\](?=:)"
    r"|^[ \t>*-]*(?:`{3,}|~{3,})[ \t]*[\w+#.-]*"
    r"|^[ \t>]*\d+[.)](?=\s)",
    re.MULTILINE,
)


def words(text: str) -> Counter[str]:
    """Count the words of a text, in any case and normal form."""
    return Counter(_WORD.findall(unicodedata.normalize("NFC", unquote(unescape(text))).casefold()))


def body_of(text: str) -> str:
    """Return an old text without its header and without marks that are no words."""
    return _MARKS.sub(" ", _HEADER.sub("", text.replace("\r\n", "\n"), count=1))


def lost_words(source: Path, content: Path, summary: Summary, site: Site) -> dict[str, Counter[str]]:
    """Return, by source, the words of its body that neither its page nor the report has."""
    pages = {piece.source: f"{piece.title} {piece.body} {unescape(str(piece.body))}" for piece in site.pieces}
    lost = {}
    for rel, target in summary.targets.items():
        rows = " ".join(row.value for row in summary.rows if row.file == rel)
        if any(row.file == rel and row.what == What.ENCODING for row in summary.rows):
            continue
        text = (source / rel).read_text("utf-8-sig")
        written = " ".join(_WRITTEN.findall((content / target).read_text("utf-8")))
        missing = words(body_of(text)) - words(f"{pages[target]} {rows} {written}")
        if missing:
            lost[rel] = missing
    return lost
