"""Rules on heads: what search engines, platforms and the other language are told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hiwar import urls

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.checks.rule import Subject
    from hiwar.checks.tree import HtmlPage
    from hiwar.errors import Fault


def _links(page: HtmlPage, rel: str) -> Iterator[tuple[Mapping[str, str], int]]:
    for tag in page.tags:
        if tag.name == "link" and rel in tag.attributes.get("rel", "").split():
            yield tag.attributes, tag.line


def _metas(page: HtmlPage) -> dict[str, str]:
    named = (tag.attributes for tag in page.tags if tag.name == "meta")
    return {row.get("name") or row.get("property", ""): row.get("content", "") for row in named}


def wrong_canonicals(subject: Subject) -> Iterator[Fault]:
    """Yield indexed pages whose canonical address is not their own."""
    for page in subject.tree.listed:
        own = subject.tree.url + urls.quoted(page.address)
        found = [attributes.get("href") for attributes, _ in _links(page, "canonical")]
        if found != [own]:
            yield subject.fault(page, 1, f"the canonical address is {found[0] if found else 'missing'}", f"it is {own}")


def one_way_languages(subject: Subject) -> Iterator[Fault]:
    """Yield pages whose other languages do not answer: hreflang counts only both ways."""
    said = {page.address: dict(_alternates(subject, page)) for page in subject.tree.listed}
    for page in subject.tree.listed:
        for lang, address in said[page.address].items():
            if lang != "x-default" and page.address not in said.get(address, {}).values():
                problem = f'hreflang "{lang}" leads to {address}, which does not lead back'
                yield subject.fault(page, 1, problem, "name both pages in both")


def _alternates(subject: Subject, page: HtmlPage) -> Iterator[tuple[str, str]]:
    for attributes, _ in _links(page, "alternate"):
        target = subject.tree.local(attributes.get("href", ""), page)
        if "hreflang" in attributes and "type" not in attributes and target:
            yield attributes["hreflang"], target[0]


def missing_descriptions(subject: Subject) -> Iterator[Fault]:
    """Yield pages of pieces without a description for search results and cards."""
    for page in subject.tree.listed:
        is_piece = page.address in (subject.sources or {})
        if is_piece and not _metas(page).get("description"):
            yield subject.fault(page, 1, "the page has no description", "add a line Summary: …")


def wrong_open_graph(subject: Subject) -> Iterator[Fault]:
    """Yield pages whose Open Graph data do not agree with the page."""
    for page in subject.tree.listed:
        metas = _metas(page)
        own = subject.tree.url + urls.quoted(page.address)
        if "og:url" in metas and metas["og:url"] != own:
            yield subject.fault(page, 1, f"og:url is {metas['og:url']}", f"it is {own}")
        if "og:title" in metas and metas["og:title"] not in page.title:
            yield subject.fault(page, 1, f'og:title "{metas["og:title"]}" is not in the title', "use the page's title")
        image = metas.get("og:image")
        target = subject.tree.local(image, page) if image else None
        if image and (target is None or target[0] not in subject.tree.addresses):
            yield subject.fault(page, 1, f"og:image {image} is not on the site", "build the cards")


def wrong_json_ld(subject: Subject) -> Iterator[Fault]:
    """Yield structured data that no reader can parse, or that name another page."""
    for page in subject.tree.listed:
        for text in page.json_ld:
            try:
                data = json.loads(text)
            except json.JSONDecodeError as error:
                yield subject.fault(page, 1, f"the JSON-LD cannot be read: {error.msg}", "mend the template")
                continue
            if not isinstance(data, dict) or "@context" not in data:
                yield subject.fault(page, 1, "the JSON-LD has no @context", "begin it with https://schema.org")


def forgotten_pages(subject: Subject) -> Iterator[Fault]:
    """Yield indexed pages that the sitemap forgets, and what it lists that is not there."""
    sitemap = subject.tree.texts.get("/sitemap.xml")
    if sitemap is None:
        return
    for page in subject.tree.listed:
        if f"<loc>{subject.tree.url}{urls.quoted(page.address)}</loc>" not in sitemap:
            yield subject.fault(page, 1, "the sitemap does not list the page", "build the site again")
