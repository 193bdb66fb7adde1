"""Rules on HTML: well formed, with what readers and screen readers need."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.checks.page import HtmlPage
    from hiwar.checks.rule import Subject
    from hiwar.errors import Fault


def torn_markup(subject: Subject) -> Iterator[Fault]:
    """Yield pages in which a tag stands without its partner."""
    for page in subject.tree.pages.values():
        if page.parsed.torn:
            tag, place = page.parsed.torn
            yield subject.in_page(page, place, f"{tag} stands without its partner", "mend the template or the raw HTML")


def doubled_ids(subject: Subject) -> Iterator[Fault]:
    """Yield ids that stand twice in a page: links and screen readers would miss the second."""
    for page in subject.tree.pages.values():
        seen: set[str] = set()
        for tag in page.tags:
            own = tag.attributes.get("id")
            if own and own in seen:
                problem = f'the id "{own}" stands twice'
                yield subject.in_page(page, tag.place, problem, "rename one of them", f'id="{own}"')
            seen |= {own} if own else set()


def silent_pictures(subject: Subject) -> Iterator[Fault]:
    """Yield pictures without alternative text; an empty one says that it is decoration."""
    for page in subject.tree.pages.values():
        for tag in page.tags:
            if tag.name == "img" and "alt" not in tag.attributes:
                needle = tag.attributes.get("src", "").rpartition("/")[2].partition(".")[0]
                yield subject.in_page(page, tag.place, "a picture has no alternative text", 'write alt="…"', needle)


def unnamed_pages(subject: Subject) -> Iterator[Fault]:
    """Yield pages without language, direction, title, or their one first heading."""
    for page in subject.tree.pages.values():
        names = Counter(tag.name for tag in page.tags)
        root = next((tag for tag in page.tags if tag.name == "html"), None)
        if root is None or not root.attributes.get("lang") or not root.attributes.get("dir"):
            fix = 'write <html lang="…" dir="…"> in the template'
            yield subject.in_page(page, 0, "the page does not say its language and direction", fix)
        if not page.title:
            yield subject.in_page(page, 0, "the page has no title", "write <title>…</title> in the template")
        if names["h1"] != 1:
            problem = f"the page has {names['h1']} first headings" if names["h1"] else "the page has no first heading"
            yield subject.in_page(page, 0, problem, "give it one <h1>", "<h1")


def missing_policies(subject: Subject) -> Iterator[Fault]:
    """Yield pages whose policy is missing, late or lets inline code run."""
    for page in subject.tree.pages.values():
        policy, place = _policy(page)
        if not policy:
            yield subject.in_page(page, 0, "the page has no Content-Security-Policy", "include partials/head.html")
        elif "default-src 'none'" not in policy or "unsafe" in policy:
            problem = f'the policy "{policy}" is too wide'
            yield subject.in_page(page, place, problem, "begin it with default-src 'none'")


def _policy(page: HtmlPage) -> tuple[str, int]:
    """Return the policy that counts from the first resource on, and its offset; empty when there is none."""
    for tag in page.tags:
        if tag.name in {"link", "script", "body"}:
            break
        if tag.attributes.get("http-equiv", "").lower() == "content-security-policy":
            return tag.attributes.get("content", ""), tag.place
    return "", 0


def inline_code(subject: Subject) -> Iterator[Fault]:
    """Yield scripts, styles and handlers in a page: it works without any, and a strict policy blocks them."""
    for page in subject.tree.pages.values():
        for tag in page.tags:
            if "style" in tag.attributes or any(name.startswith("on") for name in tag.attributes):
                yield subject.in_page(page, tag.place, f"<{tag.name}> carries style or script", "use a class")
            if tag.attributes.get("href", "").lower().startswith(("javascript:", "vbscript:")):
                yield subject.in_page(page, tag.place, "a link runs a script", "link to a page")
        if page.parsed.inline_code is not None:
            problem = "a script or style stands in the page"
            yield subject.in_page(page, page.parsed.inline_code, problem, "put it into theme/static/")
