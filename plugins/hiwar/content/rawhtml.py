"""Writers' raw HTML: kept, but for what the pages' policy forbids.

Nothing is copied as typed: what was read is written anew, escaped, so that no
browser can read it in another way than this module did.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

#: Elements that run, style, frame or steer the page, each with what to write instead.
FORBIDDEN: Final = {
    "script": "delete it; the page works without scripts",
    "style": "delete it; the look is in the theme",
    "link": "delete it; the look is in the theme",
    "iframe": "write a link to the page instead: [what it is](https://…)",
    "frame": "write a link to the page instead: [what it is](https://…)",
    "frameset": "write a link to the page instead: [what it is](https://…)",
    "object": "write a link to the file instead: [what it is](file.pdf)",
    "embed": "write a link to the file instead: [what it is](file.pdf)",
    "applet": "delete it",
    "base": "delete it",
    "meta": "delete it",
    "html": "write only what stands inside <body>",
    "head": "write only what stands inside <body>",
    "body": "write only what stands inside it",
    "form": "write a link to where one answers instead",
    "input": "delete it",
    "button": "write a link instead: [what it does](https://…)",
    "template": "delete it",
    "slot": "delete it",
    "main": "use <section>; the page has its <main>",
    "title": "delete it; the front matter has the title",
    "plaintext": "use a code block",
    "xmp": "use a code block",
    "noscript": "write only what stands inside it",
    "noembed": "write only what stands inside it",
    "noframes": "write only what stands inside it",
    "textarea": "use a code block",
    "select": "write a list instead",
    "portal": "write a link to the page instead: [what it is](https://…)",
    "fencedframe": "write a link to the page instead: [what it is](https://…)",
}
#: Elements that have no end tag (HTML, 13.1.2 "Void elements").
VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905 -- as the standard lists them
)
#: Attributes whose address a reader may follow, on these elements only.
_FOLLOWED: Final = frozenset({"a", "area", "q", "blockquote", "del", "ins"})
#: Attributes that hold the address of something.
ADDRESSES: Final = frozenset(
    {
        "href", "xlink:href", "src", "poster", "cite", "data", "action", "formaction", "background", "longdesc",
        "classid", "codebase", "archive", "profile", "manifest", "lowsrc", "dynsrc", "usemap",
    }
)  # fmt: skip
_STYLED: Final = frozenset(
    {"style", "srcdoc", "srcset", "imagesrcset", "ping", "contenteditable", "nonce", "is", "attributionsrc", "xml:base"}
)
#: What a browser would take for a part of the markup around it.
_NAME: Final = re.compile(r"[a-z][a-z0-9:._-]*")
#: SVG 2, "Presentation attributes": CSS in them may fetch; a backslash hides what (CSS Syntax 3, 4.3.7).
_PAINT: Final = frozenset(
    {
        "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker", "marker-start", "marker-mid",
        "marker-end",
    }
)  # fmt: skip
_FETCHES: Final = re.compile(r"url\(\s*[\"']?\s*(?!#)|image-set|src\(|\\", re.IGNORECASE)
_ANIMATED: Final = re.compile(r"on.*|(xlink:)?href|style", re.IGNORECASE)


#: Elements in which a slash ends a tag for good.
_FOREIGN: Final = frozenset({"svg", "math"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something in raw HTML that may not be there."""

    #: The text to look for in the source, to find its line.
    needle: str
    problem: str
    fix: str


def wrong_attribute(tag: str, name: str, value: str, needle: str) -> Wrong | None:
    """Return what is wrong with an attribute, or None."""
    if name.startswith("on"):
        return Wrong(needle, f'the attribute "{name}" of <{tag}> runs a script', "delete it")
    if name in _STYLED:
        fix = "delete it; the look is in the theme" if name == "style" else "delete it"
        return Wrong(needle, f'the attribute "{name}" of <{tag}> is not allowed', fix)
    if name == "attributename" and _ANIMATED.fullmatch(value.strip()):
        return Wrong(needle, f'<{tag}> changes the attribute "{value.strip()}"', "delete it")
    if name in _PAINT and _FETCHES.search(value):
        return Wrong(needle, f'the attribute "{name}" of <{tag}> fetches something', "name an id: url(#…)")
    return None if _NAME.fullmatch(name) else Wrong(needle, f'<{tag}> has an attribute "{name}"', "delete it")


