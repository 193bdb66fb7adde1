"""Copies of this project, and its commands run in them as a user runs them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.conftest import ROOT, git_environment

if TYPE_CHECKING:
    from pathlib import Path

PARTS = ("content", "plugins", "theme", "pelicanconf.py", "publishconf.py", "tasks.py", "pyproject.toml", ".gitignore")


@dataclass(frozen=True)
class Done:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        return self.out + self.err


def copy_project(folder: Path, *, content: bool = True) -> Path:
    """Return a copy of what makes a site, committed to git."""
    for name in PARTS:
        source = ROOT / name
        if source.is_dir() and (content or name != "content"):
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "a copy")):
        subprocess.run(("git", *command), cwd=folder, env=git_environment(folder), check=True, capture_output=True)
    return folder


def run(folder: Path, *command: str, more: dict[str, str] | None = None, keys: str = "") -> Done:
    """Run a module of this environment in a folder: ``run(folder, "invoke", "build")``."""
    environment = {**git_environment(folder), "PYTHONDONTWRITEBYTECODE": "1", **(more or {})}
    done = subprocess.run(
        (sys.executable, "-m", *command),
        cwd=folder,
        env=environment,
        input=keys,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stdout + done.stderr
    return Done(done.returncode, done.stdout, done.stderr)


def invoke(folder: Path, *arguments: str) -> Done:
    """Run a task."""
    return run(folder, "invoke", *arguments)
