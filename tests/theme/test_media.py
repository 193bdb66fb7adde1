"""Pictures, galleries and recordings in a real browser, on the demo: by keyboard, mirrored, and only when asked."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from hiwar.site.builder import cache_name
from hiwar.site.run import builder_for
from tests.conftest import NOW, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.theme.built import Built

PLAYER = "https://video.qatra.example"
POLICY = "//meta[@http-equiv='Content-Security-Policy']/@content"
#: How many captions there are, as soon as they are there.
CUES = """film => new Promise(done => {
  const look = () => { const found = film.textTracks[0].cues?.length; found ? done(found) : setTimeout(look, 50); };
  look();
})"""
#: Bytes of the first picture on a phone.
FIRST = 90_000


@contextmanager
def visited(browser: Browser, address: str, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """Give a page, and the addresses that it asks for; platforms answer with an empty player."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.route(f"{PLAYER}/**", lambda route: route.fulfill(body="<p>player</p>", content_type="text/html"))
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    try:
        yield page, asked
    finally:
        context.close()


@pytest.mark.parametrize("density", [2, 3])
@pytest.mark.parametrize("path", ["", "en/", "blog/why-99-4/", "en/press/qatra-tap/", "press/", "products/qatra-one/"])
def test_the_first_picture_is_light_on_a_phone(
    path: str, density: int, browser: Browser, host: str, demo: Built
) -> None:
    """What a phone of 390 pixels takes: AVIF, sharp enough, at most 90 KB."""
    phone = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": density}
    with visited(browser, f"{host}/{path}", **phone) as (page, _):
        first = page.locator("main img[fetchpriority=high]").first
        source = first.evaluate("image => image.currentSrc")
        shown = first.evaluate("image => [image.clientWidth, image.naturalWidth]")
        assert source.endswith(".avif")
        assert (demo.output / source.removeprefix(f"{host}/")).stat().st_size <= FIRST
        # srcset's natural width is in the pixels of a style sheet: the file has as many as the screen shows.
        assert int(source.rsplit(".", 2)[1]) >= shown[0] * density * 0.95


def test_what_lies_below_is_loaded_when_one_comes_near(browser: Browser, host: str) -> None:
    """And has its colours until then, without an inline style."""
    with visited(browser, f"{host}/en/press/open-lab/", viewport={"width": 390, "height": 500}) as (page, asked):
        assert not [url for url in asked if "workshop-bench" in url]
        image = page.locator(".gallery img").last
        assert "linear-gradient" in image.evaluate("image => getComputedStyle(image).backgroundImage")
        assert image.get_attribute("style") is None
        image.scroll_into_view_if_needed()
        image.evaluate("image => image.decode()")
        assert [url for url in asked if "workshop-bench" in url]


@pytest.mark.parametrize(("path", "forwards"), [("press/open-lab/", "ArrowLeft"), ("en/press/open-lab/", "ArrowRight")])
def test_a_gallery_opens_and_closes_by_keyboard(path: str, forwards: str, browser: Browser, host: str) -> None:
    """Arrows lead the way one reads; who closes it stands where they were."""
    with visited(browser, f"{host}/{path}") as (page, _):
        links = page.locator(".gallery .photo-open")
        links.nth(1).focus()
        page.keyboard.press("Enter")
        viewer = page.locator("dialog.viewer[open]")
        assert viewer.locator(".viewer-count").text_content() == "2 / 3"
        page.keyboard.press(forwards)
        assert viewer.locator(".viewer-count").text_content() == "3 / 3"
        assert viewer.locator("img").get_attribute("alt") == links.nth(2).locator("img").get_attribute("alt")
        assert viewer.locator("figcaption").text_content() == page.locator(".gallery figcaption").nth(2).text_content()
        page.keyboard.press(forwards)
        assert viewer.locator(".viewer-count").text_content() == "1 / 3"
        page.keyboard.press("End")
        assert viewer.locator(".viewer-count").text_content() == "3 / 3"
        viewer.locator("[data-act=previous]").click()
        assert viewer.locator(".viewer-count").text_content() == "2 / 3"
        page.keyboard.press("Escape")
        assert page.locator("dialog.viewer[open]").count() == 0
        assert links.nth(1).evaluate("link => link === document.activeElement")


def test_without_scripts_a_gallery_leads_to_the_large_picture(browser: Browser, host: str) -> None:
    """And a video on a platform to the platform."""
    with visited(browser, f"{host}/en/press/open-lab/", java_script_enabled=False) as (page, _):
        assert page.locator("dialog").count() == 0
        assert page.locator(".recording-open").get_attribute("href", timeout=1000).startswith(f"{PLAYER}/w/")
        page.locator(".gallery .photo-open").first.click()
        assert re.search(r"/media/water-check\.[0-9a-f]+\.1600\.jpg$", page.url)


def test_a_platform_is_asked_only_by_who_asks(browser: Browser, host: str) -> None:
    """Nothing comes from it before; its host alone stands in the policy of that page, and of no other."""
    with visited(browser, f"{host}/en/press/open-lab/") as (page, asked):
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        assert not [url for url in asked if not url.startswith((host, "data:"))]
        page.locator(".recording-open").click()
        frame = page.locator("iframe.recording-player")
        assert frame.get_attribute("src").startswith(f"{PLAYER}/videos/embed/")
        assert frame.get_attribute("title")
        assert frame.content_frame.locator("p").text_content() == "player"
        assert frame.evaluate("frame => frame === document.activeElement")
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://other.example/'}))"
        )
        page.wait_for_timeout(200)
        assert [text for text in refused if "other.example" in text and "Content Security Policy" in text]


def test_the_policy_of_other_pages_names_no_player(demo: Built) -> None:
    """Only pages with a video of a platform say `frame-src`."""
    framed = {name for name, page in demo.pages.items() if "frame-src" in page.all(POLICY)[0]}
    shown = {name for name, page in demo.pages.items() if page.all("//@data-player")}
    assert framed == shown
    assert len(shown) == 4


@pytest.mark.parametrize(("path", "label"), [("press/qatra-tap/", "العربية"), ("en/press/qatra-tap/", "English")])
def test_an_own_film_plays_with_its_captions(path: str, label: str, browser: Browser, host: str) -> None:
    """Its picture comes first, its captions in the page's language are on, and no frame of it is loaded before."""
    with visited(browser, f"{host}/{path}") as (page, asked):
        film = page.locator("video")
        assert not [url for url in asked if url.endswith(".mp4")]
        assert film.evaluate("film => [...film.textTracks].find(track => track.mode === 'showing').label") == label
        film.evaluate("film => { film.muted = true; return film.play(); }")
        assert film.evaluate(CUES) == 5
        assert page.locator(".recording details").count() == 1


def test_a_build_with_warm_caches_encodes_nothing(demo: Built, tmp_path: Path) -> None:
    """The demo's pictures were made when it was built first."""
    cache = demo.output.parent / "cache" / cache_name(ROOT / "content")
    output = tmp_path / "output"
    done = builder_for(ROOT, ROOT / "content", output, NOW, cache=cache).build()
    assert done.encoded == 0
    first = {path.name: path.read_bytes() for path in (demo.output / "media").iterdir()}
    assert first == {path.name: path.read_bytes() for path in (output / "media").iterdir()}
