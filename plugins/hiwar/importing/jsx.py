"""MDX to Markdown: components become their text, code around them goes."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hiwar.importing.elements import BLOCKS, KNOWN, WRAPPERS
from hiwar.importing.expressions import find_expressions, literal
from hiwar.importing.lines import MASK
from hiwar.importing.report import What
from hiwar.importing.rewriting import BREAK, Edit, apply
from hiwar.importing.tags import find_tags, pair

if TYPE_CHECKING:
    from hiwar.importing.rewriting import Context
    from hiwar.importing.tags import Tag

_ESM: Final = re.compile(r"(?:import|export)\b(?:[^\n]|\n(?![ \t]*\n))*")
_IMPORT: Final = re.compile(r"^import\s[^\n]*\sfrom\s+[\"'][^\"'\n]+[\"'];?[ \t]*$", re.MULTILINE)
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_SPACE: Final = re.compile(r"\s*")
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_IN_ADDRESS: Final = {ord(char): f"%{ord(char):02X}" for char in "<> \n\t\\"} | {ord(MASK): ""}
_REACT_ONLY: Final = frozenset({"classname", "style", "key", "ref"})
_LINK_KEYS: Final = ("href", "to", "url")


def is_mdx(masked: str) -> bool:
    """Tell whether a text that is not named ``.mdx`` imports components."""
    return bool(_IMPORT.search(masked))


def unwrap_components(text: str, context: Context) -> str:
    """Return the text with components as their text, links and headings.

    Outside MDX only components are touched, not expressions nor HTML.
    """
    masked = context.mask(text)
    return _Unwrapper(text, masked, context, find_tags(text, masked)).unwrap()


def drop_modules(text: str, context: Context) -> str:
    """Return the text without what MDX imports and exports."""
    if not context.is_mdx:
        return text
    masked = context.mask(text)
    edits = []
    start = 0
    while start < len(masked):
        if match := _ESM.match(masked, start):
            context.note(text, start, What.CODE, text[start : match.end()])
            edits.append(Edit(start, match.end(), ""))
        # Modules stand between paragraphs only.
        blank = _BLANK.search(masked, match.end() if match else start)
        if blank is None:
            break
        start = blank.end()
    return apply(text, edits)


@dataclass(slots=True)
class _Unwrapper:
    text: str
    masked: str
    context: Context
    tags: list[Tag]
    pairs: dict[int, int] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    #: Indices of tags that became links, start and end.
    links: set[int] = field(default_factory=set)

    def unwrap(self) -> str:
        self.pairs = pair(self.tags)
        if self.context.is_mdx:
            self._expressions()
        for index, tag in enumerate(self.tags):
            new = self._replacement(index, tag)
            if new is not None:
                self._replace(tag, new)
        return apply(self.text, self.edits)

    def _replace(self, tag: Tag, new: str) -> None:
        start, end = tag.start, tag.end
        if new.endswith((" ", "[")):
            # The text of an item, a heading or a link begins on the line of its mark.
            match = _SPACE.match(self.masked, end)
            end = match.end() if match else end
            new = "\n" * self.text.count("\n", start, end) + new
        elif new.startswith("]("):
            start = len(self.masked[:start].rstrip())
        self.edits.append(Edit(start, end, new))
        if not tag.is_end and tag.source != new:
            self.context.note(self.text, tag.start, What.COMPONENT, tag.source)

    def _replacement(self, index: int, tag: Tag) -> str | None:
        if not self.context.is_mdx and not (tag.is_component and (tag.is_closed or index in self.pairs)):
            return None
        if tag.is_end:
            return self._end(index, tag)
        if (tag.is_component or tag.lower == "a") and tag.attribute(*_LINK_KEYS):
            return self._link(index, tag)
        if tag.lower in {"img", "image"} and tag.attribute("src"):
            return _picture(tag)
        if tag.is_component or not tag.name:
            return self._component(tag)
        return _element(tag)

    def _end(self, index: int, tag: Tag) -> str | None:
        if index in self.links:
            address = self.tags[self.pairs[index]].attribute(*_LINK_KEYS)
            return f"](<{address.translate(_NOT_IN_ADDRESS)}>)"
        if tag.is_component or not tag.name:
            return BREAK if self._has_blocks(index) else ""
        if tag.lower in WRAPPERS | BLOCKS and not _is_table(tag):
            return BREAK
        return None

    def _link(self, index: int, tag: Tag) -> str:
        end = self.pairs.get(index)
        if end is None:
            return ""
        inside = self.masked[tag.end : self.tags[end].start]
        nested = any(self._is_link(other) for other in self.tags[index + 1 : end])
        if not inside.strip() or _BLANK.search(inside) or "](" in inside or nested:
            return ""
        self.links |= {index, end}
        return "["

    def _is_link(self, tag: Tag) -> bool:
        return (not tag.is_end and bool(tag.attribute(*_LINK_KEYS))) or tag.lower in _HEADINGS | WRAPPERS

    def _component(self, tag: Tag) -> str:
        title = tag.attribute("title", "label", "caption")
        shown = any(char.isalnum() for char in title) and BREAK not in title
        return f"{BREAK}**{title.strip().replace('*', '')}**{BREAK}" if shown else ""

    def _has_blocks(self, index: int) -> bool:
        start = self.pairs.get(index)
        return start is not None and "\n" in self.masked[self.tags[start].end : self.tags[index].start]

    def _expressions(self) -> None:
        starts = [tag.start for tag in self.tags]
        spans: list[tuple[int, int]] = []
        for start, end in find_expressions(self.masked, self.tags):
            first, after = bisect_left(starts, start), bisect_left(starts, end)
            if first == after:
                spans.append((start, end))
            else:
                # What a function or condition shows is text; what decides about it is code.
                spans += [(start, self.tags[first].start), (self.tags[after - 1].end, end)]
        done = 0
        for start, end in sorted(spans):
            if start >= done:
                self._drop(start, end)
                done = end

    def _drop(self, start: int, end: int) -> None:
        source = self.text[start:end]
        shown = literal(source)
        if shown is None:
            comment = source.startswith("{/*")
            begin = start + len(source) - len(source.lstrip())
            self.context.note(self.text, begin, What.COMMENT if comment else What.EXPRESSION, source)
        self.edits.append(Edit(start, end, shown or ""))


def _is_table(tag: Tag) -> bool:
    return tag.lower in {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "pre"}


def _picture(tag: Tag) -> str:
    alt = tag.attribute("alt").replace("[", "(").replace("]", ")")
    return f"![{alt}](<{tag.attribute('src').translate(_NOT_IN_ADDRESS)}>)"


def _element(tag: Tag) -> str | None:
    """Return what takes the place of an HTML start tag in MDX, where Markdown is read inside it."""
    if tag.lower in _HEADINGS:
        return f"{BREAK}{'#' * int(tag.lower[1])} "
    if tag.lower == "li":
        return f"{BREAK}- "
    if tag.lower in WRAPPERS or (tag.lower in BLOCKS and not _is_table(tag)):
        return BREAK
    if tag.lower not in KNOWN:
        return None
    kept = {name: value for name, value in tag.attributes.items() if value is not None and name not in _REACT_ONLY}
    if len(kept) == len(tag.attributes) and "{" not in tag.source:
        return None
    return f"<{tag.lower}{''.join(f' {name}={_quoted(value)}' for name, value in kept.items())}>"


def _quoted(value: str) -> str:
    return '"' + value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;") + '"'
