"""OPML 2.0 (opml.org/spec2.opml), a list of subscriptions."""

from __future__ import annotations

from lxml import etree

from tests.feeds.rules import common

KNOWN = {"text", "type", "title", "description", "language", "htmlUrl", "xmlUrl"}


def faults(document: bytes) -> list[str]:
    """Return what is wrong with a list of subscriptions."""
    root = etree.fromstring(document)
    if root.tag != "opml" or root.get("version") != "2.0":
        return ["InvalidOPMLVersion"]
    found = common.plain(root.findtext("head/title"), "head/title")
    outlines = root.findall("body//outline")
    found += [] if outlines else ["MissingElement: outline"]
    for outline in outlines:
        found += [f"UnknownAttribute: {name}" for name in outline.attrib if name not in KNOWN]
        found += common.plain(outline.get("text"), "outline/@text")
        if outline.get("type") == "rss":
            found += common.web(outline.get("xmlUrl")) + common.web(outline.get("htmlUrl"))
            found += common.language(outline.get("language"))
        elif not len(outline):
            found.append("MissingOutlineType")
    return found