def is_loaded(tag: str, name: str) -> bool:
    """Tell whether a browser fetches what an attribute names without being asked."""
    return name in ADDRESSES and tag not in _FOLLOWED


@dataclass(slots=True)
class _Rewritten:
    """One piece of raw HTML on its way through."""

    out: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


class _Cleaner(HTMLParser):
    """Writes raw HTML anew, resolving addresses and noting what is forbidden."""

    def __init__(self, resolve: Callable[[str, dict[str, str | None]], dict[str, str | None]]) -> None:
        super().__init__(convert_charrefs=False)
        self._resolve = resolve
        self.result = _Rewritten()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.result.out.append(f"<{self._start(tag, attrs)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.result.out.append(f"<{self._start(tag, attrs)}/>")

    def _start(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        needle = (self.get_starttag_text() or f"<{tag}").split("\n", 1)[0]
        if tag in FORBIDDEN:
            self.result.wrong.append(Wrong(f"<{tag}", f"<{tag}> is not allowed", FORBIDDEN[tag]))
            return tag
        if not _NAME.fullmatch(tag):
            self.result.wrong.append(Wrong(f"<{tag}", f"<{tag}> is no element", "write &lt; for <"))
        # As in browsers, the first of two attributes with one name counts (HTML, 13.2.5.33).
        values: dict[str, str | None] = {}
        for name, value in attrs:
            values.setdefault(name, value)
        for name, value in values.items():
            wrong = wrong_attribute(tag, name, value or "", needle)
            self.result.wrong += [wrong] if wrong else []
        if ADDRESSES & values.keys():
            values = self._resolve(tag, values)
        return tag + "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in values.items()
        )

    def handle_endtag(self, tag: str) -> None:
        self.result.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        # References come apart from data: an ampersand here begins none, and must not begin one when read again.
        self.result.out.append(data.replace("&", "&amp;").replace("<", "&lt;"))

    def handle_entityref(self, name: str) -> None:
        self.result.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.result.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """Leave comments out: what readers do not see may say what they should not know."""


def clean(html: str, resolve: Callable[[str, dict[str, str | None]], dict[str, str | None]]) -> tuple[str, list[Wrong]]:
    """Return raw HTML with its addresses resolved, and what is wrong with it.

    Args:
        html: a piece of HTML as the writer typed it, often a single tag.
        resolve: called with tag and attributes, None where one has no value; returns the attributes to write.
    """
    cleaner = _Cleaner(resolve)
    try:
        cleaner.feed(html)
        cleaner.close()
    except AssertionError:  # html.parser, of a malformed "<![": CPython gh-77057
        wrong = Wrong(html.strip()[:20], "a declaration that no browser reads", "delete it, or write &lt; for <")
        cleaner.result.wrong.append(wrong)
    return "".join(cleaner.result.out), cleaner.result.wrong


class _Balance(HTMLParser):
    """Finds the first tag that has no partner."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.wrong: list[Wrong] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Elsewhere than in these two, browsers do not see the slash (HTML, 13.2.6.5).
        if tag not in _FOREIGN and not _FOREIGN & set(self.open):
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag in self.open:
            while self.open[-1] != tag:
                self._note_open(self.open.pop())
            self.open.pop()
        else:
            self.wrong.append(Wrong(f"</{tag}", f"</{tag}> closes nothing", "delete it, or open it before"))

    def _note_open(self, tag: str) -> None:
        self.wrong.append(Wrong(f"<{tag}", f"<{tag}> is never closed", f"close it with </{tag}>"))

    def finish(self) -> list[Wrong]:
        self.close()
        for tag in self.open:
            self._note_open(tag)
        return self.wrong


def unbalanced(html: str) -> list[Wrong]:
    """Return the tags of a converted body that are opened or closed alone.

    One such tag would pull the rest of the page into it.
    """
    balance = _Balance()
    balance.feed(html)
    return balance.finish()
