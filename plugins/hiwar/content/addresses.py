"""The addresses in a converted body, whether Markdown or raw HTML: each resolved, those that fetch kept at home."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hiwar.content import figures, rawhtml
from hiwar.content.recordings import is_recording
from hiwar.renditions import PICTURES, TEXT_SIZES
from hiwar.text import one_line
from hiwar.urls import href as page_href

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from hiwar.content.links import Resolver
    from hiwar.model.media import MediaFile

_ALIGN: Final = re.compile(r"text-align:\s*(left|right|center);?")
_SIDES: Final = {"left": "start", "right": "end", "center": "center"}
#: How Python-Markdown writes the address of an automatic e-mail link until its last step.
_MASKED: Final = "\x02amp\x03"
#: Where Markdown itself puts addresses.
_OWN: Final = frozenset({("a", "href"), ("img", "src")})
#: A scheme, or a host alone; browsers read ``\`` as ``/`` (URL Standard, "special").
_ELSEWHERE: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}")


def resolve_tree(root: Element, resolver: Resolver) -> None:
    """Resolve links and pictures in Markdown's tree; turn a table's alignment into a class."""
    for element in root.iter():
        if element.tag in {"th", "td"}:
            _align(element)
        if element.tag == "a" and not element.get("href", "").startswith(_MASKED):
            element.set("href", resolver.href(element.get("href", "")))
        elif element.tag == "img":
            for name, value in picture_attributes(resolver, dict(element.items())).items():
                element.set(name, value)
        _note_attributes(resolver, str(element.tag), element)


def _align(element: Element) -> None:
    match = _ALIGN.fullmatch(element.get("style", ""))
    if match:
        del element.attrib["style"]
        element.set("class", f"align-{_SIDES[match.group(1)]}")


def _note_attributes(resolver: Resolver, tag: str, element: Element) -> None:
    for name, value in element.items():
        wrong = rawhtml.wrong_attribute(tag, name.lower(), value, f"{name}=")
        if wrong:
            resolver.note(wrong.needle, wrong.problem, wrong.fix)
        elif name.lower() in rawhtml.ADDRESSES and (tag, name) not in _OWN:
            resolver.note(f"{name}=", f'the attribute "{name}" of <{tag}> is not allowed', "delete it")


def resolve_raw(resolver: Resolver, tag: str, values: dict[str, str | None]) -> dict[str, str | None]:
    """Return the attributes of a tag in raw HTML with their addresses as the page will have them."""
    typed = {name: value or "" for name, value in values.items()}
    if tag == "img":
        return {**values, **_raw_picture(resolver, typed)}
    named = {name: address for name, address in typed.items() if name in rawhtml.ADDRESSES}
    return {**values, **{name: _address(resolver, tag, name, address) for name, address in named.items()}}


def _address(resolver: Resolver, tag: str, name: str, typed: str) -> str:
    if not rawhtml.is_loaded(tag, name) or typed.lstrip().startswith("#"):
        return resolver.href(typed)
    file = _loaded(resolver, typed, f'what <{tag}> shows, "{typed}",')
    return page_href(resolver.index.company, file.address) if file else typed


def _raw_picture(resolver: Resolver, typed: dict[str, str]) -> dict[str, str]:
    """Return the attributes of an ``<img>`` in raw HTML, which no other element can be put around."""
    resolved = picture_attributes(resolver, typed)
    file = resolver.pictures.get(resolved.get("src", ""))
    if file is None:
        return resolved
    return {**resolved, **figures.attributes(file, resolver.index.company, TEXT_SIZES), "loading": "lazy"}


def picture_attributes(resolver: Resolver, typed: dict[str, str]) -> dict[str, str]:
    """Return an ``<img>``'s attributes with its address resolved; `figures` gives it its sizes."""
    address = typed.get("src", "")
    if not one_line(typed.get("alt", "")):
        resolver.note(
            address,
            f'the picture "{address}" does not say what it shows',
            f"write ![what it shows]({address})",
        )
    file = _loaded(resolver, address, f'the picture "{address}"')
    if file is None:
        return typed
    if is_recording(file.address):
        resolver.note(address, f'"{address}" does not stand alone', "put an empty line before and after it")
        return typed
    if file.suffix not in PICTURES:
        resolver.note(address, f'"{address}" is no picture', "write a link to it: [what it is](…)")
        return typed
    source = page_href(resolver.index.company, file.address)
    resolver.pictures[source] = file
    return {**typed, "src": source, "decoding": "async"}


def _loaded(resolver: Resolver, typed: str, shown: str) -> MediaFile | None:
    """Return the file that a browser will fetch; one of another site would tell it who reads."""
    if _ELSEWHERE.match(typed.strip()):
        fix = "put a copy into content/media/ and name that"
        resolver.note(typed, f"{shown} lies on another site", fix)
        return None
    return resolver.file(typed)
