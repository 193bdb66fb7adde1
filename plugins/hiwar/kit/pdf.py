"""``release.pdf``: a release as a document, typeset by Typst with explicit fonts, tagged for who cannot see it."""

from __future__ import annotations

import io
import json
import re
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hiwar.errors import SetupError
from hiwar.kit.directions import marked
from hiwar.pictures import is_svg, open_picture

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import typst

    from hiwar.kit.blocks import Block, Run
    from hiwar.kit.letterhead import Letterhead
    from hiwar.kit.material import Material, Shot
    from hiwar.model.page import Profile

#: PDF/UA-1 (ISO 14289-1) is for people who listen, PDF/A-2a (ISO 19005-2) for archives; both need tags and all fonts.
STANDARDS: Final = ("ua-1", "a-2a")
#: Pixels of the longer side: as sharp as print at half a page, and light enough for mail.
_PIXELS: Final = 1600
_QUALITY: Final = 82
_MAIN: Final = "main.typ"
_REACHES: Final = re.compile(r"https?://|mailto:|tel:")


def render(
    material: Material, letterhead: Letterhead, pictures: Mapping[str, bytes], unknown: Collection[str] = ()
) -> bytes:
    """Return the document of a release; the same values give the same bytes.

    Args:
        material: what it says.
        letterhead: how it looks.
        pictures: JPEG or PNG by the address of the file; those that are missing are left out.
        unknown: characters that no font has, to be left out.

    Raises:
        SetupError: the template or a font is at fault.
    """
    named = names(material, pictures)
    files = {name[1:]: pictures[address] for address, name in named.items()}
    return _compiled(letterhead, inputs(material, letterhead, named, unknown), files)


def names(material: Material, addresses: Collection[str]) -> dict[str, str]:
    """Return under which name the template finds each picture, by its address."""
    shots = enumerate(material.shots)
    return {shot.file.address: f"/picture-{number}" for number, shot in shots if shot.file.address in addresses}


def inputs(material: Material, letterhead: Letterhead, named: Mapping[str, str], unknown: Collection[str] = ()) -> str:
    """Return what the template knows, as JSON; docs/press-kit.md lists it."""
    without = dict.fromkeys(map(ord, unknown))
    known = _without(_inputs(material, letterhead, named), without)
    return json.dumps(known, ensure_ascii=False, sort_keys=True)


def _without(value: Any, chars: Mapping[int, None]) -> Any:
    """Return a value of JSON without some characters in its texts."""
    if isinstance(value, str):
        return value.translate(chars)
    if isinstance(value, dict):
        return {key: _without(item, chars) for key, item in value.items()}
    return [_without(item, chars) for item in value] if isinstance(value, (list, tuple)) else value


def _compiled(letterhead: Letterhead, data: str, files: Mapping[str, bytes]) -> bytes:
    # It takes 7 ms to import, and most builds find all documents made.
    import typst

    try:
        template = letterhead.template.read_bytes()
    except OSError as error:
        raise SetupError(
            f"{letterhead.template}: the theme has no such file; take it from Hiwar's own theme"
        ) from error
    named = {_MAIN: template, "data.json": data.encode(), "logo.svg": letterhead.logo.encode(), **files}
    try:
        with tempfile.TemporaryDirectory() as folder:
            # Typst reads pictures from files alone, and only from those below its root.
            for name, content in named.items():
                Path(folder, name).write_bytes(content)
            compiler = typst.Compiler(str(Path(folder, _MAIN)), root=folder, font_paths=_fonts(letterhead.fonts))
            document, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=list(STANDARDS))
    except typst.TypstError as error:
        raise SetupError(f"{letterhead.template}: {error.diagnostic or error.message}") from error
    if warnings:
        raise SetupError(f"{letterhead.template}: {warnings[0].message}")
    if not isinstance(document, bytes):
        raise SetupError(f"{letterhead.template}: it makes no document")
    return document


@lru_cache(maxsize=4)
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    import typst

    names = [str(folder) for folder in folders]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=names)


def shrunk(content: bytes) -> bytes:
    """Return a picture fit for a document: JPEG, or PNG where it is see-through.

    Raises:
        PictureError: it cannot be shown.
    """
    picture = open_picture(content)
    picture.thumbnail((_PIXELS, _PIXELS))
    target = io.BytesIO()
    if picture.mode == "RGBA" or is_svg(content):
        picture.save(target, "PNG", optimize=False)
    else:
        picture.save(target, "JPEG", quality=_QUALITY, progressive=False)
    return target.getvalue()


