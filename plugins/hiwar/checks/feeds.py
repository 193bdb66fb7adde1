"""Rules on feeds: readers can parse them, every entry has its own id, nothing is missing."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from hiwar import urls
from hiwar.errors import Fault
from hiwar.model.kinds import DATED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from hiwar.checks.rule import Subject

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
#: Feeds and their archives, by name.
_FEED: Final = re.compile(r"/(?:feed|comments)(?:-\d{4}-\d{2})?\.xml$|/rss\.xml$|/feed\.json$")
_JSON_FEED: Final = "https://jsonfeed.org/version/"
#: The document for subscribers holds so many; the rest stands in archives.
_NEWEST: Final = 50
_REBUILD: Final = "build the site again, or report it as a bug"
_FORMS: Final = {".json": "JSON Feed", "rss.xml": "RSS", ".xml": "Atom"}


@dataclass(frozen=True, slots=True)
class _Found:
    """A feed as a reader sees it."""

    #: Where it says that it stands; empty when it does not.
    own: str
    title: str
    #: Ids of its entries, in order; an empty one where it is missing.
    ids: tuple[str, ...]
    #: How many of its entries have no date.
    undated: int = 0


class _BrokenError(ValueError):
    """The feed cannot be read: the reason, and its line."""

    def __init__(self, problem: str, line: int = 1) -> None:
        self.problem = problem
        self.line = line
        super().__init__(problem)


def broken_files(subject: Subject) -> Iterator[Fault]:
    """Yield XML and JSON files that nobody could parse."""
    for address in subject.tree.files:
        try:
            if address.endswith((".xml", ".opml", ".svg")):
                _parse_xml(subject.tree.read(address))
            elif address.endswith((".json", ".webmanifest")):
                _parse_json(subject.tree.read(address))
        except _BrokenError as error:
            yield Fault(subject.tree.show(address), error.line, error.problem, _REBUILD)


def wrong_feeds(subject: Subject) -> Iterator[Fault]:
    """Yield feeds that are of another form than their name says, or lack what readers need."""
    for address in _feeds(subject):
        try:
            feed = _read(subject.tree.read(address), address)
        except _BrokenError:
            continue  # `broken_files` says so
        for problem in _problems(feed, subject.tree.whole(address)):
            yield Fault(subject.tree.show(address), 1, problem, _REBUILD)


def _problems(feed: _Found | None, own: str) -> Iterator[str]:
    if feed is None:
        form = next(form for ending, form in _FORMS.items() if own.endswith(ending))
        yield f"it is no {form} feed"
        return
    if feed.own != own:
        yield f'it says that it stands at "{feed.own}"' if feed.own else "it does not say where it stands"
    if not feed.title:
        yield "it has no title"
    twice = [name for name, count in Counter(feed.ids).items() if name and count > 1]
    if twice:
        yield f'two of its entries have the id "{twice[0]}"'
    if "" in feed.ids:
        yield "one of its entries has no id"
    if feed.undated:
        yield f"entries without a date: {feed.undated}"


def missing_entries(subject: Subject) -> Iterator[Fault]:
    """Yield home feeds that do not hold the newest pieces, or as many as there are."""
    if subject.sources is None:
        return
    site = subject.sources.site
    for lang in site.company.languages:
        dated = site.of(lang, *DATED)
        expected = min(len(dated), _NEWEST)
        for name in ("feed.xml", "rss.xml", "feed.json"):
            address = urls.root(site.company, lang) + name
            if not subject.tree.has(address):
                yield Fault(subject.tree.show(address), 1, "the feed is missing", _REBUILD)
                continue
            try:
                feed = _read(subject.tree.read(address), address)
            except _BrokenError:
                continue  # `broken_files` says so
            # Entries too large for one document stand in its archive.
            if feed and not (1 if expected else 0) <= len(feed.ids) <= expected:
                problem = f"it has {len(feed.ids)} entries, and there are {expected} for it"
                yield Fault(subject.tree.show(address), 1, problem, _REBUILD)


def _feeds(subject: Subject) -> Iterator[str]:
    return (address for address in subject.tree.files if _FEED.search(address))


def _read(text: str, address: str) -> _Found | None:
    """Return a feed; None when it is of another form than its address says."""
    if address.endswith(".json"):
        return _read_json(_parse_json(text))
    root = _parse_xml(text)
    return _read_rss(root) if address.endswith("/rss.xml") else _read_atom(root)


def _read_atom(root: Element) -> _Found | None:
    if root.tag != f"{_ATOM}feed":
        return None
    entries = root.findall(f"{_ATOM}entry")
    own = [link.get("href", "") for link in root.findall(f"{_ATOM}link") if link.get("rel") == "self"]
    return _Found(
        own[0] if own else "",
        root.findtext(f"{_ATOM}title", "").strip(),
        tuple(entry.findtext(f"{_ATOM}id", "").strip() for entry in entries),
        sum(not entry.findtext(f"{_ATOM}updated", "").strip() for entry in entries),
    )


def _read_rss(root: Element) -> _Found | None:
    channel = root.find("channel")
    if root.tag != "rss" or channel is None:
        return None
    items = channel.findall("item")
    own = [link.get("href", "") for link in channel.findall(f"{_ATOM}link") if link.get("rel") == "self"]
    return _Found(
        own[0] if own else "",
        channel.findtext("title", "").strip(),
        tuple(item.findtext("guid", "").strip() for item in items),
        sum(not item.findtext("pubDate", "").strip() for item in items),
    )


def _read_json(data: Any) -> _Found | None:
    if not isinstance(data, dict) or not str(data.get("version", "")).startswith(_JSON_FEED):
        return None
    items = [item for item in data.get("items", []) if isinstance(item, dict)]
    return _Found(
        str(data.get("feed_url", "")),
        str(data.get("title", "")),
        tuple(str(item.get("id", "")) for item in items),
        sum(not item.get("date_published") for item in items),
    )


def _parse_xml(text: str) -> Element:
    try:
        # Our own output, built a moment ago: no entities to fear.
        return ElementTree.fromstring(text)  # noqa: S314
    except ElementTree.ParseError as error:
        raise _BrokenError("the XML cannot be read", error.position[0]) from error


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _BrokenError(f"the JSON cannot be read: {error.msg}", error.lineno) from error
