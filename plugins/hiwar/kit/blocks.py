"""A body as blocks of words, for places where no HTML can stand: plain text and typeset documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from lxml.html import HtmlElement

BlockKind = Literal["heading", "paragraph", "item", "quotation", "by", "code", "table", "photo"]

#: White space that HTML folds; a no-break space is a word's own.
_BLANK: Final = re.compile(r"[ \t\r\n\f]+")
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_LISTS: Final = frozenset({"ul", "ol"})
#: What is neither read nor seen in a text: how others are shown is told by their captions.
_SILENT: Final = frozenset(
    {"script", "style", "template", "picture", "img", "video", "audio", "iframe", "svg", "track"}
)
_STRONG: Final = frozenset({"strong", "b", "th", "dt"})
_EMPHASIS: Final = frozenset({"em", "i", "cite"})
_CODE: Final = frozenset({"code", "kbd", "samp"})
_INLINE: Final = frozenset(
    {*_STRONG, *_EMPHASIS, *_CODE, "a", "abbr", "bdi", "bdo", "br", "del", "dfn", "ins", "mark", "q", "s", "small",
     "span", "sub", "sup", "time", "u", "var", "wbr", "data", "math"} - {"th", "dt"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    #: Absolute; empty when it leads nowhere.
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or what stands in the place of one."""

    kind: BlockKind
    runs: Runs = ()
    #: Of a heading 1 to 6; of an item how deep its list lies, from 1.
    level: int = 0
    #: Of an item in a numbered list; 0 in others.
    number: int = 0
    #: Of a table: rows of cells, the first with their headings.
    rows: tuple[tuple[Runs, ...], ...] = ()
    #: Of a photo, and of who said a quotation: which one.
    anchor: str = ""

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)


def parse(body: str, absolute: Callable[[str], str], photos: Container[str] = ()) -> tuple[Block, ...]:
    """Return the blocks of a converted body.

    Args:
        body: HTML.
        absolute: the whole address of a link, or nothing where it leads nowhere outside of the page.
        photos: anchors of pictures that have a place of their own.
    """
    # It takes 10 ms to import, and many sites have no releases.
    from lxml import html

    root = html.fragment_fromstring(body, create_parent="div")
    return tuple(_Reader(absolute, photos).blocks(root, 0))


@dataclass(frozen=True, slots=True)
class _Reader:
    absolute: Callable[[str], str]
    photos: Container[str]

    def blocks(self, parent: HtmlElement, depth: int) -> Iterator[Block]:
        """Yield the blocks below an element; loose words between them are paragraphs."""
        loose: list[Run] = [Run(parent.text or "")]
        for child in parent:
            if isinstance(child.tag, str) and child.tag in _INLINE:
                loose += self.runs(child, Run(""))
            elif isinstance(child.tag, str):
                yield from _paragraph(loose)
                loose = []
                yield from self.block(child, depth)
            loose.append(Run(child.tail or ""))
        yield from _paragraph(loose)

    def block(self, element: HtmlElement, depth: int) -> Iterator[Block]:
        """Yield what one element of a text is."""
        tag = str(element.tag)
        shown = [name for it in element.iter() if (name := it.get("id", "")) in self.photos] if self.photos else []
        if shown and tag != "section":
            yield from (Block("photo", anchor=name) for name in shown)
        elif tag in _HEADINGS:
            yield Block("heading", self.words(element), _HEADINGS[tag])
        elif tag in _LISTS:
            yield from self.items(element, depth + 1)
        elif tag == "blockquote":
            yield from (replace(it, kind="quotation") for it in self.blocks(element, depth))
        elif tag == "figcaption":
            yield Block("by", self.words(element), anchor=_id_around(element))
        elif tag == "pre":
            yield Block("code", (Run("".join(element.itertext()).rstrip("\n"), code=True),))
        elif tag == "table":
            yield Block("table", rows=tuple(self.rows(element)))
        elif tag not in _SILENT:
            yield from self.blocks(element, depth)

    def items(self, element: HtmlElement, depth: int) -> Iterator[Block]:
        """Yield the items of a list: the first words of each are the item, what follows belongs to it."""
        first = int(element.get("start", "1")) if element.get("start", "1").isdecimal() else 1
        for number, item in enumerate(element.iterchildren("li"), first):
            own = list(self.blocks(item, depth))
            if own and own[0].kind == "paragraph":
                own[0] = Block("item", own[0].runs, depth, number if element.tag == "ol" else 0)
            yield from own

    def rows(self, table: HtmlElement) -> Iterator[tuple[Runs, ...]]:
        """Yield the rows of a table, all as long as the longest."""
        found = [tuple(self.words(cell) for cell in row if cell.tag in {"th", "td"}) for row in table.iter("tr")]
        width = max((len(row) for row in found), default=0)
        yield from ((*row, *((),) * (width - len(row))) for row in found if row)

    def words(self, element: HtmlElement) -> Runs:
        """Return the words of an element as one paragraph."""
        return _joined(self.runs(element, Run("")))

    def runs(self, element: HtmlElement, look: Run) -> Iterator[Run]:
        """Yield the words of an element and those in it."""
        tag = str(element.tag)
        if not isinstance(element.tag, str) or tag in _SILENT:
            return
        look = self.look(element, tag, look)
        if tag == "br":
            yield replace(look, text=" ")
        yield replace(look, text=element.text or "")
        for child in element:
            yield from self.runs(child, look)
            yield replace(look, text=child.tail or "")

    def look(self, element: HtmlElement, tag: str, around: Run) -> Run:
        """Return how words look inside of an element."""
        link = self.absolute(element.get("href", "")) if tag == "a" else around.link
        return Run(
            "",
            strong=around.strong or tag in _STRONG - {"th"},
            emphasis=around.emphasis or tag in _EMPHASIS,
            code=around.code or tag in _CODE,
            link=link,
        )


def _id_around(element: HtmlElement) -> str:
    parent = element.getparent()
    return str(parent.get("id", "")) if parent is not None else ""


def _paragraph(runs: Iterable[Run]) -> Iterator[Block]:
    words = _joined(runs)
    if words:
        yield Block("paragraph", words)


def _joined(runs: Iterable[Run]) -> Runs:
    """Return runs with one space between words, those of one look together, none at either end."""
    found: list[Run] = []
    for run in runs:
        text = _spaced(run.text)
        if found and found[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        if found and replace(found[-1], text="") == replace(run, text=""):
            found[-1] = replace(found[-1], text=_spaced(found[-1].text + text))
        elif text:
            found.append(replace(run, text=text))
    if found:
        found[0] = replace(found[0], text=found[0].text.lstrip(" "))
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(" "))
    return tuple(run for run in found if run.text)


def _spaced(text: str) -> str:
    """Return a text with one space for every run of white space, also at its ends."""
    return _BLANK.sub(" ", text)
