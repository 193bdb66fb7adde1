"""Rules on what was live: kept, moved, or said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from hiwar.checks.live import release_digest, uncompared
from hiwar.model.deploy import Published
from tests.checks.sites import read
from tests.checks.trees import make, messages, subject

RELEASE = "Title: We moved\nContact: desk\nDateline: Riyadh\n\nTo the centre.\n"


def _live(*addresses: str, **more: object) -> Published:
    return Published(addresses=addresses, **more)  # type: ignore[arg-type] # its own fields


def _found(rule: str, folder: Path, live: Published) -> list[str]:
    return messages(rule, replace(subject(make(folder, [])), live=live))


def test_a_page_that_vanished_is_named(tmp_path: Path) -> None:
    """A piece that was live and that nothing forwards from is gone for its readers."""
    live = _live("/blog/why/", "/blog/gone/", "/blog/old/", redirects=MappingProxyType({"/blog/older/": "/blog/why/"}))
    assert _found("vanished-pages", tmp_path, live) == [
        'output/blog/gone/index.html:1: "/blog/gone/" was live and is gone',
        'output/blog/older/index.html:1: "/blog/older/" was live and is gone',
    ]


@pytest.mark.parametrize(
    "address",
    ["/tags/tea/", "/en/tags/ماء/", "/archive/2026/05/", "/en-GB/people/lab/", "/blog/page/2/", "/tags/tea/page/1/"],
)
def test_a_list_that_vanished_is_a_warning(address: str, tmp_path: Path) -> None:
    """Tags, months, people and pages of lists come and go with what stands in them."""
    assert _found("vanished-pages", tmp_path / "a", _live(address)) == []
    assert len(_found("vanished-lists", tmp_path / "b", _live(address))) == 1


@pytest.mark.parametrize("address", ["/products/tags/", "/tags-of-old/", "/blog/archive/"])
def test_a_piece_named_like_a_list_is_none(address: str, tmp_path: Path) -> None:
    """Only lists may go in silence."""
    assert len(_found("vanished-pages", tmp_path, _live(address))) == 1


@pytest.mark.parametrize(("gone", "faults"), [(0, 0), (1, 0), (2, 1), (9, 1)])
def test_a_fifth_of_the_pages(gone: int, faults: int, tmp_path: Path) -> None:
    """One page gone is a day's editing, two of ten are not; new pages do not make up for it."""
    kept = ["/", "/en/", "/blog/why/", "/en/blog/why/", "/blog/old/", "/404.html", "/robots.txt", "/build.json"]
    addresses = [*(f"/blog/{number}/" for number in range(gone)), *(kept * 2)][:10]
    assert len(_found("shrunken-site", tmp_path, _live(*addresses))) == faults


def test_before_the_first_deploy_nothing_is_lost(tmp_path: Path) -> None:
    """Where nothing was live there is nothing to keep."""
    about = subject(make(tmp_path, []))
    for rule in ("vanished-pages", "vanished-lists", "shrunken-site", "silent-corrections", "changed-ids"):
        assert messages(rule, about) == []
    assert _found("shrunken-site", tmp_path / "again", _live()) == []


def _release_was_live(folder: Path, text: str) -> Published:
    before = read(folder, {"en/press/2026-05-01-a.md": text})
    address, piece = next(iter(before.pieces.items()))
    return _live(releases={address: release_digest(piece)}, corrections={address: len(piece.corrections)})


CORRECTED = RELEASE.replace("Dateline", "Corrections: 2026-05-02 | Not the harbour.\nDateline")


@pytest.mark.parametrize(
    ("before", "after", "faults"),
    [
        (RELEASE, RELEASE, 0),
        (RELEASE, RELEASE.replace("To the", "To  the"), 0),
        (RELEASE, RELEASE.replace("To the centre", "To **the** [centre](https://centre.example)"), 0),
        (RELEASE, RELEASE.replace("centre", "harbour"), 1),
        (RELEASE, RELEASE.replace("We moved", "We moved out"), 1),
        (RELEASE, CORRECTED, 0),
        (RELEASE, CORRECTED.replace("centre", "harbour"), 0),
        (CORRECTED, CORRECTED.replace("centre", "harbour"), 1),
        (
            CORRECTED,
            CORRECTED.replace("Dateline", "  2026-05-04 | Not the centre.\nDateline").replace("cent", "dist"),
            0,
        ),
    ],
)
def test_a_release_that_changed_in_silence_is_named(before: str, after: str, faults: int, tmp_path: Path) -> None:
    """The words that journalists quote are compared; markup is not, and only a new correction settles it."""
    live = _release_was_live(tmp_path / "before", before)
    found = read(tmp_path / "after", {"en/press/2026-05-01-a.md": after}, live)
    assert len(messages("silent-corrections", found)) == faults
    assert uncompared(found) == ""


def test_the_check_says_what_it_could_not_compare(tmp_path: Path) -> None:
    """Before the first deploy, and after one of another form, nothing is compared, and that is said."""
    files: dict[str, str | bytes] = {"en/press/2026-05-01-a.md": RELEASE}
    assert "Nothing is known" in uncompared(read(tmp_path / "first", files))
    old = read(tmp_path / "old", files, _live(releases={"/en/press/a/": "0" * 64}))
    assert messages("silent-corrections", old) == []
    assert "/en/press/a/" in uncompared(old)
    assert uncompared(read(tmp_path / "none", {"en/blog/2026-05-01-a.md": "Title: A\n\nA.\n"})) == ""


def test_a_new_release_is_no_correction(tmp_path: Path) -> None:
    """What was not live cannot have changed."""
    after = read(tmp_path, {"en/press/2026-05-01-a.md": RELEASE}, _live("/"))
    assert messages("silent-corrections", after) == []


def test_ids_of_another_authority_are_named(tmp_path: Path) -> None:
    """Everybody would get everything again; an entry that is gone is none of that."""
    files: dict[str, str | bytes] = {"en/blog/2026-05-01-a.md": "Title: A\n\nA.\n"}
    same = read(tmp_path / "same", files, _live(feed_ids=("tag:dar.example,2026:en/blog/gone",)))
    other = read(tmp_path / "other", files, _live(feed_ids=("tag:old.example,2020:en/blog/a",)))
    assert messages("changed-ids", same) == []
    assert len(messages("changed-ids", other)) == 1
