"""Any topic that a forum offers as an Atom or RSS feed: phpBB and its like.

The thread's address is the topic's page; the page names its feed in a
``<link rel="alternate">``. Facts: RFC 4287 (Atom), RFC 4685 (``thr:``),
rssboard.org/rss-specification, and a topic's feed of phpBB 3. Feeds hold the
newest posts only, so what is absent from one says nothing; PHP prints its
errors after the end of the feed; old Arab forums write windows-1256.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError, fromstring

from hiwar.model.thread import Author
from hiwar.platforms.adapter import Answer, Body, Gone, Heard, Ref, Request, Said, Unheard, community_of
from hiwar.platforms.fields import moment_of
from hiwar.platforms.pages import alternate_feeds
from hiwar.text import without_illegal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hiwar.model.community import Community
    from hiwar.model.thread import Source
    from hiwar.platforms.adapter import Hearing

PLATFORM: Final = "feed"
NAME: Final = "Forum"

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_THREAD: Final = "{http://purl.org/syndication/thread/1.0}"
_CONTENT: Final = "{http://purl.org/rss/1.0/modules/content/}"
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_ACCEPT: Final = "application/atom+xml, application/rss+xml;q=0.9, text/html;q=0.8, */*;q=0.1"
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""")
_END: Final = re.compile(r"</(?:feed|rss)\s*>")
#: phpBB writes who posted when below each post, in the forum's language.
_SIGNATURE: Final = re.compile(r"<p>[^<]*<a [^>]*mode=viewprofile[^>]*>[^<]*</a>[^<]*</p>\s*<hr ?/?>\s*$")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_REPLY: Final = re.compile(r"\s*(?:re|رد|aw|sv)\s*:", re.IGNORECASE)


def match(url: str, communities: Sequence[Community]) -> Ref | None:
    """Return the topic at any address of a declared forum."""
    found = community_of(url, communities)
    if not found:
        return None
    community, rest = found
    return Ref(PLATFORM, url, community.interface, f"{community.interface}/{rest}", community)


def hear(ref: Ref, prior: Source | None) -> Hearing:
    """Find the topic's feed, unless it is known, and ask for it."""
    validator = prior.validator if prior else None
    answer = yield Request(validator.url if validator else ref.key, _ACCEPT, validator)
    if answer.is_unchanged:
        return None
    if answer.status == 410:
        raise Gone("the topic no longer exists")
    if validator is None and answer.status == 200 and answer.media_type in {"text/html", "application/xhtml+xml"}:
        answer = yield Request(_feed_of(ref, answer), _ACCEPT)
    entries = _without_opening(list(_parse(answer)))
    known = {comment.id for comment in prior.comments} if prior else set()
    ids = known | {entry.said.id for entry in entries}
    said = (replace(entry.said, parent=entry.said.parent if entry.said.parent in ids else "") for entry in entries)
    return Heard(tuple(said), complete=False, validator=answer.validator())


def _feed_of(ref: Ref, page: Answer) -> str:
    """Return the address of a topic's feed, as its page names it.

    Pages name the feeds of their forum too; the topic's has the topic's number.

    Raises:
        Unheard: the page names none.
    """
    number = (re.findall(r"\d+", ref.key) or [""])[-1]
    for href in alternate_feeds(page.body.decode("utf-8", "replace")):
        url = urljoin(ref.key, href)
        if number and re.search(rf"(?<!\d){number}(?!\d)", urlsplit(url)._replace(netloc="").geturl()):
            return _within(ref, url)
    raise Unheard("its page names no feed of the topic; ask the forum's owner to switch topic feeds on")


def _within(ref: Ref, url: str) -> str:
    """Return an address of the forum as its interface's, where that is another."""
    if ref.community and url.startswith(f"{ref.community.url}/"):
        return ref.api + url[len(ref.community.url) :]
    return url


@dataclass(frozen=True, slots=True)
class _Entry:
    said: Said
    title: str


def _without_opening(entries: list[_Entry]) -> list[_Entry]:
    """Leave out the post that opens the topic: the oldest, when its title answers nothing."""
    if not entries:
        return []
    first = min(entries, key=lambda entry: entry.said.published)
    others = [entry for entry in entries if entry is not first]
    opens = not _REPLY.match(first.title) and all(_REPLY.match(other.title) for other in others)
    return others if opens else entries


