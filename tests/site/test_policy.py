"""The policy of the pages: strict, in every page, and none of the site's own doings is against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from hiwar.model.page import Page
from hiwar.model.part import Parts, Recording
from hiwar.model.piece import Piece
from hiwar.site import policy
from tests.browser import opened_browser
from tests.served import served
from tests.theme.built import build_demo

if TYPE_CHECKING:
    from tests.theme.built import Built

#: One of each template.
PAGES = ("", "en/", "blog/", "en/press/", "people/", "tags/", "archive/", "search/", "follow/", "404.html",
         "en/blog/why-99-4/", "press/batch-a9-recall/")  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the demo, built."""
    return build_demo(tmp_path_factory)


@pytest.mark.parametrize("template", ["home", "post", "release", "search", "redirect", "404"])
def test_nothing_is_allowed_but_the_site_itself(template: str) -> None:
    """No host, no scheme but `data:` pictures, nothing unsafe."""
    rules = dict(rule.split(" ", 1) for rule in policy.compose(Page("/", "ar", template, "t")).split("; "))
    assert rules["default-src"] == rules["base-uri"] == "'none'"
    assert {word for sources in rules.values() for word in sources.split()} <= {"'none'", "'self'", "data:"}
    assert (rules["form-action"] == "'self'") == (template == "search")


def test_a_page_with_a_platforms_video_names_its_host_alone() -> None:
    """Each host once; no path, so that nothing of the video stands there; own files need nothing."""
    hosts = ("https://b.example/videos/embed/1?p2p=0", "https://a.example/2", "https://b.example/3", "")
    recordings = tuple(Recording(f"video-{n}", "video", "A", player=host) for n, host in enumerate(hosts))
    piece = Piece("post", "a", "en", "a.md", "a.md", "A", "", Markup(), parts=Parts(recordings=recordings))
    rules = policy.compose(Page("/", "en", "post", "A", values={"piece": piece}))
    assert rules.endswith("; frame-src https://a.example https://b.example")


def test_every_page_says_it_before_it_loads_anything(demo: Built) -> None:
    """A policy counts for what stands after it (CSP 3, 3.3)."""
    for name, page in demo.pages.items():
        first = page.all("//head/*[self::meta[@charset]]/following-sibling::*[1]")[0]
        assert first.get("http-equiv") == "Content-Security-Policy", name


def test_no_page_breaks_it(demo: Built) -> None:
    """In a browser: styles, fonts, pictures, scripts and structured data of each template stay within the policy."""
    with served(demo.output) as host, opened_browser() as browser:
        page = browser.new_page()
        page.add_init_script(
            "window.broken = [];"
            "addEventListener('securitypolicyviolation', event => broken.push(event.violatedDirective));"
        )
        for path in PAGES:
            page.goto(f"{host}/{path}")
            assert page.evaluate("broken") == [], path
