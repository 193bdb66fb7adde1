"""Pictures in a text: each in the sizes that screens need, those that stand alone as figures, several as a gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, SubElement

from hiwar import renditions, urls
from hiwar.content.passages import split_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiwar.content.links import Resolver
    from hiwar.model.company import Company
    from hiwar.model.media import MediaFile

#: Two beside each other on a phone, and in the theme's measure.
_GALLERY_SIZES: Final = "(min-width: 45rem) 20rem, 50vw"
_LISTS: Final = frozenset({"ul", "ol"})
#: Blocks of a text whose picture may be seen before one scrolls.
_ABOVE: Final = 2


def gather(root: Element, _resolver: Resolver) -> None:
    """Turn lists that hold nothing but pictures into paragraphs of them: both are galleries."""
    for at, block in enumerate(root):
        pictures = _listed(block) if block.tag in _LISTS else []
        if len(pictures) > 1:
            paragraph = Element("p")
            paragraph.tail = block.tail
            paragraph[:] = pictures
            root[at] = paragraph


def _listed(block: Element) -> list[Element]:
    """Return the pictures of a list in which every item is one picture; none of any other."""
    found: list[Element] = []
    for item in block:
        inside = item[0] if len(item) == 1 and item[0].tag == "p" else item
        if "".join(item.itertext()).strip() or len(inside) != 1 or inside[0].tag != "img":
            return []
        inside[0].tail = None
        found.append(inside[0])
    return found


def compose(root: Element, resolver: Resolver) -> None:
    """Give each picture of a text its sizes, and those that stand alone their captions.

    The tree's addresses are resolved already, and `resolver.pictures` knows the files.
    """
    for at, block in enumerate(list(root)):
        pictures = alone(block)
        if pictures and all(_file(picture, resolver) for picture in pictures):
            is_first = at <= _ABOVE and not resolver.is_led
            root[at] = _figures(block, pictures, resolver, is_first=is_first)
            resolver.is_led = True
    parents = {child: parent for parent in root.iter() for child in parent}
    for picture in [one for one in root.iter("img") if parents[one].tag != "picture"]:
        _put_sizes(picture, parents[picture], resolver)


def alone(block: Element) -> list[Element]:
    """Return the pictures of a paragraph that holds nothing else; each may be a link."""
    if block.tag != "p" or any(text.strip() for text in block.itertext()):
        return []
    is_bare = all(child.tag == "br" or _inner(child) is not None for child in block)
    return [child for child in block if child.tag != "br"] if is_bare else []


def _inner(child: Element) -> Element | None:
    """Return the picture that an element is, or that it links."""
    if child.tag == "a" and len(child) == 1:
        return _inner(child[0]) if child[0].tag == "img" else None
    return child if child.tag == "img" else None


def _file(child: Element, resolver: Resolver) -> MediaFile | None:
    picture = _inner(child)
    return resolver.pictures.get(picture.get("src", "")) if picture is not None else None


def _figures(block: Element, pictures: Sequence[Element], resolver: Resolver, *, is_first: bool) -> Element:
    if len(pictures) == 1:
        figure = _figure(pictures[0], resolver, is_first=is_first)
        figure.attrib.update({name: value for name, value in block.attrib.items() if name != "class"})
        figure.tail = block.tail
        return figure
    gallery = Element("ul", {"class": "gallery"})
    gallery.text, gallery.tail = "\n", block.tail
    for number, picture in enumerate(pictures):
        item = SubElement(gallery, "li")
        item.tail = "\n"
        item.append(_figure(picture, resolver, is_first=is_first and not number, is_opened=True))
    return gallery


def _figure(child: Element, resolver: Resolver, *, is_first: bool, is_opened: bool = False) -> Element:
    """Return a figure of a picture; one of a gallery leads to the picture as large as there is."""
    picture = _inner(child)
    file = _file(child, resolver)
    figure = Element("figure", {"class": "photo"})
    if picture is None or file is None:
        return figure
    if "id" in picture.attrib:
        figure.set("id", picture.attrib.pop("id"))
    title = picture.attrib.pop("title", "")
    shown = rendered(picture, file, resolver.index.company, _GALLERY_SIZES if is_opened else renditions.TEXT_SIZES)
    _set_loading(picture, is_first=is_first)
    child.tail = None
    if child.tag == "a":
        child[:] = [shown]
        shown = child
    elif is_opened:
        shown = _opening(shown, file, resolver.index.company)
    figure.append(shown)
    add_caption(figure, *split_title(title))
    return figure


def _opening(shown: Element, file: MediaFile, company: Company) -> Element:
    large = renditions.largest(file)
    link = Element("a", {"class": "photo-open", "href": urls.href(company, large.address if large else file.address)})
    link.append(shown)
    return link


def add_caption(figure: Element, caption: str, credit: str) -> None:
    """Add to the end of a figure what it shows and who made it, where that is said."""
    if not caption and not credit:
        return
    element = SubElement(figure, "figcaption")
    element.text = caption
    if credit:
        small = SubElement(element, "small", {"class": "credit"})
        small.text = credit
        element.text = f"{caption} " if caption else ""


def _set_loading(picture: Element, *, is_first: bool) -> None:
    picture.attrib.pop("loading", None)
    picture.set(*(("fetchpriority", "high") if is_first else ("loading", "lazy")))


def _put_sizes(picture: Element, parent: Element, resolver: Resolver) -> None:
    """Put a picture between words, or in a table, into its place with its sizes."""
    file = resolver.pictures.get(picture.get("src", ""))
    if file is None:
        return
    at = list(parent).index(picture)
    tail, picture.tail = picture.tail, None
    shown = rendered(picture, file, resolver.index.company, renditions.TEXT_SIZES)
    _set_loading(picture, is_first=False)
    shown.tail = tail
    parent[at] = shown


def rendered(picture: Element, file: MediaFile, company: Company, sizes: str) -> Element:
    """Return a picture with its sizes and colours: an ``img`` in a ``picture``, or alone where it is a drawing."""
    picture.attrib.update(attributes(file, company, sizes))
    formats = renditions.by_type(file)
    if not formats:
        return picture
    whole = Element("picture")
    for kind, candidates in formats[:-1]:
        SubElement(whole, "source", {"type": kind, "srcset": renditions.srcset(company, candidates), "sizes": sizes})
    whole.append(picture)
    return whole


def attributes(file: MediaFile, company: Company, sizes: str) -> dict[str, str]:
    """Return the attributes of an ``img`` for a file, for browsers that know neither AVIF nor WebP."""
    address, width, height = renditions.shown(file)
    found = {"src": urls.href(company, address)}
    if width:
        found |= {"width": str(width), "height": str(height)}
    formats = renditions.by_type(file)
    if formats:
        found |= {"srcset": renditions.srcset(company, formats[-1][1]), "sizes": sizes}
    if file.colors:
        found |= {"data-upper": renditions.tint(file.colors[0]), "data-lower": renditions.tint(file.colors[1])}
    return found
