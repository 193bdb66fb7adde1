"""Markdown to HTML: one converter a language, reused, with addresses resolved in its tree."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, Final

import markdown
from markdown.extensions.codehilite import CodeHiliteExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import slugify_unicode
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from hiwar.content import figures, rawhtml, recordings
from hiwar.content.addresses import resolve_raw, resolve_tree
from hiwar.content.bounds import is_bounded
from hiwar.content.contents import MARKER, Contents
from hiwar.content.fences import Fences
from hiwar.content.highlighting import formatter
from hiwar.content.inlines import Inlines
from hiwar.content.paragraphs import PRIORITY, PlainParagraphs
from hiwar.content.parts import Marks, mark, read_photos
from hiwar.content.passages import parse_parts
from hiwar.content.smileys import Smileys
from hiwar.content.typography import typeset
from hiwar.model.part import NO_PARTS
from hiwar.model.piece import Heading
from hiwar.text import one_line, shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from xml.etree.ElementTree import Element

    from hiwar.content.links import Resolver
    from hiwar.model.part import Parts, Passage

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARAGRAPH: Final = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAGS: Final = re.compile(r"<sup id=\"fnref.*?</sup>|<[^>]+>", re.DOTALL)
_IDS: Final = re.compile(r"""\s(?:id|name)=(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))""")
_SUMMARY_LENGTH: Final = 200
_BACKLINKS: Final = {
    "ar": "العودة إلى موضع الحاشية {} في النص",
    "en": "Back to where note {} stands in the text",
}


@dataclass(frozen=True, slots=True)
class Body:
    """A converted text."""

    html: Markup
    #: Plain text of its first paragraph, shortened; empty when it has none.
    summary: str
    headings: tuple[Heading, ...]
    #: Fragments that lead into it.
    anchors: frozenset[str]
    parts: Parts = NO_PARTS
    #: The same text, cut where its parts stand.
    passages: tuple[Passage, ...] = ()


class Converter:
    """Converts texts of one language; not to be shared between threads."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.resolver: Resolver | None = None
        self.marks = Marks()
        self._stash = _Stash()
        self._md = markdown.Markdown(
            extensions=[
                "abbr",
                "attr_list",
                "def_list",
                "fenced_code",
                "sane_lists",
                "tables",
                CodeHiliteExtension(guess_lang=False, css_class="highlight", pygments_formatter=formatter),
                FootnoteExtension(BACKLINK_TITLE=_BACKLINKS.get(lang.split("-", maxsplit=1)[0], _BACKLINKS["en"])),
                Contents(slugify=slugify_unicode, marker=MARKER),
            ]
        )
        self._register()
        self._toc: Any = self._md.treeprocessors["toc"]

    def _register(self) -> None:
        stash = self._stash
        self._md.preprocessors.register(_MarkPre(self._md, stash, "code"), "hiwar_code", 24)
        self._md.preprocessors.register(_MarkPre(self._md, stash, "blocks"), "hiwar_blocks", 19)
        self._md.treeprocessors.register(_MarkTree(self._md, stash), "hiwar_inline", 25)
        self._md.preprocessors.register(Fences(self._md, self), "fenced_code_block", 25)
        self._md.treeprocessors.register(Inlines(self._md), "inline", 20)
        self._md.parser.blockprocessors.register(PlainParagraphs(self._md.parser), "hiwar_plain", PRIORITY)
        # After code (190), links (170 to 110) and raw HTML (90); before emphasis (60), for :-* and :thumbs_up:.
        self._md.inlinePatterns.register(Smileys(self._md, self.lang), "hiwar_smileys", 75)
        # After attr_list (8) and before toc (5), which names the headings.
        self._md.treeprocessors.register(_Headings(self._md), "hiwar_headings", 7)
        for name, priority, act in self._steps():
            self._md.treeprocessors.register(_Step(self, act), name, priority)
        self._md.treeprocessors.register(_RawHtml(self._md, self, stash), "hiwar_raw", -20)

    def _steps(self) -> Iterator[tuple[str, float, Callable[[Element, Resolver], object]]]:
        """Yield our acts on the tree with their names and priorities."""
        yield "hiwar_recordings", 6.7, recordings.find
        yield "hiwar_galleries", 6.5, figures.gather
        # Before toc, so that no heading takes the name of a part.
        yield "hiwar_parts", 6, self._mark
        # After unescape (0): addresses are whole only then.
        yield "hiwar_recorded", -5, recordings.read
        yield "hiwar_addresses", -10, resolve_tree
        yield "hiwar_photos", -15, lambda root, resolver: read_photos(root, self.marks, resolver)
        yield "hiwar_players", -16, recordings.compose
        yield "hiwar_figures", -17, figures.compose

    def _mark(self, root: Element, resolver: Resolver) -> None:
        self.marks = mark(root, resolver)

    def convert(self, resolver: Resolver) -> Body:
        """Return the body that a resolver holds, noting every fault in it."""
        origin = resolver.origin
        if not is_bounded(resolver.body, resolver.body_line, origin.shown, resolver.faults):
            return Body(Markup(), "", (), frozenset())
        self._md.reset()
        self.resolver, self.marks = resolver, Marks()
        self._toc.marker = MARKER if MARKER in resolver.body else ""
        try:
            html = self._md.convert(resolver.body)
        except RecursionError:
            resolver.note("", "lists or quotations are nested too deeply", "keep to a few levels")
            return Body(Markup(), "", (), frozenset())
        ids = Counter(unescape(next(filter(None, found))) for found in _IDS.findall(html))
        anchors = frozenset(ids)
        for anchor in sorted(anchor for anchor in self.marks.anchors if ids[anchor] > 1):
            resolver.note(anchor, f'the id "{anchor}" belongs to a part of the text', "give this another id")
        if self._stash.has_raw:
            for wrong in rawhtml.unbalanced(html):
                resolver.note(wrong.needle, wrong.problem, wrong.fix)
        for fragment, line in resolver.fragments:
            if fragment not in anchors:
                resolver.faults.add(origin.shown, line, f'nothing here has the id "{fragment}"', _anchor_fix(anchors))
        made = Markup(typeset(html, self.lang))  # noqa: S704 -- checked above
        parts, passages = parse_parts(made, self.marks, resolver.index.people, resolver.recordings)
        return Body(made, _summary(html), self._headings(), anchors, parts, passages)

    def _headings(self) -> tuple[Heading, ...]:
        found: list[Heading] = []
        waiting = list(reversed(getattr(self._md, "toc_tokens", [])))
        while waiting:
            token = waiting.pop()
            found.append(Heading(token["level"], token["id"], one_line(unescape(token["name"]))))
            waiting += reversed(token["children"])
        return tuple(found)


