"""Telling other sites that a page of ours links to them: Webmention, else Pingback.

Facts: W3C Recommendation "Webmention" (12 January 2017), 3.1: the endpoint is
the first of the HTTP Link header, then of ``<link>`` and ``<a>`` in the order
of the page; it may be relative, even empty; its query stays. And "Pingback
1.0" (Langridge, Hickson, 2002): the header ``X-Pingback``, else the first
``<link rel="pingback">``; a call of XML-RPC with the two addresses.

A page of a stranger is data: it is read by patterns of bounded length, never
run, and an answer in XML is looked at for one word, never parsed.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from html import escape, unescape
from typing import TYPE_CHECKING, Final, Literal, get_args
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

from hiwar.announce.place import Call, rows_within, text_within
from hiwar.urls import is_whole_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from hiwar.announce.place import Answer, Steps

MentionState = Literal["told", "deaf", "refused", "trying"]
STATES: Final[tuple[MentionState, ...]] = get_args(MentionState)
NAME: Final = "mentioned.json"
#: How often a site is asked that does not answer.
TRIES: Final = 3
#: Characters of a page that are read; an endpoint stands in its head.
_READ: Final = 1_000_000
_LINK: Final = re.compile(r"<([^<>]{0,2000})>((?:\s*;\s*[\w*-]{1,40}\s*=?\s*(?:\"[^\"]{0,500}\"|[^\",;]{0,500}))*)")
_REL: Final = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s,;]+))", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG: Final = re.compile(r"<(link|a)\b((?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}'){0,2000})>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"([a-zA-Z-]{1,40})\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_HREF: Final = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]+)\"", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A link of ours, and what became of telling its target."""

    #: The page of ours, and the page it links to.
    source: str
    target: str
    #: ``deaf`` offers no endpoint; ``refused`` said no; ``trying`` did not answer yet.
    state: MentionState = "trying"
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a page wants to be told."""

    url: str
    kind: Literal["webmention", "pingback"]


def links(html: str, own: str) -> tuple[str, ...]:
    """Return the pages elsewhere that a body links to, each once, without fragments of ours."""
    found = (unescape(href) for href in _HREF.findall(html))
    outside = (href for href in found if is_whole_address(href) and urlsplit(href).netloc != urlsplit(own).netloc)
    return tuple(dict.fromkeys(outside))


def due(pairs: Iterable[tuple[str, str]], known: Mapping[tuple[str, str], Mention]) -> tuple[Mention, ...]:
    """Return what is still to be told of these pairs of source and target."""
    found = (known.get(pair, Mention(*pair)) for pair in dict.fromkeys(pairs))
    return tuple(mention for mention in found if mention.state == "trying" and mention.tries < TRIES)


def is_fresh(moments: Iterable[datetime | None], now: datetime, age: timedelta) -> bool:
    """Tell whether one of a piece's moments lies so close before."""
    return any(moment is not None and timedelta(0) <= now - moment < age for moment in moments)


def tell(mention: Mention) -> Steps[Mention]:
    """Look where the target wants to be told, and tell it; return what became of it."""
    target = urldefrag(mention.target).url
    page: Answer = yield Call(target, headers={"Accept": "text/html, */*;q=0.1"})
    endpoint = discover(target, page)
    if endpoint is None:
        state: MentionState = "deaf" if page.is_done else "trying"
        return replace(mention, state=state, tries=mention.tries + 1)
    answer: Answer = yield _call(endpoint, mention)
    return replace(mention, state=_state(endpoint, answer), tries=mention.tries + 1)


def discover(url: str, page: Answer) -> Endpoint | None:
    """Return where a page wants to be told: a webmention if it can, else a pingback.

    Args:
        url: where the page stands, redirects followed.
        page: the answer to a GET of it.
    """
    base = page.url or url
    html = page.body[:_READ].decode("utf-8", "replace") if "html" in page.headers.get("content-type", "") else ""
    tags = list(_tags(html))
    for href in (*_linked(page.headers.get("link", ""), "webmention"), *_tagged(tags, "webmention", {"link", "a"})):
        if found := _whole(base, href):
            return Endpoint(found, "webmention")
    for href in (page.headers.get("x-pingback", ""), *_tagged(tags, "pingback", {"link"})):
        if href and (found := _whole(base, href)):
            return Endpoint(found, "pingback")
    return None


def _call(endpoint: Endpoint, mention: Mention) -> Call:
    if endpoint.kind == "webmention":
        body = urlencode({"source": mention.source, "target": mention.target}).encode()
        return Call(endpoint.url, "POST", {"Content-Type": "application/x-www-form-urlencoded"}, body)
    values = "".join(
        f"<param><value><string>{escape(value)}</string></value></param>" for value in (mention.source, mention.target)
    )
    body = f"<methodCall><methodName>pingback.ping</methodName><params>{values}</params></methodCall>".encode()
    return Call(endpoint.url, "POST", {"Content-Type": "text/xml"}, b'<?xml version="1.0"?>' + body)


def _state(endpoint: Endpoint, answer: Answer) -> MentionState:
    if answer.status == 429 or answer.status >= 500:
        return "trying"
    if not answer.is_done:
        return "refused"
    # XML-RPC says no with 200 and a fault (xmlrpc.com/spec.md).
    return "refused" if endpoint.kind == "pingback" and b"<fault>" in answer.body else "told"


def _linked(header: str, rel: str) -> Iterator[str]:
    """Yield the targets of a Link header that have a relation (RFC 8288, 3)."""
    for match in _LINK.finditer(header):
        found = _REL.search(match[2])
        if found and rel in (found[1] or found[2]).lower().split():
            yield match[1]


def _tags(html: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for match in _TAG.finditer(_COMMENT.sub("", html)):
        values = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(match[2])}
        yield match[1].lower(), values


def _tagged(tags: Iterable[tuple[str, Mapping[str, str]]], rel: str, names: set[str]) -> Iterator[str]:
    for name, values in tags:
        if name in names and "href" in values and rel in values.get("rel", "").lower().split():
            yield values["href"]


def _whole(base: str, href: str) -> str:
    try:
        url = urljoin(base, href.strip())
    except ValueError:
        return ""
    return url if is_whole_address(url) else ""


def parse(text: str) -> dict[tuple[str, str], Mention]:
    """Return what was told, by source and target.

    Raises:
        ValueError: it is not what `render` writes.
    """
    found = {}
    value = json.loads(text)
    for row in rows_within(value, "mentioned"):
        state = next((state for state in STATES if state == text_within(row, "state")), None)
        mention = Mention(text_within(row, "source"), text_within(row, "target"), state or "trying")
        if state is None or not mention.source or not mention.target:
            raise ValueError("a row has no source, target or state")
        found[mention.source, mention.target] = replace(mention, tries=int(text_within(row, "tries") or 0))
    return found


def render(mentions: Iterable[Mention]) -> str:
    """Return the file of what was told; the same is the same text."""
    rows = [asdict(mention) for mention in sorted(mentions, key=lambda one: (one.source, one.target))]
    return json.dumps({"version": 1, "mentioned": rows}, ensure_ascii=False, indent=1) + "\n"


def tried(mention: Mention) -> Mention:
    """Return a mention whose target did not answer this time."""
    return replace(mention, tries=mention.tries + 1)


def given_up(mention: Mention) -> Mention:
    """Return a mention whose target, or its endpoint, lies where we do not call."""
    return replace(mention, state="refused", tries=mention.tries + 1)
