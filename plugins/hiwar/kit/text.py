"""``release.txt``: a release as plain text, wrapped, ready to paste into anything."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from hiwar.bidi import LRM, RLM, base_direction
from hiwar.kit.directions import ADDRESS, marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hiwar.bidi import Direction
    from hiwar.kit.blocks import Block, Runs
    from hiwar.kit.material import Material

#: Characters a line: what mail programs leave as it is (RFC 3676, section 4.2).
WIDTH: Final = 72
_RULE: Final = "-" * 24
#: Kinds of blocks between which no line is empty.
_CLOSE: Final = frozenset({("item", "item"), ("quotation", "by"), ("quotation", "quotation")})


def render(material: Material) -> bytes:
    """Return the text of a release: UTF-8, lines of 72 characters at most but for long addresses.

    Each line of a plain text finds its direction by itself (UAX #9, P2 and P3),
    so one that would run the wrong way begins with a mark.
    """
    lines = [line for paragraph in _paragraphs(material) for line in (*paragraph, "")]
    directed = (_directed(line, material.direction) for line in lines[:-1])
    # No-break spaces have done their work by now, and others' programs show them in odd ways.
    return ("\n".join(directed) + "\n").replace("\N{NO-BREAK SPACE}", " ").encode()


def _paragraphs(material: Material) -> Iterator[list[str]]:
    """Yield all that the text says, paragraph by paragraph."""
    said = material.words
    if material.notice:
        yield wrap(material.notice)
    yield wrap(f"{material.company} · {material.label}")
    yield wrap(material.piece.title)
    if material.lede:
        yield wrap(material.lede)
    if material.piece.corrections:
        rows = (f"{material.day(it.date)}: {it.text}" for it in material.piece.corrections)
        yield [f"{said['Corrections']}:", *(line for row in rows for line in wrap(row, "- "))]
    if material.dateline:
        yield wrap(material.dateline)
    yield from _body(material)
    yield [_RULE]
    yield from _ending(material)


def _body(material: Material) -> Iterator[list[str]]:
    """Yield the blocks; items stand close together, and who said it below what was said."""
    open_lines: list[str] = []
    before = ""
    for block in material.blocks:
        if open_lines and (before, block.kind) not in _CLOSE:
            yield open_lines
            open_lines = []
        open_lines = [*open_lines, *_block(block, material)]
        before = block.kind
    if open_lines:
        yield open_lines


def _ending(material: Material) -> Iterator[list[str]]:
    said = material.words
    for person in material.contacts:
        rows = (person.name, person.role, person.phone, person.email)
        yield [f"{said['For the press']}:", *(line for row in rows if row for line in wrap(row))]
    links: dict[str, str] = {}
    for name, url in (*_links(material.blocks), *material.products):
        links.setdefault(url, name)
    if links:
        yield [f"{said['Links']}:", *(line for url, name in links.items() for line in (*wrap(name, "- "), f"  {url}"))]
    if material.boilerplate:
        yield wrap(said["About %(name)s"] % {"name": material.company})
        yield wrap(material.boilerplate)
    if material.terms:
        yield wrap(material.terms)
    yield [*wrap(said["Read, quote and answer it here:"]), material.url]


def _block(block: Block, material: Material) -> list[str]:
    match block.kind:
        case "heading":
            return wrap(block.text)
        case "item":
            mark = f"{block.number}. " if block.number else "- "
            return wrap(block.text, "  " * (block.level - 1) + mark)
        case "quotation":
            return wrap(block.text, "> ", again=True)
        case "by":
            return wrap(_by(block, material))
        case "code":
            return [f"    {line}" for line in block.text.split("\n")]
        case "table":
            return [line for row in block.rows for line in wrap(" | ".join(_text(cell) for cell in row))]
        case "photo":
            return _photo(block.anchor, material)
    return wrap(block.text)


def _by(block: Block, material: Material) -> str:
    """Return who said it, with what they do."""
    person = material.speakers.get(block.anchor)
    if person is None:
        return block.text
    comma = "، " if material.direction == "rtl" else ", "
    return "— " + comma.join(part for part in (person.name, person.role) if part)


def _photo(anchor: str, material: Material) -> list[str]:
    shot = next((it for it in material.shots if it.anchor == anchor), None)
    if shot is None:
        return []
    said = (shot.caption or shot.alt, shot.credit)
    return wrap(f"[{' · '.join(part for part in said if part)}]")


def _links(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        runs = (*block.runs, *(run for row in block.rows for cell in row for run in cell))
        yield from ((run.text, run.link) for run in runs if run.link not in {"", run.text})


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def wrap(text: str, mark: str = "", *, again: bool = False) -> list[str]:
    """Return a paragraph in lines of at most `WIDTH` characters; a longer word stands whole.

    Args:
        text: words with one space between them; no-break spaces keep theirs together.
        mark: what the first line begins with.
        again: whether the others begin with it, too, and not with spaces.
    """
    lines: list[str] = []
    line, width = mark, _width(mark)
    rest = mark if again else " " * len(mark)
    is_empty = True
    for word in text.split(" "):
        size = _width(word)
        if not is_empty and width + 1 + size > WIDTH:
            lines.append(line)
            line, width, is_empty = rest, _width(rest), True
        line += word if is_empty else f" {word}"
        width += size if is_empty else size + 1
        is_empty = False
    return [*lines, line]


def _width(text: str) -> int:
    """Return how many characters are seen: marks stand over their letters."""
    return sum(1 for char in text if unicodedata.category(char) not in {"Mn", "Cf"})


def _directed(line: str, direction: str) -> str:
    """Return a line that runs in the direction of the text, whatever it begins with."""
    around: Direction = "rtl" if direction == "rtl" else "ltr"
    if not line.strip() or ADDRESS.fullmatch(line.strip()):
        return line
    said = marked(line, around)
    first = next((char for char in said if unicodedata.bidirectional(char) in {"L", "R", "AL"}), "")
    own = "rtl" if first and unicodedata.bidirectional(first) != "L" else "ltr"
    wanted = base_direction(line, around)
    return said if not first or own == wanted else (RLM if wanted == "rtl" else LRM) + said
