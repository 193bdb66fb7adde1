"""A clone in which the tasks run as on a command line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from invoke.context import Context

from hiwar.commands import checking, publishing
from tests.commands.project import Project, Web
from tests.deploy.conftest import own_git
from tests.loopback import Loopback

__all__ = ["own_git"]

Run = Callable[..., int]


@pytest.fixture(scope="session")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all tests keep cards: drawing them is slow."""
    return tmp_path_factory.mktemp("cards")


@pytest.fixture
def hub() -> Iterator[Loopback]:
    """A WebSub hub on this machine."""
    with Loopback() as server:
        yield server


@pytest.fixture
def project(tmp_path: Path, hub: Loopback, cards: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """A clone whose tasks work in it, and a web that shows what it publishes."""
    with Web(tmp_path / "remote.git") as web:
        made = Project.make(tmp_path, web, f"{hub.url}/hub")
        for module in (publishing, checking):
            monkeypatch.setattr(module, "ROOT", made.root)
            monkeypatch.setattr(module, "CACHE", made.root / ".cache")
        monkeypatch.setattr(publishing, "cache_name", lambda _: str(cards))
        monkeypatch.setattr(sys, "path", list(sys.path))
        monkeypatch.chdir(made.root)
        yield made


@pytest.fixture
def run() -> Run:
    """Run a task and return its exit code."""

    def started(task: Callable[..., None], **options: object) -> int:
        try:
            task(Context(), **options)
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    return started
