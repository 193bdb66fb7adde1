"""RFC 4287, RFC 5005 and RFC 4685, as strict as the W3C Feed Validation Service."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from tests.feeds.rules import common

A = "{http://www.w3.org/2005/Atom}"
FH = "{http://purl.org/syndication/history/1.0}"
THR = "{http://purl.org/syndication/thread/1.0}"
MEDIA = "{http://search.yahoo.com/mrss/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
KNOWN = {A, FH, THR, MEDIA}
#: IANA's registry of link relations, as far as feeds use it.
RELATIONS = {
    "alternate", "self", "hub", "enclosure", "related", "via", "replies", "current", "prev-archive", "next-archive",
}  # fmt: skip
HISTORY = {"current", "prev-archive", "next-archive"}


def faults(document: bytes, at: str) -> list[str]:
    """Return what is wrong with an Atom document that stands at an address."""
    if len(document) > common.LARGEST:
        return ["TooLong"]
    root = etree.fromstring(document)
    if root.tag != f"{A}feed":
        return [f"UndefinedElement: {root.tag}"]
    found = [
        f"UnknownNamespace: {node.tag}"
        for node in root.iter(etree.Element)
        if node.tag.split("}")[0] + "}" not in KNOWN
    ]
    found += _head(root, at) + _archive(root)
    entries = root.findall(f"{A}entry")
    for entry in entries:
        found += _entry(entry, root)
    found += _twice("DuplicateEntries", [entry.findtext(f"{A}id") for entry in entries])
    return found + _twice("DuplicateUpdated", [entry.findtext(f"{A}updated") for entry in entries])


def _head(root: etree._Element, at: str) -> list[str]:
    found = _once(root, "id", "title", "updated", "generator", "subtitle", "icon")
    found += common.uri(root.findtext(f"{A}id")) + common.rfc3339(root.findtext(f"{A}updated"))
    found += common.plain(root.findtext(f"{A}title"), "feed/title") + common.language(root.get(LANG))
    names = [child.tag for child in root]
    if f"{A}entry" in names and any(name != f"{A}entry" for name in names[names.index(f"{A}entry") :]):
        found.append("MisplacedMetadata")
    own = [link.get("href") for link in root.findall(f"{A}link") if link.get("rel") == "self"]
    found += [] if own else ["MissingSelf"]
    found += [] if own in ([], [at]) else [f"SelfDoesntMatchLocation: {own}"]
    return found + _links(root, in_entry=False)


def _archive(root: etree._Element) -> list[str]:
    """RFC 5005, section 4; ArchiveIncomplete, MissingCurrentInArchive."""
    relations = {link.get("rel") for link in root.findall(f"{A}link")}
    if root.find(f"{FH}archive") is None:
        return ["CurrentOutsideArchive"] if relations & {"current", "next-archive"} else []
    return [] if "current" in relations else ["MissingCurrentInArchive"]


def _entry(entry: etree._Element, root: etree._Element) -> list[str]:
    found = _once(entry, "id", "title", "updated", "published", "content", "summary")
    found += common.uri(entry.findtext(f"{A}id"))
    found += common.rfc3339(entry.findtext(f"{A}updated")) + common.rfc3339(entry.findtext(f"{A}published"))
    found += common.plain(entry.findtext(f"{A}title"), "entry/title") + common.language(entry.get(LANG))
    if entry.find(f"{A}author") is None and root.find(f"{A}author") is None:
        found.append("MissingElement: author")
    for name in entry.findall(f"{A}author/{A}name"):
        found += common.plain(name.text, "author/name")
    for page in entry.findall(f"{A}author/{A}uri"):
        found += common.uri(page.text)
    for category in entry.findall(f"{A}category"):
        found += [] if category.get("term") else ["MissingAttribute: category/@term"]
    return found + _content(entry) + _links(entry, in_entry=True) + _media(entry) + _reply(entry)


def _content(entry: etree._Element) -> list[str]:
    content = entry.find(f"{A}content")
    if content is None:
        return ["MissingElement: content"]
    return common.html(content.text) if content.get("type") == "html" else [f"InvalidMIMEType: {content.get('type')}"]


def _links(parent: etree._Element, *, in_entry: bool) -> list[str]:
    links = parent.findall(f"{A}link")
    found: list[str] = []
    for link in links:
        found += common.uri(link.get("href"))
        found += [] if link.get("rel") in RELATIONS else [f"UnregisteredAtomLinkRel: {link.get('rel')}"]
        found += common.mime(link.get("type")) if link.get("type") is not None else []
        if link.get("rel") == "enclosure":
            found += common.number(link.get("length"), 1) + common.mime(link.get("type")) + common.web(link.get("href"))
        if in_entry and link.get("rel") in HISTORY:
            found.append(f"FeedHistoryRelInEntry: {link.get('rel')}")
    alternates = [link for link in links if link.get("rel", "alternate") == "alternate"]
    found += [] if alternates else ["MissingContentOrAlternate"]
    return found + _twice("DuplicateAtomLink", [f"{link.get('type')} {link.get('hreflang')}" for link in alternates])


def _media(entry: etree._Element) -> list[str]:
    found: list[str] = []
    for node in (*entry.findall(f"{MEDIA}content"), *entry.findall(f"{MEDIA}thumbnail")):
        found += (
            common.web(node.get("url")) + common.number(node.get("width"), 1) + common.number(node.get("height"), 1)
        )
    return found + (["MediaGroupWithoutAlternatives"] if entry.find(f"{MEDIA}group") is not None else [])


def _reply(entry: etree._Element) -> list[str]:
    """RFC 4685, section 3: a reference that is an id, and where people read it."""
    found: list[str] = []
    for node in entry.findall(f"{THR}in-reply-to"):
        found += common.uri(node.get("ref")) + common.uri(node.get("href")) + common.mime(node.get("type"))
        found += ["SelfReply"] if node.get("ref") == entry.findtext(f"{A}id") else []
    return found


def _once(parent: etree._Element, *names: str) -> list[str]:
    counts = Counter(child.tag for child in parent)
    missing = [f"MissingElement: {name}" for name in names[:3] if not counts[f"{A}{name}"]]
    return missing + [f"DuplicateElement: {name}" for name in names if counts[f"{A}{name}"] > 1]


def _twice(fault: str, values: list[str | None]) -> list[str]:
    return [f"{fault}: {value}" for value, count in Counter(values).items() if count > 1]
