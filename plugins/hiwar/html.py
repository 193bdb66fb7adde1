"""Strangers' text made safe, and small helpers for HTML.

`clean` is the only way by which HTML from outside comes in. What it returns
holds the elements of `TAGS` and absolute links, and nothing else: no class, no
id, no style, no picture. Python-Markdown never sees a stranger's text.
"""

from __future__ import annotations

import re
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

import nh3

from hiwar.text import direction, one_line, without_illegal

if TYPE_CHECKING:
    from collections.abc import Iterable

#: All that a comment may be made of.
TAGS: Final = frozenset({"p", "br", "a", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li"})
REL: Final = "nofollow ugc noopener noreferrer"
SCHEMES: Final = frozenset({"http", "https"})
#: Characters of HTML taken in; Discourse allows 32,000 of text, WordPress 65,525.
MAX_INPUT: Final = 100_000
#: Elements inside each other; more is shown as plain paragraphs.
MAX_DEPTH: Final = 12
#: Unclosed formatting is repeated in each block after it (HTML, "reconstruct
#: the active formatting elements"), so one times the other is what may come out.
_MAX_REPEATS: Final = 20_000

#: What the first pass keeps for `_Simpler` to turn into elements of `TAGS`.
_BLOCKS: Final = frozenset(
    {"div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dt", "dd", "figcaption", "summary", "aside", "section"}
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SYNONYMS: Final = {"b": "strong", "i": "em"}
_WIDE: Final = TAGS | _BLOCKS | frozenset(_SYNONYMS) | {"img", "span", "td", "th"}
_WIDE_ATTRIBUTES: Final = {"a": {"href"}, "img": {"src", "alt", "class"}, "span": {"class"}}
_NEEDS_WORK: Final = re.compile(
    r"<(?:img|span|div|h[1-6]|t[rdh]|d[td]|figcaption|summary|aside|section|[bi])\b"
    r"|href\s*=\s*[\"']?(?!https?://)",
    re.IGNORECASE,
)
_FORMATTING: Final = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.IGNORECASE)
_ANY_TAG: Final = re.compile(r"<[^<>]*>")
_EMPTY: Final = re.compile(r"<(p|li|strong|em|code|a)(?: [^>]*)?>\s*</\1>")
_PARAGRAPH: Final = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_STEP: Final = re.compile(r"<(/?)([a-z]+)[^>]*>")


def clean(html: str, base: str = "") -> str:
    """Return a stranger's HTML made safe, its relative addresses made absolute.

    Args:
        html: anything at all.
        base: what relative addresses are relative to; without one their links go.
    """
    html = without_illegal(html[:MAX_INPUT])
    if len(_FORMATTING.findall(html)) * html.count("<") > _MAX_REPEATS * 10:
        return paragraphs(text_of(html))
    if _NEEDS_WORK.search(html):
        html = _simplified(html, base)
    safe = _strict(html, TAGS)
    if _depth(safe) > MAX_DEPTH:
        safe = _strict(html, {"p", "br", "a"})
    # Once more: a character reference may have named an override.
    return without_illegal(_without_empty(safe))


def is_clean(html: str) -> bool:
    """Tell whether HTML is what `clean` could have returned."""
    return html == without_illegal(html) and _depth(html) <= MAX_DEPTH and html == _strict(html, TAGS)


def _strict(html: str, tags: Iterable[str]) -> str:
    return nh3.clean(
        html,
        tags=set(tags),
        attributes={"a": {"href"}},
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel=REL,
    )


def _simplified(html: str, base: str) -> str:
    """Return well-formed HTML in which pictures, headings and the like are text."""
    try:
        wide = _wide(html, ("rewrite_with_base", base) if base else "deny")
    except ValueError:  # the base comes from strangers too, and is no address
        wide = _wide(html, "deny")
    simpler = _Simpler()
    simpler.feed(wide)
    simpler.close()
    return "".join(simpler.out)


def _wide(html: str, relative: str | tuple[str, str]) -> str:
    return nh3.clean(
        html,
        tags=set(_WIDE),
        attributes=_WIDE_ATTRIBUTES,
        url_schemes=set(SCHEMES),
        url_relative=relative,  # type: ignore[arg-type] # nh3 spells its words out as literals
        link_rel=None,
    )


class _Simpler(HTMLParser):
    """Turns the wider HTML of platforms into elements of `TAGS`.

    It reads what nh3 wrote, which is well formed, and nh3 reads what it writes.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._links = 0
        #: One entry an open span: what to write at its end, None when it is cut.
        self._spans: list[str | None] = []

    @property
    def _is_cut(self) -> bool:
        return None in self._spans

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "span":
            self._spans.append(_end_of_span(found.get("class", "").split()))
        elif tag == "img":
            self._picture(found)
        elif tag == "a":
            self._links += 1
            self.out.append(f'<a href="{escape(found["href"])}">' if "href" in found else "<a>")
        elif tag in _BLOCKS:
            self.out.append("<p><strong>" if tag in _HEADINGS else "<p>")
        elif tag in {"td", "th"}:
            self.out.append(" ")
        else:
            self.out.append(f"<{_SYNONYMS.get(tag, tag)}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self.out.append((self._spans.pop() if self._spans else "") or "")
        elif tag in _BLOCKS:
            self.out.append("</strong></p>" if tag in _HEADINGS else "</p>")
        elif tag in {"td", "th"}:
            self.out.append(" ")
        elif tag != "br":
            self._links -= tag == "a"
            self.out.append(f"</{_SYNONYMS.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        if not self._is_cut:
            self.out.append(escape(data, quote=False))

    def _picture(self, found: dict[str, str]) -> None:
        """Write an emoji as its text, and any other picture as a link to it."""
        alt, source, kind = one_line(found.get("alt", "")), found.get("src", ""), found.get("class", "")
        if "avatar" in kind:
            return
        if "emoji" in kind or self._links or not source.startswith("http"):
            self.out.append(escape(alt, quote=False))
        else:
            name = alt or source.rpartition("/")[2] or source
            self.out.append(f'<a href="{escape(source)}">{escape(name, quote=False)}</a>')


def _end_of_span(classes: list[str]) -> str | None:
    """Mastodon cuts long addresses by class: ``invisible`` parts, then an ``ellipsis``.

    Discourse writes the size of a picture as ``informations`` below it.
    """
    if "invisible" in classes or "informations" in classes:
        return None
    return "…" if "ellipsis" in classes else ""


def _depth(html: str) -> int:
    """Return how many elements stand inside each other, of well-formed HTML."""
    depth = deepest = 0
    for end, tag in _STEP.findall(html):
        if tag != "br":
            depth += -1 if end else 1
            deepest = max(deepest, depth)
    return deepest


def _without_empty(html: str) -> str:
    """Return well-formed HTML without elements that hold nothing, some levels deep."""
    for _ in range(MAX_DEPTH):
        shorter = _EMPTY.sub("", html)
        if shorter == html:
            break
        html = shorter
    return html.strip()


def text_of(html: str) -> str:
    """Return the text of HTML, for comparing and shortening; never for a page as it is."""
    return unescape(_ANY_TAG.sub(" ", html))


def paragraphs(text: str) -> str:
    """Return plain text as HTML: paragraphs at empty lines, breaks at the others."""
    return blocks(escape(without_illegal(text), quote=False))


def blocks(inline: str) -> str:
    """Return lines of inline HTML, links and escaped text, as paragraphs."""
    found = re.split(r"\n[ \t]*\n\s*", inline.replace("\r\n", "\n").strip())
    return "".join("<p>" + "<br>".join(line.strip() for line in block.split("\n")) + "</p>" for block in found if block)


def link(text: str, url: str) -> str:
    """Return HTML of a link, as text when the address is none of the web's."""
    shown = escape(text, quote=False)
    if not url.lower().startswith(("http://", "https://")):
        return shown
    return f'<a href="{escape(url)}" rel="{REL}">{shown}</a>'


def spoken_direction(text: str) -> str:
    """Return ``rtl`` or ``ltr`` of what somebody says: names and addresses do not count.

    An Arabic answer often begins with a Latin handle.
    """
    words = " ".join(word for word in text.split() if not word.startswith(("@", "#", "http://", "https://")))
    return direction(words or text)


def with_directions(html: str, around: str) -> str:
    """Return clean HTML whose paragraphs say their direction where it is another than around them."""

    def mark(match: re.Match[str]) -> str:
        own = spoken_direction(text_of(match[1]))
        return match[0] if own == around else f'<p dir="{own}">{match[1]}</p>'

    return _PARAGRAPH.sub(mark, html)
