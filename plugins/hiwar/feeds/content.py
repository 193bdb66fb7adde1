"""The HTML of an entry: every address absolute, nothing that a reader must refuse.

This is the dearest step of a feed, so it is done once for each piece and never
once for each feed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from hiwar.feeds.characters import legal, uri
from hiwar.feeds.embeds import EMBEDS, replaced
from hiwar.feeds.vocabulary import ADDRESSES, ATTRIBUTES, BLOCKS, KEPT, REMOVED, SCHEMES

if TYPE_CHECKING:
    from lxml import etree
    from lxml.html import HtmlElement

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
#: libxml2's writer closes them, HTML forbids that; true of lxml 6.1.
_VOID_ENDS: Final = re.compile(r"</(?:source|track)>")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands, so that its addresses can be made absolute."""

    #: The page of the text.
    page: str
    #: Scheme and host of the site; what begins with ``/`` stands below it.
    origin: str

    def absolute(self, address: str) -> str:
        """Return the address as the rest of the world names it; empty when unsafe."""
        address = address.strip()
        if address.startswith("//"):
            return uri("https:" + address)
        if address.startswith("/"):
            return uri(self.origin + address)
        if address.startswith("#"):
            return uri(self.page + address)
        scheme = _SCHEME.match(address)
        if scheme:
            return uri(address) if scheme[1].lower() in SCHEMES else ""
        return urljoin(self.page, uri(address))


def compose(text: str, place: Place, lang: str, direction: str) -> str:
    """Return HTML that any reader can show, inside one ``div`` with its language.

    Args:
        text: a fragment of HTML; it may be broken, and may hold any character.
        place: where it stands on the site.
        lang: BCP 47 code of the text.
        direction: ``rtl``, ``ltr``, or ``auto`` where nobody knows.
    """
    # It takes 10 ms to import, and most builds know all contents.
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, encoding="utf-8")
    source = f"<html><body>{text}</body></html>".encode(errors="ignore")
    body = next(html.document_fromstring(source, parser=parser, ensure_head_body=True).iterchildren("body"))
    for element in list(body.iterdescendants(etree.Element)):
        _clean(element, place)
    _mend_paragraphs(body)
    body.tag = "div"
    body.attrib.clear()
    body.attrib.update({"lang": lang, "dir": direction})
    # Last, since character references in the source may name what no feed may hold.
    return legal(_VOID_ENDS.sub("", html.tostring(body, encoding="unicode", with_tail=False))).strip()


def _clean(element: HtmlElement, place: Place) -> None:
    tag = element.tag
    attributes = element.attrib
    if tag in EMBEDS:
        replaced(element, place.absolute)
    elif tag in REMOVED or "hidden" in attributes or attributes.get("aria-hidden") == "true":
        element.drop_tree()
    elif tag == "picture":
        _choose(element)
    elif tag not in KEPT:
        element.drop_tag()
    elif attributes:
        _clean_attributes(attributes, place)


def _choose(element: HtmlElement) -> None:
    """Leave of a picture in many forms the one that every reader knows."""
    for form in list(element.iterdescendants("source")):
        # libxml2 does not know that it is empty, and puts into it what follows; true of lxml 6.1.
        form.drop_tag()
    element.drop_tag()


def _clean_attributes(attributes: etree._Attrib, place: Place) -> None:
    for name, value in attributes.items():
        if name not in ATTRIBUTES:
            del attributes[name]
        elif name in ADDRESSES:
            address = place.absolute(value)
            if address:
                attributes[name] = address
            else:
                del attributes[name]


def _mend_paragraphs(body: HtmlElement) -> None:
    for paragraph in body.findall(".//p"):
        if any(child.tag in BLOCKS for child in paragraph):
            paragraph.drop_tag()
