"""A lock is held by one process, says by whom, and dies with it."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from hiwar.errors import SetupError
from hiwar.locks import held

if TYPE_CHECKING:
    from pathlib import Path


def test_a_second_holder_is_told_who_holds_it(tmp_path: Path) -> None:
    lock = tmp_path / "made" / "publish.lock"
    with held(lock, "the site is being published"):
        with (
            pytest.raises(SetupError, match=f"^the site is being published by process {os.getpid()}; wait"),
            held(lock, "the site is being published"),
        ):
            pass
        assert lock.read_text() == f"{os.getpid()}\n"
    with held(lock, "again"):
        pass
    assert lock.read_text() == ""


def test_a_deleted_lock_file_is_made_again(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with held(lock, "x"):
        lock.unlink()
    with held(lock, "x"):
        assert lock.exists()


def test_a_place_that_cannot_be_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(SetupError, match="move it away"),
        held(tmp_path / "file" / "lock", "x"),
    ):
        pass


def test_a_copy_of_the_holder_does_not_hold_it(tmp_path: Path) -> None:
    """A killed build leaves workers behind for as long as they need to notice."""
    with held(tmp_path / "lock", "it is being built"):
        reading, writing = os.pipe()
        copy = os.fork()
        if not copy:
            os.write(writing, b"begun")
            time.sleep(60)
            os._exit(0)
        assert os.read(reading, 5) == b"begun"
        os.close(reading)
        os.close(writing)
        with pytest.raises(SetupError, match="being built by process"), held(tmp_path / "lock", "it is being built"):
            pass
    try:
        with held(tmp_path / "lock", "it is being built"):
            pass
    finally:
        os.kill(copy, signal.SIGKILL)
        os.waitpid(copy, 0)