def _parse(answer: Answer) -> Iterator[_Entry]:
    root = _tree(answer)
    base = root.get(f"{_XML}base", answer.url)
    if root.tag == f"{_ATOM}feed":
        entries = (_atom(entry, base) for entry in root.iter(f"{_ATOM}entry"))
    else:
        entries = (_rss(item, base) for item in root.iter("item"))
    return (entry for entry in entries if entry)


def _tree(answer: Answer) -> Element:
    """Return the root of a feed, read as far as it goes.

    Raises:
        Unheard: it is no feed, or one with a document type, where entities grow without bound.
    """
    if answer.status != 200:
        raise Unheard(f"answered {answer.status}")
    declared = re.search(r"charset=[\"']?([A-Za-z0-9._-]+)", answer.headers.get("content-type", ""))
    inside = _ENCODING.match(answer.body)
    encoding = declared[1] if declared else inside[1].decode() if inside else "utf-8"
    try:
        text = answer.body.decode(encoding, "replace")
    except LookupError:
        text = answer.body.decode("utf-8", "replace")
    text = without_illegal(_DECLARATION.sub("", text.lstrip("\ufeff"), count=1))
    end = _END.search(text)
    if "<!DOCTYPE" in text[:2000] or "<!ENTITY" in text or not end:
        raise Unheard("answered something else than a feed")
    try:
        return fromstring(text[: end.end()])  # noqa: S314 -- without a document type nothing expands
    except ParseError as error:
        raise Unheard("answered a feed that is broken") from error


def _atom(entry: Element, base: str) -> _Entry | None:
    links = {link.get("rel", "alternate"): link.get("href", "") for link in entry.iter(f"{_ATOM}link")}
    url = urljoin(base, links.get("alternate", ""))
    published, updated = _text(entry, f"{_ATOM}published"), _text(entry, f"{_ATOM}updated")
    moment = moment_of(published or updated)
    content = next((found for name in ("content", "summary") for found in entry.iter(f"{_ATOM}{name}")), None)
    answered = entry.find(f"{_THREAD}in-reply-to")
    id_ = _text(entry, f"{_ATOM}id") or url
    if moment is None or content is None or not id_:
        return None
    changed = moment_of(updated) if published and updated else None
    said = Said(
        id=id_,
        url=url,
        parent=answered.get("ref", "") if answered is not None else "",
        author=Author(_text(entry, f"{_ATOM}author/{_ATOM}name")),
        published=moment,
        edited=changed if changed and changed > moment else None,
        lang=entry.get(f"{_XML}lang", ""),
        body=_atom_body(content, url or base),
    )
    return _Entry(said, _text(entry, f"{_ATOM}title"))


def _atom_body(content: Element, base: str) -> Body:
    """Return what an entry says; XHTML loses its markup, which no forum sends."""
    text = "".join(content.itertext())
    base = urljoin(base, content.get(f"{_XML}base", ""))
    if content.get("type", "text") in {"html", "text/html"}:
        return Body(_SIGNATURE.sub("", text), "html", base=base)
    return Body(text, "plain")


def _rss(item: Element, base: str) -> _Entry | None:
    url = urljoin(base, _text(item, "link"))
    moment = moment_of(_text(item, "pubDate") or _text(item, f"{_DC}date"))
    text = _text(item, f"{_CONTENT}encoded") or _text(item, "description")
    guid = _text(item, "guid")
    # A guid is any text: one without a scheme is unique in its own feed only.
    id_ = guid if _SCHEME.match(guid) else url or guid
    if moment is None or not text or not id_:
        return None
    # The RSS author is an e-mail address, which is nobody's to publish.
    author = Author(_text(item, f"{_DC}creator"))
    said = Said(id=id_, url=url, author=author, published=moment, body=Body(_SIGNATURE.sub("", text), base=url or base))
    return _Entry(said, _text(item, "title"))


def _text(element: Element, path: str) -> str:
    found = element.find(path)
    return "".join(found.itertext()).strip() if found is not None else ""
