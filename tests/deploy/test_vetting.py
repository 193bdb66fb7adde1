"""What may go out and what may not; ids as git gives them."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest

from hiwar.deploy import vetting
from hiwar.deploy.errors import Unfit
from hiwar.deploy.vetting import blob_id, list_tree, vet
from tests.deploy.project import git, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path / "site", {"index.html": "x", "build.json": "{}", "blog/ماء/index.html": "ماء"})
    return tmp_path / "site"


def test_a_plain_site_passes(site: Path) -> None:
    vet(site, github=True)
    assert set(list_tree(site)) == {"index.html", "build.json", "blog/ماء/index.html"}


def test_ids_are_gits(site: Path) -> None:
    assert blob_id((site / "blog/ماء/index.html").read_bytes()) == git(site, "hash-object", "blog/ماء/index.html")


@pytest.mark.parametrize("missing", ["index.html", "build.json"])
def test_a_site_without_its_first_files_is_empty(site: Path, missing: str) -> None:
    (site / missing).unlink()
    with pytest.raises(Unfit, match=f"it has no {missing}"):
        vet(site, github=True)


def test_no_folder_at_all_is_empty(tmp_path: Path) -> None:
    with pytest.raises(Unfit, match="the site is empty"):
        vet(tmp_path / "nothing", github=False)
    assert list_tree(tmp_path / "nothing") == {}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (b'"a.html', "QUOTATION MARK"),
        (b"a\\b.html", "REVERSE SOLIDUS"),
        (b"a\nb.html", r"a\\nb\.html: its name has U\+000A"),
        (b"a\x00".replace(b"\x00", b"\x01"), r"U\+0001"),
        ("a\u202eb.html".encode(), "RIGHT-TO-LEFT OVERRIDE"),
        (b"\xff.html", r"\\udcff\.html: its name has U\+DCFF"),
        ("e\u0301.html".encode(), "normal form C"),
        (b" a.html", "edge of a name"),
        (b".GIT", r'"\.git"'),
    ],
)
def test_odd_names_are_refused(site: Path, name: bytes, words: str) -> None:
    (site / os.fsdecode(name)).touch()
    with pytest.raises(Unfit, match=words) as caught:
        vet(site, github=False)
    assert str(caught.value).isprintable()


def test_sockets_and_links_are_refused_all_at_once(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("socket")
        (site / "link").symlink_to("/etc/passwd")
        with pytest.raises(Unfit, match=r"link: it is a symbolic link.*\nsocket: it is a socket"):
            vet(site, github=False)


def test_githubs_limits_bind_pages_only(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vetting, "_LARGEST", 3)
    monkeypatch.setattr(vetting, "_LARGEST_SITE", 5)
    vet(site, github=False)
    with pytest.raises(Unfit, match="limit of GitHub; make it smaller\nthe site is larger than 1 GB"):
        vet(site, github=True)
