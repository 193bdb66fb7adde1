"""What a deploy's commit says of itself, and which source may follow which."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hiwar.deploy.errors import Conflict, Held
from hiwar.deploy.history import (
    Deploy,
    choose,
    message,
    newest_known,
    parse,
    refuse_older,
    refuse_undone,
    rollback_message,
)

WHEN = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def deploy(letter: str, source: str | None = None, restores: str | None = None, undoes: str | None = None) -> Deploy:
    return Deploy(letter * 40, f"tree of {letter}", WHEN, source and source * 40, restores, undoes)


def record(commit: str, text: str) -> str:
    return f"{commit}\0{'e' * 40}\0{WHEN.isoformat()}\0{text}\0\x01"


def test_a_message_is_read_back() -> None:
    text = message("2 pages new", "a" * 40)
    assert text.startswith("Publish aaaaaaaaaa: 2 pages new\n\n")
    (found,) = parse(record("1" * 40, text))
    assert (found.commit, found.source, found.when, found.restores) == ("1" * 40, "a" * 40, WHEN, None)


def test_a_rollback_says_what_it_restores_and_undoes() -> None:
    good, bad = deploy("1", "a"), deploy("2", "b")
    (found,) = parse(record("3" * 40, rollback_message(good, bad)))
    assert (found.source, found.restores, found.undoes) == ("a" * 40, "1" * 40, "b" * 40)


def test_going_further_back_still_undoes_the_newest() -> None:
    live = deploy("4", "b", "2" * 40, "c" * 40)
    (found,) = parse(record("5" * 40, rollback_message(deploy("1", "a"), live)))
    assert found.undoes == "c" * 40


def test_going_forth_undoes_nothing() -> None:
    live = deploy("4", "a", "1" * 40, "b" * 40)
    (found,) = parse(record("5" * 40, rollback_message(deploy("2", "b"), live)))
    assert found.undoes is None


def test_commits_of_others_say_nothing() -> None:
    log = record("1" * 40, "by hand\n") + "\n" + record("2" * 40, message("x", "b" * 40))
    found = parse(log)
    assert [item.source for item in found] == [None, "b" * 40]
    assert newest_known(found) == found[1]
    assert newest_known(found[:1]) is None


@pytest.mark.parametrize("ours", ["same", "newer"])
def test_the_same_source_and_newer_ones_may_follow(ours: str) -> None:
    refuse_older("a" * 40, ours)


@pytest.mark.parametrize("ours", ["older", "apart", "unknown"])
def test_other_sources_may_not(ours: str) -> None:
    with pytest.raises(Conflict, match="aaaaaaaaaa"):
        refuse_older("a" * 40, ours)


@pytest.mark.parametrize("ours", ["same", "older"])
def test_what_was_rolled_back_is_held(ours: str) -> None:
    with pytest.raises(Held, match="2026-03-01"):
        refuse_undone(deploy("3", "a", "1" * 40, "b" * 40), ours)


def test_what_mends_it_is_not_held() -> None:
    refuse_undone(deploy("3", "a", "1" * 40, "b" * 40), "newer")


def test_choose_skips_deploys_that_look_the_same() -> None:
    same = Deploy("2" * 40, "tree of 3", WHEN)
    assert choose([deploy("3"), same, deploy("1")], None) == deploy("1")