def _inputs(material: Material, letterhead: Letterhead, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template knows."""
    piece = material.piece
    said = material.words
    moment = piece.changed or material.date
    shots = {shot.anchor: _shot(shot, names, material) for shot in material.shots if shot.file.address in names}
    return {
        "lang": piece.lang.partition("-")[0],
        "direction": material.direction,
        "kind": material.label,
        "company": material.company,
        "title": _marked(piece.title, material),
        "lede": _marked(material.lede, material),
        "dateline": material.dateline,
        "day": [moment.year, moment.month, moment.day],
        "notice": material.notice,
        "url": material.url,
        "keywords": [tag.name for tag in piece.tags],
        "corrections": {
            "title": said["Corrections"],
            "rows": [[material.day(it.date), _marked(it.text, material)] for it in piece.corrections],
        },
        "lead": shots.pop("", None),
        "blocks": list(_blocks(material, shots)),
        "contacts": {"title": said["For the press"], "rows": [_person(person) for person in material.contacts]},
        "about": {
            "title": said["About %(name)s"] % {"name": material.company},
            "text": _marked(material.boilerplate, material),
        },
        "terms": _marked(material.terms, material),
        "answer": said["Read, quote and answer it here:"],
        "page": said["Page %(number)s of %(count)s"] % {"number": "{number}", "count": "{count}"},
        "colors": dict(letterhead.colors),
        "fonts": {"heading": letterhead.heading, "text": letterhead.text},
        "logo": bool(letterhead.logo),
    }


def _blocks(material: Material, shots: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    """Yield the blocks as the template reads them: the items of a list, and a quotation with who said it, together."""
    facts = {fact.anchor for fact in material.piece.parts.facts}
    in_facts = False
    for block in _grouped(material.blocks):
        first = block[0]
        match first.kind:
            case "item":
                yield _list(block, material, is_fact=in_facts and bool(facts))
                in_facts = False
            case "quotation":
                yield _quotation(block, material)
            case "photo":
                if first.anchor in shots:
                    yield {"kind": "photo", "photo": shots[first.anchor]}
            case "table":
                rows = [[_runs(cell, material) for cell in row] for row in first.rows]
                yield {"kind": "table", "rows": rows}
            case "code":
                yield {"kind": "code", "text": first.text}
            case "heading":
                in_facts = _is_facts(first, material)
                yield {"kind": "heading", "level": first.level, "runs": _runs(first.runs, material)}
            case _:
                yield {"kind": "paragraph", "runs": _runs(first.runs, material)}


def _is_facts(heading: Block, material: Material) -> bool:
    """Tell whether the list below a heading is that of the facts."""
    parts = material.piece.parts
    place = material.blocks.index(heading)
    after = next((it for it in material.blocks[place + 1 :] if it.kind == "item"), None)
    return bool(parts.facts and after and after.text.split() == parts.facts[0].text.split())


def _grouped(blocks: tuple[Block, ...]) -> Iterator[list[Block]]:
    group: list[Block] = []
    for block in blocks:
        together = group and (group[-1].kind, block.kind) in {
            ("item", "item"),
            ("quotation", "quotation"),
            ("quotation", "by"),
        }
        if group and not together:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _list(items: list[Block], material: Material, *, is_fact: bool) -> dict[str, Any]:
    rows = [{"level": it.level, "number": it.number, "runs": _runs(it.runs, material)} for it in items]
    return {"kind": "facts" if is_fact else "list", "items": rows}


def _quotation(blocks: list[Block], material: Material) -> dict[str, Any]:
    said = [_runs(it.runs, material) for it in blocks if it.kind == "quotation"]
    by = next((it for it in blocks if it.kind == "by"), None)
    person = material.speakers.get(by.anchor) if by else None
    name, role = (person.name, person.role) if person else (by.text.removeprefix("— ") if by else "", "")
    return {"kind": "quotation", "said": said, "name": name, "role": role, "voice": person.voice if person else ""}


def _runs(runs: tuple[Run, ...], material: Material) -> list[dict[str, Any]]:
    return [
        {
            "text": _marked(run.text, material),
            "strong": run.strong,
            "emphasis": run.emphasis,
            "code": run.code,
            "link": run.link if _REACHES.match(run.link) else "",
        }
        for run in runs
    ]


def _shot(shot: Shot, names: Mapping[str, str], material: Material) -> dict[str, str]:
    said = " · ".join(part for part in (shot.caption, shot.credit) if part)
    return {"file": names[shot.file.address], "alt": shot.alt, "caption": _marked(said, material)}


def _person(person: Profile) -> dict[str, str]:
    return {"name": person.name, "role": person.role, "phone": person.phone, "email": person.email}


def _marked(text: str, material: Material) -> str:
    return marked(text, material.direction)
