"""The parts of a finished body as values, and the body cut where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from hiwar.model.part import Fact, Parts, Passage, Photo, Question, Quotation
from hiwar.text import nfc, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.content.parts import Marks, Picture
    from hiwar.model.company import Person
    from hiwar.model.part import Recording

#: A body is what our own converter wrote: well formed, with ``>`` escaped in
#: attributes, so patterns find in it in microseconds what a parser of the wild
#: takes 40 ms for.
_PART: Final = re.compile(r'<([a-z0-9]+)\b[^>]*?\sid="((?:fact|quote|photo|video|audio|question)-[0-9]+)"[^>]*>')
_VOID: Final = frozenset({"img"})
_FOOTNOTE: Final = re.compile(r'<sup id="fnref.*?</sup>', re.DOTALL)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z0-9]+)[^>]*>")
#: Elements inside of a line: nothing stands between the words around their tags.
_PHRASING: Final = frozenset("a abbr b bdi cite code em i kbd mark q s small span strong sub sup time u wbr".split())  # noqa: SIM905 -- one line
_SAID: Final = re.compile(r"<blockquote[^>]*>\n?(.*)</blockquote>", re.DOTALL)
_FIRST_HEADING: Final = re.compile(r"\s*<(h[1-6])[^>]*>(.*?)</\1>\n?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Found:
    """Where an element stands in the HTML of a body."""

    anchor: str
    start: int
    end: int
    #: What stands between its tags; empty for a picture.
    inner: Markup


def parse_parts(
    html: str, marks: Marks, people: Mapping[str, Person], recordings: Mapping[str, Recording] = MappingProxyType({})
) -> tuple[Parts, tuple[Passage, ...]]:
    """Return the parts of a body, and the body in passages.

    Args:
        html: the body as the page will have it.
        marks: what was found in its tree.
        people: by id; who is missing has no voice.
        recordings: by anchor.
    """
    found = {place.anchor: place for place in _places(html, marks.anchors | recordings.keys())}
    quotations = (_quotation(found[anchor], who, people) for anchor, who in marks.quotations.items() if anchor in found)
    parts = Parts(
        facts=tuple(_fact(found[anchor]) for anchor in marks.facts if anchor in found),
        quotations=tuple(quotations),
        photos=tuple(_photo(anchor, picture) for anchor, picture in marks.photos.items() if picture),
        recordings=tuple(recording for anchor, recording in recordings.items() if anchor in found),
        questions=tuple(_question(found[anchor]) for anchor in marks.questions if anchor in found),
    )
    return parts, tuple(_passages(html, parts, found))


def _places(html: str, anchors: frozenset[str]) -> Iterator[_Found]:
    for match in _PART.finditer(html) if anchors else ():
        tag, anchor = match.groups()
        if anchor in anchors:
            inner_end, end = (match.end(), match.end()) if tag in _VOID else _end(html, tag, match.end())
            yield _Found(anchor, match.start(), end, Markup(html[match.end() : inner_end]))  # noqa: S704 -- a part of a body


def _end(html: str, tag: str, start: int) -> tuple[int, int]:
    """Return where the end tag of an element begins and ends, of well-formed HTML."""
    depth = 1
    for match in re.compile(rf"<(/?){tag}\b[^>]*>").finditer(html, start):
        depth += -1 if match[1] else 1
        if not depth:
            return match.start(), match.end()
    return len(html), len(html)


def _passages(html: str, parts: Parts, found: Mapping[str, _Found]) -> Iterator[Passage]:
    position = 0
    cut = [(found[part.anchor], part) for part in parts if part.anchor in found and not isinstance(part, Question)]
    for place, part in sorted(cut, key=lambda pair: pair[0].start):
        if place.start > position:
            yield Passage(Markup(html[position : place.start]))  # noqa: S704 -- a part of a body
        yield Passage(Markup(html[place.start : place.end]), part)  # noqa: S704 -- a part of a body
        position = place.end
    if position < len(html):
        yield Passage(Markup(html[position:]))  # noqa: S704 -- a part of a body


def _fact(place: _Found) -> Fact:
    return Fact(place.anchor, plain_text(place.inner), place.inner)


def _quotation(place: _Found, speaker: str | None, people: Mapping[str, Person]) -> Quotation:
    said = _SAID.search(place.inner)
    html = Markup(said[1]) if said else place.inner  # noqa: S704 -- a part of a body
    person = people.get(speaker or "")
    return Quotation(place.anchor, plain_text(html), html, speaker, person.voice if person else None)


def _photo(anchor: str, picture: Picture) -> Photo:
    caption, credit = split_title(picture.title)
    return Photo(anchor, picture.file, picture.alt, caption, credit)


def _question(place: _Found) -> Question:
    heading = _FIRST_HEADING.match(place.inner)
    if not heading:
        return Question(place.anchor, "", plain_text(place.inner), place.inner)
    answer = Markup(place.inner[heading.end() :])  # noqa: S704 -- a part of a body
    return Question(place.anchor, plain_text(heading[2]), plain_text(answer), answer)


def split_title(title: str) -> tuple[str, str]:
    """Return caption and credit of a picture's title in Markdown: ``caption | credit``."""
    caption, _, credit = title.partition("|")
    return nfc(one_line(caption)), nfc(one_line(credit))


def plain_text(html: str) -> str:
    """Return the words of a part on one line, without marks of notes."""
    return one_line(unescape(_TAG.sub(_gap, _FOOTNOTE.sub("", html))))


def _gap(tag: re.Match[str]) -> str:
    return "" if tag[2] in _PHRASING else " "
