"""The parts of a text, found in Markdown's tree and given the fragments that lead to them.

Only what stands at the top of a text is a part: a quotation inside a list
belongs to its item. What a part says is read later, from the finished HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element

from hiwar.text import did_you_mean, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiwar.content.links import Resolver
    from hiwar.model.media import MediaFile

#: Headings as `docs/writing.md` names them, in any language of the site.
FACTS: Final = frozenset({"facts", "key facts", "حقائق"})
QUESTIONS: Final = frozenset({"questions", "أسئلة"})
_HEADING: Final = re.compile(r"h([1-6])")
#: How a quotation ends: ``— @lab``, on a line of its own or behind the last word.
_SPEAKER: Final = re.compile(r"(?:^|\s)(?:[—–]|--?)\s*@(\w[\w-]*)\s*$")
_LISTS: Final = frozenset({"ul", "ol"})


@dataclass(frozen=True, slots=True)
class Picture:
    """What a writer typed about a picture that is a part."""

    file: MediaFile
    alt: str
    #: The title in Markdown: ``caption | credit``.
    title: str


@dataclass(slots=True)
class Marks:
    """The parts of one text by their anchors, as the tree has them."""

    facts: list[str] = field(default_factory=list)
    #: To the id of who speaks; None where nobody is named.
    quotations: dict[str, str | None] = field(default_factory=dict)
    #: None until the file is known, and where there is none.
    photos: dict[str, Picture | None] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)

    @property
    def anchors(self) -> frozenset[str]:
        """Every anchor that the page will have for a part."""
        return frozenset((*self.facts, *self.quotations, *self.photos, *self.questions))


def mark(root: Element, resolver: Resolver) -> Marks:
    """Name the parts in a tree, noting who is quoted and unknown.

    Quotations that Markdown joined are parted, and stand in a figure with who
    said it; facts and questions stand in sections.
    """
    marks = Marks()
    root[:] = list(_with_quotations(root, marks, resolver))
    _mark_photos(root, marks)
    root[:] = _with_facts(list(root), marks)
    root[:] = _with_questions(list(root), marks)
    return marks


def _with_quotations(root: Element, marks: Marks, resolver: Resolver) -> Iterator[Element]:
    for element in root:
        if element.tag == "blockquote":
            yield from _quotations(element, marks, resolver)
        else:
            yield element


def _quotations(block: Element, marks: Marks, resolver: Resolver) -> Iterator[Element]:
    """Yield each quotation of a block: Markdown joins those with only an empty line between them."""
    said: list[Element] = []
    for child in block:
        person = _take_speaker(child) if child.tag == "p" else None
        if person is None or _has_words(child):
            said.append(child)
        if person is not None:
            yield _quotation(said, person, marks, resolver)
            said = []
    if said:
        quotation = _element("blockquote", said)
        quotation.set("id", _new_quotation(marks, None))
        yield quotation


def _quotation(said: list[Element], person: str, marks: Marks, resolver: Resolver) -> Element:
    known = resolver.index.people
    if person not in known:
        problem = f'nobody in people.toml has the id "{person}"'
        resolver.note(f"@{person}", problem, f"{did_you_mean(person, known)} Who is not there is named without @")
    if not said:
        resolver.note(f"@{person}", f'the quotation of "{person}" is empty', "write above the name what was said")
    name = known[person].name.get(resolver.origin.lang, person) if person in known else person
    caption = Element("figcaption")
    caption.text, caption.tail = f"— {name}", "\n"
    figure = _element("figure", [_element("blockquote", said), caption])
    figure.set("class", "quote")
    figure.set("id", _new_quotation(marks, person))
    return figure


def _new_quotation(marks: Marks, person: str | None) -> str:
    anchor = f"quote-{len(marks.quotations) + 1}"
    marks.quotations[anchor] = person
    return anchor


def _take_speaker(paragraph: Element) -> str | None:
    """Return who speaks by the end of a paragraph, and take that end away."""
    last = paragraph[-1] if len(paragraph) else None
    text = (paragraph.text if last is None else last.tail) or ""
    found = _SPEAKER.search(text)
    if not found:
        return None
    before = text[: found.start()].rstrip()
    if last is None:
        paragraph.text = before
        return found[1]
    last.tail = before
    if last.tag == "br" and not before:
        paragraph.remove(last)
    return found[1]


def _has_words(paragraph: Element) -> bool:
    return bool(len(paragraph) or (paragraph.text or "").strip())


def _mark_photos(root: Element, marks: Marks) -> None:
    for element in root:
        pictures = _pictures(element)
        # Several in one paragraph are a gallery, in which each has a place of its own.
        for place in [element] if len(pictures) == 1 else pictures:
            anchor = f"photo-{len(marks.photos) + 1}"
            place.set("id", anchor)
            marks.photos[anchor] = None


def _pictures(paragraph: Element) -> list[Element]:
    """Return the pictures of a paragraph that holds nothing else."""
    pictures = list(paragraph.iter("img"))
    if paragraph.tag != "p" or not pictures or any(text.strip() for text in paragraph.itertext()):
        return []
    return pictures if all(child.tag in {"img", "a", "br"} for child in paragraph) else []


def read_photos(root: Element, marks: Marks, resolver: Resolver) -> None:
    """Complete the marks of pictures, when their addresses are resolved."""
    places = {element.get("id"): element for element in root.iter() if element.get("id") in marks.photos}
    for anchor, place in places.items():
        picture = place if place.tag == "img" else place.find(".//img")
        file = resolver.pictures.get(picture.get("src", "")) if picture is not None else None
        if anchor and picture is not None and file:
            marks.photos[anchor] = Picture(file, one_line(picture.get("alt", "")), picture.get("title", ""))


def _with_facts(blocks: list[Element], marks: Marks) -> list[Element]:
    """Return the blocks with the list of facts and its heading in a section."""
    start = _find_heading(blocks, FACTS)
    if start is None:
        return blocks
    for end in range(start + 1, len(blocks)):
        if blocks[end].tag in _LISTS:
            items = [item for item in blocks[end] if item.tag == "li"]
            marks.facts = [f"fact-{number}" for number in range(1, len(items) + 1)]
            for anchor, item in zip(marks.facts, items, strict=True):
                item.set("id", anchor)
            return [*blocks[:start], _section("facts", blocks[start : end + 1]), *blocks[end + 1 :]]
        if _level(blocks[end]):
            break
    return blocks


def _with_questions(blocks: list[Element], marks: Marks) -> list[Element]:
    """Return the blocks with the questions, each with its answer, in sections."""
    start = _find_heading(blocks, QUESTIONS)
    if start is None:
        return blocks
    level = _level(blocks[start])
    end = next((at for at in range(start + 1, len(blocks)) if _ends(blocks[at], level)), len(blocks))
    firsts = [at for at in range(start + 1, end) if _level(blocks[at]) == level + 1]
    if not firsts:
        return blocks
    sections: list[Element] = []
    for first, after in zip(firsts, [*firsts[1:], end], strict=True):
        section = _section("question", blocks[first:after])
        section.set("id", f"question-{len(sections) + 1}")
        marks.questions.append(section.get("id", ""))
        sections.append(section)
    return [*blocks[:start], _section("questions", [*blocks[start : firsts[0]], *sections]), *blocks[end:]]


def _find_heading(blocks: Sequence[Element], names: frozenset[str]) -> int | None:
    for at, block in enumerate(blocks):
        if _level(block) and one_line("".join(block.itertext())).casefold() in names:
            return at
    return None


def _level(element: Element) -> int:
    """Return the level of a heading, and 0 of anything else."""
    found = _HEADING.fullmatch(str(element.tag))
    return int(found[1]) if found else 0


def _ends(element: Element, level: int) -> bool:
    """Tell whether a section of this level is over: at a rule, the notes, or a heading as high."""
    return element.tag == "hr" or element.get("class") == "footnote" or 0 < _level(element) <= level


def _section(name: str, children: list[Element]) -> Element:
    section = _element("section", children)
    section.set("class", name)
    return section


def _element(tag: str, children: list[Element]) -> Element:
    """Return a block with its children, on lines of their own as Markdown writes them."""
    element = Element(tag)
    element.text, element.tail = "\n", "\n"
    element[:] = children
    return element
