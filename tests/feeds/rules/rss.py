"""RSS 2.0 and the RSS Advisory Board's profile, as strict as the W3C Feed Validation Service."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from tests.feeds.rules import common

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
WFW = "{http://wellformedweb.org/CommentAPI/}"
KNOWN = {ATOM, CONTENT, DC, MEDIA, WFW}
ITEM = {"title", "link", "description", "guid", "category", "comments", "enclosure", "pubDate"}


def faults(document: bytes, at: str) -> list[str]:
    """Return what is wrong with an RSS document that stands at an address."""
    if len(document) > common.LARGEST:
        return ["TooLong"]
    root = etree.fromstring(document)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        return ["InvalidRSSVersion"]
    spaces = {node.tag.split("}")[0] + "}" for node in root.iter(etree.Element) if "}" in node.tag}
    found = [f"UnknownNamespace: {space}" for space in spaces - KNOWN]
    found += _channel(channel, at)
    items = channel.findall("item")
    for item in items:
        found += _item(item)
    guids = Counter(item.findtext("guid") for item in items)
    return found + [f"DuplicateValue: {guid}" for guid, count in guids.items() if count > 1]


def _channel(channel: etree._Element, at: str) -> list[str]:
    found = common.plain(channel.findtext("title"), "channel/title") + common.uri(channel.findtext("link"))
    found += common.plain(channel.findtext("description"), "channel/description")
    found += common.language(channel.findtext("language")) + common.rfc822(channel.findtext("lastBuildDate"))
    names = [child.tag for child in channel]
    if "item" in names and any(name != "item" for name in names[names.index("item") :]):
        found.append("MisplacedItem")
    links = {link.get("rel"): link for link in channel.findall(f"{ATOM}link")}
    found += ["MissingAtomSelfLink"] if "self" not in links else []
    if "self" in links and links["self"].get("href") != at:
        found.append(f"SelfDoesntMatchLocation: {links['self'].get('href')}")
    found += ["SelfIsChannelLink"] if channel.findtext("link") == at else []
    for link in links.values():
        found += common.uri(link.get("href"))
    return found + _image(channel)


def _image(channel: etree._Element) -> list[str]:
    image = channel.find("image")
    if image is None:
        return []
    found = common.web(image.findtext("url"))
    found += [] if image.findtext("title") == channel.findtext("title") else ["ImageTitleDoesntMatch"]
    found += [] if image.findtext("link") == channel.findtext("link") else ["ImageLinkDoesntMatch"]
    good = (image.findtext("url") or "").endswith((".png", ".jpg", ".jpeg", ".gif"))
    return found if good else [*found, "ImageUrlFormat"]


def _item(item: etree._Element) -> list[str]:
    counts = Counter(child.tag for child in item)
    found = [f"UndefinedElement: {tag}" for tag in counts if "}" not in tag and tag not in ITEM]
    found += [f"DuplicateElement: {tag}" for tag in ITEM - {"category"} if counts[tag] > 1]
    found += common.plain(item.findtext("title"), "item/title") + common.uri(item.findtext("link"))
    found += _guid(item) + common.rfc822(item.findtext("pubDate")) + _content(item)
    for creator in item.findall(f"{DC}creator"):
        found += common.plain(creator.text, "dc:creator")
    for enclosure in item.findall("enclosure"):
        found += common.web(enclosure.get("url")) + common.mime(enclosure.get("type"))
        found += common.number(enclosure.get("length"), 1)
    for name in ("comments", f"{WFW}commentRss"):
        found += common.uri(item.findtext(name)) if item.find(name) is not None else []
    for node in (*item.findall(f"{MEDIA}content"), *item.findall(f"{MEDIA}thumbnail")):
        found += (
            common.web(node.get("url")) + common.number(node.get("width"), 1) + common.number(node.get("height"), 1)
        )
    return found + ([] if item.find(f"{DC}creator") is not None else ["MissingElement: dc:creator"])


def _guid(item: etree._Element) -> list[str]:
    guid = item.find("guid")
    if guid is None:
        return ["MissingGuid"]
    return common.uri(guid.text) + ([] if guid.get("isPermaLink") == "false" else ["InvalidPermalink"])


def _content(item: etree._Element) -> list[str]:
    names = [child.tag for child in item]
    if "description" not in names or f"{CONTENT}encoded" not in names:
        return ["MissingTextualContent"]
    found = [] if names.index("description") < names.index(f"{CONTENT}encoded") else ["NeedDescriptionBeforeContent"]
    return found + common.html(item.findtext("description")) + common.html(item.findtext(f"{CONTENT}encoded"))
