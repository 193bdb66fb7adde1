"""The task as a person runs it: it shows, it asks, it tells nothing that is not live."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hiwar.commands import announcing, desk
from hiwar.commands.announcing import Wish
from hiwar.errors import ContentError, SetupError
from tests.conftest import COMPANY, PEOPLE, write

if TYPE_CHECKING:
    from pathlib import Path

_PLACES = """
[[communities]]
platform = "mastodon"
url = "https://social.dar.example"
announce = ["post"]

[[communities]]
platform = "x"
url = "https://x.com/dar"
announce = ["post"]
"""


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "content"
    write(
        folder,
        {
            "company.toml": COMPANY + _PLACES,
            "people.toml": PEOPLE,
            "en/blog/2020-01-01-tank.md": "Title: Tank\nAnnounce: It washes itself.\n\nTank.\n",
            "en/blog/2020-01-02-half.md": "Title: Half\nStatus: draft\n\nHalf.\n",
        },
    )
    monkeypatch.setattr(announcing, "CACHE", tmp_path / "cache")
    return folder


def wish(folder: Path, slug: str = "tank", *, is_dry: bool = False, is_sure: bool = False) -> Wish:
    return Wish(folder, slug, "", is_dry, is_sure)


def test_a_dry_run_shows_all_and_sends_nothing(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert announcing._announce(wish(newsroom, is_dry=True)) == ()
    said = capsys.readouterr().out
    assert "to Mastodon, social.dar.example [" in said
    assert "to X, x.com, to be pasted [" in said
    assert "https://news.dar.example/en/blog/tank/" in said
    (page,) = (newsroom.parent / "cache").glob("*/announce.html")
    assert page.read_text(encoding="utf-8").count("<article") == 2
    assert not (newsroom / "announced.json").exists()


def test_what_is_not_live_is_not_told(newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is anything written."""
    monkeypatch.setattr(desk, "fetcher", lambda company: lambda url: None)
    outcomes = announcing._announce(wish(newsroom, is_sure=True))
    assert [(one.platform, one.why) for one in outcomes] == [
        ("mastodon", "it is not live yet: its address does not answer")
    ]
    assert not (newsroom / "announced.json").exists()


def test_nothing_is_new_after_a_week(newsroom: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert announcing._announce(wish(newsroom, "")) == ()
    assert "nothing to announce" in capsys.readouterr().out


def test_a_draft_is_not_told_though_it_is_named(newsroom: Path) -> None:
    with pytest.raises(SetupError, match='no piece "half" is public'):
        announcing._announce(wish(newsroom, "half"))


def test_a_broken_ledger_stops_it(newsroom: Path) -> None:
    (newsroom / "announced.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ContentError, match="no ledger"):
        announcing._announce(wish(newsroom))


def test_nobody_is_there_to_ask() -> None:
    with pytest.raises(SetupError, match="say --yes, or --dry-run"):
        desk.confirmed("Send 2?", is_sure=False)
    assert desk.confirmed("Send 2?", is_sure=True)
