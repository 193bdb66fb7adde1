"""Links to other sites: asked politely, believed for a while, and judged mildly."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from hiwar.checks.external import LIMITS, Asker, check_outward
from hiwar.checks.outward import Answer, is_askable, outward_links, read_answers
from hiwar.checks.rule import Subject
from tests.checks.trees import make, subject
from tests.loopback import Loopback, Says

TODAY = date(2026, 6, 1)
PAGE = "blog/why/index.html"
OLD = "<p>لأن <em>هذا</em> حسن.</p>"


def _asker(server: Loopback, **more: object) -> Asker:
    slept: list[float] = []
    quick = replace(LIMITS, attempts=1, seconds=3, silence=1, size=1024)
    made = Asker("Hiwar/test", TODAY, frozenset({server.url}), sleep=slept.append, limits=quick)
    return replace(made, **more)  # type: ignore[arg-type] # its own fields


def _linking(folder: Path, *urls: str) -> Subject:
    links = " ".join(f'<a href="{url}">x</a>' for url in urls)
    return subject(make(folder, [{"file": PAGE, "old": OLD, "new": f"<p>{links}</p>"}]))


def _found(server: Loopback, folder: Path, *paths: str, **more: object) -> list[str]:
    about = _linking(folder, *(server.url + path for path in paths))
    faults = check_outward(about, folder / "external.json", _asker(server, **more))
    return [f"{fault.severity} {fault.line} {fault.problem.replace(server.url, '')}" for fault in faults]


def test_what_is_gone_is_an_error_and_what_is_ill_a_warning(tmp_path: Path) -> None:
    """Only 404 and 410 say that a page is no more."""
    with Loopback() as server:
        for path, status in {"/a": 200, "/b": 404, "/c": 410, "/d": 403, "/e": 500}.items():
            server.on(path, Says(status))
        assert _found(server, tmp_path, "/a", "/b", "/c", "/d", "/e") == [
            'error 27 "/b" answers 404',
            'error 27 "/c" answers 410',
            'warning 27 "/d" answers 403',
            'warning 27 "/e" answers 500',
        ]


def test_a_silent_host_is_a_warning(tmp_path: Path) -> None:
    """A host that takes its time may be well tomorrow."""
    with Loopback() as server:
        server.on("/slow", Says(delay=3))
        (found,) = _found(server, tmp_path, "/slow")
    assert found.startswith('warning 27 "/slow" does not answer: ')


def test_a_large_page_is_not_read_to_its_end(tmp_path: Path) -> None:
    """The head of a page tells that it stands."""
    with Loopback() as server:
        server.on("/film", Says(flood=64))
        assert _found(server, tmp_path, "/film") == []


def test_a_page_that_moved_stands(tmp_path: Path) -> None:
    """Redirects are followed, and each page is asked for once, whatever its fragments."""
    with Loopback() as server:
        server.on("/old", Says(301, headers={"Location": "/new"}))
        server.on("/new", Says(200))
        assert _found(server, tmp_path, "/old#a", "/old#b") == []
        assert server.paths() == ["/old", "/new"]


def test_one_connection_and_a_pause_for_each_host(tmp_path: Path) -> None:
    """A host is asked one page after the other, with a second between them, by somebody with a name."""
    slept: list[float] = []
    with Loopback() as server:
        for path in ("/a", "/b", "/c"):
            server.on(path, Says(200))
        _found(server, tmp_path, "/a", "/b", "/c", sleep=slept.append)
        assert slept == [1.0, 1.0]
        assert len(server.connections) == 1
        assert {headers["User-Agent"] for _, headers in server.asked} == {"Hiwar/test"}


@pytest.mark.parametrize(
    ("status", "days", "asked"), [(200, 6, 1), (200, 7, 2), (404, 0, 1), (404, 1, 2), (200, -1, 2)]
)
def test_answers_are_believed_for_a_while(status: int, days: int, asked: int, tmp_path: Path) -> None:
    """Good news for a week, bad news for a day; a clock that went back is not believed."""
    with Loopback() as server:
        server.on("/a", Says(status))
        first = _found(server, tmp_path / "one", "/a")
        kept = (tmp_path / "one/external.json").rename(tmp_path / "external.json")
        about = _linking(tmp_path / "two", f"{server.url}/a")
        again = check_outward(about, kept, _asker(server, today=TODAY + timedelta(days=days)))
        assert len(server.asked) == asked
        assert len(first) == len(again) == (status == 404)


def test_a_torn_cache_is_no_cache(tmp_path: Path) -> None:
    """What cannot be read is asked again; answers for links that are gone are forgotten."""
    kept = tmp_path / "external.json"
    for text in ("{", "[]", '{"x": {}}', '{"x": {"day": "never", "status": 1, "reason": ""}}'):
        kept.write_text(text, encoding="utf-8")
        assert read_answers(kept) == {}
    kept.write_text(
        json.dumps({"https://a.org/": {"day": "2026-06-01", "status": 200, "reason": ""}}), encoding="utf-8"
    )
    assert read_answers(kept) == {"https://a.org/": Answer(TODAY, 200)}
    with Loopback() as server:
        check_outward(_linking(tmp_path), kept, _asker(server))
    assert json.loads(kept.read_text("utf-8")) == {}


@pytest.mark.parametrize(
    "url",
    [
        *("http://localhost:8000/", "https://shop.example/", "https://www.example.com/x", "mailto:a@b.org"),
        *("/blog/", "https://[bad/", "https://news.dar.example/x", "ftp://a.org/", "#top"),
    ],
)
def test_nobody_is_asked_for_what_nobody_serves(url: str, tmp_path: Path) -> None:
    """This machine, names reserved for examples, and what is no web address."""
    assert outward_links(_linking(tmp_path, url)) == {}
    assert not is_askable(url)


def test_links_of_strangers_are_theirs(tmp_path: Path) -> None:
    """What people link to in comments is not ours to mend."""
    link = '<p><a rel="nofollow ugc" href="https://a.org/">x</a> <a href="https://b.org/">y</a></p>'
    about = subject(make(tmp_path, [{"file": PAGE, "old": OLD, "new": link}]))
    assert list(outward_links(about)) == ["https://b.org/"]


def test_a_private_address_is_never_called(tmp_path: Path) -> None:
    """A name that leads inside is neither asked nor blamed."""
    with Loopback() as server:
        assert _found(server, tmp_path, "/a", private=frozenset()) == []
        assert server.asked == []
