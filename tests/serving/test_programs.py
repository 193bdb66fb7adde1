"""A process knows when a new one would run something else."""

from __future__ import annotations

import importlib
import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from hiwar.serving.programs import Programs
from tests.conftest import write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a program of the company's own that is loaded, and was written long ago."""
    path = tmp_path / "hiwar_serving_extra.py"
    write(tmp_path, {path.name: "VALUE = 1\n"})
    monkeypatch.syspath_prepend(str(tmp_path))
    load(path.stem, monkeypatch)
    return path


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Import a module that is forgotten after the test."""
    monkeypatch.setitem(sys.modules, name, None)
    del sys.modules[name]
    importlib.import_module(name)


def later() -> int:
    """Return a moment that is surely after all that was written."""
    return time.time_ns() + 10**9


def test_nothing_changed(module: Path) -> None:
    assert not Programs(list, later()).have_changed()


@pytest.mark.parametrize("change", ["edit", "put another in its place", "remove"])
def test_a_changed_program(module: Path, change: str) -> None:
    programs = Programs(list, later())
    if change == "edit":
        module.write_text("VALUE = 2\n")
    elif change == "remove":
        module.unlink()
    else:
        write(module.parent, {"new": "VALUE = 1\n"})
        (module.parent / "new").rename(module)
    assert programs.have_changed()


def test_a_program_changed_while_the_process_began(module: Path) -> None:
    """Nobody can tell which of both was loaded."""
    assert Programs(list, module.stat().st_ctime_ns - 1).have_changed()


def test_a_program_loaded_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Path) -> None:
    programs = Programs(list, later())
    write(tmp_path, {"hiwar_serving_late.py": ""})
    load("hiwar_serving_late", monkeypatch)
    programs.note()
    assert not programs.have_changed()
    os.utime(tmp_path / "hiwar_serving_late.py", (1, 1))
    assert programs.have_changed()


def test_an_installed_package() -> None:
    installed = ["a-1.dist-info"]
    programs = Programs(lambda: list(installed), later())
    installed.append("b-1.dist-info")
    assert programs.have_changed()
