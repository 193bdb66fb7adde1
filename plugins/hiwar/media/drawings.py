"""Drawings in SVG: those that run or fetch nothing, and how large they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from hiwar.model.media import MediaError

if TYPE_CHECKING:
    from collections.abc import Iterator

_SVG: Final = "{http://www.w3.org/2000/svg}svg"
#: Elements that run something or hold another document.
_ACTIVE: Final = frozenset(
    {"script", "foreignobject", "iframe", "embed", "object", "handler", "listener", "audio", "video"}
)
#: Elements that change an attribute later on (SVG Animations 2).
_CHANGING: Final = frozenset({"animate", "set", "animatetransform", "animatemotion"})
#: Addresses that stay in the file, and pictures that lie in it.
_INSIDE: Final = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp|avif)[;,])", re.IGNORECASE)
_FETCHES: Final = re.compile(r"@import|url\(\s*['\"]?\s*(?!#|data:image/(?:png|jpeg|gif|webp))|\\", re.IGNORECASE)
_NUMBER: Final = r"\s*(\d+(?:\.\d+)?)(?:px)?\s*"
_BOX: Final = re.compile(r"[\s,]+")
_MAX_SIZE: Final = 100_000


def measure(name: str, content: bytes) -> tuple[int, int]:
    """Return width and height of a drawing in pixels, 0 where it gives none.

    Raises:
        MediaError: it is broken, or can run or fetch something.
    """
    # A declaration of the document's type may hold entities that grow without end.
    if re.search(rb"<!\s*(?:ENTITY|DOCTYPE[^>]*\[)", content):
        raise MediaError(f'"{name}" declares entities', "export it again as plain SVG, or as PNG")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MediaError(f'"{name}" is no SVG that can be read', "export it again as SVG, or as PNG") from error
    if root.tag != _SVG:
        raise MediaError(f'"{name}" is no SVG', "export it again as SVG, or as PNG")
    for what in _wrong(root):
        raise MediaError(f'"{name}" {what}', "export it again without scripts and links, or as PNG")
    return _size(root)


def _wrong(root: etree._Element) -> Iterator[str]:
    """Yield what in a drawing runs or fetches something."""
    for node in (*root.itersiblings(preceding=True), *root.iter()):
        if not isinstance(node.tag, str):
            if isinstance(node, etree._ProcessingInstruction):  # noqa: SLF001 -- lxml names its types so
                yield "names a style sheet outside of it"
            continue
        tag = etree.QName(node).localname.lower()
        if tag in _ACTIVE:
            yield f"can run code: it has a <{tag}>"
        if tag == "style" and _FETCHES.search("".join(str(text) for text in node.itertext())):
            yield "fetches something from elsewhere"
        yield from _wrong_attributes(tag, node)


def _wrong_attributes(tag: str, node: etree._Element) -> Iterator[str]:
    for full, value in node.attrib.items():
        attribute = etree.QName(str(full)).localname.lower()
        if attribute.startswith("on"):
            yield f"can run code: its <{tag}> has {attribute}="
        elif (
            attribute == "attributename"
            and tag in _CHANGING
            and re.match(r"\s*(?:on|(?:xlink:)?href)", str(value), re.IGNORECASE)
        ):
            yield f"can run code: its <{tag}> changes {value}"
        elif attribute in {"href", "src"} and str(value).strip() and not _INSIDE.match(str(value)):
            yield f"leads elsewhere: its <{tag}> names {str(value).strip()[:40]}"
        elif _FETCHES.search(str(value)) and "url(" in str(value).lower():
            yield "fetches something from elsewhere"


def _size(root: etree._Element) -> tuple[int, int]:
    """Return the size that the root gives, else that of its view box."""
    given = [re.fullmatch(_NUMBER, str(root.get(side, ""))) for side in ("width", "height")]
    if given[0] and given[1]:
        return _whole(given[0][1], given[1][1])
    box = _BOX.split(str(root.get("viewBox", "")).strip())
    if len(box) == 4 and all(re.fullmatch(_NUMBER, side) for side in box[2:]):
        return _whole(box[2], box[3])
    return 0, 0


def _whole(width: str, height: str) -> tuple[int, int]:
    sides = round(float(width.strip().removesuffix("px"))), round(float(height.strip().removesuffix("px")))
    return sides if all(0 < side <= _MAX_SIZE for side in sides) else (0, 0)
