"""Whatever a writer's text holds: a fault, or a page that runs nothing and asks nobody for anything."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hiwar.content.read import read_site
from hiwar.errors import ContentError
from hiwar.media.library import Library
from tests.browser import opened_browser
from tests.conftest import write
from tests.content.cases import picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Request

CASES = sorted((Path(__file__).parent / "hostile").glob("*.md"))
NOW = datetime(2026, 6, 1, tzinfo=UTC)
FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title>
<script>window.trapped = 0; function trap() { window.trapped += 1 }; alert = confirm = prompt = print = trap</script>
</head><body><main>BODY</main></body></html>"""
#: Touches everything once: what waits for a reader's hand shall run as well. Addresses are read as the browser does.
TOUCH = """() => {
  document.addEventListener("click", event => event.preventDefault(), true);
  const protocol = value => { try { return new URL(value).protocol } catch { return "" } };
  const runs = value => /^(javascript|vbscript|data|blob):$/.test(protocol(value));
  for (const element of document.querySelectorAll("main *")) {
    for (const kind of ["click", "mouseover", "focus", "toggle", "pointerdown", "error", "load"])
      element.dispatchEvent(new MouseEvent(kind, {bubbles: false, cancelable: true}));
    for (const name of element.getAttributeNames())
      if (!["title", "alt", "id", "data-toc-label"].includes(name) && runs(element.getAttribute(name))) trap();
  }
  return window.trapped;
}"""


def body_of(text: str, content: Path, lang: str = "en") -> str | None:
    """Return the converted body of a text; None where it has faults."""
    write(content, {f"{lang}/blog/2026-03-01-a.md": f"Title: A\n\n{text}", "media/x.png": picture()})
    try:
        site, _ = read_site(content, NOW, Library())
    except ContentError as error:
        misplaced = [fault for fault in error.faults if not fault.path.endswith("a.md") or fault.line < 3]
        return None if not misplaced else str(misplaced)
    return str(site.pieces[0].body)


class Watch:
    """A page of a browser that counts what runs and what is asked for."""

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_page()
        self.asked: list[str] = []
        self.page.on("request", self._note)
        self.page.on("dialog", lambda dialog: dialog.dismiss())
        self.page.route("**/*", lambda route: route.fulfill(status=200, body=self.html, content_type="text/html"))
        self.html = ""

    def _note(self, request: Request) -> None:
        if not request.url.startswith(("https://site.example/", "data:image/png")):
            self.asked.append(request.url)

    def show(self, body: str) -> int:
        """Return how often something ran in a body; `asked` has what it fetched from elsewhere."""
        self.asked.clear()
        self.html = FRAME.replace("BODY", body)
        self.page.goto("https://site.example/", wait_until="load")
        return int(self.page.evaluate(TOUCH))


def test_no_hostile_text_runs_or_asks(content: Path, tmp_path: Path) -> None:
    """In a real browser, with everything touched."""
    assert len(CASES) > 100
    with opened_browser() as browser:
        watch = Watch(browser)
        for case in CASES:
            for lang in ("ar", "en"):
                body = body_of(case.read_text("utf-8"), content, lang)
                (content / lang / "blog/2026-03-01-a.md").unlink()
                if body is not None:
                    ran = watch.show(body)
                    assert (case.name, lang, ran, watch.asked) == (case.name, lang, 0, [])
                    assert "\x02" not in body


def test_the_trap_springs() -> None:
    """A test that nothing can fail would prove nothing."""
    with opened_browser() as browser:
        watch = Watch(browser)
        assert watch.show("<img src=x onerror=trap()>")
        assert watch.show("<p onclick=trap()>x</p>")
        assert watch.show("<a href=' javascript:trap()'>x</a>")
        assert not watch.show("<p>x</p>")
        watch.show("<img src='https://elsewhere.example/a.png'>")
        assert watch.asked == ["https://elsewhere.example/a.png"]
