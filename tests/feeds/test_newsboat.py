"""A real reader, newsboat from Debian, follows the feeds over HTTP."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from hiwar.feeds import atom, conversation, rss
from hiwar.feeds.characters import uri
from tests.feeds.made import comment, edition, entry, feed

pytestmark = pytest.mark.slow

ENTRIES = (entry(0), entry(1, title="ماء ]]> & <b>غامق</b>"))
ABOUT = conversation.Topic(ENTRIES[0].id, ENTRIES[0].title, "ar", ENTRIES[0].url, ENTRIES[0].published)
FILES = {
    "feed.xml": atom.render(feed(*ENTRIES)),
    "rss.xml": rss.render(feed(*ENTRIES)),
    "en.xml": atom.render(feed(entry(2, lang="en"), lang="en")),
    "comments.xml": atom.render(
        conversation.feed(ABOUT, conversation.compose((comment(),), ABOUT, edition()), edition())
    ),
}


def newsboat() -> str:
    """Return the reader, installed when it is missing and one may."""
    if not shutil.which("newsboat") and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-q", "newsboat"], check=False, capture_output=True)
    found = shutil.which("newsboat")
    if not found:
        pytest.fail("newsboat is missing; run: sudo apt-get install newsboat", pytrace=False)
    return found


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Serve the feeds from this machine."""
    folder = tmp_path / "site"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def stored(address: str, home: Path, *names: str) -> tuple[dict[str, tuple[str, int]], list[tuple[str, ...]]]:
    """Return what the reader keeps: title and direction by feed, and its items."""
    urls, config, cache = home / "urls", home / "config", home / f"{names[0]}.db"
    urls.write_text("".join(f"{address}/{name}\n" for name in names), encoding="utf-8")
    config.write_text('error-log "/dev/null"\n', encoding="utf-8")
    command = [newsboat(), "-q", "-u", str(urls), "-C", str(config), "-c", str(cache), "-x", "reload"]
    subprocess.run(command, check=True, timeout=60, env={**os.environ, "HOME": str(home), "LANG": "C.UTF-8"})
    with closing(sqlite3.connect(cache)) as database:
        feeds = database.execute("SELECT rssurl, title, is_rtl FROM rss_feed").fetchall()
        items = database.execute("SELECT guid, title, url, content, enclosure_url FROM rss_item").fetchall()
    return {url.rpartition("/")[2]: (title, is_rtl) for url, title, is_rtl in feeds}, items


@pytest.mark.parametrize("name", ["feed.xml", "rss.xml"])
def test_a_reader_keeps_the_arabic_feed_from_right_to_left(name: str, address: str, tmp_path: Path) -> None:
    feeds, items = stored(address, tmp_path, name)
    assert feeds == {name: ("قطرة", 1)}
    assert {(guid, title) for guid, title, *_ in items} == {(uri(one.id), one.title) for one in ENTRIES}
    assert {url for _, _, url, *_ in items} == {uri(one.url) for one in ENTRIES}
    assert all("قطرة ون" in content for _, _, _, content, _ in items)
    assert all(enclosure in {file.url for file in ENTRIES[0].enclosures} for *_, enclosure in items)


def test_a_reader_keeps_english_from_left_to_right_and_follows_the_conversation(address: str, tmp_path: Path) -> None:
    feeds, items = stored(address, tmp_path, "en.xml", "comments.xml")
    assert feeds["en.xml"][1] == 0
    assert feeds["comments.xml"][1] == 1
    assert {title for _, title, *_ in items} == {
        ENTRIES[0].title.replace("(0)", "(2)"),
        f"نور <b> on “{ENTRIES[0].title}”",
    }
