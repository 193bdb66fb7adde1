"""Writers' raw HTML: kept, but for what the pages' policy forbids."""

from __future__ import annotations

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
}
#: Elements that have no end tag (HTML, 13.1.2 "Void elements").
VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905 -- as the standard lists them
)
#: Attributes that hold the address of something.
ADDRESSES: Final = frozenset(
    {"href", "src", "poster", "cite", "data", "action", "formaction", "background", "longdesc"}
)
_STYLED: Final = frozenset({"style", "srcdoc", "srcset", "ping", "contenteditable", "nonce", "is"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something in raw HTML that may not be there."""

    #: The text to look for in the source, to find its line.
    needle: str
    problem: str
    fix: str


def wrong_attribute(tag: str, name: str, needle: str) -> Wrong | None:
    """Return what is wrong with an attribute, or None."""
    if name.startswith("on"):
        return Wrong(needle, f'the attribute "{name}" of <{tag}> runs a script', "delete it")
    if name in _STYLED:
        fix = "delete it; the look is in the theme" if name == "style" else "delete it"
        return Wrong(needle, f'the attribute "{name}" of <{tag}> is not allowed', fix)
    return None


@dataclass(slots=True)
class _Rewritten:
    """One piece of raw HTML on its way through."""

    out: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


class _Cleaner(HTMLParser):
    """Copies raw HTML as typed, resolving addresses and noting what is forbidden."""

    def __init__(self, resolve: Callable[[str, str, dict[str, str]], dict[str, str]]) -> None:
        super().__init__(convert_charrefs=False)
        self._resolve = resolve
        self.result = _Rewritten()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.result.out.append(self._start(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.result.out.append(self._start(tag, attrs))

    def _start(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        typed = self.get_starttag_text() or f"<{tag}>"
        if tag in FORBIDDEN:
            self.result.wrong.append(Wrong(f"<{tag}", f"<{tag}> is not allowed", FORBIDDEN[tag]))
        for name, _ in attrs:
            wrong = wrong_attribute(tag, name, typed.split("\n", 1)[0])
            self.result.wrong += [wrong] if wrong else []
        values = {name: value or "" for name, value in attrs}
        if not ADDRESSES & values.keys():
            return typed
        changed = self._resolve(tag, typed, values)
        body = "".join(f' {name}="{escape(value)}"' for name, value in changed.items())
        return f"<{tag}{body}>"

    def handle_endtag(self, tag: str) -> None:
        self.result.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.result.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.result.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.result.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """Leave comments out: what readers do not see may say what they should not know."""


def clean(html: str, resolve: Callable[[str, str, dict[str, str]], dict[str, str]]) -> tuple[str, list[Wrong]]:
    """Return raw HTML with its addresses resolved, and what is wrong with it.

    Args:
        html: a piece of HTML as the writer typed it, often a single tag.
        resolve: called with tag, tag as typed and attributes; returns the attributes to write.
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
