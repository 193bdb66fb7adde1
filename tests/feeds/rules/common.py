"""Rules that every format shares: addresses, dates, languages, text, HTML."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

import html5lib
from babel import Locale, UnknownLocaleError
from html5lib.html5parser import ParseError

#: Past it the W3C Feed Validation Service stops reading.
LARGEST = 5_000_000
URI = re.compile(r"[a-zA-Z][0-9a-zA-Z+.-]*:(//)?([0-9a-zA-Z;/?:@&=+$._!~*'(),#-]|%[0-9A-Fa-f]{2})+")
WEB = re.compile(r"https?://[^/]+\.[^/]+(/.*)?")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:([0-9a-zA-Z;/?:@&=+$._!~*'(),-]|%[0-9A-Fa-f]{2})*")
MIME = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_RFC822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d\d[03]0")
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffd-\uffff]")
_MARKUP = re.compile(r"</\w+>|&(#?\w+);")
_SAFE = frozenset(
    {
        "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "blockquote", "br", "caption",
        "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
        "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i",
        "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "picture", "pre", "q", "rp", "rt",
        "ruby", "s", "samp", "section", "small", "source", "span", "strong", "sub", "summary", "sup",
        "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "track", "u", "ul", "var", "video",
        "wbr",
    }
)  # fmt: skip


def uri(text: str | None) -> list[str]:
    """InvalidFullLink, InvalidIRI, InvalidTAG, NonCanonicalURI: whole, in ASCII, escaped."""
    if not text or text != text.strip() or not URI.fullmatch(text):
        return [f"InvalidFullLink: {text!r}"]
    if text.startswith("tag:") and not TAG.fullmatch(text):
        return [f"InvalidTAG: {text}"]
    return []


def web(text: str | None) -> list[str]:
    """InvalidURLAttribute: an address that a reader can fetch."""
    return uri(text) or ([] if WEB.fullmatch(text or "") else [f"InvalidURLAttribute: {text}"])


def plain(text: str | None, where: str) -> list[str]:
    """NotBlank, BadCharacters, ContainsHTML: text for people, without markup."""
    if not (text or "").strip():
        return [f"NotBlank: {where}"]
    found = [] if not _BAD.search(text or "") else [f"BadCharacters: {where}"]
    return found + ([f"ContainsHTML: {where} {text!r}"] if _MARKUP.search(text or "") else [])


def rfc3339(text: str | None) -> list[str]:
    """InvalidRFC3339Date, ImplausibleDate: no date before 1990."""
    if not _RFC3339.fullmatch(text or ""):
        return [f"InvalidRFC3339Date: {text}"]
    return [] if datetime.fromisoformat(text or "").year >= 1990 else [f"ImplausibleDate: {text}"]


def rfc822(text: str | None) -> list[str]:
    """InvalidRFC2822Date, ProblematicalRFC822Date, IncorrectDOW, ImplausibleDate."""
    if not _RFC822.fullmatch(text or ""):
        return [f"InvalidRFC2822Date: {text}"]
    moment = parsedate_to_datetime(text or "")
    found = [] if moment.strftime("%a") == (text or "")[:3] else [f"IncorrectDOW: {text}"]
    return found + ([] if moment.year >= 1990 else [f"ImplausibleDate: {text}"])


def language(code: str | None) -> list[str]:
    """InvalidLanguage, MissingDCLanguage."""
    try:
        Locale.parse(code or "", sep="-")
    except (UnknownLocaleError, ValueError):
        return [f"InvalidLanguage: {code!r}"]
    return []


def mime(text: str | None) -> list[str]:
    """InvalidMIMEType."""
    return [] if MIME.fullmatch(text or "") else [f"InvalidMIMEType: {text!r}"]


def number(text: str | None, least: int = 0) -> list[str]:
    """InvalidNonNegativeInteger, InvalidPositiveInteger."""
    return [] if (text or "").isdecimal() and int(text or "") >= least else [f"InvalidInteger: {text!r}"]


def html(text: str | None) -> list[str]:
    """NotHtml, SecurityRisk, SecurityRiskAttr, DangerousStyleAttr, ContainsRelRef."""
    if not text:
        return ["NotBlank: content"]
    if _BAD.search(text):
        return ["BadCharacters: content"]
    try:
        tree = html5lib.HTMLParser(strict=True).parseFragment(text)
    except ParseError as error:
        return [f"NotHtml: {error}"]
    found: list[str] = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag == "DOCUMENT_FRAGMENT":
            continue
        name = element.tag.rpartition("}")[2]
        found += [] if name in _SAFE else [f"SecurityRisk: <{name}>"]
        found += [fault for attribute in element.attrib.items() for fault in _attribute(*attribute)]
    return found


def _attribute(name: str, value: str) -> list[str]:
    if name == "style" or name.startswith("on"):
        return [f"SecurityRiskAttr: {name}"]
    if name in {"href", "src", "poster", "cite"}:
        return [] if URI.fullmatch(value) else [f"ContainsRelRef: {value}"]
    if name == "srcset":
        addresses = [candidate.split()[0] for candidate in value.split(", ")]
        return [f"ContainsRelRef: {address}" for address in addresses if not URI.fullmatch(address)]
    return []
