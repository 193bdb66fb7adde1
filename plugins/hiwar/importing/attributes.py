"""Attributes of the HTML tags that are kept."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

from hiwar.importing.elements import words
from hiwar.importing.names import readable
from hiwar.importing.report import What

if TYPE_CHECKING:
    from hiwar.importing.rewriting import Context
    from hiwar.importing.tags import Tag

#: They run, style, frame or call elsewhere.
_UNSAFE: Final = words(
    "style srcdoc srcset imagesrcset formaction action ping background is slot nonce xmlns manifest dynsrc lowsrc "
    "autofocus tabindex contenteditable accesskey target popover integrity crossorigin longdesc usemap codebase "
    "classid data classname key ref markdown autoplay part"
)
_NAMES: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_LINKS: Final = frozenset({"href", "cite"})
_FILES: Final = frozenset({"src", "poster"})


def unsafe_attributes(tag: Tag) -> tuple[str, ...]:
    """Return the names of the attributes that no page may have."""
    return tuple(name for name in tag.attributes if _is_unsafe(name))


def _is_unsafe(name: str) -> bool:
    return name.startswith("on") or name in _UNSAFE or not set(name) <= _NAMES


def compose_tag(tag: Tag, text: str, context: Context) -> str | None:
    """Return the tag as the page may have it, its addresses resolved; None when what it shows is missing.

    Args:
        tag: a start tag.
        text: the body it stands in.
        context: knows where addresses lead, and collects what changed.
    """
    kept: dict[str, str | None] = {}
    for name, value in tag.attributes.items():
        if _is_unsafe(name):
            continue
        if value is None or name not in _LINKS | _FILES:
            kept[name] = value
            continue
        target = context.places.link(value) if name in _LINKS else context.places.picture(value)
        if target.what:
            context.note(text, tag.start, target.what, tag.source)
        if target.address and target.what != What.PICTURE_LINK:
            kept[name] = target.address
        elif name != "cite":
            return None
    if tag.lower == "img" and not tag.attribute("alt"):
        kept["alt"] = readable(tag.attribute("src"))
        context.note(text, tag.start, What.ALT, tag.source)
    is_same = kept == dict(tag.attributes) and not tag.is_closed and tag.name == tag.lower
    return tag.source if is_same and "{" not in tag.source else _composed(tag.lower, kept)


def _composed(name: str, attributes: dict[str, str | None]) -> str:
    parts = (key if value is None else f'{key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{' '.join((name, *parts))}>"
