"""Rules on HTML: well formed, with what readers and screen readers need."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hiwar.checks.rule import Subject
    from hiwar.checks.tree import HtmlPage
    from hiwar.errors import Fault

#: HTML, 13.1.2 "Void elements".
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


class _Nesting(HTMLParser):
    """Finds the first tag whose partner is missing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._open: list[tuple[str, int]] = []
        self.wrong: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag not in _VOID:
            self._open.append((tag, self.getpos()[0]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave ``<path/>`` alone: it is its own partner."""

    def handle_endtag(self, tag: str) -> None:
        if self.wrong or tag in _VOID:
            return
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
        else:
            self.wrong = (f"</{tag}>", self.getpos()[0])

    def finish(self) -> tuple[str, int] | None:
        self.close()
        if not self.wrong and self._open:
            tag, line = self._open[-1]
            return f"<{tag}>", line
        return self.wrong


def torn_markup(subject: Subject) -> Iterator[Fault]:
    """Yield pages in which a tag stands without its partner."""
    for page in subject.tree.pages.values():
        nesting = _Nesting()
        nesting.feed(page.text)
        wrong = nesting.finish()
        if wrong:
            yield subject.fault(
                page, wrong[1], f"{wrong[0]} stands without its partner", "mend the template or raw HTML"
            )


def doubled_ids(subject: Subject) -> Iterator[Fault]:
    """Yield ids that stand twice in a page: links and screen readers would miss the second."""
    for page in subject.tree.pages.values():
        seen: set[str] = set()
        for tag in page.tags:
            own = tag.attributes.get("id")
            if own and own in seen:
                yield subject.fault(page, tag.line, f'the id "{own}" stands twice', "rename one of them")
            seen |= {own} if own else set()


def silent_pictures(subject: Subject) -> Iterator[Fault]:
    """Yield pictures without alternative text; an empty one says that it is decoration."""
    for page in subject.tree.pages.values():
        for tag in page.tags:
            if tag.name == "img" and "alt" not in tag.attributes:
                yield subject.fault(page, tag.line, "a picture has no alternative text", 'write alt="…"')


def unnamed_pages(subject: Subject) -> Iterator[Fault]:
    """Yield pages without language, direction, title, or their one first heading."""
    for page in subject.tree.pages.values():
        names = Counter(tag.name for tag in page.tags)
        root = next((tag for tag in page.tags if tag.name == "html"), None)
        if root is None or not root.attributes.get("lang") or not root.attributes.get("dir"):
            yield subject.fault(page, 1, "the page does not say its language and direction", '<html lang="…" dir="…">')
        if not names["title"]:
            yield subject.fault(page, 1, "the page has no title", "<title>…</title>")
        if names["h1"] != 1 and not page.is_redirect:
            yield subject.fault(page, 1, f"the page has {names['h1']} first headings", "give it one <h1>")


def missing_policies(subject: Subject) -> Iterator[Fault]:
    """Yield pages whose policy is missing, late or lets inline code run."""
    for page in subject.tree.pages.values():
        policy, line = _policy(page)
        if not policy:
            yield subject.fault(page, 1, "the page has no Content-Security-Policy", "include partials/head.html")
        elif "default-src 'none'" not in policy or "unsafe" in policy:
            yield subject.fault(page, line, f'the policy "{policy}" is too wide', "begin it with default-src 'none'")


def _policy(page: HtmlPage) -> tuple[str, int]:
    """Return the policy that counts from the first resource on, and its line; empty when there is none."""
    for tag in page.tags:
        if tag.name in {"link", "script", "body"}:
            break
        if tag.attributes.get("http-equiv", "").lower() == "content-security-policy":
            return tag.attributes.get("content", ""), tag.line
    return "", 1


def inline_code(subject: Subject) -> Iterator[Fault]:
    """Yield scripts, styles and handlers in a page: the policy of the pages would block them."""
    for page in subject.tree.pages.values():
        for tag in page.tags:
            if "style" in tag.attributes or any(name.startswith("on") for name in tag.attributes):
                yield subject.fault(page, tag.line, f"<{tag.name}> carries style or script", "use a class")
        if page.has_inline_code:
            yield subject.fault(page, 1, "a script or style stands in the page", "put it into theme/static/")
