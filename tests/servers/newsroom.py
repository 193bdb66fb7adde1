"""A company whose one post is discussed on a real server: it listens and builds with the real tasks."""

import json
import re

from lxml import html

from tests.conftest import write
from tests.project import copy_project, invoke

_COMPANY = """\
url = "https://news.qatra.example"
languages = ["ar", "en"]
timezone = "Asia/Riyadh"
name = {{ ar = "قطرة", en = "Qatra" }}
feed_authority = "qatra.example,2026"

[[communities]]
platform = "{platform}"
url = "{url}"
api = "{api}"
"""
_POST = """\
Title: {title}
Date: 2020-01-01
Discussion: {discussion}

{title}.
"""


class Newsroom:
    """A copy of the project in a folder, with a post in both languages.

    Args:
        folder: an empty one.
        platform: as in company.toml.
        url: of the community.
        api: where its interface answers.
        discussion: the address of the post's thread.
    """

    def __init__(self, folder, platform, url, api, discussion):
        self.folder = copy_project(folder, content=False)
        titles = {"ar": "خزان قطرة", "en": "Qatra's tank"}
        posts = {
            f"content/{lang}/blog/tank.md": _POST.format(title=title, discussion=discussion)
            for lang, title in titles.items()
        }
        company = _COMPANY.format(platform=platform, url=url, api=api)
        write(self.folder, {"content/company.toml": company, "content/people.toml": "", **posts})
        self.archive = self.folder / "content" / "threads" / "blog" / "tank.json"

    def listen(self):
        """Hear all, and return whether anything was written, and what the task said."""
        before = self._state()
        done = invoke(self.folder, "listen", "--all")
        assert done.code == 0, done.said
        return self._state() != before, done.out

    def _state(self):
        """Return all that stands in the folder of threads, with the moments of writing."""
        files = (self.folder / "content" / "threads").rglob("*")
        return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in files}

    @property
    def text(self):
        """The file of the thread."""
        return self.archive.read_text(encoding="utf-8")

    @property
    def source(self):
        """The one source in that file."""
        (source,) = json.loads(self.text)["sources"]
        return source

    def states(self):
        """Return the state of every comment by its id at the platform."""
        return {comment["key"]: comment.get("state", "visible") for comment in self.source["comments"]}

    def page(self, lang):
        """Build the site; return its page of the post."""
        done = invoke(self.folder, "build")
        assert done.code == 0, done.said
        home = self.folder / "output" / ("" if lang == "ar" else lang)
        return Page((home / "blog" / "tank" / "index.html").read_text(encoding="utf-8"))


#: Every comment, and in it what it says itself: answers to it stand behind its bubble.
_TURNS = ".//*[@role='article']"
_BUBBLE = "./*[contains(@class,'turn-bubble')]//"
_TEXT = "div[contains(@class,'turn-text')]"


class Page:
    """The conversation on a page, as its readers see it."""

    def __init__(self, text):
        (self.section,) = html.fromstring(text).xpath("//section[@id='conversation']")

    @property
    def turns(self):
        """All comments as (name, text, level), in their order; a deleted one has neither name nor text."""
        return [
            (_text(turn, f"{_BUBBLE}header//bdi[1]"), _text(turn, f"{_BUBBLE}{_TEXT}"), _level(turn))
            for turn in self.section.xpath(_TURNS)
        ]

    @property
    def texts(self):
        """What was said, in its order."""
        return [text for _, text, _ in self.turns if text]

    @property
    def note(self):
        """What the page says of the source's state."""
        return _text(self.section, ".//p[@class='conversation-note']")

    def turn(self, text):
        """Return the element with the words of the one comment that says this."""
        turns = (turn for turn in self.section.xpath(_TURNS) if _text(turn, f"{_BUBBLE}{_TEXT}") == text)
        (found,) = (words for turn in turns for words in turn.xpath(f"{_BUBBLE}{_TEXT}"))
        return found


def _text(element, path):
    return " ".join(re.sub(r"\s+", " ", found.text_content()).strip() for found in element.xpath(path)[:1])


def _level(turn):
    return len(turn.xpath("ancestor::*[@role='article']"))
