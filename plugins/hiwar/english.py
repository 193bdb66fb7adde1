"""Typography of English: Typogrify's, with its patterns asked only where a text has one of their marks.

It runs some twenty patterns over every run of text between two tags, and most runs have
nothing for them. What comes out is what Typogrify makes of the whole.
"""

from __future__ import annotations

import re
from typing import Final

import smartypants
from typogrify import filters

#: One of these stands in whatever SmartyPants changes.
_MARK: Final = re.compile(r"""["'`\\]|--|\.\.\.|\. \. \.""")
_OTHER_MARK: Final = re.compile(r"""['`\\]|--|\.\.\.|\. \. \.""")
#: Texts and tags by turns.
_TAG: Final = re.compile(r"(<!--.*?--\s*>|<[^>]*>)", re.DOTALL)
#: The elements that it leaves alone.
_VERBATIM: Final = re.compile(f"<(/)?({'|'.join(smartypants.tags_to_skip)})[^>]*>", re.IGNORECASE)
#: What it makes of double quotation marks, in its order (smartypants 2.0, convert_quotes, where a plain hash begins
#: a comment in the midst of two patterns: that is why dashes as numbers are not in the first).
_DOUBLE: Final = (
    (re.compile(r"""(\s|&nbsp;|--|&[mn]dash;|&&\#x201[34];)"(?=\w)"""), r"\1&#8220;"),
    (re.compile(r'"(?=\s)'), "&#8221;"),
    (re.compile(r"""^"(?=[!"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~])"""), "&#8221;"),
    (re.compile(r"""([^ \t\r\n\[{(\-])\""""), r"\1&#8221;"),
)
#: The end of a block whose last two words stay together, and what may stand behind the last and before the space.
_END: Final = re.compile(r"(</(?:p|h[1-6]|li|dt|dd)>)")
_CLOSING: Final = ("</a>", "</em>", "</span>", "</strong>", "</i>", "</b>")
_INLINE: Final = re.compile(r"</?(?:a|em|span|strong|i|b)[^>]*>\Z")


def typeset(html: str) -> str:
    """Return English HTML as ``typogrify`` without ``caps`` returns it: that one splits ``AT&amp;T`` in the middle."""
    parts = filters.process_ignores(html)
    return "".join(_filtered(part) if is_text else part for part, is_text in parts)


def _filtered(html: str) -> str:
    html = smart(filters.amp(html) if "&" in html else html)
    return _with_last_words(filters.initial_quotes(html))


def _with_last_words(html: str) -> str:
    """Return HTML in which the last two words of each block stay together: ``widont``, looked for from the ends."""
    return "".join(part if place % 2 else _closed(part) for place, part in enumerate(_END.split(html)))


def _closed(block: str) -> str:
    """Return what stands before the end of a block, without a break before its last word."""
    text = block.rstrip()
    while text.endswith(_CLOSING):
        text = text[: text.rindex("<")].rstrip()
    words = text.rsplit(None, 1)
    if len(words) < 2 or "<" in words[1] or ">" in words[1] or not _may_close(words[0]):
        return block
    return f"{words[0]}&nbsp;{words[1]}{block[len(text) :]}"


def _may_close(before: str) -> bool:
    """Tell whether a text ends with a word or with a tag between words."""
    if before.endswith(">"):
        return bool(_INLINE.search(before, before.rfind(">", 0, -1) + 1))
    return not before.endswith("<")


def smart(html: str) -> str:
    """Return HTML with the quotation marks, dashes and ellipses of English."""
    if not _MARK.search(html):
        return html
    found = _TAG.split(html)
    verbatim: list[str] = []
    before = ""
    for place, token in enumerate(found):
        if place % 2 and not _is_text(token):
            _follow(token, verbatim)
        elif token:
            if not verbatim and _MARK.search(token):
                found[place] = _smart_run(token, before)
            before = token[-1:]
    return "".join(found)


def _is_text(tag: str) -> bool:
    """Tell whether a comment holds two dashes, which SmartyPants takes for text."""
    return tag.startswith("<!--") and "--" in tag[4:].rstrip(">").rstrip().rstrip("-")


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
    if _OTHER_MARK.search(text):
        return str(smartypants.smartypants(text))
    for pattern, mark in _DOUBLE:
        text = pattern.sub(mark, text)
    return text.replace('"', "&#8220;")
