"""Waiting until the web shows a deploy, over a real server on loopback too."""

from __future__ import annotations

import http.client  # noqa: TID251 - the visitor of the test, with nothing of ours between
import json
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from hiwar.deploy import live
from hiwar.deploy.errors import NotLive
from hiwar.deploy.publish import publish
from tests.deploy.project import git

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.deploy.project import Project

BUILD = json.dumps({"version": "1", "source": "abc", "dirty": False, "counts": {}}).encode()


def test_it_asks_until_the_build_is_there_and_past_every_cache() -> None:
    asked, slept, answers = [], [], [None, b"<h1>not found", b'{"source": "old"}', BUILD.replace(b" ", b"")]

    def fetch(url: str) -> bytes | None:
        asked.append(url)
        return answers[len(asked) - 1]

    live.wait("https://a.example", BUILD, 600, fetch, slept.append)
    assert asked[0] == "https://a.example/build.json?abc-0"
    assert len(set(asked)) == 4
    assert slept == [2, 4, 8]


def test_patience_ends() -> None:
    slept: list[float] = []
    with pytest.raises(NotLive, match=r"after 40 seconds; look at the settings of Pages"):
        live.wait("https://a.example", BUILD, 40, lambda url: None, slept.append)
    assert sum(slept) == 40


@pytest.fixture
def server(project: Project) -> Iterator[str]:
    """A server like Pages: it shows the branch, and the second question sees a deploy."""
    questions: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            questions.append(self.path)
            if len(questions) < 2:
                self.send_error(404)
                return
            body = git(project.remote, "show", f"gh-pages:{urlsplit(self.path).path[1:]}").encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def fetch(url: str) -> bytes | None:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)  # noqa: TID251 - see above
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        answer = connection.getresponse()
        body = answer.read()
        return body if answer.status == 200 else None
    finally:
        connection.close()


def test_a_publish_ends_when_the_web_shows_it(project: Project, server: str) -> None:
    job = replace(project.job(hands=project.with_hands(fetch=fetch)), url=server)
    assert publish(job).state == "published"
    assert project.slept == [2]


def test_a_publish_that_the_web_does_not_show_is_pushed_all_the_same(project: Project) -> None:
    with pytest.raises(NotLive):
        publish(replace(project.job(), url="https://news.qatra.co"))
    assert project.tip
    assert NotLive.exit_code == 3


def test_an_unchanged_site_is_not_waited_for(project: Project) -> None:
    project.publish()
    project.publish()
    assert project.slept == []
