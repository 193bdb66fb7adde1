"""What is live, what is not yet, and what comes by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from hiwar.deploy.rollback import rollback
from hiwar.deploy.settings import DeploySettings
from hiwar.deploy.status import Status, look, render, schedule
from hiwar.model.deploy import Due
from tests.deploy.project import git

if TYPE_CHECKING:
    from tests.deploy.project import Project

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
RIYADH = ZoneInfo("Asia/Riyadh")


def test_before_the_first_deploy(project: Project) -> None:
    status = look(project.job())
    assert (status.deployed, status.waiting, status.shown, status.is_dirty) == (None, None, None, False)
    assert render(status, (), None, NOW, RIYADH).splitlines() == [
        "nothing is published yet",
        f"source: {status.head[:10]}",
        "the blog has no public piece yet",
        "nothing is scheduled",
    ]


def test_what_is_not_live_yet_is_counted(project: Project) -> None:
    deployed = project.publish().source
    project.commit({"index.html": "1"})
    project.commit({"index.html": "2"})
    (project.root / "content" / "draft.html").write_text("x")
    status = look(project.job())
    assert (status.deployed, status.waiting, status.is_dirty) == (deployed, 2, True)


def test_a_rollback_is_told(project: Project) -> None:
    project.publish()
    project.commit({"index.html": "bad"})
    project.publish()
    rollback(project.job())
    status = look(project.job())
    assert status.is_rollback
    assert ", rolled back" in render(status, (), None, NOW, RIYADH)


def test_a_web_that_lags_is_told(project: Project) -> None:
    project.publish()
    old = b'{"source": "0123456789abcdef"}'
    job = replace(project.job(hands=project.with_hands(fetch=lambda url: old)), url="https://news.qatra.co")
    assert "the web still shows 0123456789" in render(look(job), (), None, NOW, RIYADH)


@pytest.mark.parametrize("target", ["folder", "archive"])
def test_other_targets_are_read_too(project: Project, target: str) -> None:
    settings = DeploySettings(target=target, folder="../www", archive="../site.zip")  # type: ignore[arg-type]
    assert look(project.job(settings)).deployed is None
    project.publish(settings)
    status = look(project.job(settings))
    assert (status.deployed, status.waiting) == (git(project.root, "rev-parse", "HEAD"), 0)


def test_a_status_reads_as_lines() -> None:
    status = Status("b" * 40, "a" * 40, NOW, 3, is_rollback=False, shown="a" * 40, is_dirty=True)
    dues = (Due(NOW + timedelta(hours=2), "content/ar/press/launch.md"),)
    assert render(status, dues, NOW - timedelta(days=5, hours=3), NOW, RIYADH).splitlines() == [
        "live: aaaaaaaaaa since 2026-03-10 15:00 +03",
        "source: bbbbbbbbbb, commits not live: 3, and changes that no commit has",
        "days since the last piece: 5",
        "2026-03-10 17:00 +03  content/ar/press/launch.md",
    ]


def test_a_schedule_is_sorted_and_short_and_of_the_future() -> None:
    dues = [Due(NOW + timedelta(days=day), f"{day}.md") for day in range(14, -3, -1)]
    lines = schedule(dues, NOW, UTC).splitlines()
    assert lines[0] == "2026-03-11 12:00 UTC  1.md"
    assert len(lines) == 11
    assert lines[-1] == "and 4 more"