def _anchor_fix(anchors: frozenset[str]) -> str:
    known = ", ".join(f"#{anchor}" for anchor in sorted(anchors)[:8])
    return f"use one of: {known}" if known else "delete the link, or add a heading"


def _summary(html: str) -> str:
    for match in _PARAGRAPH.finditer(html):
        text = one_line(unescape(_TAGS.sub("", match.group(1))))
        if text:
            return shortened(text, _SUMMARY_LENGTH)
    return ""


class _Stash:
    """Where in Markdown's stash the writer's raw HTML lies, between the code it made itself."""

    def __init__(self) -> None:
        self.marks = {"code": 0, "blocks": 0, "inline": 0}
        self.has_raw = False

    def raw(self, size: int) -> list[int]:
        """Return the places of raw HTML in a stash of this size."""
        blocks = range(self.marks["code"], self.marks["blocks"])
        return [*blocks, *range(self.marks["inline"], size)]


class _MarkPre(Preprocessor):
    def __init__(self, md: markdown.Markdown, stash: _Stash, name: str) -> None:
        super().__init__(md)
        self._stash = stash
        self._name = name

    def run(self, lines: list[str]) -> list[str]:
        self._stash.marks[self._name] = self.md.htmlStash.html_counter
        return lines


class _MarkTree(Treeprocessor):
    def __init__(self, md: markdown.Markdown, stash: _Stash) -> None:
        super().__init__(md)
        self._stash = stash

    def run(self, root: Element) -> None:
        del root
        self._stash.marks["inline"] = self.md.htmlStash.html_counter


class _Headings(Treeprocessor):
    """Moves headings one level down where a writer began at the first, which is the title's."""

    def run(self, root: Element) -> None:
        if root.find(".//h1") is not None:
            for element in root.iter():
                if element.tag in _HEADINGS[:5]:
                    element.tag = f"h{int(element.tag[1]) + 1}"


class _Step(Treeprocessor):
    """One act on the tree of a text."""

    def __init__(self, converter: Converter, act: Callable[[Element, Resolver], object]) -> None:
        super().__init__()
        self._converter = converter
        self._act = act

    def run(self, root: Element) -> None:
        if self._converter.resolver:
            self._act(root, self._converter.resolver)


class _RawHtml(Treeprocessor):
    """Checks the raw HTML in the stash and resolves the addresses in it."""

    def __init__(self, md: markdown.Markdown, converter: Converter, stash: _Stash) -> None:
        super().__init__(md)
        self._converter = converter
        self._stash = stash

    def run(self, root: Element) -> None:
        del root
        resolver = self._converter.resolver
        blocks = self.md.htmlStash.rawHtmlBlocks
        places = [place for place in self._stash.raw(len(blocks)) if "<" in str(blocks[place])]
        self._stash.has_raw = bool(places)
        if resolver is None:
            return
        for place in places:
            blocks[place], wrongs = rawhtml.clean(str(blocks[place]), lambda *tag: resolve_raw(resolver, *tag))
            for wrong in wrongs:
                resolver.note(wrong.needle, wrong.problem, wrong.fix)
