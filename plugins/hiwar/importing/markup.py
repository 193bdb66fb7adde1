"""Raw HTML to what pages may have: no scripts, styles, frames; every tag with its other half."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hiwar.importing import elements
from hiwar.importing.attributes import compose_tag, unsafe_attributes
from hiwar.importing.lines import MASK, mask_blocks, scan
from hiwar.importing.report import What
from hiwar.importing.rewriting import BREAK, Edit, apply
from hiwar.importing.tags import DESTINATION, find_tags, pair

if TYPE_CHECKING:
    from hiwar.importing.rewriting import Context
    from hiwar.importing.tags import Tag

_STRAY: Final = re.compile(r"\\?<(?=[A-Za-z/!?])")
_AUTOLINK: Final = re.compile(r"<(?:(?:https?|mailto|tel):[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>", re.IGNORECASE)
_BLANK: Final = re.compile(r"\n[ \t]*\n")
#: A line that begins something of its own ends the paragraph before.
_NEW_BLOCK: Final = re.compile(r"\n[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|#|>|=|-|\0|:|\||<)")
_ANY_TAG: Final = re.compile(r"<[^<>]*>")
_PRE: Final = re.compile(r"<pre\b.*?</pre>", re.DOTALL | re.IGNORECASE)
_HEADING: Final = re.compile(r"h[1-6]")
_BREAKING: Final = elements.WRAPPERS | elements.BLOCKS | {"summary", "math"}
_LINKING: Final = frozenset({"http", "https"})


def clean_markup(text: str, context: Context) -> str:
    """Return the text with only HTML that pages may have, boxes unwrapped, other ``<`` escaped."""
    if "<" not in text:
        return text
    text = _flatten(text, context)
    masked = context.mask(text)
    return _Cleaner(text, masked, context, find_tags(text, masked)).clean()


def _flatten(text: str, context: Context) -> str:
    """Take the indent from lines of HTML, which would make code once their box is gone."""
    kept = {
        number
        for match in _PRE.finditer(text)
        for number in range(text.count("\n", 0, match.start()) + 1, text.count("\n", 0, match.end()) + 1)
    }
    rows = text.split("\n")
    lines = scan(text, indented=not context.is_mdx)
    for number, line in enumerate(lines):
        if line.kind == "text" and not (line.depth or line.quote or line.marker or number in kept):
            rows[number] = line.rest
    return "\n".join(rows)


@dataclass(slots=True)
class _Cleaner:
    text: str
    masked: str
    context: Context
    tags: list[Tag]
    pairs: dict[int, int] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    #: End tags that take no part in HTML any more, and what takes their place.
    ends: dict[int, str] = field(default_factory=dict)
    #: Up to here the text is left out.
    done: int = 0
    #: Index of the end tag of the kept block one is in; -1 outside.
    block_end: int = -1

    def clean(self) -> str:
        self.pairs = pair(self.tags)
        for index, tag in enumerate(self.tags):
            if tag.start >= self.done:
                self._clean_tag(index, tag)
        self._escape_strays()
        return apply(self.text, self.edits)

    def _clean_tag(self, index: int, tag: Tag) -> None:
        if tag.lower not in elements.KNOWN:
            self.context.note(self.text, tag.start, What.UNKNOWN_TAG, tag.source)
            self.edits.append(Edit(tag.start, tag.start + 1, "&lt;"))
        elif tag.is_end:
            self._end(index, tag)
        elif tag.lower in elements.OUT_WHOLE | elements.FRAMES:
            self._leave_out_whole(index, tag)
        elif tag.lower in elements.OUT:
            self._swap(tag, "", What.FORBIDDEN)
            self.ends[self.pairs.get(index, -1)] = ""
        elif tag.lower in elements.WRAPPERS or tag.lower == "summary" or self._is_loose(index, tag):
            self._unwrap(index, tag)
        else:
            self._keep(index, tag)

    def _swap(self, tag: Tag, new: str, what: What | None = None) -> None:
        if what and not tag.is_end:
            self.context.note(self.text, tag.start, what, tag.source)
        self.edits.append(Edit(tag.start, tag.end, new))

    def _end(self, index: int, tag: Tag) -> None:
        if index == self.block_end:
            self.block_end = -1
            self._swap(tag, f"</{tag.lower}>{BREAK}")
        elif index in self.ends:
            self._swap(tag, self.ends[index])
        elif index not in self.pairs:
            self._swap(tag, "")

    def _leave_out_whole(self, index: int, tag: Tag) -> None:
        end = self.pairs.get(index)
        stop = tag.end if end is None else self.tags[end].end
        source = self.text[tag.start : stop]
        self.context.note(self.text, tag.start, What.FORBIDDEN, source)
        address = tag.attribute("src", "data") if tag.lower in elements.FRAMES else ""
        scheme = address.partition(":")[0].lower()
        address = f"https:{address}" if address.startswith("//") else address if scheme in _LINKING else ""
        said = _label(tag.attribute("title") or address.partition("://")[2] or address)
        self.edits.append(Edit(tag.start, stop, f"[{said}](<{_quoted(address)}>)" if address else ""))
        self.done = stop

    def _is_loose(self, index: int, tag: Tag) -> bool:
        """Tell whether a paragraph or heading holds Markdown, or stands where only Markdown is."""
        end = self.pairs.get(index)
        if self.block_end >= 0 or end is None:
            return False
        if tag.lower == "p":
            return bool(_BLANK.search(self.masked, tag.end, self.tags[end].start))
        return bool(_HEADING.fullmatch(tag.lower)) and "\n" not in self.text[tag.end : self.tags[end].start]

    def _unwrap(self, index: int, tag: Tag) -> None:
        new = BREAK if self.block_end < 0 else " "
        if _HEADING.fullmatch(tag.lower):
            self.ends[self.pairs[index]] = BREAK
            self._swap(tag, f"{BREAK}{'#' * int(tag.lower[1])} ", What.COMPONENT)
            return
        if index in self.pairs:
            self.ends[self.pairs[index]] = new
        self._swap(tag, new, What.COMPONENT)

    def _keep(self, index: int, tag: Tag) -> None:
        is_void = tag.lower in elements.VOID
        if tag.lower == "img":
            self._picture(tag)
        elif index in self.pairs and tag.lower == "a" and self._is_plain_link(index, tag):
            self.ends[self.pairs[index]] = f"](<{_quoted(tag.attribute('href'))}>)"
            self._swap(tag, "[")
            self._note_lost(tag, {"href"})
        elif tag.lower in elements.MATH and tag.is_closed:
            self.edits.append(Edit(tag.start, tag.end, f"{compose_tag(tag, self.text, self.context)}</{tag.lower}>"))
        elif is_void or (index in self.pairs and (self.block_end >= 0 or self._is_contained(index, tag))):
            self._keep_tag(index, tag)
        else:
            self._swap(tag, "", What.UNPAIRED)
            self.ends[self.pairs.get(index, -1)] = ""

    def _keep_tag(self, index: int, tag: Tag) -> None:
        new = compose_tag(tag, self.text, self.context)
        if new is None:
            self._swap(tag, "", What.LINK_OUT)
            if index in self.pairs:
                self.ends[self.pairs[index]] = ""
            return
        if new == "<span>":
            # Without attributes it means nothing.
            self._swap(tag, "", What.COMPONENT)
            self.ends[self.pairs[index]] = ""
            return
        if unsafe_attributes(tag):
            self.context.note(self.text, tag.start, What.ATTRIBUTES, tag.source)
        if self.block_end < 0 and index in self.pairs and self._is_block(index, tag):
            self.block_end = self.pairs[index]
            self._escape_code(tag.end, self.tags[self.block_end].start)
            new = BREAK + new
        if new != tag.source:
            self.edits.append(Edit(tag.start, tag.end, new))

    def _is_block(self, index: int, tag: Tag) -> bool:
        is_formula = tag.lower == "math" and "\n" in self.text[tag.start : self.tags[self.pairs[index]].start]
        return tag.lower in elements.BLOCKS or is_formula

    def _is_contained(self, index: int, tag: Tag) -> bool:
        """Tell whether an element crosses no paragraph, item, emphasis or link of Markdown."""
        if self._is_block(index, tag):
            return True
        end = self.pairs[index]
        inside = self.masked[tag.end : self.tags[end].start]
        if any(other.lower in _BREAKING for other in self.tags[index + 1 : end]):
            return False
        if _BLANK.search(inside) or _NEW_BLOCK.search(inside) or BREAK in inside:
            return False
        plain = _ANY_TAG.sub("", inside)
        is_even = all(plain.count(mark) % 2 == 0 for mark in ("**", "__", "*", "_", "|"))
        return is_even and plain.count("[") == plain.count("]")

    def _is_plain_link(self, index: int, tag: Tag) -> bool:
        inside = self.masked[tag.end : self.tags[self.pairs[index]].start]
        is_inline = inside.strip() and "](" not in inside and self._is_contained(index, tag)
        return bool(tag.attribute("href") and is_inline and self.block_end < 0)

    def _note_lost(self, tag: Tag, kept: set[str]) -> None:
        if tag.attributes.keys() - kept:
            self.context.note(self.text, tag.start, What.ATTRIBUTES, tag.source)

    def _picture(self, tag: Tag) -> None:
        if self.block_end >= 0:
            self.edits.append(
                Edit(tag.start, tag.end, compose_tag(tag, self.text, self.context) or tag.attribute("alt"))
            )
            return
        self._note_lost(tag, {"src", "alt"})
        alt = tag.attribute("alt").replace("[", "(").replace("]", ")")
        source = tag.attribute("src")
        self._swap(tag, f"![{alt}](<{_quoted(source)}>)" if source else alt)

    def _escape_code(self, start: int, end: int) -> None:
        """Escape what backticks protected: inside HTML they do not."""
        blocks = mask_blocks(self.text, indented=not self.context.is_mdx)
        self.edits += [
            Edit(offset, offset + 1, "&lt;")
            for offset in range(start, end)
            if self.text[offset] == "<" and self.masked[offset] == MASK and blocks[offset] != MASK
        ]

    def _escape_strays(self) -> None:
        links = {match.start() for match in _AUTOLINK.finditer(self.masked)}
        links |= {match.start() + 2 for match in DESTINATION.finditer(self.masked)}
        tags = {tag.start for tag in self.tags}
        for match in _STRAY.finditer(self.masked):
            start = match.end() - 1
            if match.group() == "<" and (start in links or start in tags):
                continue
            self.edits.append(Edit(match.start(), match.end(), "&lt;"))


def _label(said: str) -> str:
    return said.replace("[", "%5B").replace("]", "%5D")


def _quoted(address: str) -> str:
    return re.sub(r"[<>\s\\]", lambda char: f"%{ord(char.group()):02X}" if ord(char.group()) < 128 else "", address)
