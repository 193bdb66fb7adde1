"""A project with real git: a clone, a bare remote on disk, and hands that build simply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.deploy.project import Project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give git a home and a person of its own, and no way up to another repository."""
    home = tmp_path / "home"
    home.mkdir()
    for key in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_SSH_COMMAND", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(home / ".gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "قطرة Lab")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "lab@qatra.example")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A clone with one commit, pushed to a bare remote; nothing is published yet."""
    return Project.make(tmp_path / "company", tmp_path / "remote.git")
