"""Rules on what platforms read when somebody shares a page: it agrees with the page and its piece."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiwar.checks.page import HtmlPage
    from hiwar.checks.rule import Subject
    from hiwar.errors import Fault
    from hiwar.model.piece import Piece

#: ogp.me, "Basic Metadata": the four that every page needs.
_NEEDED: Final = ("og:title", "og:type", "og:image", "og:url")
#: X's documentation of cards, read in 2026.
_CARDS: Final = frozenset({"summary", "summary_large_image", "player", "app"})
_DATES: Final = {"article:published_time": "date", "article:modified_time": "changed"}
_TEMPLATE: Final = "mend the template, or report it as a bug"
_WORD: Final = re.compile(r"\w+")

Node = dict[str, Any]


def bare(text: str) -> str:
    """Return a text's words: typographers change its quotes and dashes, and platforms want marks of direction."""
    return " ".join(_WORD.findall(text))


def wrong_titles(subject: Subject) -> Iterator[Fault]:
    """Yield pages of pieces whose title, description or language are not the piece's."""
    for page, piece in _pieces(subject):
        if bare(piece.title) not in bare(page.title):
            yield subject.of_piece(page, f'the title of the page is "{page.title}"', _TEMPLATE)
        said = page.metas.get("description", "")
        if said and bare(said) != bare(piece.summary):
            yield subject.of_piece(page, f'the description of the page is "{said}"', _TEMPLATE)
        if page.language != piece.lang:
            yield subject.of_piece(page, f'the language of the page is "{page.language}"', _TEMPLATE)


def wrong_open_graph(subject: Subject) -> Iterator[Fault]:
    """Yield pages whose Open Graph and card tags are missing or do not agree with the page."""
    for page in subject.tree.listed:
        metas = page.metas
        if "og:title" not in metas and page.address not in subject.pieces:
            continue
        for key in _NEEDED:
            if not metas.get(key):
                yield subject.in_page(page, 0, f"the page has no {key}", _TEMPLATE)
        for problem in _disagreements(subject, page, metas):
            yield subject.of_piece(page, problem, _TEMPLATE)


def _disagreements(subject: Subject, page: HtmlPage, metas: Mapping[str, str]) -> Iterator[str]:
    own = subject.tree.whole(page.address)
    if metas.get("og:url", own) != own:
        yield f"og:url is {metas['og:url']}, and the page stands at {own}"
    yield from _other_words(page, metas)
    locale = metas.get("og:locale", "")
    if locale and locale.partition("_")[0] != page.language.partition("-")[0]:
        yield f'og:locale is "{locale}", and the page is in "{page.language}"'
    if metas.get("twitter:card", "summary") not in _CARDS:
        yield f'twitter:card is "{metas["twitter:card"]}"'
    for key in ("og:image", "twitter:image"):
        # Whether something stands there, the rule on dead links says.
        if not metas.get(key, f"{subject.tree.url}/").startswith(f"{subject.tree.url}/"):
            yield f"{key} {metas[key]} is no whole address of the site"


def _other_words(page: HtmlPage, metas: Mapping[str, str]) -> Iterator[str]:
    for key in ("og:title", "twitter:title"):
        if bare(metas.get(key, "")) not in bare(page.title):
            yield f'{key} "{metas[key]}" is not in the title'
    for key in ("og:description", "twitter:description"):
        # Shortened between words.
        said = bare(metas.get(key, ""))
        if not bare(metas.get("description", "")).startswith(said):
            yield f'{key} "{said}" is not the description'


def wrong_dates(subject: Subject) -> Iterator[Fault]:
    """Yield pages of pieces that tell platforms other dates than the piece has."""
    for page, piece in _pieces(subject):
        for key, name in _DATES.items():
            said, own = page.metas.get(key), getattr(piece, name)
            if said is not None and _moment(said) != own:
                yield subject.of_piece(page, f"{key} is {said}, and the piece says {own}", _TEMPLATE)


def broken_json_ld(subject: Subject) -> Iterator[Fault]:
    """Yield structured data that no reader can parse."""
    for page in subject.tree.listed:
        for text, place in page.parsed.json_ld:
            try:
                data = json.loads(text)
            except json.JSONDecodeError as error:
                yield subject.in_page(page, place + error.pos, f"the JSON-LD cannot be read: {error.msg}", _TEMPLATE)
                continue
            if not isinstance(data, dict) or "schema.org" not in str(data.get("@context")):
                yield subject.in_page(page, place, "the JSON-LD has no @context", "begin it with https://schema.org")


def wrong_json_ld(subject: Subject) -> Iterator[Fault]:
    """Yield structured data that says something else of a page than the page does."""
    for page in subject.tree.listed:
        nodes = [node for text, _ in page.parsed.json_ld for node in _nodes(text)]
        own = subject.tree.whole(page.address)
        # Each page of a list may say that it is the list.
        about = [node for node in nodes if own in (node.get("url"), node.get("@id"))]
        if page.address in subject.pieces and not about:
            yield subject.of_piece(page, f"its JSON-LD says nothing of {own}", _TEMPLATE)
        for node in about:
            for problem in _node_problems(node, page, subject.pieces.get(page.address)):
                yield subject.of_piece(page, f"its JSON-LD {problem}", _TEMPLATE)


def _node_problems(node: Node, page: HtmlPage, piece: Piece | None) -> Iterator[str]:
    for key in ("headline", "name"):
        said = node.get(key)
        if isinstance(said, str) and bare(said) not in bare(page.title):
            yield f'calls it "{said}"'
    lang = node.get("inLanguage")
    if isinstance(lang, str) and lang != page.language:
        yield f'says that it is in "{lang}"'
    if piece is None:
        return
    description = node.get("description")
    if isinstance(description, str) and bare(description) != bare(page.metas.get("description", "")):
        yield f'describes it as "{description}"'
    for key, own in (("datePublished", piece.date), ("dateModified", piece.changed or piece.date)):
        said = node.get(key)
        if isinstance(said, str) and _moment(said) != own:
            yield f"says {key} {said}, and the piece says {own}"


def _nodes(text: str) -> list[Node]:
    """Return the things that structured data describe; none where they cannot be read."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        return []
    if not isinstance(data, dict):
        return []
    graph = data.get("@graph", [data])
    return [node for node in graph if isinstance(node, dict)] if isinstance(graph, list) else []


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _pieces(subject: Subject) -> Iterator[tuple[HtmlPage, Piece]]:
    for address, piece in subject.pieces.items():
        page = subject.tree.pages.get(address)
        if page:
            yield page, piece
