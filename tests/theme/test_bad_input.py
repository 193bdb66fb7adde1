"""What no designer draws: each stays within the narrowest screen and is no hindrance to anybody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import opened_browser
from tests.conftest import COMPANY, PEOPLE, write
from tests.content.cases import picture
from tests.served import served
from tests.site.building import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from playwright.sync_api import Browser


ROW = "|" + "|".join(f" column {number} " for number in range(20)) + "|\n"
LETTERS = "م" * 300, "W" * 300
#: What is wrong with a post, and the post: header, then body.
CASES: Mapping[str, tuple[str, str]] = {
    "long-title": (f"Title: {LETTERS[1]}\n", "Text."),
    "wide-table": ("Title: A table\n", ROW + "|" + "---|" * 20 + "\n" + ROW),
    "long-code": ("Title: Code\n", "```text\n" + "x" * 500 + "\n```\n\nAnd `" + "y" * 500 + "` in a line."),
    "wide-picture": ("Title: A strip\nImage: strip.png | A strip\n", "![A strip](strip.png)"),
    "tall-picture": ("Title: A pole\nImage: pole.png | A pole\n", "![A pole](pole.png)"),
    "short-tag": ("Title: A tag\nTags: x, ع\n", "Text."),
    "no-picture": ("Title: Words\n", "Words alone."),
    "long-link": ("Title: A link\n", "<https://dar.example/" + "z" * 400 + ">"),
    "hebrew": ("Title: שלום עולם, זה בלוג\nSummary: עברית מימין לשמאל\n", "פסקה בעברית עם English באמצע, ו־123."),
    "chinese": ("Title: 我们的水从哪里来\n", "这是一段没有空格的中文文字" * 20),
    "emoji": ("Title: 💧🫗👩🏽‍🔬🏳️‍🌈 " + "😀" * 40 + "\n", "👍🏾" * 200),
}


def write_cases(content: Path) -> None:
    """Write every case in both languages; the long word of Arabic pages is Arabic."""
    write(content, {"company.toml": COMPANY, "people.toml": PEOPLE})
    strips = {"media/strip.png": picture((2000, 200)), "media/pole.png": picture((200, 2000))}
    write(content, strips)
    for number, (name, (header, body)) in enumerate(CASES.items(), 1):
        text = f"{header}Authors: desk\n\n{body}\n"
        write(content, {f"en/blog/2026-01-{number:02}-{name}.md": text})
        write(content, {f"ar/blog/2026-01-{number:02}-{name}.md": text.replace(LETTERS[1], LETTERS[0])})


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a site of all the cases."""
    folder = tmp_path_factory.mktemp("bad")
    write_cases(folder / "content")
    build(folder / "content", folder / "output")
    with served(folder / "output") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a browser."""
    with opened_browser() as opened:
        yield opened


def look(browser: Browser, addresses: list[str]) -> dict[str, object]:
    """Return what is wrong with pages at 320 pixels, by their addresses."""
    context = browser.new_context(viewport={"width": 320, "height": 700}, bypass_csp=True)
    page = context.new_page()
    found: dict[str, object] = {}
    for address in addresses:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        rows = Axe().run(page).response["violations"]
        if width > 320 or rows:
            found[address] = (width, [(row["id"], row["nodes"][0]["html"][:120]) for row in rows])
    context.close()
    return found


@pytest.mark.parametrize("lang", ["", "en/"])
def test_pages_stand(browser: Browser, host: str, lang: str) -> None:
    """The post of each case, and the lists that show all of them."""
    lists = [f"{host}/{lang}{path}" for path in ("", "blog/", "tags/", "tags/x/", "people/desk/", "archive/2026/01/")]
    posts = [f"{host}/{lang}blog/{name}/" for name in CASES]
    assert look(browser, [*lists, *posts]) == {}


def test_one_post_alone(browser: Browser, tmp_path: Path) -> None:
    """No gap where others would stand, in either language."""
    write(tmp_path, {"content/company.toml": COMPANY, "content/ar/blog/2026-01-01-a.md": "Title: أولى\n\nنص\n"})
    build(tmp_path / "content", tmp_path / "output")
    with served(tmp_path / "output") as host:
        paths = ("", "en/", "blog/", "blog/a/", "en/blog/", "tags/", "en/archive/", "press/", "people/", "en/search/")
        assert look(browser, [f"{host}/{path}" for path in paths]) == {}


@pytest.mark.slow
def test_ten_thousand_posts(browser: Browser, tmp_path: Path) -> None:
    """Lists are as long as ever, and no page grows with the number of pieces but those of the archive and tags."""
    first = date(1998, 1, 1)
    days = enumerate(first + timedelta(days=number) for number in range(10_000))
    posts = {f"en/blog/{day}-{number}.md": f"Title: Post {number}\nTags: lab\n\nText.\n" for number, day in days}
    write(tmp_path / "content", {"company.toml": COMPANY, **posts})
    build(tmp_path / "content", tmp_path / "output")
    with served(tmp_path / "output") as host:
        paths = ("", "blog/", "blog/page/1/", "blog/page/500/", "tags/", "tags/lab/", "archive/", "archive/2020/")
        assert look(browser, [f"{host}/en/{path}" for path in paths]) == {}
    sizes = [len((tmp_path / "output/en" / path / "index.html").read_bytes()) for path in ("blog", "tags/lab")]
    assert max(sizes) < 60_000
